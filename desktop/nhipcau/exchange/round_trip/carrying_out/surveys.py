"""Writing what somebody answered in a survey."""

import datetime as dt

from sqlmodel import Session, select

from nhipcau.common.clock import today
from nhipcau.common.errors import Problem, Rejected
from nhipcau.exchange.round_trip.carrying_out.row_writing import RowToWrite
from nhipcau.exchange.round_trip.sheets.sheet_kind import SURVEY_QUESTION
from nhipcau.exchange.round_trip.sheets.survey_kind import ANSWERED_ON
from nhipcau.surveys.models import SurveyQuestion, SurveyResponse
from nhipcau.surveys.service import set_answers


def write_answers(db: Session, row: RowToWrite) -> None:
    """Write the answers of one row; a blank takes one back. They count from the day the file says, or from today."""
    response_id = db.exec(select(SurveyResponse.id).where(SurveyResponse.uid == row.key)).first()
    if response_id is None:
        raise Rejected(Problem("homecoming.problem.gone"))
    said = row.one.returned.rows[row.key].get(ANSWERED_ON)
    values = {_question(db, code): None if value in ("", []) else value for code, value in row.values.items()}
    set_answers(db, response_id, values, said if isinstance(said, dt.date) else today())


def _question(db: Session, code: str) -> int:
    uid = code.removeprefix(SURVEY_QUESTION)
    found = db.exec(select(SurveyQuestion.id).where(SurveyQuestion.uid == uid)).first()
    if found is None:
        raise Rejected(Problem("homecoming.problem.gone"))
    return found
