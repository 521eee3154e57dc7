"""Several seasons in one data file: nobody gets the same partner again, who was left out comes first."""

from datetime import date

import pytest
from sqlmodel import Session

from nhipcau.database import Database
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.settings.pairing_input import PairingInput
from nhipcau.pairing.store.queries import pair_rows, pairing_input
from nhipcau.pairing.store.service import confirm_pairs, end_pair, leave
from nhipcau.participants.models import Level
from nhipcau.participants.service import add_person, enrol, enrol_elsewhere
from nhipcau.programmes.service import add_programme

MENTORS = ("Phạm Quốc Đạt", "Trần Bảo Ngọc")
MENTEES = ("Lê Thị Mai", "Ngô Hữu Sơn", "Phan Gia Bảo")


def season(db: Session, year: int) -> int:
    return add_programme(db, {"name": f"Mùa {year}", "starts_on": date(year, 3, 1)})


def newcomer(db: Session, programme_id: int, name: str, topic: str, *, is_mentor: bool = False) -> int:
    person = add_person(db, {"full_name": name})
    profile = {
        "is_mentor": is_mentor,
        "is_mentee": not is_mentor,
        "strengths": [{"topic": topic, "level": 4}] if is_mentor else [],
        "goals": [] if is_mentor else [{"topic": topic, "importance": 5}],
    }
    return enrol(db, programme_id, person, profile)


def read(database: Database, programme_id: int) -> PairingInput:
    with database.read() as db:
        return pairing_input(db, programme_id)


def partners(people: PairingInput, *, confirmed: bool = False) -> dict[str, str]:
    plan = solve(people)
    return {
        people.candidate(pair.mentee_id).name: people.candidate(pair.mentor_id).name
        for pair in plan.pairs
        if pair.confirmed is confirmed
    }


def left_out(people: PairingInput) -> set[str]:
    return {person.name for person in people.candidates if person.left_out_before}


@pytest.fixture
def first_season(database: Database) -> Database:
    """Two mentors, three mentees: one of them, whose goal nobody shares, stays without a partner."""
    with database.step("test") as db:
        db.add(Level(name="Chuyên viên", rank=1))
        programme = season(db, 2025)
        for name in MENTORS:
            newcomer(db, programme, name, "Excel", is_mentor=True)
        for name, topic in zip(MENTEES, ("Excel", "Excel", "Đàm phán"), strict=True):
            newcomer(db, programme, name, topic)
    people = read(database, 1)
    assert left_out(people) == set()
    with database.step("test") as db:
        confirm_pairs(db, 1, solve(people).pairs)
    return database


def everybody_again(database: Database, year: int) -> int:
    with database.step("test") as db:
        programme = season(db, year)
        for person in pairing_input(db, 1).candidates:
            enrol_elsewhere(db, person.participant_id, programme)
    return programme


def test_the_next_season_gives_nobody_the_same_partner_and_takes_the_one_left_out_first(
    first_season: Database,
) -> None:
    before = partners(read(first_season, 1), confirmed=True)
    (waiting,) = set(MENTEES) - before.keys()
    assert waiting == "Phan Gia Bảo"
    people = read(first_season, everybody_again(first_season, 2026))
    assert left_out(people) == {waiting}
    now = partners(people)
    assert waiting in now
    assert len(now) == 2
    assert all(before.get(mentee) != mentor for mentee, mentor in now.items())


def test_the_turn_of_the_one_left_out_ends_with_a_season_in_which_they_had_a_partner(
    first_season: Database,
) -> None:
    second = everybody_again(first_season, 2026)
    with first_season.step("test") as db:
        confirm_pairs(db, second, solve(pairing_input(db, second)).pairs)
    had_one = partners(read(first_season, second), confirmed=True).keys()
    third = everybody_again(first_season, 2027)
    assert left_out(read(first_season, third)) == set(MENTEES) - had_one


def test_a_pair_that_ended_early_was_still_a_pair(first_season: Database) -> None:
    with first_season.step("test") as db:
        row = pair_rows(db, 1)[0]
        end_pair(db, row.id, "Chuyển công tác")
    people = read(first_season, everybody_again(first_season, 2026))
    assert row.mentee_name not in left_out(people)
    assert partners(people).get(row.mentee_name) != row.mentor_name


def test_who_withdrew_then_was_not_left_out_and_a_later_season_does_not_count(first_season: Database) -> None:
    second = everybody_again(first_season, 2026)
    with first_season.step("test") as db:
        (gone,) = [one for one in pairing_input(db, 1).candidates if one.name == "Phan Gia Bảo"]
        leave(db, gone.participant_id, "Nghỉ việc")
    assert left_out(read(first_season, second)) == set()
    assert left_out(read(first_season, 1)) == set()


def test_a_season_without_pairs_leaves_nobody_out(database: Database) -> None:
    with database.step("test") as db:
        first = season(db, 2025)
        newcomer(db, first, "Lê Thị Mai", "Excel")
        second = season(db, 2026)
        enrol_elsewhere(db, 1, second)
    assert left_out(read(database, second)) == set()
