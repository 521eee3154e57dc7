"""What is found out on the way from a basis to a plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from nhipcau.exchange.formats.column_mapping import TablePlace
from nhipcau.exchange.formats.vocabulary import key_of
from nhipcau.exchange.mapping.answer_rows import QuestionKey
from nhipcau.exchange.preview.import_plan import (
    Basis,
    DecisionKind,
    ExistingPerson,
    ExistingQuestion,
    RowDecision,
)
from nhipcau.exchange.preview.person_changes import offered
from nhipcau.exchange.preview.person_directory import Directory, KnownPerson, Recognised
from nhipcau.exchange.preview.wish_targets import WishesMeant

ROLE_CHOICES: Final[tuple[DecisionKind, ...]] = ("mentor", "mentee", "both")


@dataclass(slots=True)
class PlanFindings:
    """What is found out on the way from a basis to a plan."""

    basis: Basis
    directory: Directory
    people: Mapping[int, ExistingPerson]
    questions: Mapping[QuestionKey, tuple[QuestionKey, ExistingQuestion | None]]
    levels: dict[str, str]
    """Key of a level -> how the organisation spells it."""
    doubts: dict[int, Recognised] = field(default_factory=dict)
    unread: dict[int, Recognised] = field(default_factory=dict)
    namesakes: dict[int, KnownPerson] = field(default_factory=dict)
    shared_emails: set[int] = field(default_factory=set)
    """Places of rows whose address people of several names give."""
    left_out: dict[int, Recognised | None] = field(default_factory=dict)
    """Places of rows left out: by her now, or, with whom they would be, as she said of the same row before."""
    overlooked: set[int] = field(default_factory=set)
    """Places of rows of which she said before that what is wrong with them does not matter."""
    new_levels: dict[str, str] = field(default_factory=dict)
    options: dict[int, dict[str, str]] = field(default_factory=dict)
    wishes: WishesMeant | None = None
    asks_places: frozenset[TablePlace] = frozenset()
    """The sheets that ask how many mentees somebody takes."""

    def decision(self, place: int, *, on_role: bool) -> RowDecision | None:
        made = self.basis.decisions.get(place)
        if not made:
            return None
        return next((d for d in reversed(made) if (d.kind in ROLE_CHOICES) == on_role), None)

    def level(self, name: str) -> str:
        """Return a level as the organisation spells it; as this file does when it is new."""
        key = key_of(name)
        if key not in self.levels:
            self.levels[key] = self.new_levels[key] = name
        return self.levels[key]

    def offered(self, question: ExistingQuestion) -> Mapping[str, str]:
        """Return every way an option of a question may be written."""
        if question.id not in self.options:
            self.options[question.id] = offered(question.options)
        return self.options[question.id]
