"""Which skills a wording names: exactly, inside a phrase as whole words, or with a typo. Plain values only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from nhipcau.skills.typing_slips import Typing
from nhipcau.skills.wording_tokens import (
    Wording,
    accents_agree,
    is_ambiguous,
    read,
    segments,
    wording_key,
)

_MOST_SKILLS: Final = 6


@dataclass(frozen=True, slots=True)
class SkillWords:
    """A skill with everything that names it.

    A dot in the code says what it is part of: `ai.generative` is part of `ai`. `whole` wordings count only when they
    are all that was written: they mean too many things inside a sentence.
    """

    code: str
    name_vi: str
    name_en: str
    area: str
    also: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.name_vi, self.name_en, *self.also, *self.whole)))


@dataclass(frozen=True, slots=True)
class SkillLexicon:
    """Words around a skill: see `resources/skills/words.json`."""

    fillers: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    joiners: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordingMatch:
    """The skills a wording names. `known` without any: somebody said it is no skill, or nothing was written."""

    codes: tuple[str, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True)
class _Listed:
    """A wording of the list, to be found inside others."""

    words: Wording
    code: str

    @property
    def ambiguous(self) -> bool:
        return len(self.words.keys) == 1 and is_ambiguous(self.words.keys[0])


class _Phrases:
    """A set of phrases; one with other accents is another phrase."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._written: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for words in map(read, texts):
            self._written[words.key].append(words.written)
        self.keys = frozenset(self._written)
        self._longest = max((len(key.split()) for key in self.keys), default=0)

    def holds(self, words: Wording) -> bool:
        written = self._written.get(words.key)
        return written is not None and any(accents_agree(words.written, one) for one in written)

    def reach(self, words: Wording, *, from_end: bool = False) -> list[int]:
        """Return how many words can be taken away from one end as phrases of the set, one after the other."""
        size = len(words.keys)
        reached = {0}
        for taken in range(size):
            if taken in reached:
                for more in range(1, min(self._longest, size - taken) + 1):
                    end = size - taken if from_end else taken + more
                    # Most parts are no filler: that is seen before anything is taken apart.
                    key = " ".join(words.keys[end - more : end])
                    if key in self._written and self.holds(words.part(end - more, end)):
                        reached.add(taken + more)
        return sorted(reached)


_NOTHING: Final = WordingMatch()


