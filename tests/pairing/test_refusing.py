"""What is refused of locks and confirmations and why, and what becomes of pairs: the ways less often taken."""

from datetime import date

import pytest
from sqlmodel import Session, col, select
from tests.support.database import dump
from tests.support.make import participant, programme
from tests.support.sessions import TODAY, hold_clock

from nhipcau.common.errors import Rejected
from nhipcau.database import Database
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.models import FitAnswer, Pair, PairConstraint, PairEvent
from nhipcau.pairing.settings.pairing_input import Rules
from nhipcau.pairing.store.service import (
    carry_out_repairing,
    confirm_pairs,
    end_pair,
    forbid_pair,
    leave,
    lock_pair,
    record_fit_answer,
    refusals,
    release,
    set_places,
    set_rules,
)
from nhipcau.participants.models import Participant
from nhipcau.participants.service import amend_profile, enrol_elsewhere, withdraw

AN, BINH, MAI, SON = 1, 2, 3, 4


def pair(mentee: int, mentor: int, *, locked: bool = False, confirmed: bool = False) -> ProposedPair:
    return ProposedPair(mentee, mentor, 5_000, (), (), locked=locked, confirmed=confirmed)


def constraints(db: Session) -> list[tuple[int, int, str, str]]:
    found = db.exec(select(PairConstraint).order_by(col(PairConstraint.id)))
    return [(one.mentee_id, one.mentor_id, one.kind, one.note) for one in found]


def test_a_lock_is_refused_for_those_who_cannot_be_a_pair_at_all(database: Database, made: int) -> None:
    other = programme(database, "Cầu Nối Số")
    with database.step("test") as db:
        elsewhere = enrol_elsewhere(db, AN, other)
        amend_profile(db, SON, {"is_mentor": True})
        withdraw(db, BINH, "Nghỉ việc")
    for mentee, mentor, expected in (
        (MAI, elsewhere, [("not_enrolled", "", {})]),
        (MAI, BINH, [("not_enrolled", "", {})]),
        (99, AN, [("not_enrolled", "", {})]),
        (SON, SON, [("same_person", "", {})]),
        (AN, SON, [("not_mentee", "mentee", {"name": "An"})]),
        (SON, MAI, [("not_mentor", "mentor", {"name": "Mai"})]),
    ):
        for action in (lock_pair, forbid_pair):
            with pytest.raises(Rejected) as refused, database.step("test") as db:
                action(db, made, mentee, mentor)
            assert [(one.code, one.field, dict(one.values)) for one in refused.value.problems] == [
                (f"pairing.problem.{code}", field, values) for code, field, values in expected
            ]
    with database.step("test") as db:
        lock_pair(db, made, SON, AN)
        assert constraints(db) == [(SON, AN, "locked", "")]


def test_a_note_goes_with_a_lock_and_turning_it_keeps_one_row(database: Database, made: int) -> None:
    with database.step("test") as db:
        lock_pair(db, made, MAI, AN, "Đã hẹn")
        forbid_pair(db, made, SON, AN, "Cùng phòng")
        assert constraints(db) == [(MAI, AN, "locked", "Đã hẹn"), (SON, AN, "forbidden", "Cùng phòng")]
        forbid_pair(db, made, MAI, AN)
        assert constraints(db) == [(MAI, AN, "forbidden", ""), (SON, AN, "forbidden", "Cùng phòng")]
        release(db, made, MAI, BINH)
        release(db, made, MAI, AN)
        assert constraints(db) == [(SON, AN, "forbidden", "Cùng phòng")]


def test_a_new_lock_takes_the_place_of_the_oldest_and_of_no_other_and_no_forbidden_one(
    database: Database, made: int
) -> None:
    third = participant(database, made, "Chi", mentor=True)
    fourth = participant(database, made, "Dũng", mentor=True)
    with database.step("test") as db:
        amend_profile(db, MAI, {"mentors_wanted": 2})
        forbid_pair(db, made, MAI, fourth)
        lock_pair(db, made, SON, AN)
        for mentor in (BINH, AN, third):
            lock_pair(db, made, MAI, mentor)
        assert {one[:3] for one in constraints(db)} == {
            (MAI, fourth, "forbidden"), (SON, AN, "locked"), (MAI, AN, "locked"), (MAI, third, "locked"),
        }  # fmt: skip
        lock_pair(db, made, MAI, third)
        assert len(constraints(db)) == 4, "the same lock again takes nobody's place"


