"""Quotas, places, several mentors, fit answers and people who leave, as they are written; all undoable."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial

import pytest
from tests.support.database import assert_undoable
from tests.support.pairing_people import pairing_programme
from tests.support.sessions import hold_clock

from nhipcau.common import clock
from nhipcau.common.errors import Rejected
from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.settings.pairing_input import PairingInput, QuotaSetting, Rules
from nhipcau.pairing.store.midseason_plan import grounds, mid_season, propose
from nhipcau.pairing.store.queries import PairRow, enrolled_on, pair_history, pair_rows, pairing_input
from nhipcau.pairing.store.service import (
    carry_out_repairing,
    confirm_pairs,
    end_pair,
    forbid_pair,
    leave,
    lock_pair,
    record_fit_answer,
    release,
    set_places,
    set_quotas,
    set_rules,
)
from nhipcau.participants.models import Participant
from nhipcau.participants.service import amend_profile

MENTOR_1, MENTOR_2, MENTOR_3, MENTEE_1, MENTEE_2 = 1, 3, 4, 9, 10


@pytest.fixture
def filled(database: Database) -> Database:
    """Ten mentees (9-18) and eight mentors (1-8), of whom the second takes two."""
    pairing_programme(database)
    return database


def read(database: Database) -> PairingInput:
    with database.read() as db:
        return pairing_input(db, 1)


def rows(database: Database) -> tuple[PairRow, ...]:
    with database.read() as db:
        return pair_rows(db, 1)


def pair(mentee: int, mentor: int) -> ProposedPair:
    return ProposedPair(mentee, mentor, 5_000, (), ())


def confirm(database: Database, *pairs: tuple[int, int]) -> tuple[int, ...]:
    with database.step("test") as db:
        return confirm_pairs(db, 1, [pair(*ids) for ids in pairs])


def test_quotas_come_back_in_order_and_keep_their_rows(filled: Database) -> None:
    women = QuotaSetting("partner", "gender", "Nữ", "Nữ", "least", 33)
    spread = QuotaSetting("used", "department", bound="most", percent=50)
    with filled.step("test") as db:
        set_quotas(db, 1, [women, spread])
    first, second = read(filled).settings.quotas
    assert (replace(first, id=None), replace(second, id=None)) == (women, spread)
    with filled.step("test") as db:
        set_quotas(db, 1, [second, replace(first, percent=40)])
    assert read(filled).settings.quotas == (second, replace(first, percent=40))

    def clear(database: Database) -> None:
        with database.step("test") as db:
            set_quotas(db, 1, [])

    assert_undoable(filled, clear)


def test_places_are_kept_and_the_least_is_at_most_the_most(filled: Database) -> None:
    with filled.step("test") as db:
        set_places(db, MENTOR_1, 2, 3)
    mentor = read(filled).candidate(MENTOR_1)
    assert (mentor.least, mentor.capacity) == (2, 3)
    with filled.step("test") as db, pytest.raises(Rejected) as refused:
        set_places(db, MENTOR_1, 4, 3)
    assert [problem.code for problem in refused.value.problems] == ["participants.problem.least_over_most"]


def test_a_mentee_who_gets_several_mentors_may_have_several_locks(filled: Database) -> None:
    with filled.step("test") as db:
        amend_profile(db, MENTEE_1, {"mentors_wanted": 2})
        for mentor in (MENTOR_1, MENTOR_2, MENTOR_3):
            lock_pair(db, 1, MENTEE_1, mentor)
        lock_pair(db, 1, MENTEE_2, MENTOR_1)
        lock_pair(db, 1, MENTEE_2, MENTOR_2)
    locks = {(one.mentee_id, one.mentor_id) for one in read(filled).settings.constraints}
    assert locks == {(MENTEE_1, MENTOR_2), (MENTEE_1, MENTOR_3), (MENTEE_2, MENTOR_2)}


def test_among_peers_a_pair_is_one_thing_both_ways(filled: Database) -> None:
    one, other = MENTOR_1, MENTEE_1
    with filled.step("test") as db:
        set_rules(db, 1, Rules(mutual=True))
        lock_pair(db, 1, one, other)
    assert {(c.mentee_id, c.mentor_id) for c in read(filled).settings.constraints} == {(1, 9), (9, 1)}
    with filled.step("test") as db:
        release(db, 1, other, one)
        forbid_pair(db, 1, MENTOR_2, MENTEE_2)
    assert {(c.mentee_id, c.mentor_id) for c in read(filled).settings.constraints} == {(3, 10), (10, 3)}
    first, _ = confirm(filled, (one, other), (other, one))
    with filled.step("test") as db:
        end_pair(db, first, "Không hợp")
    assert [row.state for row in rows(filled)] == ["ended", "ended"]
    confirm(filled, (one, MENTEE_2), (MENTEE_2, one))
    with filled.step("test") as db:
        assert len(leave(db, one, "Nghỉ việc")) == 2
    assert not any(row.stands for row in rows(filled))


def test_as_many_mentors_are_confirmed_as_a_mentee_gets_and_never_the_same_twice(filled: Database) -> None:
    with filled.step("test") as db:
        set_rules(db, 1, Rules(mentors_each=2))
        amend_profile(db, MENTOR_1, {"capacity": 5})
    confirm(filled, (MENTEE_1, MENTOR_1))
    for too_many in ([(MENTEE_1, MENTOR_1)], [(MENTEE_1, MENTOR_2), (MENTEE_1, MENTOR_3)]):
        with pytest.raises(Rejected) as refused:
            confirm(filled, *too_many)
        assert [one.code for one in refused.value.problems] == ["pairing.problem.mentee_has_all"]
    confirm(filled, (MENTEE_1, MENTOR_2))
    assert len(rows(filled)) == 2


def test_a_pair_takes_the_place_of_the_latest_ended_one(filled: Database) -> None:
    (first,) = confirm(filled, (MENTEE_1, MENTOR_1))
    with filled.step("test") as db:
        end_pair(db, first, "Không hợp")
    (second,) = confirm(filled, (MENTEE_1, MENTOR_2))
    with filled.step("test") as db:
        end_pair(db, second, "Chuyển công tác")
    (third,) = confirm(filled, (MENTEE_1, MENTOR_3))
    assert [row.follows_id for row in sorted(rows(filled), key=lambda row: row.id)] == [None, first, second]
    assert third not in {row.follows_id for row in rows(filled)}


def test_of_two_ended_pairs_the_one_that_ended_last_is_followed_first(filled: Database) -> None:
    with filled.step("test") as db:
        amend_profile(db, MENTEE_1, {"mentors_wanted": 2})
    earlier, later = confirm(filled, (MENTEE_1, MENTOR_1), (MENTEE_1, MENTOR_2))
    for day, ended in ((date(2026, 3, 1), later), (date(2026, 4, 1), earlier)):
        clock.set_clock(partial(datetime.combine, day, time(12), UTC))
        with filled.step("test") as db:
            end_pair(db, ended, "Không hợp")
    (first,) = confirm(filled, (MENTEE_1, MENTOR_3))
    (second,) = confirm(filled, (MENTEE_1, 5))
    follows = {row.id: row.follows_id for row in rows(filled)}
    assert (follows[first], follows[second]) == (earlier, later)


def test_of_two_pairs_ended_on_one_day_the_newer_is_followed_first(filled: Database) -> None:
    hold_clock()
    with filled.step("test") as db:
        amend_profile(db, MENTEE_1, {"mentors_wanted": 2})
    older, newer = confirm(filled, (MENTEE_1, MENTOR_1), (MENTEE_1, MENTOR_2))
    with filled.step("test") as db:
        for ended in (newer, older):
            end_pair(db, ended, "Không hợp")
    (first,) = confirm(filled, (MENTEE_1, MENTOR_3))
    follows = {row.id: row.follows_id for row in rows(filled)}
    assert follows[first] == newer


def test_what_the_two_say_of_their_fit_is_kept_with_its_history(filled: Database) -> None:
    (first,) = confirm(filled, (MENTEE_1, MENTOR_1))

    def answer(database: Database) -> None:
        with database.step("test") as db:
            record_fit_answer(db, first, "not_good")

    assert_undoable(filled, answer)
    (row,) = rows(filled)
    assert (row.fit_answer, row.fit_answered_on is not None) == ("not_good", True)
    assert read(filled).unwell == {(MENTEE_1, MENTOR_1)}
    with filled.step("test") as db:
        record_fit_answer(db, first, "good")
        record_fit_answer(db, first, "good")
        record_fit_answer(db, first, "")
    assert read(filled).unwell == frozenset()
    with filled.read() as db:
        history = [event.state for event in pair_history(db, first)]
    assert history == ["confirmed", "fit_not_good", "fit_good", "fit_taken_back"]
    with filled.step("test") as db:
        end_pair(db, first, "Thôi")
    with filled.step("test") as db, pytest.raises(Rejected):
        record_fit_answer(db, first, "good")


def test_who_leaves_in_mid_season_ends_their_pairs_with_the_reason(filled: Database) -> None:
    with filled.step("test") as db:
        set_places(db, MENTOR_1, 0, 2)
    first, second, other = confirm(filled, (MENTEE_1, MENTOR_1), (MENTEE_2, MENTOR_1), (11, MENTOR_2))

    def go(database: Database) -> None:
        with database.step("test") as db:
            assert leave(db, MENTOR_1, "Nghỉ việc") == (first, second)

    assert_undoable(filled, go)
    found = {row.id: row for row in rows(filled)}
    assert {row_id: (row.state, row.end_reason) for row_id, row in found.items()} == {
        first: ("ended", "Nghỉ việc"),
        second: ("ended", "Nghỉ việc"),
        other: ("confirmed", ""),
    }
    with filled.read() as db:
        assert [event.note for event in pair_history(db, second)] == ["", "Nghỉ việc"]
        assert MENTOR_1 not in enrolled_on(db, 1)
    assert MENTOR_1 not in {one.participant_id for one in read(filled).candidates}


def test_who_leaves_after_completing_keeps_the_completed_pair(filled: Database) -> None:
    (first,) = confirm(filled, (MENTEE_1, MENTOR_1))
    with filled.step("test") as db:
        row = db.get_one(Participant, MENTEE_1)
        assert row.status == "enrolled"
        from nhipcau.pairing.models import Pair

        db.get_one(Pair, first).state = "completed"
        assert leave(db, MENTEE_1, "") == ()
    assert [row.state for row in rows(filled)] == ["completed"]


def test_repairing_ends_and_confirms_in_one_step(filled: Database) -> None:
    old = (MENTEE_1, MENTOR_1)
    confirm(filled, old)

    def repair(database: Database) -> None:
        with database.step("test") as db:
            carry_out_repairing(db, 1, {old: "Không hợp"}, [pair(MENTEE_1, MENTOR_2), pair(10, MENTOR_1)])

    assert_undoable(filled, repair)
    assert {(row.mentee_id, row.mentor_id): row.state for row in rows(filled)} == {
        old: "ended",
        (MENTEE_1, MENTOR_2): "confirmed",
        (10, MENTOR_1): "confirmed",
    }
    before = rows(filled)
    with pytest.raises(Rejected), filled.step("test") as db:
        carry_out_repairing(db, 1, {(10, MENTOR_1): "Không hợp"}, [pair(MENTEE_1, MENTOR_3)])
    assert rows(filled) == before
    assert all(one.confirmed for one in solve(read(filled)).pairs if one.mentee_id in (MENTEE_1, 10))


def test_a_season_goes_on_after_somebody_leaves_and_all_of_it_can_be_undone(filled: Database) -> None:
    with filled.step("test") as db:
        confirm_pairs(db, 1, solve(pairing_input(db, 1)).pairs)
        for row in pair_rows(db, 1)[:1]:
            record_fit_answer(db, row.id, "not_good")
    with filled.read() as db:
        unwell = next(row for row in pair_rows(db, 1) if row.fit_answer)
    with filled.step("test") as db:
        mentor = next(row.mentor_id for row in pair_rows(db, 1) if row.mentor_id != unwell.mentor_id)
        leave(db, mentor, "Nghỉ việc")
    with filled.read() as db:
        season = mid_season(db, 1)
    kinds = {ground.kind for ground in grounds(season)}
    assert {"not_good", "waiting"} <= kinds
    repair = propose(season)

    def carry_out(database: Database) -> None:
        reasons = {(end.mentee_id, end.mentor_id): end.why.text(Words("vi")) for end in repair.ends}
        with database.step("test") as db:
            carry_out_repairing(db, 1, reasons, repair.new)

    assert_undoable(filled, carry_out)
    after = {row.id: row for row in rows(filled)}
    assert after[unwell.id].state == "ended"
    assert "thấy chưa hợp nhau" in after[unwell.id].end_reason
    standing = {(row.mentee_id, row.mentor_id) for row in after.values() if row.stands}
    assert standing == {(pair.mentee_id, pair.mentor_id) for pair in repair.plan.pairs}
    assert (unwell.mentee_id, unwell.mentor_id) not in standing
    followers = {row.mentee_id for row in after.values() if row.follows_id is not None}
    assert followers <= {pair.mentee_id for pair in repair.new}
