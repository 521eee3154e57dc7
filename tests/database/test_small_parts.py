"""Small parts that others stand on: names of steps, of this computer, of trouble, and how a store is connected."""

import errno
import os
import sqlite3
import stat
import sys
from pathlib import Path

import pytest
from tests.support.database import new_file
from tests.support.hostile_files import behind
from tests.support.schema import metadata

from nhipcau.common.errors import Unavailable
from nhipcau.common.paths import data_folder
from nhipcau.common.words import LANGUAGES, text
from nhipcau.database import Database, migration, open_file
from nhipcau.database.changes import REPAIR, Changes
from nhipcau.database.column_declarations import WIDEST, declared_tables, one_of, within
from nhipcau.database.copies.file_replacement import fold
from nhipcau.database.error_texts import told_plainly
from nhipcau.database.files import computer_id as computer
from nhipcau.database.files import file_lock as lock
from nhipcau.database.files import folder_risk as place
from nhipcau.database.files.file_lock import FileLock, Holder, lock_path
from nhipcau.database.sqlite import SqliteDialect, driver, sqlite_engine
from nhipcau.participants.service import add_person


def test_a_change_says_which_tables_it_touches_and_a_repair_has_a_name() -> None:
    change = Changes(REPAIR, ids={"person": frozenset((1,))})
    assert change.touches("pair", "person")
    assert not change.touches("pair")
    for language in LANGUAGES:
        assert text(language, change.label)


def test_a_computer_is_known_by_the_number_of_its_system_or_by_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = set()
    for number, name in (("a", "x"), ("a", "y"), ("b", "x"), ("", "x"), ("", "y")):
        monkeypatch.setattr(computer, "_number_of_the_system", lambda number=number: number)
        monkeypatch.setattr("socket.gethostname", lambda name=name: name)
        found.add(computer.computer_id.__wrapped__())
    assert len(found) == 4
    assert {len(each) for each in found} == {16}


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "read_only"),
        (errno.EACCES, "read_only"),
        (errno.EPERM, "read_only"),
        (errno.ENOENT, "missing"),
        (errno.EIO, "unreachable"),
    ],
)
def test_trouble_with_the_disk_is_told_in_words(number: int, code: str) -> None:
    with pytest.raises(Unavailable) as told, told_plainly(Path("a")):
        raise OSError(number, "?")
    assert (told.value.code, told.value.values) == (f"database.{code}", {"path": "a"})


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (sqlite3.SQLITE_FULL, "disk_full"),
        (sqlite3.SQLITE_READONLY, "read_only"),
        (sqlite3.SQLITE_PERM, "read_only"),
        (sqlite3.SQLITE_BUSY, "busy"),
        (sqlite3.SQLITE_LOCKED, "busy"),
        (sqlite3.SQLITE_CORRUPT, "damaged"),
        (sqlite3.SQLITE_NOTADB, "damaged"),
        (sqlite3.SQLITE_IOERR, "unreachable"),
        (sqlite3.SQLITE_CANTOPEN, "unreachable"),
    ],
)
def test_trouble_with_the_engine_is_told_in_words(number: int, code: str) -> None:
    for extended in (number, number | 3 << 8):
        trouble = sqlite3.OperationalError("?")
        trouble.sqlite_errorcode = extended
        with pytest.raises(Unavailable) as told, told_plainly(Path("a")):
            raise trouble
        assert told.value.code == f"database.{code}"


@pytest.mark.skipif(sys.platform == "win32", reason="drives have letters there")
@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afpfs", "9p", "davfs"]
)
def test_every_kind_of_network_drive_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    assert place.risk_of(tmp_path / "a") is None
    monkeypatch.setattr(place, "_mounted_as", lambda _: kind)
    assert place.risk_of(tmp_path / "a") == "network"


def test_columns_are_declared_as_the_models_say() -> None:
    tables = {table.name: table for table in declared_tables.__wrapped__()}
    assert WIDEST == 2147483647
    for name, table in tables.items():
        stored = metadata().tables[name].columns
        assert [each.name for each in table.columns] == [each for each in stored.keys() if each != "id"]  # noqa: SIM118
        for each in table.columns:
            assert each.nullable == stored[each.name].nullable
            assert each.codes == stored[each.name].info.get("codes", ())
    columns = {(table, each.name): each for table, found in tables.items() for each in found.columns}
    year, manager = columns["person", "birth_year"], columns["person", "manager_id"]
    assert (year.kind, year.least, year.most, year.refers) == ("integer", -WIDEST, WIDEST, "")
    assert (manager.least, manager.most, manager.refers) == (-(2**63 - 1), 2**63 - 1, "person")
    rating = columns["mentoring_session", "rating"]
    assert (rating.least, rating.most) == (1, 5)
    assert (columns["person", "languages"].container, columns["person", "note"].container) == ("array", "")
    assert columns["person", "languages"].parts is not None
    assert columns["person", "note"].parts is None


