"""Copies of a data file that are whole, or are not there; and the check that says so."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from nhipcau.common.drafts import draft_file
from nhipcau.common.errors import Unavailable
from nhipcau.database.header import inspect_file
from nhipcau.database.trouble import told_plainly


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a thorough look into a data file found."""

    problems: tuple[str, ...] = ()
    """In the words of the engine, for whoever repairs the file."""
    counts: dict[str, int] = field(default_factory=dict)
    """Rows of each table that can be counted."""

    @property
    def sound(self) -> bool:
        return not self.problems


def check(path: Path) -> CheckReport:
    """Read a whole data file, open or not, and count what is in it; raises Unavailable when it is not one of ours."""
    with told_plainly(path):
        state = inspect_file(path)
        if state.kind in ("missing", "not_ours"):
            raise Unavailable(f"database.{state.kind}", path=str(path))
        try:
            with _reading(path) as connection:
                return CheckReport(tuple(_problems(connection)), _counts(connection))
        except sqlite3.DatabaseError as error:
            return CheckReport((str(error),))


def copy_whole(source: Path, target: Path) -> None:
    """Copy a data file as it is now, open or not, to a name that nothing has; it appears when it is found sound."""
    with draft_file(target) as draft:
        write_copy(source, draft)
        settle(draft, target)


def write_copy(source: Path, draft: Path) -> None:
    """Fill a draft with what a data file holds now, open or not; raises Unavailable where its pages are damaged.

    A reference to nothing is no reason to have no copy: the copy is then as good as the file.
    """
    with _reading(source) as old, closing(sqlite3.connect(draft)) as new:
        # In one step: copying in pieces begins again with every write of another connection.
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")
        has_sound_pages = new.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    if not has_sound_pages:
        raise Unavailable("database.damaged", path=str(source))


def settle(draft: Path, target: Path) -> None:
    """Put a finished file in its place, safe from a power cut."""
    flush(draft)
    draft.replace(target)
    if os.name == "posix":
        flush(target.parent)


def flush(path: Path) -> None:
    """See to it that a file, or the list of a folder, is on the disk."""
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=10)) as connection:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection


def _problems(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute("PRAGMA integrity_check(100)"):
        if line != "ok":
            yield line
    for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"{table} {row_id} → {parent}?"


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND name <> 'alembic_version' ORDER BY name"
        )
    ]
    quoted = {name: '"' + name.replace('"', '""') + '"' for name in names}
    return {
        name: connection.execute(f"SELECT count(*) FROM {quoted[name]}").fetchone()[0]  # noqa: S608 - its own tables
        for name in names
    }
