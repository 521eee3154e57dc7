"""Plans kept by name: read back as they were, compared, confirmed as far as they still can be; all undoable."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from tests.support.database import assert_undoable
from tests.support.pairing_people import pairing_programme

from nhipcau.common.errors import Rejected
from nhipcau.database import Database
from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.plan.pairing_session import PairingSession
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.plan.scenario_comparison import KeptPair, kept_pairs, stale_pairs
from nhipcau.pairing.settings.pairing_input import PairingInput, QuotaSetting, Settings
from nhipcau.pairing.store.queries import pair_rows, pairing_input
from nhipcau.pairing.store.scenario_service import (
    confirm_scenario,
    keep_scenario,
    remove_scenario,
    rename_scenario,
    scenario,
    scenarios,
    take_up_settings,
)
from nhipcau.pairing.store.service import (
    confirm_pairs,
    end_pair,
    forbid_pair,
    leave,
    lock_pair,
    release,
    set_places,
    set_quotas,
)
from nhipcau.participants.service import amend_profile, remove_participant


@pytest.fixture
def filled(database: Database) -> Database:
    """Ten mentees and eight mentors with nine places."""
    pairing_programme(database)
    return database


def read(database: Database) -> PairingInput:
    with database.read() as db:
        return pairing_input(db, 1)


def keep(database: Database, name: str = "Phương án A") -> tuple[int, Plan]:
    people = read(database)
    plan = solve(people)
    settings = replace(people.settings, quotas=(QuotaSetting("different", "department", percent=40),))
    with database.step("test") as db:
        return keep_scenario(db, 1, name, plan, settings, "thử"), plan


def fits_now(
    people: PairingInput, settings: Settings | None, pairs: Iterable[KeptPair]
) -> dict[tuple[int, int], int]:
    """Return what the fits of kept pairs would be today, of those who are still there."""
    scoring = PairingSession().scored(people, settings)
    rows = {person.participant_id: k for k, person in enumerate(scoring.mentees)}
    columns = {person.participant_id: k for k, person in enumerate(scoring.mentors)}
    return {
        pair.ids: scoring.fit(rows[pair.mentee_id], columns[pair.mentor_id])
        for pair in pairs
        if pair.mentee_id in rows and pair.mentor_id in columns
    }


def test_a_kept_plan_is_read_back_as_it_was(filled: Database) -> None:
    kept_id, plan = keep(filled)
    with filled.read() as db:
        (kept,) = scenarios(db, 1)
    assert (kept.id, kept.name, kept.note, kept.lost) == (kept_id, "Phương án A", "thử", 0)
    assert sorted(kept.pairs, key=lambda pair: pair.ids) == sorted(
        kept_pairs(plan), key=lambda pair: pair.ids
    )
    assert kept.settings.quotas == (QuotaSetting("different", "department", percent=40),)
    assert [one.code for one in kept.settings.criteria] == [
        one.code for one in read(filled).settings.criteria
    ]
    assert stale_pairs(read(filled), kept.pairs, fits_now(read(filled), kept.settings, kept.pairs)) == ()


def test_a_name_is_asked_for_and_given_once(filled: Database) -> None:
    kept_id, plan = keep(filled)
    other_id, _ = keep(filled, "B")
    for name, code in (("  ", "scenario_name_missing"), ("phương án a", "scenario_name_taken")):
        with filled.step("test") as db, pytest.raises(Rejected) as refused:
            keep_scenario(db, 1, name, plan, read(filled).settings)
        assert refused.value.problems[0].code == f"pairing.problem.{code}"
    with filled.step("test") as db, pytest.raises(Rejected):
        rename_scenario(db, other_id, "Phương án A")
    with filled.step("test") as db:
        rename_scenario(db, kept_id, "PHƯƠNG ÁN A", "mới")
    with filled.read() as db:
        assert (scenario(db, kept_id).name, scenario(db, kept_id).note) == ("PHƯƠNG ÁN A", "mới")


def test_confirming_a_kept_plan_confirms_what_still_can_be_and_says_what_cannot(filled: Database) -> None:
    kept_id, plan = keep(filled)
    first, second, third, *_ = plan.pairs
    with filled.step("test") as db:
        leave(db, first.mentee_id, "Nghỉ việc")
        amend_profile(db, second.mentor_id, {"capacity": 0})
        (ended,) = confirm_pairs(db, 1, [third])
        end_pair(db, ended, "Không hợp")
    with filled.step("test") as db:
        done = confirm_scenario(db, kept_id)
    refused = {(one.mentee_id, one.mentor_id): one.problem.code for one in done.refused}
    assert refused[first.mentee_id, first.mentor_id] == "pairing.problem.not_enrolled"
    assert refused[second.mentee_id, second.mentor_id] == "pairing.problem.mentor_full"
    assert refused[third.mentee_id, third.mentor_id] == "pairing.problem.pair_ended"
    assert len(done.pair_ids) + len(done.refused) == len(plan.pairs)
    with filled.read() as db:
        rows = {(row.mentee_id, row.mentor_id): row for row in pair_rows(db, 1) if row.stands}
    for pair in plan.pairs:
        if (pair.mentee_id, pair.mentor_id) not in refused:
            row = rows[pair.mentee_id, pair.mentor_id]
            assert (row.fit, len(row.parts)) == (pair.fit, len(pair.parts))
    with filled.step("test") as db:
        again = confirm_scenario(db, kept_id)
    assert (again.pair_ids, again.stood) == ((), len(done.pair_ids))


def test_what_time_has_made_of_a_kept_plan_is_marked(filled: Database) -> None:
    kept_id, plan = keep(filled)
    first, second, third, fourth, *_ = plan.pairs
    with filled.step("test") as db:
        leave(db, first.mentee_id, "Nghỉ việc")
        leave(db, second.mentor_id, "Nghỉ việc")
        set_places(db, third.mentor_id, 0, 0)
        amend_profile(db, fourth.mentee_id, {"goals": [{"topic": "Hàn cắt", "importance": 5}]})
    people = read(filled)
    with filled.read() as db:
        kept = scenario(db, kept_id)
    found = {one.pair.ids: one for one in stale_pairs(people, kept.pairs, fits_now(people, None, kept.pairs))}
    codes = {ids: [mark.code for mark in one.marks] for ids, one in found.items()}
    assert "pairing.stale.mentee_left" in codes[first.mentee_id, first.mentor_id]
    assert "pairing.stale.mentor_left" in codes[second.mentee_id, second.mentor_id]
    assert "pairing.stale.no_place" in codes[third.mentee_id, third.mentor_id]
    assert codes[fourth.mentee_id, fourth.mentor_id] == ["pairing.stale.fit"]
    assert not found[fourth.mentee_id, fourth.mentor_id].gone


def test_settings_of_a_kept_plan_can_be_taken_up_again(filled: Database) -> None:
    kept_id, _ = keep(filled)
    with filled.step("test") as db:
        set_quotas(db, 1, [QuotaSetting("used", "department", bound="most", percent=50)])
    with filled.step("test") as db:
        take_up_settings(db, kept_id)
    with filled.read() as db:
        kept = scenario(db, kept_id).settings
    now = read(filled).settings
    assert [replace(quota, id=None) for quota in now.quotas] == list(kept.quotas)
    assert [replace(one, id=None) for one in now.criteria] == list(kept.criteria)
    assert now.rules == kept.rules


def test_keeping_renaming_confirming_and_removing_can_be_undone(filled: Database) -> None:
    assert_undoable(filled, keep)

    def rename(database: Database) -> None:
        with database.step("test") as db:
            rename_scenario(db, 1, "B")

    def confirm(database: Database) -> None:
        with database.step("test") as db:
            confirm_scenario(db, 1)

    def remove(database: Database) -> None:
        with database.step("test") as db:
            remove_scenario(db, 1)

    for action in (rename, confirm, remove):
        assert_undoable(filled, action)
    with filled.read() as db:
        assert scenarios(db, 1) == ()
        assert pair_rows(db, 1)


def test_a_kept_plan_knows_of_pairs_that_went_with_who_was_removed(filled: Database) -> None:
    kept_id, plan = keep(filled)
    with filled.step("test") as db:
        remove_participant(db, plan.pairs[0].mentee_id)
    with filled.read() as db:
        kept = scenario(db, kept_id)
    assert (kept.lost, len(kept.pairs)) == (1, len(plan.pairs) - 1)


def test_going_back_to_a_kept_plan_gives_the_same_plan_again(filled: Database) -> None:
    with filled.step("test") as db:
        lock_pair(db, 1, 10, 3)
        forbid_pair(db, 1, 11, 4)
    kept_id, plan = keep(filled)
    before = read(filled).settings.constraints

    def change(database: Database) -> None:
        with database.step("test") as db:
            release(db, 1, 10, 3)
            lock_pair(db, 1, 11, 4, "thử")
            forbid_pair(db, 1, 12, 5)
            set_quotas(db, 1, [])

    def go_back(database: Database) -> None:
        with database.step("test") as db:
            take_up_settings(db, kept_id)
            set_quotas(db, 1, [])

    change(filled)
    assert_undoable(filled, go_back)
    assert read(filled).settings.constraints == before
    assert kept_pairs(solve(read(filled))) == kept_pairs(plan)