def test_the_mentors_of_others_take_none_of_the_locks_a_mentee_may_have(
    database: Database, made: int
) -> None:
    third = participant(database, made, "Chi", mentor=True)
    with database.step("test") as db:
        amend_profile(db, MAI, {"mentors_wanted": 2})
        confirm_pairs(db, made, [pair(SON, BINH)])
        lock_pair(db, made, MAI, third)
        lock_pair(db, made, MAI, AN)
        assert {one[:2] for one in constraints(db)} == {(MAI, third), (MAI, AN)}


def test_a_second_mentor_follows_nobody_while_the_first_stands(database: Database, made: int) -> None:
    with database.step("test") as db:
        amend_profile(db, MAI, {"mentors_wanted": 2})
        confirm_pairs(db, made, [pair(MAI, AN)])
        confirm_pairs(db, made, [pair(MAI, BINH)])
        assert [row.follows_id for row in db.exec(select(Pair))] == [None, None]


def test_a_mentor_who_stands_counts_among_those_a_mentee_may_have_locked(
    database: Database, made: int
) -> None:
    third = participant(database, made, "Chi", mentor=True)
    with database.step("test") as db:
        set_rules(db, made, Rules(mentors_each=2))
        confirm_pairs(db, made, [pair(MAI, AN)])
        for mentor in (AN, BINH):
            lock_pair(db, made, MAI, mentor)
        lock_pair(db, made, MAI, third)
        assert {one[:2] for one in constraints(db)} == {(MAI, AN), (MAI, third)}


def test_what_cannot_be_confirmed_is_named_one_by_one(database: Database, made: int) -> None:
    third = participant(database, made, "Chi")
    gone = participant(database, made, "Dũng")
    with database.step("test") as db:
        withdraw(db, gone, "Nghỉ việc")
        confirm_pairs(db, made, [pair(MAI, AN)])
        proposals = [pair(MAI, BINH), pair(SON, AN), pair(gone, BINH), pair(SON, BINH), pair(third, BINH)]
        found = refusals(db, made, proposals)
        assert [
            (one.mentee_id, problem.code, problem.field, dict(problem.values)) for one, problem in found
        ] == [
            (MAI, "pairing.problem.mentee_paired", "mentee", {"name": "Mai"}),
            (SON, "pairing.problem.mentor_full", "mentor", {"name": "An", "n": 1}),
            (gone, "pairing.problem.not_enrolled", "", {}),
            (third, "pairing.problem.mentor_full", "mentor", {"name": "Bình", "n": 1}),
        ]
        assert refusals(db, made, [pair(SON, AN, locked=True), pair(third, BINH)]) == []
    before = dump(database)
    with pytest.raises(Rejected) as refused, database.step("test") as db:
        confirm_pairs(db, made, proposals)
    assert len(refused.value.problems) == 4
    assert dump(database) == before


def test_a_mentee_of_two_mentors_is_told_how_many_and_gets_nobody_twice(
    database: Database, made: int
) -> None:
    third = participant(database, made, "Chi", mentor=True)
    with database.step("test") as db:
        set_places(db, AN, 0, 3)
        amend_profile(db, MAI, {"mentors_wanted": 2})
        found = refusals(
            db, made, [pair(MAI, AN), pair(MAI, AN), pair(MAI, BINH), pair(MAI, third), pair(SON, AN)]
        )
        assert [
            (one.mentor_id, problem.code, problem.field, dict(problem.values)) for one, problem in found
        ] == [
            (AN, "pairing.problem.mentee_has_all", "mentee", {"name": "Mai", "n": 2}),
            (third, "pairing.problem.mentee_has_all", "mentee", {"name": "Mai", "n": 2}),
        ]


def test_what_stood_before_is_not_confirmed_again(database: Database, made: int) -> None:
    hold_clock()
    with database.step("test") as db:
        (first,) = confirm_pairs(db, made, [pair(MAI, AN)])
        (second,) = confirm_pairs(db, made, [pair(MAI, AN, confirmed=True), pair(SON, BINH)])
        rows = list(db.exec(select(Pair).order_by(col(Pair.id))))
        assert [(row.id, row.fit, row.confirmed_on, row.follows_id) for row in rows] == [
            (first, 5_000, TODAY, None),
            (second, 5_000, TODAY, None),
        ]
        assert [(one.pair_id, one.state) for one in db.exec(select(PairEvent))] == [
            (first, "confirmed"),
            (second, "confirmed"),
        ]


