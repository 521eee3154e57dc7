"""How a wording is read: its words without accents and case, and what of the writing still counts."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nhipcau.common.names.vietnamese import fold, nfc

_WORD: Final = re.compile(r"[^\W_]+(?:\+\+|#(?!\w))?")
_SPELT_OUT: Final = {"c++": "cpp", "c#": "csharp", "f#": "fsharp"}
# One sound, two spellings: "quản lý" and "quản lí", "kỹ năng" and "kĩ năng".
_ONE_SPELLING: Final = {"li": "ly", "ki": "ky", "mi": "my", "ti": "ty", "si": "sy", "hi": "hy", "qui": "quy"}
_SEGMENTS: Final = re.compile(r"[,;/|&+\n•·:()\[\]]|\.\s|\s[-–—]\s")
_SYLLABLE: Final = re.compile(
    r"(?:b|ch?|d|gh?|gi|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x|h)?[aeiouy]{1,3}(?:ch?|m|ngh?|nh?|p|t)?"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as its words: `keys` to compare by, `written` as they stand there."""

    keys: tuple[str, ...]
    written: tuple[str, ...]

    @property
    def key(self) -> str:
        return " ".join(self.keys)

    def part(self, first: int, last: int) -> "Wording":
        return Wording(self.keys[first:last], self.written[first:last])


@lru_cache(maxsize=32768)
def read(text: str) -> Wording:
    """Take a text apart into words."""
    written = tuple(_WORD.findall(nfc(text)))
    return Wording(tuple(_word_key(word) for word in written), written)


@lru_cache(maxsize=32768)
def _word_key(word: str) -> str:
    folded = fold(word)
    folded = _SPELT_OUT.get(folded, folded)
    return _ONE_SPELLING.get(folded, folded)


def wording_key(text: str) -> str:
    """Return what two wordings share when they are the same but for accents, case and punctuation."""
    return read(text).key


def segments(text: str) -> list[str]:
    """Return the parts of an answer that lists several things."""
    return [part for part in _SEGMENTS.split(nfc(text)) if part.strip()]


@lru_cache(maxsize=32768)
def marks(word: str) -> str:
    """Return the accents of a word, in a fixed order: "hoà" and "hòa" have the same."""
    found = [c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.combining(c) or c == "đ"]
    return "".join(sorted(found))


def another_word(written: str, listed: str) -> bool:
    """Whether accents make it another word: "bạn" is not "bán", while "ban" may be either."""
    given = marks(written)
    return bool(given) and given != marks(listed)


def accents_agree(written: Sequence[str], listed: Sequence[str]) -> bool:
    return not any(map(another_word, written, listed))


def is_ambiguous(key: str) -> bool:
    """Whether an abbreviation could be an everyday word without accents: "ai" is "who", "it" is "little"."""
    return len(key) <= 2 or (len(key) == 3 and _SYLLABLE.fullmatch(key) is not None)
