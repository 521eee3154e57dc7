"""What pairs have done together, as it is read."""

from datetime import date

import pytest
from sqlmodel import select
from tests.support.database import assert_undoable
from tests.support.sessions import confirmed_programme, pairs_of

from nhipcau.common.errors import Rejected
from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import LANGUAGES, Words
from nhipcau.database import Database
from nhipcau.journey.service import add_goal
from nhipcau.sessions.models import MentoringSession
from nhipcau.sessions.queries import session_rows
from nhipcau.sessions.service import log_session, record_pulse, remove_session


def log(database: Database, pair_id: int, day: date, **values: object) -> int:
    with database.step("sessions.step.log", pair="A") as db:
        return log_session(db, pair_id, {"held_on": day, **values})


def test_sessions_add_up_and_the_newest_stands_first(database: Database) -> None:
    programme_id = confirmed_programme(database)
    first, second = pairs_of(database, programme_id)[:2]
    log(database, first.id, date(2026, 3, 1), minutes=90)
    log(database, second.id, date(2026, 3, 9))
    log(database, first.id, date(2026, 4, 1), minutes=30)
    pair = next(one for one in pairs_of(database, programme_id) if one.id == first.id)
    assert (len(pair.sessions), pair.minutes, pair.last_on) == (2, 120, date(2026, 4, 1))
    days = [row.held_on for row in session_rows(pairs_of(database, programme_id))]
    assert days == [date(2026, 4, 1), date(2026, 3, 9), date(2026, 3, 1)]


def test_the_log_is_what_the_stored_rows_say_one_by_one(database: Database) -> None:
    programme_id = confirmed_programme(database)
    pairs = {pair.id: pair for pair in pairs_of(database, programme_id)}
    texts = ("", "Lương", "  Đổi việc\nvà ĐÀO TẠO", "Luong")
    for number in range(24):
        pair_id = sorted(pairs)[number % len(pairs)]
        log(
            database,
            pair_id,
            date(2026, 3, 1 + number * 7 % 5),
            topic=texts[number % 4],
            next_step=texts[number % 3],
            rating=number % 6 or None,
            way="online" if number % 2 else "in_person",
        )
    with database.read() as db:
        stored = db.exec(select(MentoringSession)).all()
    wanted = [
        (
            one.id, one.pair_id, pairs[one.pair_id].mentor, pairs[one.pair_id].mentee, one.held_on, one.minutes,
            one.way, one.topic, one.rating, one.next_step,
            fold(f"{pairs[one.pair_id].mentor} {pairs[one.pair_id].mentee} {one.topic} {one.next_step}"),
        )
        for one in sorted(stored, key=lambda one: (one.held_on, one.id), reverse=True)
    ]  # fmt: skip
    shown = pairs_of(database, programme_id)
    assert list(session_rows(shown)) == wanted
    assert [list(pair.sessions) for pair in shown] == [
        [one for one in wanted if one[1] == pair.id] for pair in shown
    ]


def test_a_pair_feels_as_the_less_happy_of_the_two_did_last(database: Database) -> None:
    programme_id = confirmed_programme(database)
    pair = pairs_of(database, programme_id)[0]
    assert (pair.feeling, pair.progress) == (None, None)
    answers = (
        ("mentee", date(2026, 3, 1), 1),
        ("mentor", date(2026, 3, 2), 5),
        ("mentee", date(2026, 4, 1), 3),
    )
    with database.step("sessions.step.record_pulse", pair="A") as db:
        for role, day, feeling in answers:
            record_pulse(db, pair.id, {"role": role, "answered_on": day, "feeling": feeling})
        for progress in (20, 60):
            add_goal(db, pair.id, {"wording": "Nói trước đám đông", "progress": progress})
    read = pairs_of(database, programme_id)[0]
    assert (read.feeling, read.progress) == (3, 40)


def test_a_removed_session_comes_back_when_undone(database: Database) -> None:
    programme_id = confirmed_programme(database)
    session_id = log(database, pairs_of(database, programme_id)[0].id, date(2026, 3, 1))

    def remove(store: Database) -> None:
        with store.step("sessions.step.remove", pair="A") as db:
            remove_session(db, session_id)

    assert_undoable(database, remove)


@pytest.mark.parametrize(
    "values", [{"minutes": 2}, {"rating": 9}, {"topic": "x" * 501}, {"held_on": date(2999, 1, 1)}]
)
def test_what_will_not_do_is_said_in_both_languages(database: Database, values: dict[str, object]) -> None:
    pair = pairs_of(database, confirmed_programme(database))[0]
    held_on = date(2026, 3, 1)
    with (
        pytest.raises(Rejected) as refused,
        database.step("sessions.step.log", pair="A") as db,
    ):
        log_session(db, pair.id, {"held_on": held_on, **values})
    for language in LANGUAGES:
        for problem in refused.value.problems:
            assert Words(language)(problem.code, **problem.values)
