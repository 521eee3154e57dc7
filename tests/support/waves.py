"""Surveys asked of a programme's pairs."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.support.sessions import TODAY

from nhipcau.common.errors import Rejected
from nhipcau.common.words import LANGUAGES, Words
from nhipcau.database import Database
from nhipcau.surveys import queries, service
from nhipcau.surveys.models import SurveyKind

OPENS = date(2026, 5, 1)
_ASKED: tuple[tuple[SurveyKind, int], ...] = (("fit", 30), ("midterm", 3))
_WRITTEN = "Tôi đã dám tự trình bày trước ban giám đốc mà không cần nhìn giấy."


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


def questions_of(database: Database, wave_id: int) -> tuple[queries.SurveyQuestionRow, ...]:
    with database.read() as db:
        wave = queries.wave(db, wave_id)
        assert wave is not None
        return queries.questions(db, wave.survey.id)


def answer(database: Database, response_id: int, values: dict[int, Any], on: date = OPENS) -> None:
    """Write somebody's answers as one step."""
    with database.step("evaluation.step.answer", name="A") as db:
        service.set_answers(db, response_id, values, on)


def ask_and_answer(database: Database, programme_id: int) -> None:
    """Ask about the fit and at mid-term, and let two in three answer."""
    for kind, days in _ASKED:
        opened = TODAY - timedelta(days=days)
        wave_id = open_ready(database, programme_id, kind, name=f"{opened:%m/%Y} – {kind}", opens_on=opened)
        asked = questions_of(database, wave_id)
        for place, row in enumerate(asked_in(database, wave_id)):
            if place % 3:
                given = {
                    one.id: _given(one, place) for one in asked if one.asks(row.role) and one.kind != "text"
                }
                free = [one.id for one in asked if one.kind == "text" and place % 4 == 1]
                answer(database, row.id, given | dict.fromkeys(free, _WRITTEN), opened)


def _given(question: queries.SurveyQuestionRow, place: int) -> int | list[int]:
    if question.kind == "scale":
        return 2 + place % 4
    options = len(question.options_vi)
    return sorted({place % options, (place + 2) % options}) if question.kind == "several" else place % options


def codes(refused: pytest.ExceptionInfo[Rejected]) -> list[str]:
    """Return why something was refused, having read each reason in both languages."""
    for problem in refused.value.problems:
        for language in LANGUAGES:
            assert Words(language)(problem.code, **problem.values)
    return [problem.code.removeprefix("evaluation.problem.") for problem in refused.value.problems]
