"""Surveys that are under way, for tests."""

from datetime import date
from typing import Any

from sqlmodel import select

from nhipcau.database import Database
from nhipcau.surveys.models import SurveyKind
from nhipcau.surveys.queries import ResponseRow, answers, questions, responses, wave, waves
from nhipcau.surveys.service import add_survey, open_wave, set_answers

OPENED = date(2026, 3, 1)
ANSWERED = date(2026, 3, 9)


def asked_wave(
    database: Database, programme_id: int, kind: SurveyKind = "midterm", name: str = "Tháng ba", **days: Any
) -> int:
    """Ask a ready survey of everybody; return the wave's id."""
    with database.step("programmes.step.add") as db:
        survey_id = add_survey(db, programme_id, kind)
        return open_wave(db, survey_id, {"name": name, "opens_on": OPENED, **days})


def asked_people(database: Database, wave_id: int) -> tuple[ResponseRow, ...]:
    with database.read() as db:
        return responses(db, wave_id)


def given(database: Database, wave_id: int) -> dict[tuple[str, str, str], object]:
    """Return every answer by who gave it, about whom, and the question's Vietnamese wording."""
    with database.read() as db:
        found = wave(db, wave_id)
        assert found is not None
        rows = {row.id: row for row in responses(db, wave_id)}
        wordings = {one.id: one.wording_vi for one in questions(db, found.survey.id)}
        return {
            (rows[response].name, rows[response].partner_name, wordings[question]): value
            for (response, question), value in answers(db, wave_id).items()
        }


def answer(database: Database, response: ResponseRow, kind: str, value: object) -> None:
    """Let somebody answer the first question of a kind that is asked of them."""
    with database.step("programmes.step.add") as db:
        asked = next(one for one in waves(db, _programme(db)) if one.id == response.wave_id)
        question = next(
            one for one in questions(db, asked.survey.id) if one.kind == kind and one.asks(response.role)
        )
        set_answers(db, response.id, {question.id: value}, ANSWERED)


def _programme(db: Any) -> int:
    from nhipcau.programmes.models import Programme

    found: int = db.exec(select(Programme.id)).first()
    return found
