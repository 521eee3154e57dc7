"""Sessions and feelings as they are noted, amended and removed; all undoable."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select
from tests.support.database import assert_undoable
from tests.support.sessions import TODAY, confirmed_programme, hold_clock, pairs_of

from nhipcau.common.errors import Rejected
from nhipcau.database import Database
from nhipcau.sessions.models import MentoringSession, PulseAnswer
from nhipcau.sessions.service import (
    amend_pulse,
    amend_session,
    log_session,
    record_pulse,
    remove_pulse,
    remove_session,
)

MARCH = date(2026, 3, 1)


@pytest.fixture
def pair_id(database: Database) -> int:
    hold_clock()
    return pairs_of(database, confirmed_programme(database))[0].id


def log(database: Database, pair_id: int, **values: object) -> int:
    with database.step("test") as db:
        return log_session(db, pair_id, {"held_on": MARCH, **values})


def feel(database: Database, pair_id: int, feeling: int) -> int:
    with database.step("test") as db:
        return record_pulse(db, pair_id, {"role": "mentee", "answered_on": MARCH, "feeling": feeling})


def sessions(database: Database) -> list[tuple[int, date, int, str]]:
    with database.read() as db:
        found = db.exec(select(MentoringSession).order_by(col(MentoringSession.id)))
        return [(one.pair_id, one.held_on, one.minutes, one.topic) for one in found]


def feelings(database: Database) -> list[tuple[int, str, date, int, str]]:
    with database.read() as db:
        found = db.exec(select(PulseAnswer).order_by(col(PulseAnswer.id)))
        return [(one.pair_id, one.role, one.answered_on, one.feeling, one.comment) for one in found]


def test_a_session_is_held_at_the_latest_today(database: Database, pair_id: int) -> None:
    log(database, pair_id, held_on=TODAY, minutes=30)
    with pytest.raises(Rejected) as refused:
        log(database, pair_id, held_on=TODAY + timedelta(days=1))
    assert [(one.code, one.field) for one in refused.value.problems] == [
        ("sessions.problem.in_future", "held_on")
    ]
    assert sessions(database) == [(pair_id, TODAY, 30, "")]


def test_amending_a_session_changes_only_what_is_named(database: Database, pair_id: int) -> None:
    first = log(database, pair_id, minutes=45, topic="Làm quen")
    log(database, pair_id, minutes=60)

    def amend(store: Database) -> None:
        with store.step("test") as db:
            amend_session(db, first, {"topic": " Phản  hồi "})

    assert_undoable(database, amend)
    assert sessions(database) == [(pair_id, MARCH, 45, "Phản hồi"), (pair_id, MARCH, 60, "")]
    for wrong in ({"minutes": 2}, {"held_on": TODAY + timedelta(days=1)}):
        with pytest.raises(Rejected), database.step("test") as db:
            amend_session(db, first, wrong)


def test_amending_a_feeling_changes_only_what_is_named(database: Database, pair_id: int) -> None:
    first = feel(database, pair_id, 4)
    feel(database, pair_id, 5)

    def amend(store: Database) -> None:
        with store.step("test") as db:
            amend_pulse(db, first, {"feeling": 2, "comment": "Bận quá."})

    assert_undoable(database, amend)
    assert feelings(database) == [
        (pair_id, "mentee", MARCH, 2, "Bận quá."), (pair_id, "mentee", MARCH, 5, ""),
    ]  # fmt: skip
    for wrong in (0, 6):
        with pytest.raises(Rejected) as refused, database.step("test") as db:
            amend_pulse(db, first, {"feeling": wrong})
        assert [one.code for one in refused.value.problems] == ["sessions.problem.not_valid"]
        with pytest.raises(Rejected) as refused:
            feel(database, pair_id, wrong)
        assert [one.code for one in refused.value.problems] == ["sessions.problem.not_valid"]


def test_removing_one_leaves_the_others(database: Database, pair_id: int) -> None:
    first = log(database, pair_id, minutes=45)
    log(database, pair_id, minutes=60)
    gone = feel(database, pair_id, 1)
    feel(database, pair_id, 5)

    def remove(store: Database) -> None:
        with store.step("test") as db:
            remove_session(db, first)
            remove_pulse(db, gone)

    assert_undoable(database, remove)
    assert [row[2] for row in sessions(database)] == [60]
    assert [row[3] for row in feelings(database)] == [5]
