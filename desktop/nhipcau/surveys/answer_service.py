"""The one way an answer to a survey is written, and what else it is kept as."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.pairing.models import Pair
from nhipcau.pairing.store.service import record_fit_answer
from nhipcau.sessions.models import PulseAnswer
from nhipcau.sessions.service import amend_pulse, record_pulse, remove_pulse
from nhipcau.surveys.models import (
    SurveyAnswer,
    SurveyQuestion,
    SurveyResponse,
    SurveyWave,
)
from nhipcau.surveys.rules import NotAnAnswer, Value, joint_fit, tidy_answer


def set_answers(db: Session, response_id: int, values: Mapping[int, object], on: date) -> bool:
    """Write somebody's answers by question id, None to take one back; return whether anything changed.

    Rejected, with each question's id as the field, for what a question does not offer or does not ask of this role;
    nothing is written then. Also in an anonymous wave, where answers come in groups. A question that means a feeling
    or the fit is also kept as the pair's pulse and fit answer. Answers that are there already change nothing, not
    even the day.
    """
    response = db.get_one(SurveyResponse, response_id)
    if db.get_one(SurveyWave, response.wave_id).anonymous:
        raise Rejected(Problem("evaluation.problem.anonymous_alone"))
    asked = _questions(db, response)
    tidy = _tidied(response, asked, values)
    rows = {
        row.question_id: row
        for row in db.exec(select(SurveyAnswer).where(SurveyAnswer.response_id == response_id))
    }
    before = {number: row.value for number, row in rows.items()}
    changed = {number: value for number, value in tidy.items() if value != before.get(number)}
    if not changed:
        return False
    for number, value in changed.items():
        _write(db, response_id, number, rows.get(number), value)
    after = {number: value for number, value in {**before, **changed}.items() if value is not None}
    response.answered_on = on if after else None
    db.flush()
    if response.pair_id is not None:
        felt = next((after[one.id] for one in asked if one.means == "feeling" and one.id in after), None)
        _keep_feeling(db, response, response.pair_id, felt)
        if any(asked_one.means == "fit" and asked_one.id in changed for asked_one in asked):
            _keep_fit(db, response.pair_id)
    return True


def _questions(db: Session, response: SurveyResponse) -> list[SurveyQuestion]:
    statement = (
        select(SurveyQuestion)
        .join(SurveyWave, col(SurveyWave.survey_id) == col(SurveyQuestion.survey_id))
        .where(SurveyWave.id == response.wave_id)
        .order_by(col(SurveyQuestion.position), col(SurveyQuestion.id))
    )
    return list(db.exec(statement))


def _tidied(
    response: SurveyResponse, asked: list[SurveyQuestion], values: Mapping[int, object]
) -> dict[int, Any]:
    """Return the answers as they are stored."""
    known = {row.id: row for row in asked}
    tidy: dict[int, Any] = {}
    problems = []
    for number, value in values.items():
        question = known.get(number)
        if question is None:
            problems.append(Problem("evaluation.problem.not_in_survey", str(number)))
            continue
        wording = question.wording_vi or question.wording_en
        try:
            good = tidy_answer(question.kind, len(question.options_vi or question.options_en), value)
        except NotAnAnswer:
            problems.append(
                Problem("evaluation.problem.answer_not_valid", str(number), {"question": wording})
            )
            continue
        if good is not None and question.audience not in ("", response.role):
            problems.append(Problem("evaluation.problem.not_asked", str(number), {"question": wording}))
            continue
        tidy[number] = _stored(good)
    if problems:
        raise Rejected(*problems)
    return tidy


def _stored(value: Value | None) -> int | str | list[int] | None:
    return list(value) if isinstance(value, tuple) else value


def _write(db: Session, response_id: int, question_id: int, row: SurveyAnswer | None, value: object) -> None:
    if row is None:
        db.add(SurveyAnswer(response_id=response_id, question_id=question_id, value=value))
    elif value is None:
        db.delete(row)
    else:
        row.value = value


# what an answer is also kept as


def _keep_feeling(db: Session, response: SurveyResponse, pair_id: int, feeling: int | None) -> None:
    """Keep the one pulse answer of this response as the response now says."""
    made = select(PulseAnswer.id).where(PulseAnswer.uid == response.pulse_uid)
    found = db.exec(made).first() if response.pulse_uid else None
    if feeling is None:
        if found is not None:
            remove_pulse(db, found)
        response.pulse_uid = ""
    elif found is not None:
        amend_pulse(db, found, {"feeling": feeling, "answered_on": response.answered_on})
    else:
        values = {"role": response.role, "feeling": feeling, "answered_on": response.answered_on}
        response.pulse_uid = db.get_one(PulseAnswer, record_pulse(db, pair_id, values)).uid
    db.flush()


def _keep_fit(db: Session, pair_id: int) -> None:
    """Let the pair's fit answer be what its people said in the newest wave that asked: the more worried one counts.

    A pair that ended keeps the answer it ended with.
    """
    pair = db.get_one(Pair, pair_id)
    if pair.state == "ended":
        return
    statement = (
        select_columns(
            col(SurveyWave.opens_on),
            col(SurveyWave.id),
            col(SurveyAnswer.value),
            col(SurveyResponse.answered_on),
        )
        .join(SurveyResponse, col(SurveyResponse.wave_id) == col(SurveyWave.id))
        .join(SurveyAnswer, col(SurveyAnswer.response_id) == col(SurveyResponse.id))
        .join(SurveyQuestion, col(SurveyQuestion.id) == col(SurveyAnswer.question_id))
        .where(col(SurveyResponse.pair_id) == pair_id, col(SurveyQuestion.means) == "fit")
    )
    given = db.connection().execute(statement).all()
    newest = max(((opened, number) for opened, number, _, _ in given), default=None)
    last = [(value, day) for opened, number, value, day in given if (opened, number) == newest]
    answer = joint_fit(value for value, _ in last)
    record_fit_answer(db, pair_id, answer, max((day for _, day in last if day), default=None))
