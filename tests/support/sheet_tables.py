"""The table of a sheet whose headings stand below a letterhead: its rows counted from its headings, which are row 1."""

from typing import Any

from nhipcau.common.words import LANGUAGES, text

_KEYS = {text(language, "homecoming.key") for language in LANGUAGES}


def heading_row(sheet: Any) -> int:
    """Return the number of the row with the headings; 1 where no key stands before them."""
    firsts = enumerate(sheet.iter_rows(max_row=20, max_col=1, values_only=True), start=1)
    return next((number for number, (cell,) in firsts if cell in _KEYS), 1)


class SheetTable:
    """A sheet of openpyxl in which row 1 is the one with the headings; all else is the sheet's own."""

    def __init__(self, sheet: Any) -> None:
        self._sheet, self._above = sheet, heading_row(sheet) - 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sheet, name)

    def __getitem__(self, row: int) -> Any:
        return self._sheet[row + self._above]

    def cell(self, row: int, column: int) -> Any:
        return self._sheet.cell(row + self._above, column)

    def delete_rows(self, row: int, amount: int = 1) -> None:
        self._sheet.delete_rows(row + self._above, amount)

    @property
    def columns_by_name(self) -> dict[str, int]:
        return {str(cell.value): place for place, cell in enumerate(self[1], start=1) if cell.value}
