"""Sheets of our own workbooks changed by hand, row by row, as people change them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.sheets.sheet_kinds import sheet_kinds


class Edited:
    """A workbook that is open. Rows are told by what stands in their first visible column."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._book = openpyxl.load_workbook(path)

    def _columns(self, sheet: str) -> dict[str, int]:
        return {str(cell.value): place for place, cell in enumerate(self._book[sheet][1], start=1)}

    def change(self, sheet: str, row: str, **_: object) -> "_Row":
        page = self._book[sheet]
        number = next(n for n in range(2, page.max_row + 1) if str(page.cell(n, 2).value) == row)
        return _Row(page, number, self._columns(sheet))

    def add(self, sheet: str, values: Mapping[str, Any]) -> None:
        page, columns = self._book[sheet], self._columns(sheet)
        number = next(
            n for n in range(2, page.max_row + 2) if not any(page.cell(n, c).value for c in columns.values())
        )
        for heading, value in values.items():
            page.cell(number, columns[heading]).value = value

    def remove(self, sheet: str, row: str) -> None:
        page = self._book[sheet]
        page.delete_rows(next(n for n in range(2, page.max_row + 1) if str(page.cell(n, 2).value) == row))

    def saved(self, name: str = "") -> Path:
        path = self._path.with_name(name) if name else self._path
        self._book.save(path)
        return path


class _Row:
    def __init__(self, page: Any, number: int, columns: Mapping[str, int]) -> None:
        self._page, self._number, self._columns = page, number, columns

    def to(self, values: Mapping[str, Any]) -> None:
        for heading, value in values.items():
            self._page.cell(self._number, self._columns[heading]).value = value


def held(database: Database, programme_id: int) -> dict[tuple[str, str], dict[str, str]]:
    """Return what a workbook would show now, by sheet and key."""
    with database.read() as db:
        kinds = sheet_kinds(db, programme_id, Words("vi"))
    return {(kind.code, key): texts for kind in kinds for key, texts in kind.texts().items()}
