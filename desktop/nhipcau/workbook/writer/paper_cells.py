"""The cells of a table on paper: roomy rows, a line below each, names above titles, and tinted cells to fill in."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from openpyxl.cell import Cell

from nhipcau.workbook.cells import ColumnSpec, Plain
from nhipcau.workbook.writer.cell_dress import Dress, two_lines
from nhipcau.workbook.writer.palette import MUTED
from nhipcau.workbook.writer.safe_text import cell_text, cell_value, must_be_quoted
from nhipcau.workbook.writer.text_measure import height_of, lines_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from nhipcau.workbook.writer.styles import Looks

_DOTS: Final = 5
_LEAST: Final = 29.0
_ROOM: Final = 10.0
_HEADING_ROOM: Final = 14.0
_NAME, _BELOW_NAME = 11.0, 9.5
_SHOWN: Final[Mapping[str, str]] = {
    "text": "@", "wrapped": "@", "email": "@", "person": "@", "state": "@", "date": "dd/mm/yyyy", "number": "General",
    "percent": "0 %",
}  # fmt: skip
_AT_RIGHT: Final = ("number", "percent")
_TONES: Final[Mapping[str, tuple[str, str, str]]] = {
    "good": ("FFE3F4E8", "FF17623A", "✓  "),
    "waiting": ("FFFDEFD8", "FF8A4B0B", "…  "),
    "plain": ("", MUTED, ""),
}
"""Ground, ink, and the mark before the text: colour alone tells nothing on a printer without it."""


class PaperCells:
    """Makes the cells of one sheet."""

    def __init__(self, sheet: "Worksheet", looks: "Looks") -> None:
        self._sheet, self._looks = sheet, looks

    def heading(self, column: ColumnSpec) -> Dress:
        at_right = column.kind in _AT_RIGHT
        return Dress(
            10.5, bold=True, colour="FFFFFFFF", ground=self._looks.palette.accent, indent=1,
            horizontal="right" if at_right else "left",
        )  # fmt: skip

    def new_cell(self, column: ColumnSpec, value: Plain, *, opened: bool) -> Cell:
        """Return a cell for a value, not yet in any row."""
        fit = cell_value(value, as_text=column.kind in ("text", "email"))
        cell = Cell(self._sheet, 1, 1)
        self._looks.wardrobe.put_on(cell, _dress(column, value, fit, opened=opened))
        if fit is not None:
            is_person = column.kind == "person" and isinstance(fit, str)
            cell.value = two_lines(str(fit)) if is_person else fit
        if isinstance(fit, str):
            cell.data_type = "s"
        return cell

    def height(self, columns: Sequence[ColumnSpec], values: Sequence[Plain]) -> float:
        """Return how high a row is, that all of its texts can be read."""
        needed = [
            _needed(column, value)
            for column, value in zip(columns, values, strict=False)
            if isinstance(value, str) and not column.hidden
        ]
        return max([_LEAST, *(one + _ROOM for one in needed)])

    def heading_height(self, columns: Sequence[ColumnSpec]) -> float:
        lines = [
            lines_of(cell_text(one.heading), one.width, 10.5, bold=True, indent=1)
            for one in columns
            if not one.hidden
        ]
        return height_of(max(lines, default=1), 10.5) + _HEADING_ROOM


def _needed(column: ColumnSpec, text: str) -> float:
    if column.kind != "person":
        return height_of(lines_of(text, column.width, 10.5, indent=1), 10.5)
    name, _, below = text.partition("\n")
    needed = height_of(lines_of(name, column.width, _NAME, bold=True, indent=1), _NAME)
    return needed + (
        height_of(lines_of(below, column.width, _BELOW_NAME, indent=1), _BELOW_NAME) if below else 0
    )


def _dress(column: ColumnSpec, value: Plain, fit: Plain, *, opened: bool) -> Dress:
    at_right = column.kind in _AT_RIGHT and not isinstance(fit, str)
    dress = Dress(
        10.5, edges="below", indent=1, horizontal="right" if at_right else "left", to_fill=opened,
        shown=_shown(column, fit), quoted=isinstance(fit, str) and must_be_quoted(fit),
    )  # fmt: skip
    if column.kind == "state" and isinstance(value, str):
        ground, ink, mark = _TONES[column.tones.get(value, "plain")]
        dress = replace(
            dress, bold=bool(mark), ground=ground, colour=ink, shown=f'"{mark}"@' if mark else "@"
        )
    if column.kind == "fit":
        dress = replace(dress, colour="FF0F766E")
    return dress


def _shown(column: ColumnSpec, fit: Plain) -> str:
    if column.kind == "fit" and isinstance(fit, int | float):
        dots = min(_DOTS, max(1, round(fit * _DOTS)))
        return f'"{"●" * dots}{"○" * (_DOTS - dots)}  "0 %'
    if isinstance(fit, dt.datetime):
        return "dd/mm/yyyy hh:mm"
    if isinstance(fit, dt.date):
        return "dd/mm/yyyy"
    if isinstance(fit, dt.time):
        return "hh:mm"
    return _SHOWN.get(column.kind, "General")
