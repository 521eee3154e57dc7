"""What the coordinator says in the inbox of whether answers may be told to the other of a pair: once of each question.

The lines of a grid are one question, and so are columns of several sheets that ask the same.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from sqlmodel import Session, col, select

from nhipcau.exchange.formats.column_mapping import ColumnReading, Understanding, agreed
from nhipcau.exchange.formats.reading_terms import QUESTION
from nhipcau.exchange.formats.vocabulary import key_of
from nhipcau.exchange.preview.import_plan import ExistingQuestion
from nhipcau.participants.models import Question
from nhipcau.participants.service import set_quotable


def subject_of(column: ColumnReading) -> str:
    """Return what a column asks, by the key that all lines of its grid share."""
    return key_of(column.grid or column.wording)


def with_decided(understanding: Understanding, questions: Iterable[ExistingQuestion]) -> Understanding:
    """Return a copy in which questions asked before stand as they were decided, the undecided ones undecided."""
    said: dict[str, list[bool | None]] = {}
    for question in questions:
        said.setdefault(key_of(question.key.grid or question.key.wording), []).append(question.quotable)
    decided = {subject: agreed(each) for subject, each in said.items()}
    return _changed(understanding, lambda column: decided.get(subject_of(column), column.quotable))


def with_choices(understanding: Understanding, choices: Mapping[str, bool]) -> Understanding:
    """Return a copy with what she has ticked or cleared, by `subject_of`."""
    return _changed(understanding, lambda column: choices.get(subject_of(column), column.quotable))


def unasked(understanding: Understanding) -> Understanding:
    """Return a copy in which nothing is said of it: nobody has looked at what is proposed."""
    return _changed(understanding, lambda _column: None)


def _changed(understanding: Understanding, said: Callable[[ColumnReading], bool | None]) -> Understanding:
    sheets = tuple(
        replace(
            sheet,
            columns=tuple(
                replace(column, quotable=said(column)) if column.meaning == QUESTION else column
                for column in sheet.columns
            ),
        )
        for sheet in understanding.sheets
    )
    return replace(understanding, sheets=sheets)


def write_quoting(db: Session, programme_id: int, understanding: Understanding) -> None:
    """Store what was said of the questions that the file asks."""
    said: dict[str, list[bool | None]] = {}
    for sheet in understanding.sheets:
        for column in sheet.columns if sheet.used else ():
            if column.meaning == QUESTION:
                said.setdefault(subject_of(column), []).append(column.quotable)
    columns = (col(Question.id), col(Question.wording), col(Question.grid), col(Question.quotable))
    for id_, wording, grid, before in db.exec(
        select(*columns).where(Question.programme_id == programme_id)
    ).all():
        wanted = agreed(said.get(key_of(grid or wording), [None]))
        if id_ is not None and wanted is not None and wanted != before:
            set_quotable(db, id_, wanted)
