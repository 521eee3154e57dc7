"""What keeps a data file from being opened: the one place that decides it, for opening and for the check."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from nhipcau.common.errors import Unavailable
from nhipcau.database.files.file_header import SCHEMA, FileState, inspect_file
from nhipcau.database.files.file_lock import log_is_strange

_CELL: Final = re.compile(r"(NULL|NUMERIC|TEXT|non-\w+) value in ")
"""How the engine speaks of a cell that is not as declared: `flaws.py` finds those, and they can be mended."""
_FOREIGN: Final = """  -- a virtual table is one without a page of its own
SELECT 1 FROM sqlite_schema WHERE type IN ('trigger', 'view')
UNION ALL SELECT 1 FROM sqlite_schema WHERE type = 'table' AND coalesce(rootpage, 0) = 0 LIMIT 1
"""
_UNREADABLE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_OK)
"""The last: a name in the schema is no text, which the driver says without a number."""


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a connection of one's own that cannot write and runs nothing the file brings along.

    A log beside it that belongs to another file is not read.
    """
    way = "?immutable=1" if log_is_strange(path) else ""
    address = f"{path.absolute().as_uri()}{way}"
    with closing(sqlite3.connect(address, uri=True, timeout=10, isolation_level=None)) as connection:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection


def refusal_of(path: Path, newest: int = SCHEMA) -> Unavailable | None:
    """Return why a file cannot be opened, None when it can be; raises OSError where the disk does not answer.

    That somebody else has it open, or that it cannot be written to, says nothing about the file: see `opening`.
    """
    state = inspect_file(path, newest)
    refused = refusal_by_header(path, state)
    if refused is not None:
        return refused
    with reading(path) as connection:
        is_current = state.kind == "current" and newest == SCHEMA
        return refusal_by_content(connection, path, is_current=is_current)


def refusal_by_header(path: Path, state: FileState) -> Unavailable | None:
    """Return what the first look already refuses."""
    if state.kind in ("older", "current"):
        return None
    return Unavailable(f"database.{state.kind}", path=str(path), schema=state.schema)


def refusal_by_content(
    connection: sqlite3.Connection, path: Path, *, is_current: bool, thorough: bool = False
) -> Unavailable | None:
    """Read a file through, before anything is written to it, for what cannot be worked with.

    Of an older schema it is not known yet whether it is complete: its migrations will tell.
    """
    try:
        if connection.execute(_FOREIGN).fetchone() is not None:
            # We never put any there: somebody else's SQL would run with our rights.
            return Unavailable("database.foreign", path=str(path))
        if next(page_damage(connection, thorough=thorough), None) is not None:
            return Unavailable("database.damaged", path=str(path))
        missing = missing_parts(connection) if is_current else ()
    except sqlite3.DatabaseError as error:
        return _told(error, path)
    if missing:
        return Unavailable("database.incomplete", path=str(path), missing=", ".join(missing[:3]))
    return None


def _told(error: sqlite3.DatabaseError, path: Path) -> Unavailable:
    kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if kind in _UNREADABLE:
        return Unavailable("database.damaged", path=str(path))
    if kind == sqlite3.SQLITE_ERROR:
        return Unavailable("database.foreign", path=str(path))  # SQL in the schema that may not run
    raise error


def page_damage(connection: sqlite3.Connection, *, thorough: bool) -> Iterator[str]:
    """Return what the engine finds wrong with the pages, in its words; single cells are not its matter."""
    look = "integrity_check" if thorough else "quick_check"
    for (line,) in connection.execute(f"PRAGMA {look}(1000000000)"):
        if line != "ok" and not _CELL.match(line):
            yield line


def missing_parts(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the tables and columns that the program reads and the file lacks."""
    from nhipcau.database.column_declarations import schema

    found = columns_in(connection)
    return tuple(
        sorted(
            missing
            for table, columns in schema().items()
            for missing in (
                (f"{table}.{column}" for column in columns - found[table]) if table in found else (table,)
            )
        )
    )


def columns_in(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Return the tables of a file and their columns, whatever they are."""
    rows = connection.execute(
        "SELECT m.name, c.name FROM main.sqlite_schema AS m, pragma_table_xinfo(m.name) AS c WHERE m.type = 'table'"
    )
    found: dict[str, set[str]] = {}
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    return found


def is_read_only(path: Path) -> bool:
    return not os.access(path, os.W_OK)