def test_what_a_column_may_hold_is_kept_with_it() -> None:
    assert one_of(["a", "b"]).sa_column_kwargs == {"info": {"codes": ("a", "b")}}
    assert one_of(["a"], default="a").default == "a"
    assert within(1, 5).sa_column_kwargs == {"info": {"least": 1, "most": 5}}
    assert within(1, 5, default=2).default == 2


def test_a_lock_that_another_computer_left_is_taken_over_only_when_told(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    words = '{"user": "lan", "computer": "MAY", "since": "", "pid": 1, "computer_id": "khác"}'
    lock_path(path).write_text(words, encoding="utf-8")
    with pytest.raises(Unavailable) as refused:
        FileLock(path)
    assert refused.value.code == "database.locked"
    assert refused.value.values == {"path": str(path), "user": "lan", "computer": "MAY", "since": ""}
    FileLock(path, take_over=True).release()


def test_the_lock_of_all_names_of_a_file_lies_with_the_programs_own_data(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    held = FileLock(path)
    try:
        (shared,) = (data_folder() / "locks").iterdir()
        assert shared.suffix == ".lock"
        for each in (shared, lock_path(path)):
            assert os.name != "posix" or stat.S_IMODE(each.stat().st_mode) == 0o600
    finally:
        held.release()
    assert not list((data_folder() / "locks").iterdir())
    assert lock.holder(path) is None


def test_a_holder_without_more_words_is_known_by_the_computers_name() -> None:
    held = Holder("lan", "không-phải-máy-này", "", 1)
    assert (held.computer_id, held.file, held.content) == ("", "", "")
    assert held.is_elsewhere


@pytest.mark.skipif(os.name != "posix", reason="folders are written to the disk by hand there alone")
def test_the_name_of_a_new_file_is_safe_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[Path] = []
    monkeypatch.setattr(migration, "flush", flushed.append)
    migration.write_new_file(tmp_path / "new.nhipcau")
    assert flushed[-1] == tmp_path


def test_a_file_that_is_not_there_is_not_made_by_folding(tmp_path: Path) -> None:
    path = tmp_path / "gone.nhipcau"
    for ending in ("", "-wal"):
        if ending:
            path.with_name(path.name + ending).write_bytes(b"log")
        fold(path)
        assert not path.exists()


@pytest.mark.parametrize("writes", [True, False])
def test_a_connection_trusts_no_schema_and_tells_no_values(tmp_path: Path, writes: bool) -> None:
    engine = sqlite_engine(new_file(tmp_path), writes=writes, wal=False)
    try:
        assert engine.hide_parameters
        with engine.connect() as connection:
            said = {
                name: driver(connection).execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("trusted_schema", "foreign_keys", "query_only", "journal_mode")
            }
        assert said == {
            "trusted_schema": 0,
            "foreign_keys": 1,
            "query_only": not writes,
            "journal_mode": "delete",
        }
    finally:
        engine.dispose()


def test_what_is_disconnected_is_closed(tmp_path: Path) -> None:
    dialect = SqliteDialect(new_file(tmp_path), wal=True)
    with dialect.writer.connect() as connection:
        raw = driver(connection)
    raw.execute("SELECT 1")
    dialect.disconnect()
    with pytest.raises(sqlite3.ProgrammingError):
        raw.execute("SELECT 1")


def test_a_store_that_is_no_file_is_never_moved_away(tmp_path: Path) -> None:
    dialect = SqliteDialect(new_file(tmp_path), wal=True)
    database = Database(tmp_path / "name", dialect)
    database.look(wait=True)
    database.look()
    assert database.back_up("manual") is None
    database.close()


def test_what_another_program_writes_during_a_step_is_noticed_after_it(tmp_path: Path) -> None:
    database = open_file(new_file(tmp_path), backups=False)
    database.fold()
    before = database.path.stat().st_mtime_ns
    with database.step("participants.step.add") as db:
        add_person(db, {"full_name": "Lê Hoa"})
        os.utime(database.path, ns=(10**18, 10**18))
    with pytest.raises(Unavailable, match=r"database\.replaced"):
        database.look()
    os.utime(database.path, ns=(before, before))
    database.close()


def test_a_text_that_is_none_is_put_back_as_it_was(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    database = open_file(path, backups=False)
    with database.step("participants.step.add") as db:
        add_person(db, {"full_name": "Lê Hoa"})
    database.close()
    behind(path, "UPDATE person SET note = CAST(x'c328' AS TEXT)")
    database = open_file(path, backups=False)
    with database.step("participants.step.add") as db:
        db.connection().exec_driver_sql("UPDATE person SET note = 'khác'")
    database.undo()
    with database.read() as db:
        note = "SELECT typeof(note), CAST(note AS BLOB), full_name FROM person"
        assert db.connection().exec_driver_sql(note).one() == ("text", b"\xc3\x28", "Lê Hoa")
    database.close()
