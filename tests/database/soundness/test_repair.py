"""Mending bad cells: one step, nothing silent, and taken back to the byte."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.full_file import full_file
from tests.support.hostile_files import Raw, allow_empty, behind, declared, forbid_empty, raw
from tests.support.rooms import read_everything

from nhipcau.common.errors import Unavailable
from nhipcau.common.words import LANGUAGES, text
from nhipcau.database import Database, RepairReport, check, open_file, repair
from nhipcau.database.column_declarations import declared_tables
from nhipcau.participants.service import add_person

pytestmark = pytest.mark.slow

VALUES = (
    "x'ff00fe'", "x''", "CAST(x'c3284e' AS TEXT)", "CAST(x'c3' AS TEXT)", "''", "'abc'", "' '", "'12'", "'1.5'", "-1",
    "2",
    "99999999999", "9223372036854775807", "0.1 + 0.2", "1e999", "-1e999", "'{not json'", "'[1, 2, 3]'", "'{\"a\": 1}'",
    "'null'", "'\"said\"'", "replace(hex(zeroblob(20000)), '00', '[')", "'2026-99-99'", "'2026-02-03 04:05:06'",
    "'31/12/2025'", "'2026-01-01T00:00:00+07:00'", "'zzz'", "'a' || char(0) || 'b'",
)  # fmt: skip
CELLS = [(table.name, column.name) for table in declared_tables() for column in table.columns]


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return full_file(tmp_path)


def mended(path: Path) -> tuple[Database, RepairReport, Raw]:
    """Open a file and mend it: then everything can be read, and nothing is left to mend."""
    before = raw(path)
    database = open_file(path, backups=False)
    assert database.flaws
    report = repair(database, database.flaws)
    assert database.find_flaws() == ()
    read_everything(database)
    return database, report, before


def assert_taken_back(database: Database, before: Raw) -> None:
    """Undo brings back what was there, to the byte, and redo what the repair made of it."""
    path, after = database.path, raw(database.path)
    name = database.next_undo()
    assert name is not None
    for language in LANGUAGES:
        assert text(language, name.label, **name.values)
    assert database.undo() == name
    assert raw(path) == before
    assert database.find_flaws()
    assert database.redo() == name
    assert raw(path) == after
    assert database.find_flaws() == ()
    database.close()
    assert check(path).sound


@pytest.mark.parametrize(
    ("table", "column", "value", "now"),
    [
        ("person", "full_name", "CAST('Lê ' || x'c3284e' AS TEXT)", "Lê \N{REPLACEMENT CHARACTER}(N"),
        ("person", "full_name", "x'416e'", "An"),
        ("person", "birth_year", "'abc'", None),
        ("person", "birth_year", "1990.0000001", "1990"),
        ("person", "birth_year", "99999999999", None),
        ("participant", "is_mentor", "7", "1"),
        ("participant", "capacity", "'many'", "1"),
        ("person", "languages", "'{not json'", "[]"),
        ("person", "languages", "'\"vi\"'", '["vi"]'),
        ("person", "languages", "'[\"vi\", 3]'", '["vi"]'),
        ("pair", "confirmed_on", "'2026-02-03 04:05:06'", "2026-02-03"),
        ("pair", "confirmed_on", "'3/2/2026'", "2026-02-03"),
        ("pair", "confirmed_on", "'gestern'", None),
        ("person", "created_at", "'2026-01-01T07:00:00+07:00'", "2026-01-01 00:00:00.000000"),
        ("person", "manager_id", "999", None),
        ("pair", "state", "'zzz'", "confirmed"),
        ("answer", "value", "'Thẳng thắn'", '"Th\\u1eb3ng th\\u1eafn"'),
    ],
)
def test_a_bad_cell_becomes_the_nearest_that_can_be_read(
    whole: Path, table: str, column: str, value: str, now: str | None
) -> None:
    behind(whole, f"UPDATE {table} SET {column} = {value} WHERE id = 2")
    database, report, before = mended(whole)
    assert report.removed == ()
    (one,) = report.mended
    assert (one.table, one.row_id, one.column, one.now) == (table, 2, column, now)
    assert one.was
    assert_taken_back(database, before)


def test_what_cannot_be_without_it_goes_and_all_that_hangs_on_it_is_named(whole: Path) -> None:
    behind(
        whole,
        "DELETE FROM person WHERE id = 2",
        "UPDATE mentoring_session SET held_on = 'gestern' WHERE id = 2",
    )
    database, report, before = mended(whole)
    gone = {(each.table, each.row_id) for each in report.removed}
    assert ("participant", 2) in gone
    assert ("mentoring_session", 2) in gone
    (session,) = (each for each in report.removed if (each.table, each.row_id) == ("mentoring_session", 2))
    assert session.values["held_on"] == "gestern"
    assert session.because.column == "held_on"
    told = gone | {(each.table, each.row_id) for each in report.mended}
    after = raw(whole)
    for table, rows in before.items():
        kept = set(after[table])
        assert all((table, row[1]) in told for row in rows if row not in kept), table
    assert_taken_back(database, before)


def test_what_must_be_the_only_one_stays_so(whole: Path) -> None:
    behind(whole, "UPDATE person SET uid = x'ff' || id WHERE id < 4")
    database, report, before = mended(whole)
    assert len({each.now for each in report.mended}) == 3
    assert_taken_back(database, before)


def test_what_was_empty_and_must_not_be_is_filled(whole: Path) -> None:
    schema = declared(whole, "person")
    allow_empty(whole, "person")
    behind(whole, "UPDATE person SET full_name = NULL, languages = NULL WHERE id = 2")
    forbid_empty(whole, "person", schema)
    database = open_file(whole, backups=False)
    report = repair(database, database.flaws)
    assert {each.now for each in report.mended} == {"", "[]"}
    assert database.find_flaws() == ()
    database.close()


def test_other_steps_are_taken_back_in_a_file_with_a_broken_reference(whole: Path) -> None:
    behind(whole, "UPDATE person SET manager_id = 999 WHERE id = 2")
    before = raw(whole)
    database = open_file(whole, backups=False)
    with database.step("a.b") as db:
        add_person(db, {"full_name": "Lê An"})
    assert database.undo() is not None
    assert raw(whole) == before
    assert database.redo() is not None
    assert database.undo() is not None
    assert database.undo() is not None, "a step from before the reference broke"
    database.close()


def test_a_repair_is_taken_back_after_the_file_was_closed(whole: Path) -> None:
    behind(
        whole, "UPDATE person SET full_name = x'ff00' || zeroblob(3), note = CAST(x'c3' AS TEXT) WHERE id = 2"
    )
    database, _, before = mended(whole)
    database.close()
    database = open_file(whole, backups=False)
    assert database.flaws == ()
    assert_taken_back(database, before)


def test_mending_nothing_is_no_step(whole: Path) -> None:
    database = open_file(whole, backups=False)
    before = database.next_undo()
    assert repair(database, database.flaws) == RepairReport()
    assert database.next_undo() == before
    database.close()


def test_a_history_that_cannot_be_read_is_closed_up_to_there_and_told(whole: Path) -> None:
    behind(
        whole,
        "UPDATE journal_step SET arguments = 'zz', label = x'ff', made_at = 'then' WHERE id = 3",
        "UPDATE journal_row SET new = 'zz' WHERE id = 5",
        "UPDATE journal_row SET step_id = 999 WHERE id = 6",
    )
    flaws = check(whole).deep.flaws
    database = open_file(whole, backups=False)
    report = repair(database, flaws)
    assert {(each.table, each.row_id) for each in report.history} == {
        ("journal_step", 3), ("journal_row", 5), ("journal_row", 6),
    }  # fmt: skip
    for entry in database.history(1000):
        for language in LANGUAGES:
            assert entry.name.label == "a.b" or text(language, entry.name.label, **entry.name.values)
    while database.undo() is not None:
        pass
    database.close()
    assert check(whole).sound


def test_an_image_that_cannot_be_read_is_no_crash(whole: Path) -> None:
    behind(whole, "UPDATE journal_row SET old = 'zz' WHERE old IS NOT NULL OR change = 'insert'")
    database = open_file(whole, backups=False)
    with pytest.raises(Unavailable, match=r"database\.undo_stale"):
        database.undo()
    database.close()


@pytest.mark.slow
@settings(max_examples=int(os.environ.get("NHIPCAU_EXAMPLES", "10")), deadline=None)
@given(
    bad=st.lists(
        st.tuples(st.sampled_from(CELLS), st.sampled_from(VALUES), st.integers(1, 6)), min_size=1, max_size=12
    )
)
def test_whatever_is_in_whatever_cells_is_found_and_mended_and_taken_back(
    tmp_path_factory: pytest.TempPathFactory, bad: list[tuple[tuple[str, str], str, int]]
) -> None:
    path = full_file(tmp_path_factory.mktemp("bad"))
    for (table, column), value, row_id in bad:
        behind(path, f"UPDATE OR IGNORE {table} SET {column} = {value} WHERE id = {row_id}")
    before = raw(path)
    database = open_file(path, backups=False)
    assert set(database.flaws) == {flaw for flaw in check(path).deep.flaws if flaw.kind != "history"}
    if not database.flaws:
        read_everything(database)
        database.close()
        return
    repair(database, database.flaws)
    assert database.find_flaws() == ()
    read_everything(database)
    assert_taken_back(database, before)
