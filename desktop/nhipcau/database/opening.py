"""Making, opening and refusing data files."""

import logging
import os
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from nhipcau.common.errors import Unavailable
from nhipcau.database.backup import BackupReason, back_up
from nhipcau.database.header import FileState, inspect_file
from nhipcau.database.lock import FileLock
from nhipcau.database.migration import PRESENT, Scripts, migrate_file, upgrade, write_new_file
from nhipcau.database.place import risk_of
from nhipcau.database.postgres import PostgresDialect
from nhipcau.database.sqlite import SqliteDialect
from nhipcau.database.store import Database
from nhipcau.database.trouble import told_plainly

_log = logging.getLogger(__name__)


class _FileUpkeep:
    """What a data file needs besides its engine while it is open: its lock, and copies of it."""

    def __init__(self, path: Path, lock: FileLock, *, backups: bool) -> None:
        self._path = path
        self._lock = lock
        self._backups = backups

    def back_up(self, reason: BackupReason) -> Path | None:
        return back_up(self._path, reason) if self._backups else None

    def closed(self, *, changed: bool) -> None:
        try:
            if changed:
                self.back_up("close")
        except Unavailable:
            _log.exception("no backup on closing")  # the data is safe in the file: let the user go
        finally:
            self._lock.release()


def create(path: Path, *, backups: bool = True) -> Database:
    """Make a new, empty data file and open it; raises Unavailable where something is already."""
    with told_plainly(path):
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
    with told_plainly(path):
        _refuse(path, inspect_file(path, scripts.newest))
        lock = FileLock(path, take_over=take_over)
        try:
            # Looked at again: whoever held the lock a moment ago may have upgraded it.
            if inspect_file(path, scripts.newest).kind == "older":
                back_up(path, "migration")
                migrate_file(path, scripts)
            dialect = SqliteDialect(path, wal=risk_of(path) != "network")
            return Database(path, dialect, _FileUpkeep(path, lock, backups=backups))
        except BaseException:
            lock.release()
            raise


def open_server(url: str) -> Database:
    """Open a PostgreSQL database (`postgresql+psycopg://…`), filling an empty one and upgrading an older one."""
    dialect = PostgresDialect(url)
    name = Path(dialect.writer.url.database or "")
    try:
        with told_plainly(name):
            with dialect.writer.begin() as connection:
                _bring_up_to_date(connection, name)
            return Database(name, dialect)
    except BaseException:
        dialect.close()
        raise


def _bring_up_to_date(connection: Connection, name: Path) -> None:
    found = None
    if inspect(connection).has_table("alembic_version"):
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found is not None and found > PRESENT.revision:
        raise Unavailable("database.newer", path=str(name), schema=found)
    if found != PRESENT.revision:
        upgrade(connection)


def _refuse(path: Path, state: FileState) -> None:
    if state.kind in ("missing", "not_ours", "damaged", "newer"):
        raise Unavailable(f"database.{state.kind}", path=str(path), schema=state.schema)
    if not os.access(path, os.W_OK):
        raise Unavailable("database.read_only", path=str(path))
