"""Finding cells that cannot be read as they are declared, and references to nothing, in a file whose pages are sound.

The engine picks out the rows that may hold one, which costs little; those are judged exactly (`cells.py`). What the
engine picks must never be less than what is judged bad.
"""
# ruff: noqa: S608 - SQL is built only from the names of our own tables and columns

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Final

from nhipcau.common.progress import Progress
from nhipcau.database.column_declarations import DeclaredColumn, DeclaredTable, declared_tables
from nhipcau.database.dialects import literal, quoted
from nhipcau.database.soundness.cells import DEEPEST, Cell, Flaw, fault_in, is_text
from nhipcau.database.soundness.journal_flaws import flaws_of_history
from nhipcau.database.soundness.opening_refusal import columns_in

MOST: Final = 10_000
"""How many flaws are listed: more are no longer single cells gone wrong."""
_SLICE: Final = 2_000
"""Rows read in one statement: a writer is never kept waiting for long."""
_LARGEST: Final = "1.7976931348623157e308"
_BETWEEN: Final = "char(10)"
"""Parts the texts of a row that are decoded together: what one lacks the next must not complete."""


def flaws_of(connection: sqlite3.Connection) -> tuple[Flaw, ...]:
    """Look through every cell and reference, but not into the pages nor into what the history keeps; quick."""
    return tuple(_first(_flaws(connection, Progress(), thorough=False)))


def all_flaws_of(connection: sqlite3.Connection, progress: Progress) -> tuple[Flaw, ...]:
    """Look through everything, the history included; raises Cancelled when told to stop."""
    return tuple(_first(_flaws(connection, progress, thorough=True)))


def _first(flaws: Iterator[Flaw]) -> Iterator[Flaw]:
    for _, flaw in zip(range(MOST), flaws, strict=False):
        yield flaw


def _flaws(connection: sqlite3.Connection, progress: Progress, *, thorough: bool) -> Iterator[Flaw]:
    tables = _tables_in(connection)
    with as_bytes(connection):
        for done, table in enumerate(tables):
            progress.report(done, len(tables) + 1)
            look = _Look(table, thorough=thorough)
            last: int | None = -(1 << 63)
            while last is not None:
                last = yield from look.through(connection, last)
                progress.report(done, len(tables) + 1)
        for row_id, column, preview, owner in flaws_of_history(connection, thorough=thorough):
            yield Flaw(owner, row_id, column, "history", preview)
    progress.report(len(tables) + 1, len(tables) + 1)


def _tables_in(connection: sqlite3.Connection) -> tuple[DeclaredTable, ...]:
    """Return the declared tables as far as they are there: a later schema may have left out a column."""
    found = columns_in(connection)
    return tuple(
        DeclaredTable(table.name, tuple(each for each in table.columns if each.name in found[table.name]))
        for table in declared_tables()
        if table.name in found
    )


@contextmanager
def as_bytes(connection: sqlite3.Connection) -> Iterator[None]:
    """Read texts as the bytes they are: one that is no text would end the statement."""
    before = connection.text_factory
    connection.text_factory = bytes
    try:
        yield
    finally:
        connection.text_factory = before


class _Look:
    """The statements for one table, and what of its JSON was found good already."""

    def __init__(self, table: DeclaredTable, *, thorough: bool) -> None:
        self._table = table
        name = quoted(table.name)
        self._parsed = [
            each for each in table.columns if each.kind == "json" and (thorough or each.parts is not None)
        ]
        # A number is no text to parse: the engine's own judgement stands.
        parsed = "".join(
            f", CASE typeof({quoted(each.name)}) WHEN 'text' THEN {quoted(each.name)} END"
            for each in self._parsed
        )
        texts = [each for each in table.columns if each.kind in ("text", "json") and each not in self._parsed]
        together = f" || {_BETWEEN} || ".join(("''", *(f"ifnull({quoted(each.name)}, '')" for each in texts)))
        suspects = (
            f"CASE WHEN {' OR '.join(_suspicion(table.name, each) for each in table.columns)} THEN 1 END"
        )
        self._rows = (
            f"SELECT id, {suspects}, {together}{parsed} FROM {name} WHERE id > ? ORDER BY id LIMIT {_SLICE}"
        )
        cells = ", ".join(f"typeof({quoted(each.name)}), {quoted(each.name)}" for each in table.columns)
        self._row = f"SELECT {cells} FROM {name} WHERE id = ?"
        self._good: list[set[bytes]] = [{b"[]", b"{}"} if each.container else set() for each in self._parsed]

    def through(self, connection: sqlite3.Connection, after: int) -> Generator[Flaw, None, int | None]:
        """Yield what is wrong in one slice of rows; return the last id of it, None at the end of the table."""
        rows = connection.execute(self._rows, (after,)).fetchall()
        for row_id, suspect, together, *parsed in rows:
            if suspect or not is_text(together) or not self._are_good(parsed):
                yield from self._judged(connection, row_id)
        return rows[-1][0] if len(rows) == _SLICE else None

    def _are_good(self, parsed: list[bytes | None]) -> bool:
        for column, raw, good in zip(self._parsed, parsed, self._good, strict=True):
            if raw is not None and raw not in good:
                if fault_in(column, Cell("text", raw)) is not None:
                    return False
                good.add(raw)
        return True

    def _judged(self, connection: sqlite3.Connection, row_id: int) -> Iterator[Flaw]:
        found = connection.execute(self._row, (row_id,)).fetchone()
        for column, storage, raw in zip(self._table.columns, found[::2], found[1::2], strict=True):
            cell = Cell(storage.decode(), raw)
            fault = fault_in(column, cell)
            if fault is None and points_at_nothing(connection, column, cell):
                fault = "reference"
            if fault is not None:
                yield Flaw(self._table.name, row_id, column.name, fault, cell.preview)


