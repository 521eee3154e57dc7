"""What an import will do, row by row, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

from nhipcau.exchange.formats.column_mapping import Understanding
from nhipcau.exchange.formats.reading_terms import Role
from nhipcau.exchange.mapping.answer_rows import AnswerRow, QuestionKey, RowProblem
from nhipcau.exchange.preview.person_directory import Kept

State = Literal["new", "changed", "same", "needs_you", "left_out"]
DecisionKind = Literal["same_as", "new_person", "leave_out", "mentor", "mentee", "both"]


@dataclass(frozen=True, slots=True)
class ExistingQuestion:
    id: int
    key: QuestionKey
    kind: str
    options: tuple[str, ...]
    quotable: bool | None = None


class ExistingPerson(NamedTuple):
    """A person of the organisation, with their place in this programme if they have one."""

    id: int
    person: Mapping[str, Any]
    """By field code, as AnswerRow.person; the manager's id under `manager_id`."""
    participant_id: int | None = None
    role: Role = ""
    profile: Mapping[str, Any] = {}
    answers: Mapping[int, Any] = {}
    """By question id."""
    withdrawn: bool = False
    consent: bool = False


Outcome = Literal["taken", "left_out"]
Settled = Mapping[str, Mapping[str, Outcome]]
"""What was said of rows that needed her, by `recognising.signature` and `settled.mark_of`."""


@dataclass(frozen=True, slots=True)
class Existing:
    """What the programme holds before the import."""

    people: tuple[ExistingPerson, ...] = ()
    questions: tuple[ExistingQuestion, ...] = ()
    levels: Mapping[str, int | None] = field(default_factory=dict)
    taken_in: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Whom rows of earlier files turned out to be: `recognising.signature` -> person ids, in order of the file."""
    settled: Settled = field(default_factory=dict)
    """What was said of rows of earlier files."""
    kept: Kept | None = field(default=None, repr=False, compare=False)
    """What identifies the people; None where that is not worked out yet."""


class FieldChange(NamedTuple):
    """One value that will be written. `field` is a field's code, or empty for a question, named by `question`."""

    field: str
    old: Any
    new: Any
    question: QuestionKey | None = None


@dataclass(frozen=True, slots=True)
class PossiblePerson:
    """Someone who may be the person of a row: known already, or of an earlier row of the file."""

    person_id: int | None
    name: str
    detail: str
    """Department, title or e-mail: what tells them apart."""
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class RowDecision:
    """What the coordinator says of a row that needs her. `same_as` names a candidate by its person or its row."""

    kind: DecisionKind
    person_id: int | None = None
    row_id: int | None = None


EMAIL_REPLACED: Final = "exchange.note.email_replaced"
"""The note that somebody's address becomes another one: letters will go there."""


class PlanRow(NamedTuple):
    """One person of the file and what will happen to them."""

    id: int
    state: State
    name: str
    email: str
    role: Role
    file_name: str
    sheet: str
    row_numbers: tuple[int, ...]
    """The row, or all rows of the file that speak of this person, latest last."""
    changes: tuple[FieldChange, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[RowProblem, ...] = ()
    """Worth knowing, nothing to decide: `exchange.note.repeated` …"""
    candidates: tuple[PossiblePerson, ...] = ()
    choices: tuple[DecisionKind, ...] = ()
    """Kinds of Decision that would settle this row; empty when nothing is to be decided."""
    decision: RowDecision | None = None
    person_id: int | None = None
    manager_person: int | None = None
    """The person the change of `manager` names, when known before; else `manager_row` says."""
    manager_row: int | None = None
    """The row of the manager, when the manager is someone this file brings."""
    submitted: str = ""
    places: tuple[int, ...] = ()
    """Which answer rows these are."""


@dataclass(frozen=True, slots=True)
class NewQuestion:
    key: QuestionKey
    kind: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewLevel:
    name: str
    rank: int | None
    """As the usual ladders have it; None when not known: the coordinator places it."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything an import will do; what is shown is exactly what `service.apply` writes."""

    rows: tuple[PlanRow, ...]
    new_questions: tuple[NewQuestion, ...] = ()
    new_levels: tuple[NewLevel, ...] = ()
    more_options: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Questions asked before that get further options: (question id, all options)."""
    basis: "Basis | None" = field(default=None, repr=False, compare=False)

    def count(self, state: State) -> int:
        return sum(row.state == state for row in self.rows)

    @property
    def writes(self) -> bool:
        """Whether anything would change."""
        return any(row.state in ("new", "changed") for row in self.rows)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan was made from."""

    rows: tuple[AnswerRow, ...]
    existing: Existing
    understanding: Understanding
    decisions: Mapping[int, tuple[RowDecision, ...]] = field(default_factory=dict)
    """By row id."""
