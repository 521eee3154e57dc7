"""One row at a time: what is stored and read does not depend on whether a session or a prepared statement does it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.exc import NoResultFound
from tests.support.database import assert_undoable

from nhipcau.database import Database
from nhipcau.database.bulk import blank_row
from nhipcau.database.one_row import insert_row, read_row, update_row
from nhipcau.participants.models import Person

MADE = datetime(2026, 3, 1, 9, 2, 5, 70, tzinfo=UTC)
SAID: tuple[dict[str, Any], ...] = (
    {"full_name": "An"},
    {"full_name": "Nguyễn Văn “An” 100%", "note": "%(note)s ? :note\n'", "birth_year": 1980},
    {"full_name": "Đỗ", "languages": ["Tiếng Việt", '"\\'], "meeting_ways": ["online"], "birth_year": None},
)
NAMES = [name for name in Person.model_fields if name not in ("id", "uid")]


def held(database: Database) -> list[tuple[object, ...]]:
    """Return the people as the engine holds them, but for the ids."""
    columns = ", ".join(f'"{name}"' for name in NAMES)
    with database.read() as db:
        found = db.connection().exec_driver_sql(f"SELECT {columns} FROM person ORDER BY id")
        return [tuple(row) for row in found]


@pytest.mark.parametrize("said", SAID, ids=len)
def test_a_row_is_stored_and_read_as_a_session_does_it(database: Database, said: dict[str, Any]) -> None:
    with database.step("participants.step.add") as db:
        db.add(Person(**said, created_at=MADE))
        row_id = insert_row(db, Person, {**blank_row(Person), "uid": "A", **said, "created_at": MADE})
        person = db.get_one(Person, row_id)
        assert read_row(db, Person, row_id, NAMES) == {name: getattr(person, name) for name in NAMES}
    by_session, by_statement = held(database)
    assert by_session == by_statement


def test_a_row_is_changed_as_a_session_does_it(database: Database) -> None:
    with database.step("participants.step.add") as db:
        ids = [
            insert_row(db, Person, {**blank_row(Person), "uid": uid, "full_name": "An", "created_at": MADE})
            for uid in ("A", "B")
        ]

    def change(store: Database) -> None:
        with store.step("participants.step.edit") as db:
            update_row(db, Person, ids[0], SAID[2])
            update_row(db, Person, ids[0], {})
            person = db.get_one(Person, ids[1])
            for name, value in SAID[2].items():
                setattr(person, name, value)

    assert_undoable(database, change)
    by_statement, by_session = held(database)
    assert by_session == by_statement


def test_a_session_and_statements_hear_of_each_other(database: Database) -> None:
    with database.step("participants.step.add") as db:
        row_id = insert_row(db, Person, {**blank_row(Person), "uid": "A", "full_name": "An"})
        person = db.get_one(Person, row_id)
        person.note = "held back"
        assert read_row(db, Person, row_id, ["note"]) == {"note": "held back"}
        update_row(db, Person, row_id, {"note": "changed"})
        assert person.note == "changed"
        person.full_name = "Bình"
    with database.read() as db:
        person = db.get_one(Person, row_id)
        assert (person.full_name, person.note) == ("Bình", "changed")


def test_a_row_that_is_not_there_is_not_found(database: Database) -> None:
    with database.step("participants.step.edit") as db, pytest.raises(NoResultFound):
        read_row(db, Person, 7, ["note"])