def test_a_pair_ends_today_for_a_reason_and_only_that_pair(database: Database, made: int) -> None:
    hold_clock()
    with database.step("test") as db:
        first, second = confirm_pairs(db, made, [pair(MAI, AN), pair(SON, BINH)])
        with pytest.raises(Rejected) as refused:
            end_pair(db, first, "  ")
        assert [(one.code, one.field) for one in refused.value.problems] == [
            ("pairing.problem.reason_missing", "reason")
        ]
        end_pair(db, first, " Không hợp ")
        found = {row.id: (row.state, row.ended_on, row.end_reason) for row in db.exec(select(Pair))}
        assert found == {first: ("ended", TODAY, "Không hợp"), second: ("confirmed", None, "")}
        assert [(one.pair_id, one.note) for one in db.exec(select(PairEvent)) if one.state == "ended"] == [
            (first, "Không hợp")
        ]


def test_a_pair_of_before_stays_as_it_was_when_its_two_part_again(database: Database, made: int) -> None:
    with database.step("test") as db:
        (first,) = confirm_pairs(db, made, [pair(MAI, AN)])
        end_pair(db, first, "Nghỉ sinh")
        (second,) = confirm_pairs(db, made, [pair(MAI, AN)])
        end_pair(db, second, "Chuyển công tác")
        assert [row.end_reason for row in db.exec(select(Pair))] == ["Nghỉ sinh", "Chuyển công tác"]


def test_a_fit_answer_has_its_day_and_loses_it_when_taken_back(database: Database, made: int) -> None:
    hold_clock()
    earlier = date(2026, 1, 5)
    answers: tuple[tuple[FitAnswer, date | None], ...] = (
        ("good", None),
        ("good", earlier),
        ("deciding", earlier),
        ("", earlier),
    )
    with database.step("test") as db:
        (first,) = confirm_pairs(db, made, [pair(MAI, AN)])
        seen = []
        row = db.get_one(Pair, first)
        for answer, on in answers:
            record_fit_answer(db, first, answer, on)
            seen.append((row.fit_answer, row.fit_answered_on))
    assert seen == [("good", TODAY), ("good", TODAY), ("deciding", earlier), ("", None)]


def test_who_leaves_ends_their_pairs_on_either_side_and_nobody_elses(database: Database, made: int) -> None:
    left = date(2026, 3, 1)
    third = participant(database, made, "Chi")
    with database.step("test") as db:
        amend_profile(db, SON, {"is_mentor": True})
        first, second, kept = confirm_pairs(db, made, [pair(SON, AN), pair(MAI, SON), pair(third, BINH)])
        db.get_one(Pair, second).state = "active"
        assert leave(db, SON, "Nghỉ việc", left) == (first, second)
        assert {row.id: row.state for row in db.exec(select(Pair))} == {
            first: "ended", second: "ended", kept: "confirmed",
        }  # fmt: skip
        row = db.get_one(Participant, SON)
        assert (row.status, row.withdrawn_on, row.withdrawn_reason) == ("withdrawn", left, "Nghỉ việc")


def test_among_peers_both_directions_end_when_one_is_repaired(database: Database, made: int) -> None:
    with database.step("test") as db:
        set_rules(db, made, Rules(mutual=True))
        confirm_pairs(db, made, [pair(AN, MAI), pair(MAI, AN)])
        ends = {(AN, MAI): "Không hợp", (MAI, AN): "Không hợp"}
        new = carry_out_repairing(db, made, ends, [pair(AN, SON), pair(SON, AN)])
        states = {(row.mentee_id, row.mentor_id): row.state for row in db.exec(select(Pair))}
        assert states == {
            (AN, MAI): "ended", (MAI, AN): "ended", (AN, SON): "confirmed", (SON, AN): "confirmed",
        }  # fmt: skip
        assert len(new) == 2
        with pytest.raises(Rejected) as refused:
            carry_out_repairing(db, made, {(AN, MAI): "Lại"}, [])
        assert [one.code for one in refused.value.problems] == ["pairing.problem.pair_ended"]
