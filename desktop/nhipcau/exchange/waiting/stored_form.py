"""How a sheet was understood, as it is kept beside its rows that wait, and the sheet made of them again.

What is kept is what `reading.answers` reads: there is no second way of reading. Where it cannot be used any more, for
a file that was mended or made by another version, the rows are understood anew from their headings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from nhipcau.exchange.formats.column_mapping import SheetReading
from nhipcau.exchange.formats.reading_terms import IGNORE, QUESTION
from nhipcau.exchange.formats.sheet_area import Area
from nhipcau.exchange.formats.sheet_table import ColumnData, Table
from nhipcau.exchange.mapping.file_proposal import understand
from nhipcau.exchange.waiting.stored_cells import as_json, from_json
from nhipcau.participants.sheet import BY_CODE
from nhipcau.workbook import SheetData, Source

_KIND: Final = "waiting"


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row that waits."""

    id: int
    row_number: int
    hidden: bool
    mark: str
    cells: Sequence[Any]
    """As JSON says them."""


@dataclass(frozen=True, slots=True)
class StoredForm:
    """A sheet and its rows that wait."""

    id: int
    file_name: str
    digest: str
    sheet: str
    fingerprint: str
    imported_at: datetime
    headings: Sequence[str]
    reading: Mapping[str, Any]
    rows: tuple[StoredRow, ...]

    @property
    def source(self) -> Source:
        """Return the file that these rows make."""
        cells = [tuple(map(from_json, row.cells)) for row in self.rows]
        sheet = SheetData(self.sheet, (tuple(self.headings), *cells))
        return Source(Path(self.file_name), _KIND, (sheet,), self.digest)


@cache
def _readings() -> TypeAdapter[SheetReading]:
    return TypeAdapter(SheetReading)


@cache
def _tables() -> TypeAdapter[Table]:
    return TypeAdapter(Table)


def understood(reading: SheetReading, table: Table) -> dict[str, Any]:
    """Return what `WaitingForm.reading` keeps: how the columns were understood, and the table but for its rows."""
    # What only tells of the rows says nothing of how they are read.
    plain = replace(reading, source=0, used=True, why="", row_count=0, left_out=())
    return {
        "sheet": _readings().dump_python(plain, mode="json"),
        "table": _tables().dump_python(_with_rows(table, (), (), frozenset()), mode="json"),
    }


def headings_of(table: Table) -> list[str]:
    """Return the headings by the index of their columns."""
    headings = [""] * _width(table)
    for column in table.columns:
        headings[column.index] = column.heading
    return headings


def cells_at(table: Table, place: int) -> list[Any]:
    """Return one row of a table by the index of its columns, as JSON says it."""
    cells: list[Any] = [None] * _width(table)
    for column in table.columns:
        cells[column.index] = as_json(column.cells[place])
    return cells


def _width(table: Table) -> int:
    return max((column.index + 1 for column in table.columns), default=0)


def sheet_again(form: StoredForm, source: int) -> tuple[SheetReading, Table]:
    """Return the sheet that the rows of a form make, as the coordinator last understood it; `source` is its place."""
    found = _as_before(form) or _anew(form)
    reading, table = found
    hidden = frozenset(row.row_number for row in form.rows if row.hidden)
    numbers = tuple(row.row_number for row in form.rows)
    rows = [tuple(map(from_json, row.cells)) for row in form.rows]
    reading = replace(reading, source=source, used=True, why="", row_count=len(rows))
    return reading, _with_rows(table, numbers, rows, hidden)


def _with_rows(
    table: Table, numbers: tuple[int, ...], rows: Sequence[Sequence[Any]], hidden: frozenset[int]
) -> Table:
    columns = tuple(
        replace(column, cells=tuple(_cell(row, column.index) for row in rows)) for column in table.columns
    )
    return replace(table, numbers=numbers, columns=columns, hidden=hidden, left_out=())


def _cell(row: Sequence[Any], index: int) -> Any:  # noqa: ANN401 - a cell holds anything
    return row[index] if index < len(row) else None


def _as_before(form: StoredForm) -> tuple[SheetReading, Table] | None:
    try:
        reading = _readings().validate_python(form.reading.get("sheet"))
        table = _tables().validate_python(form.reading.get("table"))
    except ValidationError:
        return None
    known = all(
        column.meaning in BY_CODE or column.meaning in (QUESTION, IGNORE) for column in reading.columns
    )
    return (reading, table) if known and table.columns else None


def _anew(form: StoredForm) -> tuple[SheetReading, Table]:
    columns = tuple(ColumnData(index, heading, ()) for index, heading in enumerate(form.headings))
    found = understand((form.source,))
    reading = replace(found.sheets[0], header_row=1, fingerprint=form.fingerprint)
    return reading, Table(Area((1,), 1), (), columns)
