"""What a heading says of a column's meaning, in log-odds: one list of clues, each a few concepts that stand together.

A clue's weight is how much likelier its meaning is made by those concepts: 7 names a thing outright, 5 is the usual way
to ask for it, 3 a hint that answers must support. Of the clues of one meaning the heaviest counts, since they say the
same; `BARS` are concepts with which it counts for nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from nhipcau.exchange.columns.field_clues import FIELDS
from nhipcau.exchange.columns.heading_grammar import HeadingQuestion
from nhipcau.exchange.columns.own_clues import OF_ITS_OWN, ORGANISERS
from nhipcau.exchange.formats.reading_terms import IGNORE, QUESTION, Reason
from nhipcau.participants.sheet import FIELDS as MEANINGS

_UNKNOWN: Final = -2.5
"""Log-odds that each unknown word of a heading takes from a fact; three at most. From what is asked in sentences, a
fifth of it."""
_HEAD: Final = 2.0
"""Log-odds that the thing meant gets before another that stands beside it."""
_FACTS: Final = frozenset(
    {"submitted", *(one.code for one in MEANINGS if one.part == "person" and one.kind != "ways")}
)


@dataclass(frozen=True, slots=True)
class Clue:
    """What a heading adds to a meaning: log-odds, and the reason to tell."""

    weight: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Pattern:
    weight: float
    needs: frozenset[str]
    bars: frozenset[str]
    reason: Reason

    def fits(self, asked: HeadingQuestion) -> bool:
        return self.needs <= asked.concepts and self.bars.isdisjoint(asked.concepts)


@cache
def _patterns() -> Mapping[str, tuple[_Pattern, ...]]:
    found: dict[str, list[_Pattern]] = {}
    for code, field in FIELDS.items():
        for weight, concepts in field.clues:
            found.setdefault(code, []).append(_pattern(weight, concepts, field.bars, "heading"))
    for code, table in ((QUESTION, OF_ITS_OWN), (IGNORE, ORGANISERS)):
        for weight, concepts, bars, reason in table:
            found.setdefault(code, []).append(_pattern(weight, concepts, bars, reason))
    return {code: tuple(sorted(ones, key=lambda one: -one.weight)) for code, ones in found.items()}


def _pattern(weight: float, concepts: str, bars: str, reason: Reason) -> _Pattern:
    """Return a clue from its concepts; one with a dash before it must not be there."""
    needed = frozenset(one for one in concepts.split() if not one.startswith("-"))
    barred = {one[1:] for one in concepts.split() if one.startswith("-")} | set(bars.split())
    return _Pattern(weight, needed, frozenset(barred - needed), reason)


def heading_clues(asked: HeadingQuestion) -> dict[str, Clue]:
    """Return what a heading adds to each meaning, QUESTION and IGNORE among them."""
    found: dict[str, Clue] = {}
    for code, patterns in _patterns().items():
        fitting = next((one for one in patterns if one.fits(asked)), None)
        if fitting is not None:
            unknown = _UNKNOWN * min(3, asked.unknown) * (1.0 if code in _FACTS else 0.2)
            unknown += _HEAD if fitting.needs & asked.head else 0.0
            found[code] = Clue(
                fitting.weight + (unknown if code not in (QUESTION, IGNORE) else 0.0), fitting.reason
            )
    return found
