"""What opening refuses, the check reports in the same words; and neither leaves anything behind."""

import os
import shutil
import socket
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.support.database import new_file
from tests.support.full_file import full_file
from tests.support.hostile_files import allow_empty, behind, declared, forbid_empty

from nhipcau.common.errors import Unavailable
from nhipcau.common.words import LANGUAGES, text
from nhipcau.database import back_up, check, inspect_file, list_backups, open_file, restore

OLDER = Path(__file__).parents[2] / "migrations" / "files" / "schema_0002.nhipcau"


def refused(path: Path) -> Unavailable:
    """Return why a file is not opened; the check says the same, and the folder is as it was."""
    before = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    with pytest.raises(Unavailable) as opening:
        open_file(path, backups=False)
    try:
        refusal = check(path).refusal
    except Unavailable as none_of_ours:
        refusal = none_of_ours
    assert refusal is not None
    assert (refusal.code, refusal.values) == (opening.value.code, opening.value.values)
    for language in LANGUAGES:
        assert text(language, refusal.code, **refusal.values)
    assert {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()} == before
    return refusal


@pytest.mark.parametrize("content", [b"", b"S", b"SQLite format 3\x00", b"SQLite format 3\x00" + bytes(83)])
def test_what_an_interrupted_copy_leaves_is_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.nhipcau"
    path.write_bytes(content)
    assert refused(path).code == "database.damaged"
    assert not check(path).sound


def test_a_file_cut_short_is_damaged(tmp_path: Path) -> None:
    path = full_file(tmp_path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    assert refused(path).code == "database.damaged"


def test_a_newer_file_is_reported_as_such(tmp_path: Path) -> None:
    assert refused(behind(new_file(tmp_path), "PRAGMA user_version = 99")).code == "database.newer"


def test_a_file_of_another_program_is_reported_as_such(tmp_path: Path) -> None:
    assert refused(behind(new_file(tmp_path), "PRAGMA application_id = 1")).code == "database.not_ours"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON person BEGIN DELETE FROM person; END",
        "CREATE TRIGGER t AFTER INSERT ON person BEGIN SELECT load_extension('x'); END",
        "CREATE VIEW v AS SELECT * FROM person",
        "CREATE VIRTUAL TABLE f USING fts5(a)",
        "CREATE VIRTUAL TABLE r USING rtree(id, a, b)",
    ],
)
@pytest.mark.parametrize("schema", ["current", "older"])
def test_parts_that_could_run_by_themselves_are_refused(tmp_path: Path, schema: str, statement: str) -> None:
    path = new_file(tmp_path) if schema == "current" else Path(shutil.copy(OLDER, tmp_path / "a.nhipcau"))
    assert refused(behind(path, statement)).code == "database.foreign"


def test_a_view_in_the_place_of_a_table_is_refused(tmp_path: Path) -> None:
    path = behind(
        new_file(tmp_path), "ALTER TABLE level RENAME TO l2", "CREATE VIEW level AS SELECT * FROM l2"
    )
    assert refused(path).code == "database.foreign"


def test_a_virtual_table_of_a_module_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = behind(
        new_file(tmp_path),
        "PRAGMA writable_schema = ON",
        "INSERT INTO sqlite_schema VALUES ('table', 'v', 'v', 0, 'CREATE VIRTUAL TABLE v USING nowhere(a)')",
    )
    assert refused(path).code == "database.foreign"


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("DROP TABLE pair_goal", "pair_goal"),
        ("DROP TABLE alembic_version", "alembic_version"),
        ("DROP TABLE journal_row", "journal_row"),
        ("ALTER TABLE person DROP COLUMN note", "person.note"),
    ],
)
def test_a_file_that_lacks_a_part_says_which(tmp_path: Path, statement: str, missing: str) -> None:
    refusal = refused(behind(new_file(tmp_path), statement))
    assert refusal.code == "database.incomplete"
    assert refusal.values["missing"] == missing


def test_an_older_file_that_lacks_a_part_is_reported_before_it_is_upgraded(tmp_path: Path) -> None:
    path = behind(Path(shutil.copy(OLDER, tmp_path / "a.nhipcau")), "DROP TABLE person")
    assert refused(path).code == "database.incomplete"


def test_what_is_more_than_expected_is_no_harm(tmp_path: Path) -> None:
    path = behind(
        new_file(tmp_path),
        "ALTER TABLE person ADD COLUMN zz TEXT",
        "CREATE TABLE extra (a TEXT)",
        "CREATE INDEX i ON person (lower(full_name))",
    )
    assert check(path).sound
    open_file(path, backups=False).close()


def test_an_older_file_is_checked_as_it_would_be_after_its_upgrade(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLDER, tmp_path / "a.nhipcau"))
    before = path.read_bytes()
    assert check(path).sound
    behind(path, "UPDATE person SET birth_year = 'abc', manager_id = 999 WHERE id = 1")
    changed = path.read_bytes()
    report = check(path)
    assert report.opens
    assert {flaw.column for flaw in report.deep.flaws} == {"birth_year", "manager_id"}
    assert path.read_bytes() == changed != before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    database = open_file(path, backups=False)
    assert database.flaws == report.deep.flaws
    database.close()


def test_a_file_with_bad_cells_is_backed_up_and_restored_as_it_is(tmp_path: Path) -> None:
    path = behind(full_file(tmp_path), "UPDATE person SET full_name = x'ff', manager_id = 999 WHERE id = 2")
    back_up(path, "manual")
    (backup,) = list_backups(path)
    restore(path, backup.path)
    assert len(check(path).deep.flaws) == 2


def test_damage_to_pages_is_told_apart_from_bad_cells(tmp_path: Path) -> None:
    path = full_file(tmp_path)
    schema = declared(path, "person")
    allow_empty(path, "person")
    behind(path, "UPDATE person SET full_name = NULL")
    forbid_empty(path, "person", schema)
    assert check(path).outcome == "flawed"
    with closing(sqlite3.connect(path)) as other:
        (page,) = other.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_person_email'"
        ).fetchone()
        (size,) = other.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x0a\x00\x00\x00\x00\x00\x00\x00")  # an index page without entries
    report = check(path)
    assert report.outcome in ("damaged", "refused")
    assert report.problems


def test_a_folder_has_a_sentence_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "a.nhipcau"
    folder.mkdir()
    assert refused(folder).code == "database.folder"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
@pytest.mark.timeout(20)
def test_a_pipe_a_socket_and_a_device_are_never_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "a.nhipcau"
    if sys.platform != "win32":
        os.mkfifo(pipe)
    (tmp_path / "link.nhipcau").symlink_to(pipe)
    with closing(socket.socket(socket.AF_UNIX)) as there:
        there.bind(str(tmp_path / "s"))
        for path in (pipe, tmp_path / "link.nhipcau", tmp_path / "s", Path(os.devnull)):
            assert inspect_file(path).kind == "special"
            for look in (open_file, check):
                with pytest.raises(Unavailable, match=r"database\.special"):
                    look(path)
