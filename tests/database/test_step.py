import threading

import pytest
from sqlalchemy.exc import InvalidRequestError
from sqlmodel import delete, insert, select
from tests.support.database import dump

from nhipcau.database import Changes, Database
from nhipcau.participants.models import Person
from nhipcau.programmes.models import Programme

HUNDRED = [f"Người số {number}" for number in range(100)]


def add(database: Database, *names: str) -> None:
    with database.step("participants.step.add", n=len(names)) as db:
        db.add_all([Person(full_name=name) for name in names])


def names(database: Database) -> list[str]:
    with database.read() as db:
        return list(db.exec(select(Person.full_name).order_by(Person.full_name)))


def test_what_a_step_writes_is_there_to_read(database: Database) -> None:
    add(database, "Đỗ Mười")
    assert names(database) == ["Đỗ Mười"]


def test_a_step_is_told_once_when_it_is_stored_with_the_rows_it_changed(database: Database) -> None:
    heard: list[tuple[Changes, list[str]]] = []
    database.subscribe(lambda changes: heard.append((changes, names(database))))
    with database.step("programmes.step.begin", name="Nối nhịp") as db:
        db.add(Person(full_name="An"))
        db.flush()
        db.add(Programme(name="Nối nhịp"))
        assert heard == []
    ((changes, seen),) = heard
    assert (changes.label, changes.values) == ("programmes.step.begin", {"name": "Nối nhịp"})
    assert changes.ids == {"person": {1}, "programme": {1}}
    assert changes.touches("person", "pair")
    assert not changes.touches("pair")
    assert seen == ["An"]


def test_nobody_is_told_after_asking_not_to_be(database: Database) -> None:
    heard: list[Changes] = []
    forget = database.subscribe(heard.append)
    forget()
    forget()
    add(database, "An")
    assert heard == []


@pytest.mark.parametrize("again", [False, True])
def test_what_follows_a_rollback_within_a_step_is_not_stored(database: Database, *, again: bool) -> None:
    before = dump(database)

    def turn_back() -> None:
        with database.step("participants.step.add") as db:
            db.add(Person(full_name="An"))
            db.flush()
            db.rollback()
            if again:
                db.add(Person(full_name="Bình"))

    with pytest.raises((RuntimeError, InvalidRequestError), match=r"rolled back|closed transaction"):
        turn_back()
    assert dump(database) == before
    assert database.next_undo() is None
    add(database, "Cúc")
    assert names(database) == ["Cúc"]


def test_a_step_that_fails_leaves_nothing_and_tells_nobody(database: Database) -> None:
    heard: list[Changes] = []
    database.subscribe(heard.append)
    before = dump(database)

    def fail() -> None:
        with database.step("participants.step.add") as db:
            db.add(Person(full_name="An"))
            db.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert dump(database) == before
    assert database.next_undo() is None
    assert heard == []
    add(database, "Bình")
    assert names(database) == ["Bình"]


def test_a_step_that_changes_nothing_is_not_in_the_history(database: Database) -> None:
    add(database, "An")
    with database.step("participants.step.edit") as db:
        person = db.exec(select(Person)).one()
        person.full_name = "Bình"
        db.flush()
        person.full_name = "An"
    with database.step("participants.step.edit") as db:
        passer_by = Person(full_name="Chi")
        db.add(passer_by)
        db.flush()
        db.delete(passer_by)
    undo = database.next_undo()
    assert undo is not None
    assert undo.label == "participants.step.add"


def test_a_step_inside_a_step_is_refused(database: Database) -> None:
    with pytest.raises(RuntimeError, match="inside"), database.step("a.b"), database.step("a.c"):
        pass
    add(database, "An")


def test_a_listener_may_write_a_step_of_its_own(database: Database) -> None:
    def welcome(changes: Changes) -> None:
        if changes.label == "participants.step.add":
            with database.step("programmes.step.begin") as db:
                db.add(Programme(name="Nối nhịp"))

    database.subscribe(welcome)
    add(database, "An")
    assert [each.name.label for each in database.history()] == [
        "programmes.step.begin",
        "participants.step.add",
    ]


def test_a_service_cannot_commit(database: Database) -> None:
    with database.step("a.b") as db:
        db.add(Person(full_name="An"))
        with pytest.raises(RuntimeError, match="never commits"):
            db.commit()
        db.rollback()
    assert names(database) == []


def test_a_name_of_a_step_holds_plain_values_only(database: Database) -> None:
    with pytest.raises(TypeError), database.step("a.b", who=object()):
        pass


def test_a_reader_cannot_write(database: Database) -> None:
    with database.read() as db:
        db.add(Person(full_name="An"))
        with pytest.raises(RuntimeError, match="step"):
            db.flush()
        with pytest.raises(RuntimeError, match="step"):
            db.commit()
    assert names(database) == []


def test_a_reader_cannot_write_past_the_session_either(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)read.?only"), database.read() as db:
        db.execute(delete(Person))


def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    add(database, "An")
    with database.read() as db:
        assert len(db.exec(select(Person)).all()) == 1
        thread = threading.Thread(target=add, args=(database, "Bình"))
        thread.start()
        thread.join()
        seen = len(db.exec(select(Person)).all())
    assert seen == (1 if database.path.suffix else 2)  # a server shows what is committed meanwhile
    assert names(database) == ["An", "Bình"]


def test_two_threads_write_one_after_the_other(database: Database) -> None:
    threads = [threading.Thread(target=add, args=(database, name)) for name in HUNDRED[:8]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names(database) == HUNDRED[:8]
    assert len(database.history()) == 8


def test_the_history_says_who_did_what_to_how_many_rows(database: Database) -> None:
    add(database, *HUNDRED)
    with database.step("participants.step.clear") as db:
        db.execute(delete(Person))
    database.undo()
    last, first = database.history()
    assert (last.name.label, last.state, last.rows) == ("participants.step.clear", "undone", 100)
    assert (first.name.values, first.state, first.rows) == ({"n": 100}, "done", 100)
    assert "@" in first.made_by
    assert first.made_at.utcoffset() is not None


def test_rows_written_in_bulk_are_told_too(database: Database) -> None:
    heard: list[Changes] = []
    database.subscribe(heard.append)
    with database.step("participants.step.import") as db:
        db.execute(insert(Person), [Person(full_name=name).model_dump(exclude={"id"}) for name in HUNDRED])
    assert len(heard[0].ids["person"]) == 100
