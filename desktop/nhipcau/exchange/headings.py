"""What a column's heading says it holds."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nhipcau.common.vietnamese import clean
from nhipcau.exchange.forms import IGNORE
from nhipcau.exchange.vocabulary import FieldWords, fields, has_any, has_phrase, key_of, phrases, starts
from nhipcau.participants.sheet import BY_CODE

_NUMBERING: Final = re.compile(
    r"^\s*(?:(?:câu(?:\s+hỏi)?|question|q|phần|mục|item)\s*\d+(?:\.\d+)*\s*[.:)\-–/]?|\d+(?:\.\d+)*\s*[.:)\-–/]"
    r"|[ivx]{1,4}\s*[.)]|[a-h]\s*[.)])\s*",
    re.IGNORECASE,
)
_GRID: Final = re.compile(r"^(?P<grid>.+?)\[(?P<line>[^\[\]]+)\]\s*$")
_ASIDE: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|\*")
_TRAILING_NUMBER: Final = re.compile(r"(?<!\s)\s*\d{1,2}$")
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a word begins in a heading such as `phoneNumber`."""
_FACTS: Final = frozenset(
    {"full_name", "first_name", "last_name", "department", "title", "level", "birth_year", "gender", "place"}
    | {"assistant_name", "assistant_email"}
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart."""

    text: str
    wording: str
    grid: str
    key: str
    """Without fillers ("what is your …"), asides, accents: what is looked up."""


@lru_cache(maxsize=8192)
def heading_of(raw: str) -> Heading:
    """Take a heading apart: numbering off, `Question [line]` in two."""
    text = " ".join(clean(raw).split())
    wording = _NUMBERING.sub("", text, count=1).strip() or text
    grid = ""
    if found := _GRID.match(wording):
        grid, wording = found["grid"].rstrip(" :"), found["line"].strip()
    return Heading(text, wording, grid, lookup_key(grid or wording))


def lookup_key(wording: str) -> str:
    """Return the words that a heading is looked up by."""
    bare = _ASIDE.sub(" ", wording)
    key = key_of(bare) if bare.strip() else key_of(wording)
    for filler in phrases("fillers"):
        if has_phrase(key, filler):
            key = f" {key} ".replace(f" {filler} ", " ").strip() or key
    return key


def without_number(wording: str) -> str:
    """Return a heading without the number that form services add to a repeated one (`Mentees2`)."""
    return _TRAILING_NUMBER.sub("", wording) or wording


@dataclass(frozen=True, slots=True)
class Guess:
    """A meaning that a heading suggests."""

    meaning: str
    confidence: float


@lru_cache(maxsize=8192)
def guesses(raw: str) -> tuple[Guess, ...]:
    """Return the meanings a heading suggests, most likely first; what the answers look like decides."""
    heading = heading_of(raw)
    if not heading.text:
        return ()
    apart = _HUMP.sub(" ", raw)
    return _suggested(heading) or (_suggested(heading_of(apart)) if apart != raw else ())


def _suggested(heading: Heading) -> tuple[Guess, ...]:
    if heading.text.casefold().startswith(starts("quiz")):
        return (Guess(IGNORE, 0.9),)
    full = key_of(_ASIDE.sub(" ", heading.grid or heading.wording)) or heading.key
    keys = (heading.key, full, without_number(heading.key))
    found = [
        (score, code) for code, words in fields().items() if (score := _score(code, words, keys, full)) > 0
    ]
    found.sort(key=lambda pair: (-pair[0], pair[1] in BY_CODE and BY_CODE[pair[1]].kind == "text"))
    return tuple(Guess(code, _confidence(score)) for score, code in found)


def _confidence(score: float) -> float:
    return 1.0 if score >= 100 else round(min(0.95, 0.7 + score / 100), 2)


def _score(code: str, words: FieldWords, keys: tuple[str, ...], full: str) -> float:
    """Return 100 and more for the whole heading, else how much of the heading a phrase of the field covers."""
    if any(key in words.whole for key in keys):
        return 100.0
    if words.against and has_any(full, words.against):
        return 0.0
    if code in _FACTS and len(full.split()) > 3 and has_any(full, phrases("wanting")):
        return 0.0
    if words.all_of and all(has_any(full, group) for group in words.all_of):
        return 30.0
    covered = max((len(part) for part in words.parts if has_phrase(full, part)), default=0)
    if not covered and len(keys[0].split()) <= 4:
        covered = max((len(part) for part in words.single if has_phrase(keys[0], part)), default=0)
    return covered + min(10.0, 10.0 * covered / max(len(full), 1)) if covered else 0.0


def is_known(raw: str) -> bool:
    """Say whether a text heads a column as files usually do."""
    found = guesses(raw)
    return bool(found) and (found[0].confidence >= 0.8) and (found[0].meaning in BY_CODE or len(raw) < 40)
