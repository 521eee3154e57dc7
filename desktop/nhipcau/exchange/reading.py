"""The rows of a file as people with answers, and what could not be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nhipcau.exchange.forms import Role, Understanding

if TYPE_CHECKING:
    from nhipcau.workbook import Source


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something in a row that needs the coordinator. `code` is a key of `resources/i18n/exchange.json`."""

    code: str
    """Such as `exchange.problem.email_wrong`."""
    cell: str = ""
    """Such as `D12`; empty when the whole row is meant."""
    values: Mapping[str, object] = field(default_factory=dict)
    blocking: bool = False
    """True: the row cannot be taken in until someone decides. False: only that cell is left out."""


@dataclass(frozen=True, slots=True)
class QuestionKey:
    """A question of the programme's own, as the file words it."""

    wording: str
    grid: str = ""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What one row says. A field or question the row leaves blank is absent."""

    source: int
    file_name: str
    sheet: str
    row_number: int
    role: Role
    person: Mapping[str, Any]
    """By field code: `full_name`, `email`, `languages` … and `manager` as written."""
    profile: Mapping[str, Any]
    """By field code: `goals`, `capacity` …"""
    answers: Mapping[QuestionKey, Any]
    problems: tuple[RowProblem, ...] = ()
    submitted: str = ""
    """When the answer was given, ISO, sortable; empty when the file does not say."""
    consent: bool | None = None


def answers(understanding: Understanding, sources: "Sequence[Source]") -> tuple[AnswerRow, ...]:
    """Return every row of the sheets in use."""
    raise NotImplementedError
