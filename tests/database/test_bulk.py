"""Many rows at once: what is stored does not depend on how many are written together."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from nhipcau.database import Database
from nhipcau.database.bulk import blank_row, insert_and_find, insert_rows, update_rows
from nhipcau.participants.models import Consent, Level, Person

MANY = 250
Stored = list[list[tuple[object, ...]]]


def row(number: int, mark: str) -> dict[str, object]:
    """Return a person of whom everything is said that a column can hold."""
    return {
        **blank_row(Person),
        "uid": f"{mark}{number}",
        "full_name": f"Nguyễn Văn “{number}” 100%",
        "birth_year": 1960 + number % 40 if number % 3 else None,
        "languages": ["Tiếng Việt", f'"{number % 7}"\\', "đ"][: number % 4],
        "meeting_ways": ["online"] if number % 2 else [],
        "note": "%(note)s ? :note",
        "created_at": datetime(2026, 3, 1, 9, number % 60, 5, 70, tzinfo=UTC),
    }


def write(database: Database, mark: str, together: int) -> None:
    """Write people, their consents and changes of most of them, so many at a time."""
    with database.step("participants.step.import") as db:
        for start in range(0, MANY, together):
            numbers = range(start, min(start + together, MANY))
            ids = insert_and_find(db, Person, [row(number, mark) for number in numbers])
            people = list(zip(numbers, ids, strict=True))
            consents = [
                {
                    "person_id": person_id,
                    "purpose": "programme",
                    "given_on": date(2026, 1, 1 + number % 28) if number % 2 else None,
                    "source": mark,
                }
                for number, person_id in people
            ]
            insert_rows(db, Consent, consents)
            said = {"languages": ["%s", "Đ"], "note": "a\n?", "birth_year": None}
            update_rows(db, Person, [(person_id, said) for number, person_id in people if number % 7])


def stored(database: Database, mark: str) -> Stored:
    """Return what the engine holds of all that was written under a mark, but for the ids."""
    columns = ", ".join(f'"{name}"' for name in Person.model_fields if name not in ("id", "uid"))
    with database.read() as db:
        run = db.connection().exec_driver_sql
        return [
            [tuple(one) for one in run(statement)]
            for statement in (
                f"SELECT {columns} FROM person WHERE uid LIKE '{mark}%%' ORDER BY id",
                f"SELECT purpose, given_on FROM consent WHERE source = '{mark}' ORDER BY id",
            )
        ]


def test_many_rows_are_stored_as_a_few_are(database: Database) -> None:
    write(database, "A", together=MANY)
    write(database, "B", together=7)
    at_once = stored(database, "A")
    assert [len(rows) for rows in at_once] == [MANY, MANY]
    assert at_once == stored(database, "B")


def test_many_rows_can_be_taken_back_and_done_again(database: Database) -> None:
    write(database, "A", together=MANY)
    before = stored(database, "A")
    database.undo()
    assert stored(database, "A") == [[], []]
    database.redo()
    assert stored(database, "A") == before


def test_what_many_rows_leave_out_has_its_default(database: Database) -> None:
    with database.step("participants.step.import") as db:
        insert_rows(db, Level, [{"name": f"Bậc {number}", "rank": None} for number in range(MANY)])
    with database.read() as db:
        uids = db.exec(select(Level.uid)).all()
    assert len({uid for uid in uids if len(uid) == 16}) == MANY


def test_of_many_rows_one_that_must_not_be_stored_keeps_all_out(database: Database) -> None:
    rows = [row(number, "A") for number in range(MANY)]
    with pytest.raises(IntegrityError), database.step("participants.step.import") as db:
        insert_rows(db, Person, [*rows, rows[5]])
    assert stored(database, "A") == [[], []]
