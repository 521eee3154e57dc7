"""Surveys asked of a programme's pairs."""

from datetime import date
from typing import Any

from nhipcau.database import Database
from nhipcau.evaluation import queries, service
from nhipcau.evaluation.models import SurveyKind

OPENS = date(2026, 5, 1)


def open_ready(
    database: Database,
    programme_id: int,
    kind: SurveyKind,
    roles: tuple[str, ...] = service.ROLES,
    *,
    name: str = "Đợt một",
    opens_on: date = OPENS,
) -> int:
    """Ask a ready survey of everybody, and return the wave's id."""
    with database.step("evaluation.step.open", wave=name) as db:
        known = {row.kind: row.id for row in queries.surveys(db, programme_id)}
        survey_id = known.get(kind) or service.add_survey(db, programme_id, kind)
        return service.open_wave(db, survey_id, {"name": name, "opens_on": opens_on}, roles)


def asked_in(database: Database, wave_id: int) -> tuple[queries.ResponseRow, ...]:
    with database.read() as db:
        return queries.responses(db, wave_id)


def questions_of(database: Database, wave_id: int) -> tuple[queries.QuestionRow, ...]:
    with database.read() as db:
        wave = queries.wave(db, wave_id)
        assert wave is not None
        return queries.questions(db, wave.survey.id)


def answer(database: Database, response_id: int, values: dict[int, Any], on: date = OPENS) -> None:
    """Write somebody's answers as one step."""
    with database.step("evaluation.step.answer", name="A") as db:
        service.set_answers(db, response_id, values, on)
