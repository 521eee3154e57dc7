"""What an import will do, row by row, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from nhipcau.exchange.forms import Role, Understanding
from nhipcau.exchange.reading import AnswerRow, QuestionKey, RowProblem

State = Literal["new", "changed", "same", "needs_you", "left_out"]
DecisionKind = Literal["same_as", "new_person", "leave_out", "mentor", "mentee", "both"]


@dataclass(frozen=True, slots=True)
class ExistingQuestion:
    id: int
    key: QuestionKey
    kind: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExistingPerson:
    """A person of the organisation, with their place in this programme if they have one."""

    id: int
    person: Mapping[str, Any]
    """By field code, as AnswerRow.person; the manager's id under `manager_id`."""
    participant_id: int | None = None
    role: Role = ""
    profile: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[int, Any] = field(default_factory=dict)
    """By question id."""
    withdrawn: bool = False
    consent: bool = False


@dataclass(frozen=True, slots=True)
class Existing:
    """What the programme holds before the import."""

    people: tuple[ExistingPerson, ...] = ()
    questions: tuple[ExistingQuestion, ...] = ()
    levels: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that will be written. `field` is a field's code, or empty for a question, named by `question`."""

    field: str
    old: Any
    new: Any
    question: QuestionKey | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone already known who may be the person of a row."""

    person_id: int
    name: str
    detail: str
    """Department, title or e-mail: what tells them apart."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the coordinator says of a row that needs her."""

    kind: DecisionKind
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlanRow:
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
    candidates: tuple[Candidate, ...] = ()
    choices: tuple[str, ...] = ()
    """Kinds of Decision that would settle this row; empty when nothing is to be decided."""
    decision: Decision | None = None
    person_id: int | None = None


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

    def count(self, state: State) -> int:
        return sum(row.state == state for row in self.rows)

    @property
    def writes(self) -> bool:
        """Whether anything would change."""
        return any(row.state in ("new", "changed") for row in self.rows)

    def with_decision(self, row_id: int, decision: Decision | None) -> "ImportPlan":
        """Return the plan after the coordinator has settled one row; None takes a decision back."""
        raise NotImplementedError


def make_plan(rows: Sequence[AnswerRow], existing: Existing, understanding: Understanding) -> ImportPlan:
    """Compare what a file says with what the programme holds."""
    raise NotImplementedError
