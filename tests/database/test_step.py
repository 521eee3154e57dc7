from sqlmodel import select
from tests.support.database import assert_undoable

from nhipcau.database import Changes, Database
from nhipcau.participants.models import Person
from nhipcau.programmes.models import Programme


def add_person(database: Database) -> None:
    with database.step("participants.step.add_person", name="Đỗ Mười") as db:
        db.add(Person(full_name="Đỗ Mười", languages=["vi", "en"]))
        db.add(Programme(name="Nối nhịp"))


def test_a_step_is_kept_and_can_be_taken_back(database: Database) -> None:
    assert_undoable(database, add_person)


def test_a_step_is_told_once_with_the_rows_it_changed(database: Database) -> None:
    heard: list[Changes] = []
    database.subscribe(heard.append)
    add_person(database)
    (changes,) = heard
    assert changes.label == "participants.step.add_person"
    assert changes.ids == {"person": {1}, "programme": {1}}
    with database.read() as db:
        assert db.exec(select(Person.full_name)).all() == ["Đỗ Mười"]
