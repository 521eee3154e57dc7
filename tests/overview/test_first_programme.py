"""Which programme a file begins with."""

from datetime import date

from tests.support.sessions import hold_clock

from nhipcau.database import Database
from nhipcau.overview.first_programme import programme_to_begin_with
from nhipcau.participants.service import add_person, enrol
from nhipcau.programmes.service import add_programme


def add(database: Database, name: str, people: int, ends_on: date | None = None) -> int:
    with database.step("programmes.step.add", name=name) as db:
        programme_id = add_programme(db, {"name": name, "ends_on": ends_on})
        for number in range(people):
            person_id = add_person(db, {"full_name": f"{name} {number}"})
            enrol(db, programme_id, person_id, {"is_mentor": True})
    return programme_id


def begins_with(database: Database) -> int | None:
    with database.read() as db:
        return programme_to_begin_with(db)


def test_a_file_begins_with_the_largest_programme_that_is_not_over(database: Database) -> None:
    hold_clock()
    assert begins_with(database) is None
    over = add(database, "Over", 3, date(2020, 1, 1))
    assert begins_with(database) == over
    large, _ = add(database, "Large", 2), add(database, "Small", 1)
    assert begins_with(database) == large


def test_of_programmes_of_one_size_the_newest(database: Database) -> None:
    add(database, "Old", 1)
    newest = add(database, "New", 1)
    assert begins_with(database) == newest
