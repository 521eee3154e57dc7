import errno
import os
import shutil
import sqlite3
import stat
import struct
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy import text as sql
from tests.support.database import new_file

from nhipcau.common.errors import Unavailable
from nhipcau.common.words import LANGUAGES, text
from nhipcau.database import FileState, check, create, inspect_file, open_file, sqlite
from nhipcau.database import file_opening as opening
from nhipcau.database.files.file_header import APPLICATION_ID, SCHEMA
from nhipcau.participants.models import Person


def refusal(path: Path) -> str:
    """Return why a file is not opened; the sentence exists in both languages, and nothing was done to the file."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(Unavailable) as refused:
        open_file(path)
    for language in LANGUAGES:
        assert text(language, refused.value.code, **refused.value.values)
    assert (path.read_bytes() if path.is_file() else None) == before
    return refused.value.code


def with_header(path: Path, offset: int, number: int) -> Path:
    content = bytearray(path.read_bytes())
    content[offset : offset + 4] = struct.pack(">I", number)
    path.write_bytes(content)
    return path


def test_a_new_file_is_ours_and_empty(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "in a new one" / "Tổ chức 100% #1?.nhipcau"
    database = create(path)
    assert database.next_undo() is None
    database.close()
    assert inspect_file(path) == FileState("current", SCHEMA)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_file_is_never_made_over_another(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    with pytest.raises(Unavailable, match=r"database\.exists"):
        create(path)
    assert inspect_file(path).kind == "current"


def test_a_closed_file_is_one_plain_file(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    database = open_file(path)
    with database.step("a.b") as db:
        db.add(Person(full_name="An"))
    database.close()
    database.close()
    assert [each.name for each in tmp_path.glob("organisation*")] == [path.name]
    assert path.read_bytes()[18:20] == b"\x01\x01", "a file with a write-ahead log opens on no read-only disk"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.nhipcau") == "database.missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "database.damaged"),
        (b"SQLite form", "database.damaged"),
        (b"SQLite format 3\x00" + bytes(20), "database.damaged"),
        (b"PK\x03\x04 a workbook", "database.not_ours"),
        ("Họ và tên,Email\n".encode(), "database.not_ours"),
        (bytes(4096), "database.not_ours"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "file.nhipcau"
    path.write_bytes(content)
    assert refusal(path) == code


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "database.folder"


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.nhipcau"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE note (id INTEGER)")
        other.commit()
    assert refusal(path) == "database.not_ours"
    assert refusal(with_header(path, 68, APPLICATION_ID + 1)) == "database.not_ours"


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    assert refusal(with_header(new_file(tmp_path), 60, SCHEMA + 1)) == "database.newer"


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    path.write_bytes(path.read_bytes()[:-4096])
    assert refusal(path) == "database.damaged"


def test_a_file_with_broken_pages_is_refused(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    content = bytearray(path.read_bytes())
    for start in range(4096 * 2, len(content), 4096):
        content[start : start + 200] = b"\xff" * 200
    path.write_bytes(content)
    assert refusal(path) == "database.damaged"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON person BEGIN DELETE FROM person; END",
        "CREATE VIEW v AS SELECT * FROM person",
        "CREATE VIRTUAL TABLE f USING fts5(a)",
        "CREATE VIRTUAL TABLE r USING rtree(id, a, b)",
    ],
)
def test_a_file_that_carries_code_is_refused(tmp_path: Path, statement: str) -> None:
    path = new_file(tmp_path)
    with closing(sqlite3.connect(path)) as other:
        other.execute(statement)
        other.commit()
    assert refusal(path) == "database.foreign"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_read_only_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = new_file(tmp_path)
    path.chmod(stat.S_IREAD)
    if os.access(path, os.W_OK):  # root may write anywhere
        monkeypatch.setattr(os, "access", lambda *_: False)
    assert refusal(path) == "database.read_only"
    path.chmod(stat.S_IREAD | stat.S_IWRITE)


def test_a_file_in_a_read_only_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = new_file(tmp_path)

    def refuse(*_: object) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        with pytest.raises(Unavailable, match=r"database\.read_only"):
            open_file(path)


def test_a_full_disk_leaves_what_was_stored(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    database = open_file(path)
    with database.step("a.b") as db:
        db.add(Person(full_name="An"))
    with database._dialect.writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Unavailable) as refused, database.step("a.c") as db:
        db.add_all([Person(full_name="Bình" * 1000) for _ in range(100)])
    assert refused.value.code == "database.disk_full"
    with database.read() as db:
        assert db.connection().scalar(sql("SELECT count(*) FROM person")) == 1
    undo = database.next_undo()
    assert undo is not None
    assert undo.label == "a.b"
    database.close()
    assert check(path).sound


def test_no_file_is_left_where_making_one_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Unavailable, match=r"database\.disk_full"):
        create(tmp_path / "new.nhipcau")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_another_program_holds_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = new_file(tmp_path)
    database = open_file(path)
    with database._dialect.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match=r"database\.busy"), database.step("a.b"):
            pass
    with database.step("a.b") as db:
        db.add(Person(full_name="An"))
    database.close()


def test_trouble_with_other_files_during_a_step_is_not_blamed_on_the_data_file(tmp_path: Path) -> None:
    database = open_file(new_file(tmp_path))
    with pytest.raises(FileNotFoundError), database.step("a.b"):
        (tmp_path / "photo.jpg").read_bytes()
    database.close()


def test_a_copied_file_opens_beside_the_first(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    first = open_file(path)
    second = open_file(Path(shutil.copy(path, tmp_path / "copy.nhipcau")))
    first.close()
    second.close()


def test_a_name_too_long_for_its_neighbours_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / ("ạ" * 75 + ".nhipcau")
    with pytest.raises(Unavailable, match=r"database\.long_name"):
        create(path)
    shutil.copy(new_file(tmp_path / "short"), path)
    assert refusal(path) == "database.long_name"
    path = tmp_path / ("ạ" * 70 + ".nhipcau")
    create(path).close()
    open_file(path).close()


def test_a_file_on_a_full_disk_is_read_and_no_step_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = new_file(tmp_path)
    database = open_file(path, backups=False)
    with database.step("a.b") as db:
        db.add(Person(full_name="An"))
    database.close()
    real = sqlite.sqlite_engine

    def engine(path: Path, *, writes: bool, wal: bool = True) -> Engine:
        if writes and wal:  # there is no room for the index of the log
            return real(path.with_name("no folder") / "at all", writes=True, wal=False)
        return real(path, writes=writes, wal=wal)

    monkeypatch.setattr(sqlite, "sqlite_engine", engine)
    database = open_file(path, backups=False)
    with database.read() as db:
        assert db.connection().scalar(sql("SELECT count(*) FROM person")) == 1
    database.close()


def test_opening_on_a_full_disk_says_so_and_not_that_something_was_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = new_file(tmp_path)

    def full(*_: object, **__: object) -> None:
        raise Unavailable("database.disk_full", path=str(path))

    monkeypatch.setattr(opening, "SqliteDialect", full)
    assert refusal(path) == "database.no_room_to_open"
