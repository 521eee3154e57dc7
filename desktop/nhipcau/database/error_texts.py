"""Turning what an engine or a disk complains of into something the user can act on."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from nhipcau.common.errors import Unavailable

_SQLITE: Final = {
    sqlite3.SQLITE_FULL: "database.disk_full",
    sqlite3.SQLITE_READONLY: "database.read_only",
    sqlite3.SQLITE_PERM: "database.read_only",
    sqlite3.SQLITE_BUSY: "database.busy",
    sqlite3.SQLITE_LOCKED: "database.busy",
    sqlite3.SQLITE_CORRUPT: "database.damaged",
    sqlite3.SQLITE_NOTADB: "database.damaged",
    sqlite3.SQLITE_IOERR: "database.unreachable",
    sqlite3.SQLITE_CANTOPEN: "database.unreachable",
}
_SYSTEM: Final = {
    errno.ENOSPC: "database.disk_full",
    errno.EDQUOT: "database.disk_full",
    errno.EROFS: "database.read_only",
    errno.EACCES: "database.read_only",
    errno.EPERM: "database.read_only",
    errno.ENOENT: "database.missing",
}


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Raise Unavailable instead of what a disk or an engine complains of, where the user can do something."""
    try:
        with engine_told_plainly(path):
            yield
    except OSError as error:
        raise Unavailable(_SYSTEM.get(error.errno or 0, "database.unreachable"), path=str(path)) from error


@contextmanager
def engine_told_plainly(path: Path) -> Iterator[None]:
    """Raise Unavailable for the engine's complaints only: work done meanwhile may fail over other files."""
    try:
        yield
    except Exception as error:
        code = _engine_trouble(error)
        if code is None:
            raise
        raise Unavailable(code, path=str(path)) from error


def _engine_trouble(error: Exception) -> str | None:
    cause = getattr(error, "orig", None) or error  # SQLAlchemy wraps the driver's error
    if isinstance(cause, sqlite3.Error):
        # Extended codes keep the kind in the lowest byte.
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    if getattr(error, "connection_invalidated", False):
        return "database.unreachable"
    return None
