"""The words of a heading and what each stands for, from `resources/import/concepts.json`."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from nhipcau.common.names.vietnamese import fold
from nhipcau.common.paths import resource

_WORD: Final = re.compile(r"[^\W\d_]+|\d+(?:st|nd|rd|th)?|#")
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SHORTENED: Final[Mapping[str, str]] = {
    "’": "'", "i'd": "i would", "you'd": "you would", "i'm": "i am", "don't": "do not", "can't": "can not",
    "what's": "what is", "who's": "who is", "doesn't": "does not", "i've": "i have", "you've": "you have",
    "didn't": "did not", "won't": "will not",
}  # fmt: skip
OF_WHOM: Final = "ofwhom"
"""What stands for the `'s` of `mentor's name`."""
_ENGLISH: Final = frozenset({
    "the", "of", "your", "you", "what", "how", "do", "does", "is", "are", "i", "my", "to", "would", "which",
    "who", "when", "where", "for", "and", "or", "please", "have", "has", "can", "could", "if", "at", "with",
    "from", "as", "be", "been", "did", "will", "may", "should", "any", "by", "on",
})  # fmt: skip
"""Words by which a heading in plain letters is told to be English: it is then not read as Vietnamese without marks."""


@dataclass(frozen=True, slots=True)
class Word:
    """One or more words of a heading that stand for something."""

    text: str
    concepts: frozenset[str]
    """Empty for a word that the lexicon does not know."""


_Phrases = Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]


@cache
def _concepts() -> Mapping[str, tuple[str, ...]]:
    loaded: dict[str, list[str]] = json.loads(resource("import", "concepts.json").read_text(encoding="utf-8"))
    loaded.pop("", None)
    return {concept: tuple(texts) for concept, texts in loaded.items()}


def texts_for(*concepts: str) -> tuple[str, ...]:
    """Return every word and phrase for these concepts."""
    return tuple(text for concept in concepts for text in _concepts()[concept])


@cache
def _phrases() -> tuple[_Phrases, _Phrases]:
    """Return the phrases by their first word, longest first: as spelled, and in plain letters."""
    spelled: dict[tuple[str, ...], set[str]] = {}
    for concept, texts in _concepts().items():
        for text in texts:
            spelled.setdefault(tuple(words_of(text)), set()).add(concept)
    plain: dict[tuple[str, ...], set[str]] = {}
    for words, concepts in spelled.items():
        folded = tuple(map(fold, words))
        if folded != words:
            plain.setdefault(folded, set()).update(concepts)
    return _by_first(spelled), _by_first(plain)


def _by_first(phrases: Mapping[tuple[str, ...], set[str]]) -> _Phrases:
    found: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for words, concepts in sorted(phrases.items(), key=lambda item: (-len(item[0]), item[0])):
        found.setdefault(words[0], []).append((words, frozenset(concepts)))
    return {first: tuple(rest) for first, rest in found.items()}


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, the mark of a tone at the end of its word.

    `hoà` and `hòa` are so one word; `PreferredName` and `mentee_count` are two.
    """
    if " " not in text:
        text = _HUMP.sub(" ", text)
    lowered = text.casefold().replace("_", " ")
    if "'" in lowered or "’" in lowered:
        for short, full in _SHORTENED.items():
            lowered = lowered.replace(short, full)
        lowered = lowered.replace("'s ", f" {OF_WHOM} ").replace("s' ", f"s {OF_WHOM} ")
    return [word if word.isascii() else _tone_last(word) for word in _WORD.findall(lowered)]


@lru_cache(maxsize=4096)
def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(letter for letter in letters if letter in _TONES)
    bare = "".join(letter for letter in letters if letter not in _TONES)
    return unicodedata.normalize("NFC", bare) + tones


def is_english(text: str) -> bool:
    """Say whether a text is English, by its words or by the lack of any mark."""
    words = words_of(text)
    return not _ENGLISH.isdisjoint(words) or all(word.isascii() for word in words)


def read_words(text: str) -> tuple[Word, ...]:
    """Return the words of a text with what they stand for, the longest phrases first."""
    words = words_of(text)
    spelled, plain = _phrases()
    tables = [spelled]
    if all(word.isascii() for word in words) and not _ENGLISH.intersection(words):
        tables.append(plain)
    found: list[Word] = []
    place = 0
    while place < len(words):
        length, concepts = _longest(words, place, tables)
        found.append(Word(" ".join(words[place : place + length]), concepts))
        place += length
    return tuple(found)


def _longest(words: list[str], place: int, tables: list[_Phrases]) -> tuple[int, frozenset[str]]:
    best: tuple[int, frozenset[str]] = (0, frozenset())
    for first in _forms(words[place]):
        for table in tables:
            for phrase, concepts in table.get(first, ()):
                if len(phrase) <= best[0]:
                    break
                if _stands(phrase, words, place):
                    best = (len(phrase), concepts)
                    break
    return best if best[0] else (1, frozenset())


def _stands(phrase: tuple[str, ...], words: list[str], place: int) -> bool:
    if place + len(phrase) > len(words):
        return False
    return all(wanted in _forms(words[place + step]) for step, wanted in enumerate(phrase) if step)


def _forms(word: str) -> tuple[str, ...]:
    """Return a word and, of an English plural, the singular."""
    if word.isascii() and len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        if word.endswith("ies"):
            return (word, f"{word[:-3]}y", word[:-1])
        return (word, word[:-1])
    return (word,)
