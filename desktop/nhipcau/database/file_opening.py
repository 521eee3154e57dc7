"""Making, opening and refusing data files."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, event, inspect, text

from nhipcau.common.errors import Unavailable
from nhipcau.database.copies.backup import BackupReason, back_up
from nhipcau.database.copies.displaced_file import Displaced, both_kept, clear_log, is_whole_file, stand_still
from nhipcau.database.copies.file_replacement import fold, move_leftovers_aside
from nhipcau.database.error_texts import told_plainly
from nhipcau.database.files.file_header import inspect_file
from nhipcau.database.files.file_lock import FileLock, log_is_strange
from nhipcau.database.files.file_watch import FileWatch
from nhipcau.database.files.folder_risk import risk_of
from nhipcau.database.files.held_files import hold, let_go
from nhipcau.database.migration import PRESENT, Scripts, migrate_file, upgrade, write_new_file
from nhipcau.database.postgres import PostgresDialect
from nhipcau.database.soundness.opening_refusal import is_read_only, refusal_by_header, refusal_of
from nhipcau.database.sqlite import SqliteDialect, driver
from nhipcau.database.store import Database

LONGEST_NAME: Final = 230
"""Bytes. File systems end at 255, and a copy aside or a draft adds a date or an ending."""


class _FileUpkeep:
    """What a data file needs besides its engine while it is open: its lock, a watch on it, and copies of it."""

    def __init__(self, path: Path, dialect: SqliteDialect, lock: FileLock, *, backups: bool) -> None:
        self._path = path
        self._dialect = dialect
        self._lock = lock
        self._watch = FileWatch(path)
        self._held = hold(path)
        lock.say(*self._watch.said)
        self._backups = backups
        # A new connection goes by the name, and would read the other file with our log beside it.
        event.listen(dialect.readers, "connect", self._before_reading)

    def look(self) -> None:
        self._watch.look()

    def wrote(self) -> None:
        self._watch.wrote()
        self._lock.say(*self._watch.said)

    def _before_reading(self, _raw: object, _record: object) -> None:
        self._watch.look_at_name()

    def back_up(self, reason: BackupReason) -> Path | None:
        return back_up(self._path, reason) if self._backups else None

    def let_go(self) -> None:
        let_go(self._held)
        self._lock.release()

    def give_up(self, *, changed: bool) -> Displaced | None:
        kept = None
        with told_plainly(self._path):
            stand_still(self._path)
            if not changed and is_whole_file(self._path):
                self._dialect.disconnect()
                clear_log(self._path)
            else:
                with self._dialect.writer.connect() as connection:
                    writer = driver(connection)
                over = self._watch.is_written_over
                with both_kept(self._path, None if over else writer) as kept:
                    self._dialect.disconnect()
        self.let_go()
        return kept


def create(path: Path, *, backups: bool = True) -> Database:
    """Make a new, empty data file and open it; raises Unavailable where something is already."""
    path = path.resolve()
    with told_plainly(path):
        _refuse_long_name(path)
        if path.exists():
            raise Unavailable("database.exists", path=str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        write_new_file(path)
    return open_file(path, backups=backups)


def open_file(
    path: Path, *, take_over: bool = False, backups: bool = True, scripts: Scripts = PRESENT
) -> Database:
    """Open a data file, upgrading an older one; raises Unavailable with the reason where it cannot be.

    `take_over` ignores the lock of another computer.
    """
    path = path.resolve()
    with told_plainly(path), _room_needed(path):
        _refuse_long_name(path)
        _refuse(refusal_by_header(path, inspect_file(path, scripts.newest)))
        if is_read_only(path):
            raise Unavailable("database.read_only", path=str(path))
        is_strange = log_is_strange(path)  # the lock says whose it is, and is about to be ours
        lock = FileLock(path, take_over=take_over)
        try:
            aside = move_leftovers_aside(path) if is_strange else None
            # Looked at again: whoever held the lock a moment ago may have upgraded it.
            _refuse(refusal_of(path, scripts.newest))
            if inspect_file(path, scripts.newest).kind == "older":
                back_up(path, "migration")
                migrate_file(path, scripts)
            fold(path)  # what a killed program left beside it
            return _opened(path, lock, aside, backups=backups)
        except BaseException:
            lock.release()
            raise


def _opened(path: Path, lock: FileLock, aside: Path | None, *, backups: bool) -> Database:
    dialect = SqliteDialect(path, wal=risk_of(path) != "network")
    upkeep = _FileUpkeep(path, dialect, lock, backups=backups)
    try:
        database = Database(path, dialect, upkeep)
    except BaseException:
        dialect.disconnect()
        upkeep.let_go()
        raise
    database.log_aside = aside
    return database


def open_server(url: str) -> Database:
    """Open a PostgreSQL database (`postgresql+psycopg://…`), filling an empty one and upgrading an older one."""
    dialect = PostgresDialect(url)
    name = Path(dialect.writer.url.database or "")
    try:
        with told_plainly(name):
            with dialect.writer.begin() as connection:
                _bring_up_to_date(connection, name)
            database = Database(name, dialect)
            database.prepare_to_write()
            return database
    except BaseException:
        dialect.disconnect()
        raise


def _bring_up_to_date(connection: Connection, name: Path) -> None:
    found = None
    if inspect(connection).has_table("alembic_version"):
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found is not None and found > PRESENT.revision:
        raise Unavailable("database.newer", path=str(name), schema=found)
    if found != PRESENT.revision:
        upgrade(connection)


def _refuse_long_name(path: Path) -> None:
    """Refuse a name that leaves no room for the names of what the engine keeps beside the file."""
    if len(os.fsencode(path.name)) > LONGEST_NAME:
        raise Unavailable("database.long_name", path=str(path))


@contextmanager
def _room_needed(path: Path) -> Iterator[None]:
    """Say of a full disk that the file could not be opened: nothing was to be saved yet."""
    try:
        yield
    except Unavailable as trouble:
        if trouble.code != "database.disk_full":
            raise
        raise Unavailable("database.no_room_to_open", path=str(path)) from trouble


def _refuse(refused: Unavailable | None) -> None:
    if refused is not None:
        raise refused
