"""Mending what cannot be read, as one step that can be undone: nothing is changed that the report does not say."""
# ruff: noqa: S608 - SQL is built only from the names of our own tables and columns

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nhipcau.database.changes import REPAIR
from nhipcau.database.column_declarations import DeclaredColumn, DeclaredTable, declared_tables
from nhipcau.database.dialects import quoted
from nhipcau.database.soundness.cells import Cell, Flaw, FlawKind, fault_in
from nhipcau.database.soundness.flaws import as_bytes, points_at_nothing
from nhipcau.database.soundness.mending_history import mend_history
from nhipcau.database.soundness.nearest_values import Mended, Stored, replacements
from nhipcau.database.sqlite import driver

if TYPE_CHECKING:
    from nhipcau.database.store import Database


@dataclass(frozen=True, slots=True)
class Removed:
    """A row that had to go: what was in it, and the flaw, its own or of the row it belonged to, that made it go."""

    table: str
    row_id: int
    because: Flaw
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RepairReport:
    """Everything that a repair did."""

    mended: tuple[Mended, ...] = ()
    removed: tuple[Removed, ...] = ()
    history: tuple[Mended, ...] = ()
    """Entries of the undo history that could not be read: they and older ones can no longer be undone."""


class _NotReally(Exception):
    """Takes a step back that was only tried."""


def repair(database: "Database", flaws: Iterable[Flaw]) -> RepairReport:
    """Mend flaws that were found, as one step; what is no longer there is left alone."""
    report = _repaired(database, tuple(flaws), really=True)
    database.flaws = database.find_flaws()
    return report


def foresee_repair(database: "Database", flaws: Iterable[Flaw]) -> RepairReport:
    """Tell what a repair would do, and do nothing."""
    return _repaired(database, tuple(flaws), really=False)


def _repaired(database: "Database", wanted: tuple[Flaw, ...], *, really: bool) -> RepairReport:
    report = RepairReport()
    if not wanted:
        return report
    try:
        with database.step(REPAIR, n=len(wanted)) as db:
            report = _carried_out(driver(db.connection()), wanted)
            _keep_or_take_back(really=really)
    except _NotReally:
        return report
    return report


def _keep_or_take_back(*, really: bool) -> None:
    if not really:
        raise _NotReally


def _carried_out(connection: sqlite3.Connection, wanted: tuple[Flaw, ...]) -> RepairReport:
    with as_bytes(connection):
        work = _Repair(connection)
        for flaw in wanted:
            if flaw.kind != "history":
                work.mend(flaw)
        history = mend_history(connection, [flaw for flaw in wanted if flaw.kind == "history"])
    return RepairReport(tuple(work.mended), tuple(work.removed), tuple(history))


class _Repair:
    """The work on one connection, inside the step."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tables = {table.name: table for table in declared_tables()}
        self.mended: list[Mended] = []
        self.removed: list[Removed] = []
        self._going: set[tuple[str, int]] = set()

    def mend(self, flaw: Flaw) -> None:
        """Put the nearest readable value there; where there is none that may stand, the row goes."""
        table = self._tables.get(flaw.table)
        column = table.column(flaw.column) if table else None
        if table is None or column is None:
            return
        cell = self._cell(table, flaw.row_id, column)
        if cell is None:
            return  # its row is gone already
        fault = self._fault(column, cell)
        if fault is None:
            return
        for stored in replacements(column, cell, fault):
            if self._fault(column, _as_cell(stored)) is None and self._put(
                table, flaw.row_id, column, stored
            ):
                now = None if stored is None else _as_cell(stored).shown()
                self.mended.append(Mended(table.name, flaw.row_id, column.name, fault, cell.shown(), now))
                return
        self._remove(table, flaw.row_id, flaw)

    def _cell(self, table: DeclaredTable, row_id: int, column: DeclaredColumn) -> Cell | None:
        name = quoted(column.name)
        found = self._connection.execute(
            f"SELECT typeof({name}), {name} FROM {quoted(table.name)} WHERE id = ?", (row_id,)
        ).fetchone()
        return Cell(found[0].decode(), found[1]) if found else None

    def _fault(self, column: DeclaredColumn, cell: Cell) -> FlawKind | None:
        fault = fault_in(column, cell)
        if fault is None and points_at_nothing(self._connection, column, cell):
            return "reference"
        return fault

    def _put(self, table: DeclaredTable, row_id: int, column: DeclaredColumn, stored: Stored) -> bool:
        """Write a value; False where it must be the only one and is not."""
        change = f"UPDATE {quoted(table.name)} SET {quoted(column.name)} = ? WHERE id = ?"
        try:
            self._connection.execute(change, (stored, row_id))
        except sqlite3.IntegrityError:
            return False
        return True

    def _remove(self, table: DeclaredTable, row_id: int, because: Flaw) -> None:
        """Let a row go, and before it what hangs on it; what may stand without it only lets go of it."""
        if (table.name, row_id) in self._going:
            return
        self._going.add((table.name, row_id))
        for below in self._tables.values():
            for column in below.columns:
                if column.refers == table.name:
                    self._let_go(below, column, row_id, because)
        values = {
            column.name: cell.preview
            for column in table.columns
            if (cell := self._cell(table, row_id, column)) is not None and cell.raw is not None
        }
        self._connection.execute(f"DELETE FROM {quoted(table.name)} WHERE id = ?", (row_id,))
        self.removed.append(Removed(table.name, row_id, because, values))

    def _let_go(self, below: DeclaredTable, column: DeclaredColumn, row_id: int, because: Flaw) -> None:
        name = quoted(column.name)
        hanging = self._connection.execute(
            f"SELECT id FROM {quoted(below.name)} WHERE {name} = ?", (row_id,)
        ).fetchall()
        for (each,) in hanging:
            if column.nullable and self._put(below, each, column, None):
                self.mended.append(Mended(below.name, each, column.name, "reference", str(row_id), None))
            else:
                self._remove(below, each, because)


def _as_cell(stored: Stored) -> Cell:
    if stored is None:
        return Cell("null", None)
    return Cell("integer", stored) if isinstance(stored, int) else Cell("text", stored.encode())
