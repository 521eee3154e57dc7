"""Answers as tokens: known phrases by their class, numbers, signs, and what is left of words.

Accents count where an answer has any: `tối` is the evening, `tới` is until, `tôi` is I. An answer typed without them is
read without them.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from nhipcau.common.names.vietnamese import fold
from nhipcau.common.paths import resource

_PIECE: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|\n|[^\w\s]")
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WITH_ACCENTS: Final = "="
"""Before a phrase in the lists: without its accents it would be another word."""
_WITHOUT: Final = "~"
"""Before a phrase that means this only in an answer typed without accents."""
NUMBER: Final = "number"
WORD: Final = "word"
SIGN: Final = "sign"
LONGEST: Final = 400
"""Letters of an answer that are read: more is a story, and whoever sent it may mean harm."""


@dataclass(frozen=True, slots=True)
class Token:
    """A phrase, number, word or sign. `kind` is the class of a phrase, or NUMBER, WORD or SIGN."""

    kind: str
    text: str
    raw: str = ""
    """As written, where capitals may tell."""


@lru_cache(maxsize=16384)
def toned(word: str) -> str:
    """Return a word in small letters with its tone at the end: `hòa` and `hoà` are one word."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFD", word.lower())
    tones = "".join(letter for letter in letters if letter in _TONES)
    rest = "".join(letter for letter in letters if letter not in _TONES)
    return unicodedata.normalize("NFC", rest) + tones


def pieces_of(text: str) -> list[str]:
    """Return words, numbers and signs as written."""
    return _PIECE.findall(unicodedata.normalize("NFC", text[:LONGEST]).replace("’", "'"))


_Found = dict[str, list[tuple[tuple[str, ...], str]]]


class PhraseLexicon:
    """Phrases by their classes; of several that fit the longest is read."""

    def __init__(self, classes: Mapping[str, Iterable[str]]) -> None:
        self._toned: _Found = {}
        self._plain: _Found = {}
        for kind, phrases in classes.items():
            for phrase in phrases:
                mark = phrase[0] if len(phrase) > 1 else ""
                pieces = pieces_of(phrase[1:] if mark in (_WITH_ACCENTS, _WITHOUT) else phrase)
                if mark != _WITHOUT:
                    _add(self._toned, tuple(map(toned, pieces)), kind)
                if mark != _WITH_ACCENTS:
                    _add(self._plain, tuple(map(fold, pieces)), kind)
        for found in (self._toned, self._plain):
            for entries in found.values():
                entries.sort(key=lambda entry: -len(entry[0]))

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return an answer taken apart."""
        raw = pieces_of(text)
        accents = any(not piece.isascii() and piece.isalpha() for piece in raw)
        return tuple(self._read(raw, accents=accents))

    def _read(self, raw: list[str], *, accents: bool) -> Iterator[Token]:
        plain = [fold(piece) for piece in raw]
        words = [toned(piece) for piece in raw] if accents else plain
        place = 0
        while place < len(words):
            known = self._toned if accents else self._plain
            phrase, kind = _longest(known, words, place)
            if accents and raw[place].isascii():
                further = _longest(self._plain, plain, place)
                whole = "".join(raw[place : place + len(further[0])])
                if len(further[0]) > max(1, len(phrase)) and whole.isascii():  # typed half without accents
                    phrase, kind = further
            size = max(1, len(phrase))
            text = " ".join(words[place : place + size])
            kind = kind or _bare_kind(text)
            yield Token(kind, text, " ".join(raw[place : place + size]))
            place += size


def _longest(known: _Found, words: list[str], place: int) -> tuple[tuple[str, ...], str]:
    """Return the longest phrase that stands at a place, and its class; nothing where none does."""
    for phrase, kind in known.get(words[place], ()):
        if tuple(words[place : place + len(phrase)]) == phrase:
            return phrase, kind
    return (), ""


def _bare_kind(text: str) -> str:
    return NUMBER if text.isdecimal() else WORD if text[:1].isalpha() else SIGN


def _add(found: _Found, words: tuple[str, ...], kind: str) -> None:
    entries = found.setdefault(words[0], [])
    if all(known != words for known, _ in entries):
        entries.append((words, kind))


@cache
def lexicon(subject: str) -> PhraseLexicon:
    """Return the phrases about one subject, from `resources/import/answers.json`."""
    loaded = json.loads(resource("import", "answers.json").read_text(encoding="utf-8"))
    return PhraseLexicon(loaded[subject])


def number_of(text: str) -> int:
    """Return a number of a token; one of very many figures is only large."""
    return int(text) if len(text) <= 9 else 10**9
