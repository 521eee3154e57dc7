"""A heading taken apart: its numbering off, the question of a grid and its line in two."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nhipcau.common.names.vietnamese import clean
from nhipcau.exchange.formats.vocabulary import has_any, has_phrase, key_of, phrases

_NUMBERING: Final = re.compile(
    r"^\s*(?:(?:câu(?:\s+hỏi)?|question|q|phần|mục|item)\s*\d+(?:\.\d+)*\s*[.:)\-–/]?|\d+(?:\.\d+)*\s*[.:)\-–/]"
    r"|[ivx]{1,4}\s*[.)]|[a-h]\s*[.)])\s*",
    re.IGNORECASE,
)
_GRID: Final = re.compile(r"^(?P<grid>.+?)\[(?P<line>[^\[\]]+)\]\s*$")
_ASIDE: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|\*")
_TRAILING_NUMBER: Final = re.compile(r"(?<!\s)\s*\d{1,2}$")
_GLUED_NUMBER: Final = re.compile(r"(?<=[^\W\d_])\d{1,2}$")


@dataclass(frozen=True, slots=True)
class HeadingParts:
    """A heading taken apart."""

    text: str
    wording: str
    grid: str
    key: str
    """Without fillers ("what is your …"), asides, accents: what is looked up."""


@lru_cache(maxsize=8192)
def heading_of(raw: str) -> HeadingParts:
    """Take a heading apart: numbering off, `Question [line]` in two."""
    text = " ".join(clean(raw).split())
    wording = _NUMBERING.sub("", text, count=1).strip() or text
    grid = ""
    if found := _GRID.match(wording):
        grid, wording = found["grid"].rstrip(" :"), found["line"].strip()
    return HeadingParts(text, wording, grid, lookup_key(grid or wording))


def lookup_key(wording: str) -> str:
    """Return the words that a heading is looked up by."""
    bare = without_asides(wording)
    key = key_of(bare) if bare.strip() else key_of(wording)
    for filler in phrases("fillers"):
        if has_phrase(key, filler):
            key = f" {key} ".replace(f" {filler} ", " ").strip() or key
    return key


def without_asides(wording: str) -> str:
    """Return a wording without what stands in brackets."""
    return _ASIDE.sub(" ", wording)


def without_whom(wording: str) -> str:
    """Return a question without the clause before it that says which side it is for.

    What is asked stands behind `If you are joining as a mentee, …`; a real condition stays.
    """
    end = min((wording.find(sign) for sign in ",:" if sign in wording), default=-1)
    clause, rest = key_of(wording[: max(end, 0)]), wording[end + 1 :]
    sides = phrases("mentor") + phrases("mentee")
    is_for = clause.startswith(tuple(f"{words} " for words in phrases("to_whom"))) and has_any(clause, sides)
    return rest if is_for and len(rest.split()) > 2 else wording


def asides_of(wording: str) -> str:
    """Return what stands in brackets."""
    return " ".join(_ASIDE.findall(wording))


def without_glued_number(wording: str) -> str:
    """Return a heading without a number that stands right behind its last word; `Wish 2` keeps the one it has."""
    return _GLUED_NUMBER.sub("", wording)


def without_number(wording: str) -> str:
    """Return a heading without the number that form services add to a repeated one (`Mentees2`)."""
    return _TRAILING_NUMBER.sub("", wording) or wording
