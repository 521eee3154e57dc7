"""What the coordinator took columns for before, as evidence for wordings that are alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from nhipcau.exchange.columns.heading_grammar import HeadingQuestion, asked_in
from nhipcau.exchange.formats.reading_terms import IGNORE, QUESTION
from nhipcau.exchange.formats.vocabulary import key_of
from nhipcau.participants.sheet import BY_CODE

SAME: Final = 9.0
"""Log-odds for the meaning that the very same wording had."""
_ALIKE: Final = 6.0
"""The same for a wording of whose words all are alike; less by the share that are not."""
_LEAST: Final = 0.6
"""Share of words, 0 to 1, from which wordings are alike."""
_MOODS: Final = frozenset(
    {
        "past",
        "condition",
        "negated",
        "permission",
        "acquaintance",
        "other_person",
        "partner_property",
        "manager",
        "can",
    }
    | {
        "assistant",
        "mentor",
        "mentee",
        "partner_named",
        "want",
        "count",
        "unit",
        "be",
        "have",
        "rating",
        "gender",
        "teach",
    }
)
"""What must be the same in both: otherwise a few words more turn the sense round."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A heading of an earlier file and what it was taken for."""

    key: str
    asked: HeadingQuestion
    meaning: str


def choices(remembered: Iterable[Mapping[str, Any]]) -> tuple[Choice, ...]:
    """Return what earlier forms were taken for, the latest last."""
    found: dict[str, Choice] = {}
    for form in remembered:
        for heading, column in form.get("columns", {}).items():
            meaning = column.get("meaning", "")
            if heading and (meaning in BY_CODE or meaning in (QUESTION, IGNORE)):
                key = key_of(heading)
                found.pop(key, None)
                found[key] = Choice(key, asked_in(heading), meaning)
    return tuple(found.values())


def remembered_clue(heading: str, known: Iterable[Choice]) -> tuple[str, float]:
    """Return the meaning that earlier choices speak for and by how much, in log-odds; none gives an empty code."""
    key, asked = key_of(heading), asked_in(heading)
    best, weight = "", 0.0
    for choice in known:
        if choice.key == key:
            return choice.meaning, SAME
        share = _likeness(asked, choice.asked)
        if share >= _LEAST and share * _ALIKE >= weight:
            best, weight = choice.meaning, share * _ALIKE
    return best, weight


def _likeness(one: HeadingQuestion, other: HeadingQuestion) -> float:
    """Return how many of the words that carry the sense two headings share, 0 to 1; 0 where their mood differs."""
    if not one.key or not other.key or one.concepts & _MOODS != other.concepts & _MOODS:
        return 0.0
    return len(one.key & other.key) / len(one.key | other.key)
