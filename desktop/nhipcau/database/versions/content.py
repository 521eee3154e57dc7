"""What is in a data file: its rows, and the steps that made them."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from nhipcau.common.errors import Unavailable
from nhipcau.common.temporary_files import private_folder
from nhipcau.database.changes import HistoryEntry, StepName
from nhipcau.database.copies.file_copy import copy_whole
from nhipcau.database.dialects import quoted
from nhipcau.database.error_texts import told_plainly
from nhipcau.database.files.file_header import inspect_file
from nhipcau.database.migration import migrate_file
from nhipcau.database.sqlite import sqlite_engine
from nhipcau.database.versions.structure import ID, Row, Rows, TableStructure, structure_of

_STEPS: Final = "SELECT id, label, arguments, made_at, made_by, state FROM journal_step ORDER BY id"
_TRACES: Final = (
    "SELECT step_id, table_name, row_id, change, old, new FROM journal_row "
    "WHERE step_id > ? AND step_id <= ? ORDER BY step_id, table_name, row_id"
)
_LAST_IDS: Final = "SELECT name, seq FROM sqlite_sequence"
EVER: Final = 1 << 62
"""Later than any step."""


@dataclass(frozen=True, slots=True)
class VersionStep:
    """One line of the journal, as stored."""

    id: int
    label: str
    arguments: str
    made_at: str
    made_by: str
    state: str

    def is_same(self, other: "VersionStep") -> bool:
        """Whether two files speak of the same step, whatever became of it in either."""
        mine, yours = ((one.id, one.label, one.arguments, one.made_at, one.made_by) for one in (self, other))
        return mine == yours

    def entry(self, rows: int) -> HistoryEntry:
        """Return the step as the history shows it."""
        made_at = datetime.fromisoformat(self.made_at).replace(tzinfo=UTC)
        name = StepName(self.label, json.loads(self.arguments))
        return HistoryEntry(name, made_at, self.made_by, self.state, rows)


@dataclass(frozen=True, slots=True)
class Trace:
    """What a step did to a row; the images are gone from steps that are closed."""

    step_id: int
    table: str
    row_id: int
    change: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """One file, read through."""

    tables: tuple[TableStructure, ...]
    rows: dict[str, Rows]
    steps: tuple[VersionStep, ...]
    last_ids: dict[str, int]
    """By table the largest id ever given."""

    def row(self, table: str, row_id: int) -> Row | None:
        return self.rows[table].get(row_id)


def read_content(connection: Connection) -> Content:
    """Read every row of every table, the journal's aside."""
    tables = structure_of(connection)
    run = connection.exec_driver_sql
    return Content(
        tables,
        {table.name: _rows(connection, table) for table in tables},
        tuple(VersionStep(*row) for row in run(_STEPS)),
        {row[0]: row[1] for row in run(_LAST_IDS)},
    )


def _rows(connection: Connection, table: TableStructure) -> Rows:
    names = ", ".join(map(quoted, table.columns))
    at = table.columns.index(ID)
    found = connection.exec_driver_sql(f"SELECT {names} FROM {quoted(table.name)}")  # noqa: S608 - its own names
    return {row[at]: dict(zip(table.columns, row, strict=True)) for row in found}


def read_traces(connection: Connection, after: int, until: int = EVER) -> tuple[Trace, ...]:
    """Read what the steps after one and up to another did, in their order."""
    return tuple(Trace(*row) for row in connection.exec_driver_sql(_TRACES, (after, until)))


def entries(steps: Sequence[VersionStep], traces: Sequence[Trace]) -> tuple[HistoryEntry, ...]:
    """Return steps as the history shows them, the newest first."""
    counts: dict[int, int] = {}
    for trace in traces:
        counts[trace.step_id] = counts.get(trace.step_id, 0) + 1
    return tuple(step.entry(counts.get(step.id, 0)) for step in reversed(steps))


@contextmanager
def reading_file(path: Path) -> Iterator[Connection]:
    """Open a closed data file to read it, as it would be after an upgrade; the file itself is never changed."""
    with told_plainly(path), private_folder() as folder:
        engine = sqlite_engine(_present(path, folder), writes=False)
        try:
            with engine.connect() as connection:
                if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                    raise Unavailable("database.damaged", path=str(path))
                yield connection
        finally:
            engine.dispose()


def _present(path: Path, folder: Path) -> Path:
    state = inspect_file(path)
    if state.kind == "current":
        return path
    if state.kind != "older":
        raise Unavailable(f"database.{state.kind}", path=str(path), schema=state.schema)
    copy = folder / "upgraded.nhipcau"
    copy_whole(path, copy)
    migrate_file(copy)
    return copy
