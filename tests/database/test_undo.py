import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import col, delete, insert, select, update
from tests.support.database import assert_undoable, dump, new_database, new_file

from nhipcau.common.errors import Unavailable
from nhipcau.database import Changes, Database, open_file
from nhipcau.database.journal import KEPT, SPARE
from nhipcau.participants.models import Answer, Level, Participant, Person, Question
from nhipcau.programmes.models import Programme

pytestmark = pytest.mark.slow


def begin(database: Database, people: int = 3) -> None:
    """Enrol people in a programme; each reports to the one before."""
    with database.step("programmes.step.begin") as db:
        programme = Programme(name="Nối nhịp")
        db.add(programme)
        db.flush()
        above = None
        for number in range(people):
            person = Person(full_name=f"Người {number}", languages=["vi"], manager_id=above)
            db.add(person)
            db.flush()
            above = person.id
            assert programme.id
            assert person.id
            db.add(Participant(programme_id=programme.id, person_id=person.id, is_mentor=number == 0))


def rename(database: Database, name: str) -> None:
    with database.step("participants.step.rename", name=name) as db:
        db.get_one(Person, 1).full_name = name


def test_adding_is_undoable(database: Database) -> None:
    assert_undoable(database, begin)


def test_what_follows_a_first_step_that_failed_is_undoable(tmp_path: Path) -> None:
    def begin_in_vain(database: Database) -> None:
        with database.step("programmes.step.begin") as db:
            db.add(Programme(name="Nối nhịp"))
            db.flush()
            raise LookupError

    with closing(open_file(new_file(tmp_path))) as database:
        with pytest.raises(LookupError):
            begin_in_vain(database)
        assert_undoable(database, begin)