def points_at_nothing(connection: sqlite3.Connection, column: DeclaredColumn, cell: Cell) -> bool:
    """Tell whether a good number refers to a row that is not there."""
    if not column.refers or cell.raw is None:
        return False
    at = connection.execute(f"SELECT 1 FROM {quoted(column.refers)} WHERE id = ?", (cell.raw,))
    return at.fetchone() is None


def _suspicion(table: str, column: DeclaredColumn) -> str:
    """Return the condition under which a cell must be looked at closely."""
    cell = quoted(column.name)
    if column.kind == "integer":
        doubt = f"typeof({cell}) <> 'integer' OR {cell} NOT BETWEEN {column.least} AND {column.most}"
        if column.refers:
            doubt += f" OR NOT EXISTS (SELECT 1 FROM {quoted(column.refers)} AS r WHERE r.id = {quoted(table)}.{cell})"
    elif column.kind == "boolean":
        doubt = f"typeof({cell}) <> 'integer' OR {cell} NOT IN (0, 1)"
    elif column.kind == "json":
        doubt = _doubt_of_json(column, cell)
    else:
        doubt = f"typeof({cell}) <> 'text'{_doubt_of_text(column, cell)}"
    # Whether it may be empty comes first: nothing is compared with nothing.
    return f"({cell} IS NOT NULL AND ({doubt}))" if column.nullable else f"({cell} IS NULL OR {doubt})"


def _doubt_of_text(column: DeclaredColumn, cell: str) -> str:
    no_year = f"substr({cell}, 1, 4) = '0000'"
    if column.kind == "date":
        # A day is added so that the 30th of February becomes another day.
        return f" OR {no_year} OR date({cell}, '+0 days') IS NOT {cell}"
    if column.kind == "datetime":
        moment = f"substr({cell}, 1, 19)"
        digits = "[0-9]" * 6
        return (
            f" OR {no_year} OR datetime({moment}, '+0 days') IS NOT {moment}"
            f" OR NOT (length({cell}) = 19 OR substr({cell}, 20) GLOB '.{digits}')"
        )
    return f" OR {cell} NOT IN ({', '.join(map(literal, column.codes))})" if column.codes else ""


def _doubt_of_json(column: DeclaredColumn, cell: str) -> str:
    """Doubt what does not parse, and what has many brackets; a bare number is kept as a number."""
    brackets = f"length({cell}) - length(replace(replace({cell}, '[', ''), '{{', ''))"
    bare = f"typeof({cell}) <> 'text'" if column.container else f"abs({cell}) > {_LARGEST}"
    # A function that fails over bad JSON must stand behind CASE: OR may ask both of its sides.
    outside = f"json_type({cell}) <> {literal(column.container)}" if column.container else "0"
    return (
        f"typeof({cell}) = 'blob' OR {bare} AND typeof({cell}) <> 'text' OR typeof({cell}) = 'text' AND "
        f"(CASE WHEN json_valid({cell}) THEN {outside} ELSE 1 END OR unicode({cell}) IN (9, 10, 13, 32)"
        f" OR length({cell}) > {2 * DEEPEST} AND {brackets} > {DEEPEST})"
    )