class Matcher:
    """Finds the skills of one organisation's list. The same answer is looked up once."""

    def __init__(self, skills: Iterable[SkillWords], lexicon: SkillLexicon) -> None:
        self.lexicon = lexicon
        self._exact: dict[str, str] = {}
        self._written: dict[str, tuple[str, ...]] = {}
        self._listed: dict[str, list[_Listed]] = defaultdict(list)
        self._ambiguous: dict[str, set[str]] = defaultdict(set)
        self.codes: set[str] = set()
        for skill in skills:
            self.codes.add(skill.code)
            whole = set(map(wording_key, skill.whole))
            for wording in skill.wordings:
                self._add(wording, skill.code, inside=wording_key(wording) not in whole)
        for text in lexicon.blocked:
            self._list(read(text), "")
        self._joiners = _Phrases(lexicon.joiners)
        self._fillers = _Phrases((*lexicon.fillers, *lexicon.joiners))
        self._before = _Phrases((*lexicon.fillers, *lexicon.joiners, *lexicon.before))
        everyday = map(wording_key, lexicon.everyday)
        self._typing = Typing(self._exact, self._written, {*self._fillers.keys, *everyday})
        self._found: dict[str, WordingMatch] = {}

    def _add(self, wording: str, code: str, *, inside: bool) -> None:
        words = read(wording)
        if not words.keys:
            return
        self._exact[words.key] = code
        self._written.setdefault(words.key, words.written)
        if inside:
            self._list(words, code)
        if len(words.keys) == 1 and is_ambiguous(words.keys[0]):
            self._ambiguous[words.key].add(words.written[0])

    def _list(self, words: Wording, code: str) -> None:
        self._listed[words.keys[0]].append(_Listed(words, code))

    def find(self, text: str) -> WordingMatch:
        """Return the skills a text names."""
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self._look_up(text)
        return found

    def _look_up(self, text: str) -> WordingMatch:
        words = read(text)
        if not words.keys:
            return WordingMatch((), known=True)
        if words.key in self._exact and (len(words.keys) > 1 or self._same_word(words)):
            return WordingMatch((self._exact[words.key],), known=True)
        cores = self._cores(words)
        code = self._exact_core(cores)
        if code:
            return WordingMatch((code,), known=True)
        inside, covered = self._inside(words, shouted=text.isupper())
        codes = [*inside, *self._in_segments(text, set(inside), typos=False)]
        if self._is_all_said(words, covered):
            return _found(codes)
        typed = self._typing.nearest(cores, most_words=len(covered))
        if typed:
            return WordingMatch((typed,), known=True)
        return _found([*codes, *self._in_segments(text, set(codes), typos=True)])

    def _same_word(self, words: Wording) -> bool:
        """Whether a single word is the one listed and not another with other accents."""
        listed = self._listed.get(words.keys[0], ())
        alone = [one.words.written for one in listed if len(one.words.keys) == 1]
        return not alone or any(accents_agree(words.written, written) for written in alone)

    def _exact_core(self, cores: Sequence[Wording]) -> str:
        """Return the skill of the longest core that is a wording by itself."""
        for core in cores:
            code = self._exact.get(core.key, "")
            if not code:
                continue
            written = self._ambiguous.get(core.key)
            if core.written[0] in written if written else len(core.keys) > 1 or self._same_word(core):
                return code
        return ""

    def _cores(self, words: Wording) -> list[Wording]:
        """Return what is left when words that say nothing of the skill are taken away at either end, longest first."""
        size = len(words.keys)
        starts = self._before.reach(words)
        ends = self._fillers.reach(words, from_end=True)
        spans = sorted(
            {(first, size - last) for first in starts for last in ends if first + last < size},
            key=lambda span: (span[0] - span[1], span[0]),
        )
        return [words.part(first, last) for first, last in spans]

    def _inside(self, words: Wording, *, shouted: bool) -> tuple[list[str], frozenset[int]]:
        """Return the skills whose wordings stand in the text as whole words, the longest first come, and where."""
        hits = [
            (place, len(listed.words.keys), listed.code)
            for place, key in enumerate(words.keys)
            for listed in self._listed.get(key, ())
            if self._stands_at(listed, words, place, shouted=shouted)
        ]
        covered: set[int] = set()
        chosen: list[tuple[int, str]] = []
        for place, size, code in sorted(hits, key=lambda hit: (-hit[1], hit[0])):
            places = set(range(place, place + size))
            if not places & covered:
                covered |= places
                chosen.append((place, code))
        return [code for _, code in sorted(chosen) if code], frozenset(covered)

    def _stands_at(self, listed: _Listed, words: Wording, place: int, *, shouted: bool) -> bool:
        size = len(listed.words.keys)
        if words.keys[place : place + size] != listed.words.keys:
            return False
        written = words.written[place : place + size]
        if listed.ambiguous:
            return not shouted and written == listed.words.written
        return accents_agree(written, listed.words.written)

    def _is_all_said(self, words: Wording, covered: frozenset[int]) -> bool:
        """Whether nothing but fillers and joiners is left beside the skills found."""
        rest = [place for place in range(len(words.keys)) if place not in covered]
        return bool(covered) and all(self._fillers.holds(words.part(place, place + 1)) for place in rest)

    def _in_segments(self, text: str, known: set[str], *, typos: bool) -> list[str]:
        """Return the skills of those parts of a list in which none is found yet."""
        found: list[str] = []
        for part in self._parts(text):
            words = read(part)
            if not words.keys or words.key == wording_key(text):
                continue
            if set(self._inside(words, shouted=part.isupper())[0]) & known:
                continue
            cores = self._cores(words)
            code = self._exact_core(cores) or (self._typing.nearest(cores, 0) if typos else "")
            if code and code not in known:
                found.append(code)
        return found

    def _parts(self, text: str) -> list[str]:
        parts: list[str] = []
        for segment in segments(text):
            words = read(segment)
            start = 0
            for place in range(len(words.keys)):
                if self._joiners.holds(words.part(place, place + 1)):
                    parts.append(" ".join(words.written[start:place]))
                    start = place + 1
            parts.append(" ".join(words.written[start:]))
        return parts

    def guesses(self, text: str, most: int = 3) -> tuple[str, ...]:
        """Return the skills an unknown wording is most like, the likeliest first."""
        cores = self._cores(read(text))
        return tuple(self._typing.likeliest(cores[-1].key, most)) if cores else ()

    def owner_of(self, wording: str) -> str:
        """Return the skill a wording already stands for exactly, or nothing."""
        return self._exact.get(wording_key(wording), "")


def _found(codes: Sequence[str]) -> WordingMatch:
    kept = tuple(dict.fromkeys(codes))[:_MOST_SKILLS]
    return WordingMatch(kept, known=True) if kept else _NOTHING