def test_what_another_session_did_is_undone_by_one_that_has_written_nothing(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    with closing(open_file(path)) as database:
        empty = dump(database)
        begin(database)
    with closing(open_file(path)) as database:
        assert database.undo() is not None
        assert dump(database) == empty


def test_a_file_that_was_prepared_for_writing_is_written_to_as_ever(database: Database) -> None:
    database.prepare_to_write()
    assert database.next_undo() is None
    assert_undoable(database, begin)


def test_changing_is_undoable(database: Database) -> None:
    begin(database)
    assert_undoable(database, lambda database: rename(database, "Đặng Thái Sơn"))


def test_removing_a_chain_of_rows_is_undoable(database: Database) -> None:
    begin(database)

    def remove_all(database: Database) -> None:
        with database.step("participants.step.remove") as db:
            db.execute(delete(Participant))
            db.execute(update(Person).values(manager_id=None))
            db.execute(delete(Person))
            db.execute(delete(Programme))

    assert_undoable(database, remove_all)


def test_writing_past_the_models_is_undoable(database: Database) -> None:
    begin(database)

    def write(database: Database) -> None:
        with database.step("participants.step.edit") as db:
            db.execute(text("UPDATE person SET title = 'Giám đốc' WHERE id > 1"))
            db.execute(
                insert(Level), [{"name": "Trưởng phòng", "uid": "A"}, {"name": "Nhân viên", "uid": "B"}]
            )

    assert_undoable(database, write)


def test_swapping_what_must_be_unique_is_undoable(database: Database) -> None:
    with database.step("participants.step.levels") as db:
        db.add_all([Level(name="Cao"), Level(name="Thấp")])

    def swap(database: Database) -> None:
        with database.step("participants.step.levels") as db:
            for name, to in (("Cao", "?"), ("Thấp", "Cao"), ("?", "Thấp")):
                db.execute(update(Level).where(col(Level.name) == name).values(name=to))

    assert_undoable(database, swap)


def test_handing_a_unique_value_to_a_new_row_is_undoable(database: Database) -> None:
    begin(database)

    def hand_over(database: Database) -> None:
        with database.step("participants.step.replace") as db:
            old = db.exec(select(Participant).where(Participant.person_id == 3)).one()
            db.delete(old)
            db.flush()
            db.add(Participant(programme_id=1, person_id=3, is_mentee=True))

    assert_undoable(database, hand_over)


def test_several_changes_of_a_row_in_one_step_are_one_change(database: Database) -> None:
    begin(database)

    def waver(database: Database) -> None:
        with database.step("participants.step.edit") as db:
            person = db.get_one(Person, 2)
            for name in ("A", "B", "C"):
                person.full_name = name
                db.flush()
                db.expire(person)
            person.manager_id = None

    assert_undoable(database, waver)


def test_values_of_every_kind_come_back_as_they_were(database: Database) -> None:
    begin(database)
    answers = [
        "Tiếng Việt “có dấu”\n\t\\",
        ["a", "b"],
        3,
        0.1 + 0.2,
        True,
        None,
        {"b": 1, "a": []},
        2**53 + 1,
    ]

    def answer(database: Database) -> None:
        with database.step("participants.step.answer") as db:
            for number, value in enumerate(answers, 1):
                db.add(Question(programme_id=1, wording=f"{number}?"))
                db.flush()
                db.add(Answer(question_id=number, participant_id=1, value=value))

    assert_undoable(database, answer)
    with database.read() as db:
        assert list(db.exec(select(Answer.value).order_by(col(Answer.id)))) == answers


def test_numbers_keep_their_last_bit(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    with closing(sqlite3.connect(path)) as other:
        other.execute('CREATE TABLE "o\'dd" (id INTEGER PRIMARY KEY, "a""b\'c" REAL, free, whole INTEGER)')
    database = open_file(path, backups=False)
    values = [
        (0.1 + 0.2, "07", 2**62),
        (1e-300, 7, -1),
        (5e-324, None, None),
        (1.7976931348623157e308, "", 0),
    ]

    def fill(database: Database) -> None:
        with database.step("a.b") as db:
            for each in values:
                db.connection().exec_driver_sql('INSERT INTO "o\'dd" VALUES (NULL, ?, ?, ?)', each)

    assert_undoable(database, fill)
    assert [row[1:] for row in dump(database)["o'dd"]] == values
    database.close()


def test_a_row_replaced_whole_is_undoable(tmp_path: Path) -> None:
    database = new_database(tmp_path)
    with database.step("a.b") as db:
        db.add(Level(name="Cao", uid="A"))

    def replace(database: Database) -> None:
        with database.step("a.b") as db:
            db.execute(text("INSERT OR REPLACE INTO level (uid, name) VALUES ('B', 'Cao')"))

    assert_undoable(database, replace)
    database.close()


def test_the_id_of_a_row_never_changes(database: Database) -> None:
    with database.step("a.b") as db:
        db.add(Level(name="Cao"))
    with pytest.raises(Exception, match="never changes"), database.step("a.b") as db:
        db.execute(text("UPDATE level SET id = 7"))


def test_undo_and_redo_are_named_and_told(database: Database) -> None:
    assert database.undo() is None
    assert database.redo() is None
    begin(database)
    rename(database, "Đặng Thái Sơn")
    heard: list[Changes] = []
    database.subscribe(heard.append)
    following = database.next_undo()
    undone = database.undo()
    assert undone == following
    assert undone is not None
    assert (undone.label, undone.values) == ("participants.step.rename", {"name": "Đặng Thái Sơn"})
    assert database.next_redo() == undone
    assert database.redo() == undone
    assert database.next_redo() is None
    assert [changes.ids for changes in heard] == [{"person": {1}}] * 2


def test_a_new_step_ends_what_could_be_done_again(database: Database) -> None:
    begin(database)
    rename(database, "A")
    database.undo()
    rename(database, "B")
    assert database.next_redo() is None
    assert database.redo() is None
    assert [each.state for each in database.history()] == ["done", "closed", "done"]


def test_a_hundred_steps_and_more_are_taken_back_in_order(database: Database) -> None:
    begin(database)
    states = [dump(database)]
    for number in range(120):
        rename(database, f"Tên {number}")
        if number % 3 == 0:  # what was left behind does not count
            database.undo()
            rename(database, f"Tên khác {number}")
        states.append(dump(database))
    for state in reversed(states[:-1]):
        assert database.undo() is not None
        assert dump(database) == state
    for state in states[1:]:
        assert database.redo() is not None
        assert dump(database) == state


def test_of_steps_long_past_only_the_fact_is_kept(database: Database) -> None:
    begin(database)
    for number in range(KEPT + SPARE):
        rename(database, f"Tên {number}")
    while database.undo():
        pass
    history = database.history(KEPT * 2)
    assert KEPT <= [each.state for each in history].count("undone") <= KEPT + SPARE
    assert history[-1].rows == 7
    with database.read() as db:
        images = text("SELECT count(*), count(old), count(new) FROM journal_row WHERE step_id = 1")
        assert tuple(db.execute(images).one()) == (7, 0, 0)


def test_undo_is_declined_when_the_row_is_different_now(database: Database) -> None:
    begin(database)
    rename(database, "Đặng Thái Sơn")
    with database._dialect.writer.begin() as connection:
        connection.execute(text("UPDATE person SET full_name = 'Ai đó' WHERE id = 1"))
        connection.execute(text("DELETE FROM journal_stage"))
    before = dump(database)
    with pytest.raises(Unavailable) as refused:
        database.undo()
    assert refused.value.code == "database.undo_stale"
    assert dump(database) == before
    assert database.next_undo() is not None


def test_undo_is_declined_when_something_else_needs_the_row(database: Database) -> None:
    begin(database)
    with database._dialect.writer.begin() as connection:
        connection.execute(
            text("INSERT INTO consent (person_id, purpose, source) VALUES (2, 'programme', 'giấy')")
        )
        connection.execute(text("DELETE FROM journal_stage"))
    before = dump(database)
    with pytest.raises(Unavailable, match="undo_stale"):
        database.undo()
    assert dump(database) == before


def test_the_history_outlives_the_program(tmp_path: Path) -> None:
    database = new_database(tmp_path)
    before = dump(database)
    begin(database)
    after = dump(database)
    rename(database, "A")
    database.undo()
    database.close()
    database = open_file(database.path, backups=False)
    assert database.next_redo() is not None
    assert database.undo() is not None
    assert dump(database) == before
    assert database.redo() is not None
    assert dump(database) == after
    database.close()


def test_an_id_is_not_given_twice(database: Database) -> None:
    begin(database)
    database.undo()
    begin(database)
    with database.read() as db:
        assert set(db.exec(select(Person.id))) == {4, 5, 6}


def test_after_redo_new_rows_find_room(database: Database) -> None:
    begin(database)
    database.undo()
    database.redo()
    begin(database)
    with database.read() as db:
        assert set(db.exec(select(Person.id))) == {1, 2, 3, 4, 5, 6}


def test_an_import_of_five_thousand_rows_is_one_step(database: Database) -> None:
    one = Person(full_name="Người").model_dump(exclude={"id"})
    rows = [{**one, "uid": str(number), "full_name": f"Người {number}"} for number in range(5000)]

    def take_in(database: Database) -> None:
        with database.step("exchange.step.import", n=len(rows)) as db:
            db.execute(insert(Person), rows)

    assert_undoable(database, take_in)
    assert len(database.history()) == 1


def test_the_journal_holds_what_was_there_and_what_is(database: Database) -> None:
    begin(database)
    rename(database, "Đặng Thái Sơn")
    with database.read() as db:
        row = db.execute(
            text("SELECT change, old, new FROM journal_row WHERE table_name = 'person' AND step_id = 2")
        ).one()
    assert row.change == "update"
    assert json.loads(row.old)["full_name"] == "Người 0"
    assert json.loads(row.new)["full_name"] == "Đặng Thái Sơn"
