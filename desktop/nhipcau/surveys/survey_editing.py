"""One survey while its questions are edited: a survey of the programme, or a ready one taken at the first change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from nhipcau.common.words import Language
from nhipcau.database import Database
from nhipcau.surveys import queries, service
from nhipcau.surveys.models import SurveyKind
from nhipcau.surveys.queries import SurveyQuestionRow, SurveyRow
from nhipcau.surveys.ready_surveys import READY_KINDS, ready_survey

Source = int | SurveyKind
"""A survey of the programme by its id, or a ready one that has not been taken yet by its kind."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A survey that can be asked or edited."""

    source: Source
    kind: str
    name: str


def offers(surveys: Sequence[SurveyRow], programme_kind: str, language: Language) -> tuple[Offer, ...]:
    """Return the ready surveys in their order of use, then one's own; what was taken stands for what it was."""
    taken = {row.kind: row for row in reversed(surveys) if row.kind != "own"}
    found = []
    for kind in READY_KINDS:
        row = taken.get(kind)
        if row is None:
            found.append(Offer(kind, kind, ready_survey(kind, programme_kind).name(language)))
        else:
            found.append(Offer(row.id, kind, row.name(language)))
    found += [Offer(row.id, "own", row.name(language)) for row in surveys if row.kind == "own"]
    return tuple(found)


def taken(db: Session, programme_id: int, source: Source) -> int:
    """Return the survey's id; a ready one becomes a survey of the programme."""
    return source if isinstance(source, int) else service.add_survey(db, programme_id, source)


class Editing:
    """Reads and writes by the place of a question, 0 the first. What will not do raises Rejected."""

    def __init__(self, database: Database, programme_id: int, programme_kind: str, source: Source) -> None:
        self._database = database
        self._programme_id = programme_id
        self._kind = programme_kind
        self.source = source

    def names(self) -> dict[str, str]:
        """Return the survey's names in both languages."""
        if isinstance(self.source, int):
            with self._database.read() as db:
                row = queries.survey(db, self.source)
            return {"name_vi": row.name_vi, "name_en": row.name_en}
        ready = ready_survey(self.source, self._kind)
        return {"name_vi": ready.name_vi, "name_en": ready.name_en}

    def rows(self) -> tuple[SurveyQuestionRow, ...]:
        """Return the questions; those of a ready survey that is not taken yet have the id 0."""
        if isinstance(self.source, int):
            with self._database.read() as db:
                return queries.questions(db, self.source)
        drafts = ready_survey(self.source, self._kind).questions
        return tuple(_not_taken(place, draft) for place, draft in enumerate(drafts))

    def answered(self) -> frozenset[int]:
        """Return the ids of questions that somebody has answered."""
        if not isinstance(self.source, int):
            return frozenset()
        with self._database.read() as db:
            return queries.answered_questions(db, self.source)

    def add(self, values: Mapping[str, Any]) -> None:
        with self._database.step("evaluation.step.add_question", survey=self._name()) as db:
            survey_id = taken(db, self._programme_id, self.source)
            service.add_question(db, survey_id, values)
        self.source = survey_id

    def amend(self, place: int, values: Mapping[str, Any]) -> None:
        with self._database.step("evaluation.step.amend_question", survey=self._name()) as db:
            survey_id = taken(db, self._programme_id, self.source)
            service.amend_question(db, queries.questions(db, survey_id)[place].id, values)
        self.source = survey_id

    def remove(self, place: int) -> None:
        with self._database.step("evaluation.step.remove_question", survey=self._name()) as db:
            survey_id = taken(db, self._programme_id, self.source)
            service.remove_question(db, queries.questions(db, survey_id)[place].id)
        self.source = survey_id

    def move(self, place: int, to: int) -> None:
        with self._database.step("evaluation.step.move_question", survey=self._name()) as db:
            survey_id = taken(db, self._programme_id, self.source)
            service.move_question(db, queries.questions(db, survey_id)[place].id, to)
        self.source = survey_id

    def rename(self, names: Mapping[str, str]) -> None:
        with self._database.step("evaluation.step.rename", survey=self._name()) as db:
            survey_id = taken(db, self._programme_id, self.source)
            service.amend_survey(db, survey_id, names)
        self.source = survey_id

    def copy(self, names: Mapping[str, str]) -> None:
        """Make a survey of one's own that begins with these questions, and edit that."""
        rows = self.rows()
        with self._database.step("evaluation.step.copy", survey=self._name()) as db:
            survey_id = service.add_survey(db, self._programme_id, "own", names)
            for row in rows:
                service.add_question(db, survey_id, question_values(row))
        self.source = survey_id

    def begin(self, names: Mapping[str, str]) -> None:
        """Make a survey of one's own without questions, and edit that."""
        with self._database.step("evaluation.step.begin") as db:
            survey_id = service.add_survey(db, self._programme_id, "own", names)
        self.source = survey_id

    def discard(self) -> None:
        """Remove the survey, which must never have been asked."""
        if isinstance(self.source, int):
            with self._database.step("evaluation.step.discard", survey=self._name()) as db:
                service.remove_survey(db, self.source)

    def _name(self) -> str:
        names = self.names()
        return names["name_vi"] or names["name_en"]


def question_values(row: SurveyQuestionRow) -> dict[str, Any]:
    """Return a question by the names of its draft's fields."""
    return {
        "kind": row.kind,
        "wording_vi": row.wording_vi,
        "wording_en": row.wording_en,
        "options_vi": list(row.options_vi),
        "options_en": list(row.options_en),
        "audience": row.audience,
        "means": row.means,
        "required": row.required,
    }


def _not_taken(place: int, draft: Mapping[str, Any]) -> SurveyQuestionRow:
    return SurveyQuestionRow(
        0, "", 0, place, draft["kind"], draft["wording_vi"], draft["wording_en"], tuple(draft["options_vi"]),
        tuple(draft["options_en"]), draft["audience"], draft["means"], draft["required"],
    )  # fmt: skip
