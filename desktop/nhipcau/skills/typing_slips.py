"""What was meant by a wording with a slip of the keyboard or two. Never for short abbreviations."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from nhipcau.skills.wording_tokens import Wording, marks

LONGEST_TYPED: Final = 8
"""Words of the longest wording that is looked at: a sentence is not one skill with typos."""
_SLIPS: Final = ((5, 0), (7, 1), (14, 2))
"""Lengths below which a wording may have so many slips; longer ones may have three."""
_MOST_SLIPS: Final = 3
_SHORT_WORD: Final = 4
_MANY_WORDS: Final = 3
_LONG_WORD: Final = 8
_NEAR: Final = 62
_NEARLY_ALL: Final = 90
"""Likeness in percent that is enough to propose a skill: of the whole, or of all words of one in the other."""
_SYLLABLE: Final = re.compile(
    r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph|qu|r|s|th?|tr|v|x)?"
    r"(?:[aeiouy]|a[iouy]|e[ou]|i[aeu]|o[aei]|u[aeioy]|oa[iy]|oe[o]|uo[iu]|uy[ae]|uay|ie[u]|ye[u]|uye|uya)"
    r"(?:ch?|m|ngh?|nh?|p|t)?"
)


class Typing:
    """Finds the wording that must be meant."""

    def __init__(
        self, known: Mapping[str, str], written: Mapping[str, Sequence[str]], vocabulary: Collection[str]
    ) -> None:
        self._known = known
        self._written = written
        self._keys = sorted((key for key in known if slips_in(len(key))), key=lambda key: (len(key), key))
        self._lengths = [len(key) for key in self._keys]
        self._with_word: dict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            for word in set(key.split()):
                self._with_word[word].append(key)
        self._words = {word.lower() for words in written.values() for word in words}
        self._vocabulary = {word for key in (*known, *vocabulary) for word in key.split()}

    def nearest(self, cores: Sequence[Wording], most_words: int) -> str:
        """Return the skill of the one wording so near that it must be meant; it has at least `most_words` words."""
        if not cores or len(cores[-1].keys) > LONGEST_TYPED:
            return ""
        for core in dict.fromkeys((cores[0], cores[-1])):
            code = self._nearest(core, most_words)
            if code:
                return code
        return ""

    def _nearest(self, words: Wording, most_words: int) -> str:
        key = words.key
        allowed = slips_in(len(key))
        if not allowed:
            return ""
        from rapidfuzz import process  # not with the module: the first page of a file needs none of this
        from rapidfuzz.distance import OSA

        near = process.extract(
            key, self._candidates(words, allowed), scorer=OSA.distance, score_cutoff=allowed, limit=12
        )
        meant = [
            (distance, self._known[other])
            for other, distance, _ in near
            if len(other.split()) >= most_words and self._is_slip(words, other, distance)
        ]
        codes = {code for distance, code in meant if distance == meant[0][0]}
        return codes.pop() if len(codes) == 1 else ""

    def _candidates(self, words: Wording, allowed: int) -> list[str]:
        """Return wordings that may be meant: of about the length, and where possible with a word free of slips."""
        least, most = len(words.key) - allowed, len(words.key) + allowed
        if len(words.keys) >= _MANY_WORDS:
            sharing = {key for word in set(words.keys) for key in self._with_word.get(word, ())}
            near = sorted(key for key in sharing if least <= len(key) <= most)
            if near:
                return near
        return self._keys[bisect_left(self._lengths, least) : bisect_left(self._lengths, most + 1)]

    def _is_slip(self, typed: Wording, key: str, distance: int) -> bool:
        """Whether the difference is one of typing, and not between two words that both exist."""
        listed, spelt = key.split(), self._written[key]
        if "".join(typed.keys) == "".join(listed):
            return True
        if len(listed) == 1 and len(key) < _LONG_WORD and distance > 1:
            return False
        given, meant = _all_marks(typed.written), _all_marks(spelt)
        new = {
            (key, word.lower())
            for key, word in zip(typed.keys, typed.written, strict=True)
            if key not in listed
        }
        one_in_many = distance == 1 and len(listed) >= _MANY_WORDS
        if not one_in_many and any(
            word in self._words if given else key in self._vocabulary for key, word in new
        ):
            return False
        if not given and meant and any(_SYLLABLE.fullmatch(key) for key, _ in new):
            return False
        if given and len(listed) < _MANY_WORDS and _has_another_word(typed, listed, spelt):
            return False
        return given <= meant and _near_words(typed.keys, listed)

    def likeliest(self, key: str, most: int) -> list[str]:
        """Return the skills an unknown wording is most like, to propose them; often none."""
        from rapidfuzz import fuzz, process

        near = [
            *process.extract(key, self._keys, scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR, limit=8),
            *process.extract(key, self._keys, scorer=fuzz.token_set_ratio, score_cutoff=_NEARLY_ALL, limit=8),
        ]
        return list(dict.fromkeys(self._known[wording] for wording, _, _ in near))[:most]


def slips_in(length: int) -> int:
    """Return how many slips a wording of this length may have."""
    return next((slips for below, slips in _SLIPS if length < below), _MOST_SLIPS)


def _all_marks(written: Sequence[str]) -> Counter[str]:
    return Counter("".join(map(marks, written)))


def _has_another_word(typed: Wording, listed: Sequence[str], spelt: Sequence[str]) -> bool:
    """Whether a changed word is a whole syllable with other accents: "pha chế" is not "pháp chế" mistyped."""
    if len(typed.keys) != len(listed):
        return False
    words = zip(typed.keys, typed.written, listed, spelt, strict=True)
    return any(
        mine != theirs and _SYLLABLE.fullmatch(mine) is not None and marks(written) != marks(other)
        for mine, written, theirs, other in words
    )


def _near_words(typed: Sequence[str], listed: Sequence[str]) -> bool:
    """Whether the slips are spread as slips are, not all in one short word; a slip may also move a space."""
    from rapidfuzz.distance import OSA

    if len(typed) != len(listed):
        return abs(len(typed) - len(listed)) == 1
    return all(
        mine == theirs or OSA.distance(mine, theirs) <= _slips_in_word(max(len(mine), len(theirs)))
        for mine, theirs in zip(typed, listed, strict=True)
    )


def _slips_in_word(length: int) -> int:
    return 1 if length < _SHORT_WORD else 2
