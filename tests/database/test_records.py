"""Adding, amending and removing through a draft, as every service does it."""

from datetime import date

import pytest
from sqlmodel import Session
from tests.support.database import assert_undoable
from tests.support.sessions import confirmed_programme, hold_clock, pairs_of

from nhipcau.common.errors import Problem, Rejected
from nhipcau.database import Database
from nhipcau.database.records import Records
from nhipcau.sessions.models import MentoringSession, SessionDraft

TOPIC = "Giao việc"


def _refuse_silence(draft: SessionDraft) -> None:
    if not draft.topic:
        raise Rejected(Problem("sessions.problem.silence", "topic"))


SESSIONS = Records(MentoringSession, SessionDraft, "sessions.problem.", _refuse_silence)
SAID = {"held_on": date(2026, 5, 4), "topic": f"  {TOPIC} "}


@pytest.fixture
def pair_id(database: Database) -> int:
    hold_clock()
    return pairs_of(database, confirmed_programme(database))[0].id


def stored(db: Session, session_id: int) -> tuple[date, int, str]:
    row = db.get_one(MentoringSession, session_id)
    return row.held_on, row.minutes, row.topic


def test_what_is_added_amended_and_removed_can_be_taken_back(database: Database, pair_id: int) -> None:
    found: list[int] = []

    def add(database: Database) -> None:
        with database.step("test") as db:
            found.append(SESSIONS.add(db, SAID, pair_id=pair_id))
            assert stored(db, found[-1]) == (date(2026, 5, 4), 60, TOPIC)

    def amend(database: Database) -> None:
        with database.step("test") as db:
            SESSIONS.amend(db, found[-1], {"minutes": 90})
            assert stored(db, found[-1]) == (date(2026, 5, 4), 90, TOPIC)

    def remove(database: Database) -> None:
        with database.step("test") as db:
            SESSIONS.remove(db, found[-1])
            assert db.get(MentoringSession, found[-1]) is None

    for action in (add, amend, remove):
        assert_undoable(database, action)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"minutes": 4}, "sessions.problem.not_valid"),
        ({"topic": "x" * 501}, "sessions.problem.too_long"),
        ({"topic": " "}, "sessions.problem.silence"),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_is_stored(
    database: Database, pair_id: int, changes: dict[str, object], code: str
) -> None:
    with database.step("test") as db:
        session_id = SESSIONS.add(db, SAID, pair_id=pair_id)
    with database.step("test") as db:
        with pytest.raises(Rejected) as amended:
            SESSIONS.amend(db, session_id, changes)
        with pytest.raises(Rejected) as added:
            SESSIONS.add(db, SAID | changes, pair_id=pair_id)
        assert stored(db, session_id) == (date(2026, 5, 4), 60, TOPIC)
    for refused in (amended, added):
        assert [problem.code for problem in refused.value.problems] == [code]
