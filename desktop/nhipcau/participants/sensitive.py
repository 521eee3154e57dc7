"""Questions and answers that are about something sensitive: health, belief, money, a conviction.

Words are a hint and no more: the coordinator is warned and the question stays out of the criteria, but who may be
told an answer is never decided by them. `resources/privacy/sensitive.json` lists the words and says how they count.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from nhipcau.common.names.vietnamese import fold, nfc
from nhipcau.common.paths import resource
from nhipcau.common.words import Words

CATEGORIES: Final = (
    "health",
    "mind",
    "disability",
    "belief",
    "ethnicity",
    "politics",
    "orientation",
    "family",
    "money",
    "identity",
    "record",
    "migration",
    "violence",
    "addiction",
    "age",
)
_GENERAL: Final = ("personal", "topic", "beside", "harmless")
_PARTS: Final = re.compile(r"[^\W_]+|[.?!;\n]|[,:()\[\]/–—…|]")
_SENTENCE_ENDS: Final = frozenset(".?!;\n")
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_TONE: Final = re.compile(f"[{_TONES}]")
_CITIZEN_NUMBER: Final = re.compile(r"0\d{11}")
_NO_PLURAL: Final = ("ss", "us", "is", "as")
_NEAR: Final = 2
"""How many words away a word of a department or of a trade still speaks for the words it stands at."""
_LONGEST_LOOKED_AT: Final = 20_000
"""Letters of one answer; what a person says of themselves is said long before."""


class _Tag(NamedTuple):
    """What a phrase means: of which category, or of none, and how it counts."""

    category: str
    weight: str


class _Hit(NamedTuple):
    """A phrase found in a sentence, from one word up to before another."""

    start: int
    end: int
    tags: tuple[_Tag, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: tuple[str, ...]
    ends: frozenset[int]
    """The places between words where a part of the sentence ends; the beginning and the end are among them."""
    walls: frozenset[int]
    """Those of them that no phrase reaches across; it does across a stroke, as in "they/them"."""


class _Phrases:
    """Phrases by their words, and how many words those that begin with one have at most."""

    def __init__(self, tagged: Iterable[tuple[tuple[str, ...], _Tag]]) -> None:
        self.tags: dict[tuple[str, ...], tuple[_Tag, ...]] = {}
        self.longest: dict[str, int] = {}
        for words, tag in tagged:
            self.tags[words] = (*self.tags.get(words, ()), tag)
            self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))


def sensitive_category(wording: str, answers: Iterable[str] = ()) -> str | None:
    """Return what a question, or any answer given to it, is about that is sensitive (see `CATEGORIES`), if it is."""
    found, is_of_topics = _asked(wording)
    if found is not None:
        return found
    for answer in _worth_reading(list(answers)):
        found = _answered(answer, is_of_topics)
        if found is not None:
            return found
    return None


def is_sensitive(wording: str, answers: Iterable[str] = ()) -> bool:
    """Say whether a question or any answer given to it is about something sensitive."""
    return sensitive_category(wording, answers) is not None


def sensitive_text(words: Words, key: str, category: str | None) -> str:
    """Return a text that names the category; nothing where there is none."""
    return words(key, category=words(f"sensitive.category.{category}")) if category else ""


@lru_cache(maxsize=1024)
def _asked(wording: str) -> tuple[str | None, bool]:
    """Return the category a question is of, and whether it asks for a field of work or of interest."""
    sentences = [(sentence, tuple(_hits(sentence))) for sentence in _sentences(wording)]
    is_of_topics = any(_has(hits, "topic") for _, hits in sentences)
    for sentence, hits in sentences:
        found = _category(sentence, hits, whole="heading", is_harmless=is_of_topics)
        if found is not None:
            return found, False
    return None, is_of_topics or any(_has(hits, "beside") for _, hits in sentences)


def _worth_reading(answers: Sequence[str]) -> Sequence[str]:
    """Leave out answers in which nothing can be found, since words of what is looked for stand in none of them.

    All words of thousands of answers are looked up together: most columns need no more than that.
    """
    looked_at = [answer[:_LONGEST_LOOKED_AT] for answer in answers]
    spelled: dict[str, list[str]] = {}
    for part in set(_parts_of("\n".join(looked_at))):
        spelled.setdefault(_spelled(part), []).append(part)
    telling = {
        words[0] for words in _sensitive_phrases() if words[0] in spelled and spelled.keys() >= set(words)
    }
    telling |= {word for word in spelled if _CITIZEN_NUMBER.fullmatch(word)}
    if not telling:
        return ()
    parts = frozenset(part for word in telling for part in spelled.get(word, ()))
    return [answer for answer in looked_at if not parts.isdisjoint(_parts_of(answer))]


def _answered(answer: str, is_of_topics: bool) -> str | None:
    for sentence in _sentences(answer):
        hits = tuple(_hits(sentence))
        harmless = is_of_topics or _has(hits, "topic")
        found = _category(sentence, hits, whole="answer", is_harmless=harmless)
        if found is not None:
            return found
        if any(_CITIZEN_NUMBER.fullmatch(word) for word in sentence.words):
            return "identity"
    return None


def _sentences(text: str) -> Iterator[_Sentence]:
    words: list[str] = []
    ends = {0}
    walls: set[int] = set()
    for part in (*_parts_of(text[:_LONGEST_LOOKED_AT]), "."):
        if part in _SENTENCE_ENDS:
            if words:
                yield _Sentence(tuple(words), frozenset((*ends, len(words))), frozenset(walls))
            words, ends, walls = [], {0}, set()
        elif part[0].isalnum():
            words.append(_spelled(part))
        else:
            ends.add(len(words))
            if part != "/":
                walls.add(len(words))


def _parts_of(text: str) -> list[str]:
    """Return the words of a text and the signs between them."""
    return _PARTS.findall(nfc(text).casefold())


@lru_cache(maxsize=4096)
def _spelled(word: str) -> str:
    """Return a word as it is compared: the tone at its end, wherever it was written, and no English plural."""
    if word.isascii():
        is_plural = len(word) > 3 and word.endswith("s") and not word.endswith(_NO_PLURAL)
        return word[:-1] if is_plural else word
    letters = unicodedata.normalize("NFD", word)
    return nfc(_TONE.sub("", letters)) + "".join(_TONE.findall(letters))


def _hits(sentence: _Sentence) -> Iterator[_Hit]:
    """Find the phrases of a sentence, the longest at each place, none across a wall.

    What is harmless takes its words away; in what is sensitive something else that is may begin.
    """
    accented, plain = _lists()
    phrases = plain if all(word.isascii() for word in sentence.words) else accented
    words, count = sentence.words, len(sentence.words)
    start = 0
    while start < count:
        longest = phrases.longest.get(words[start], 0)
        for end in range(min(start + longest, count), start, -1):
            tags = phrases.tags.get(words[start:end])
            if tags is not None and sentence.walls.isdisjoint(range(start + 1, end)):
                yield _Hit(start, end, tags)
                start = start + 1 if any(tag.category for tag in tags) else end
                break
        else:
            start += 1


def _category(sentence: _Sentence, hits: tuple[_Hit, ...], *, whole: str, is_harmless: bool) -> str | None:
    if not any(tag.category for hit in hits for tag in hit.tags):
        return None
    is_personal = _has(hits, "personal")
    of_a_trade = _places(hits, "beside")
    for hit in hits:
        counting = {"always"}
        if not is_harmless and {hit.start, hit.end} <= sentence.ends:
            counting.add(whole)
        if not is_harmless and of_a_trade.isdisjoint(_near(hit)):
            counting |= {"words", "asked"} if is_personal else {"words"}
        for tag in hit.tags:
            if tag.category and tag.weight in counting:
                return tag.category
    return None


def _has(hits: tuple[_Hit, ...], weight: str) -> bool:
    return any(tag.weight == weight for hit in hits for tag in hit.tags)


def _places(hits: tuple[_Hit, ...], weight: str) -> set[int]:
    """Return the places of all words that belong to phrases of one weight."""
    return {place for hit in hits if _has((hit,), weight) for place in range(hit.start, hit.end)}


def _near(hit: _Hit) -> tuple[int, ...]:
    return (*range(hit.start - _NEAR, hit.start), *range(hit.end, hit.end + _NEAR))


@cache
def _lists() -> tuple[_Phrases, _Phrases]:
    """Return all phrases as they are written, and without accents."""
    read = json.loads(resource("privacy", "sensitive.json").read_text(encoding="utf-8"))
    tagged: list[tuple[str, _Tag]] = [
        (phrase, _Tag("", weight)) for weight in _GENERAL for phrase in read[weight]
    ]
    for category, weights in read["categories"].items():
        for weight, phrases in weights.items():
            tagged += [(phrase, _Tag(category, weight)) for phrase in phrases]
    accented = [(_words_of(phrase), tag) for phrase, tag in tagged]
    # One syllable without its accent is too many words at once: "no" is not "nợ".
    plain = [(_words_of(fold(phrase)), tag) for phrase, tag in tagged if phrase.isascii() or " " in phrase]
    return _Phrases(accented), _Phrases(plain)


@cache
def _sensitive_phrases() -> frozenset[tuple[str, ...]]:
    """Return the phrases that are of a category, written either way."""
    return frozenset(
        words
        for phrases in _lists()
        for words, tags in phrases.tags.items()
        if any(tag.category for tag in tags)
    )


def _words_of(phrase: str) -> tuple[str, ...]:
    return tuple(_spelled(word) for word in phrase.split())
