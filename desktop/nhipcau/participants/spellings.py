"""Which spellings of a department, place or level are probably one: `KINH DOANH`, `kinh doanh`; `CNTT` in full."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from nhipcau.common.names.vietnamese import fold

SpelledField = Literal["department", "place", "level"]
SPELLED: Final[tuple[SpelledField, ...]] = ("department", "place", "level")
_PREFIXES: Final = (
    ("phong", "ban"), ("bo", "phan"), ("phong",), ("ban",), ("khoi",), ("p",), ("pb",),
    ("thanh", "pho"), ("tp",), ("tinh",), ("dept",), ("department",), ("team",),
)  # fmt: skip
_SUFFIXES: Final = (("department",), ("dept",), ("team",), ("division",), ("city",), ("province",))
_LETTERS: Final = range(2, 9)
"""So many letters an abbreviation has."""


@dataclass(frozen=True, slots=True)
class ValueCount:
    """One spelling and how many people have it."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class SpellingMerge:
    """Spellings that may be one, and the one to keep."""

    texts: tuple[str, ...]
    into: str


def proposed_merges(values: Sequence[ValueCount]) -> tuple[SpellingMerge, ...]:
    """Return what may be merged: spellings that differ in case, accents, signs or a word like `Phòng`, abbreviations.

    An abbreviation that fits two names is left alone.
    """
    alike: defaultdict[str, list[ValueCount]] = defaultdict(list)
    for value in values:
        alike[_core(value.text)].append(value)
    by_name = _abbreviated(alike)
    merges = []
    for key, named in alike.items():
        if key in by_name:
            continue
        short = [value for other, name in by_name.items() if name == key for value in alike[other]]
        if len(named) + len(short) > 1:
            merges.append(SpellingMerge(tuple(value.text for value in (*named, *short)), _best(named)))
    return tuple(sorted(merges, key=lambda merge: fold(merge.into)))


def _abbreviated(alike: dict[str, list[ValueCount]]) -> dict[str, str]:
    """Return for each key that is an abbreviation the key of the one name it stands for."""
    names = [key for key in alike if len(key.split()) > 1]
    found: dict[str, str] = {}
    for key, group in alike.items():
        letters = key.replace(" ", "")
        if len(letters) not in _LETTERS or not any(_is_short(value.text) for value in group):
            continue
        fitting = [name for name in names if name != key and _stands_for(letters, name.split())]
        if len(fitting) == 1:
            found[key] = fitting[0]
    return found


def _is_short(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters) and len(text.split()) <= 2


def _stands_for(letters: str, words: Sequence[str]) -> bool:
    """Say whether letters are the first ones of words, a short word perhaps whole: `tphcm` of `tp ho chi minh`."""
    if not words:
        return not letters
    word = words[0]
    whole = len(word) <= 2 and letters.startswith(word) and _stands_for(letters[len(word) :], words[1:])
    return whole or (letters[:1] == word[0] and _stands_for(letters[1:], words[1:]))


def _words(text: str) -> list[str]:
    folded = fold(text)
    return "".join(letter if letter.isalnum() else " " for letter in folded).split()


def _core(text: str) -> str:
    """Return a spelling without accents, signs and words such as `Phòng` or `Department`."""
    words = _words(text)
    for prefix in _PREFIXES:
        if len(words) > len(prefix) and tuple(words[: len(prefix)]) == prefix:
            words = words[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if len(words) > len(suffix) and tuple(words[-len(suffix) :]) == suffix:
            words = words[: -len(suffix)]
            break
    return " ".join(words) or text


def _best(values: Iterable[ValueCount]) -> str:
    """Return the spelling to keep: not shouted, with its accents, the most frequent."""
    group = list(values)
    accented = {fold(one.text) for one in group if not one.text.isascii()}
    return max(
        group,
        key=lambda one: (
            not _is_shouted(one.text),
            not (one.text.isascii() and fold(one.text) in accented),
            one.count,
        ),
    ).text


def _is_shouted(text: str) -> bool:
    """Say whether a spelling is all in capitals, or has none at all."""
    return text in (text.upper(), text.lower())
