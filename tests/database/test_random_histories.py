"""Whatever is done in whatever order: undo goes back through every state there was, redo forward again."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, delete, select, update
from tests.support.database import Dump, dump, new_database

from nhipcau.database import Database
from nhipcau.participants.models import Consent, Level, Person

Action = Callable[[Session, int], None]


def _ids(db: Session) -> list[int]:
    return [each for each in db.exec(select(Person.id).order_by(col(Person.id))) if each is not None]


def add_person(db: Session, number: int) -> None:
    ids = _ids(db)
    person = Person(full_name=f"Người {number}", manager_id=ids[number % len(ids)] if ids else None)
    db.add(person)
    db.flush()
    assert person.id is not None
    if number % 2:
        db.add(Consent(person_id=person.id, purpose=str(number)))


def rename(db: Session, number: int) -> None:
    if ids := _ids(db):
        person = db.get_one(Person, ids[number % len(ids)])
        person.full_name = f"Tên {number}"
        db.flush()
        db.expire(person)
        person.note = str(number)


def move_under_another(db: Session, number: int) -> None:
    if ids := _ids(db):
        db.execute(update(Person).where(col(Person.id) == ids[-1]).values(manager_id=ids[number % len(ids)]))


def remove_person(db: Session, number: int) -> None:
    if ids := _ids(db):
        gone = ids[number % len(ids)]
        db.execute(update(Person).where(col(Person.manager_id) == gone).values(manager_id=None))
        db.execute(delete(Consent).where(col(Consent.person_id) == gone))
        db.execute(delete(Person).where(col(Person.id) == gone))


def turn_levels_round(db: Session, number: int) -> None:
    levels = db.exec(select(Level).order_by(col(Level.id))).all()
    names = [level.name for level in levels]
    for level in levels:
        level.name = f"{level.name}-{number}-wait"
    db.flush()
    for level, name in zip(levels, names[1:] + names[:1], strict=True):
        level.name = name
    db.flush()
    db.add(Level(name=f"Bậc {number} {len(levels)}"))


def clear(db: Session, number: int) -> None:
    if number % 7 == 0:
        for table in (Consent, Level):
            db.execute(delete(table))


ACTIONS: tuple[Action, ...] = (
    add_person,
    rename,
    move_under_another,
    remove_person,
    turn_levels_round,
    clear,
)
STEP = st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 99)), min_size=1, max_size=5)


def perform(database: Database, step: list[tuple[Action, int]]) -> None:
    with database.step("a.b") as db:
        for action, number in step:
            action(db, number)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=st.lists(STEP, min_size=1, max_size=12), turns=st.integers(0, 12))
def test_every_state_is_reached_again(history: list[list[tuple[Action, int]]], turns: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = new_database(Path(folder))
        states: list[Dump] = [dump(database)]
        for step in history:
            perform(database, step)
            now = dump(database)
            if now != states[-1]:
                states.append(now)
        for state in reversed(states[:-1]):
            assert database.undo() is not None
            assert dump(database) == state
        assert database.undo() is None
        for state in states[1 : turns + 1]:
            assert database.redo() is not None
            assert dump(database) == state
        reached = dump(database)
        perform(database, [(add_person, 1)])
        assert database.redo() is None
        database.undo()
        assert dump(database) == reached
        database.close()
