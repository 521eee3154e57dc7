"""Write a form: its questions run down, how to answer stands beside them, and every answer has a column."""

from collections.abc import Sequence
from copy import copy
from math import ceil
from typing import TYPE_CHECKING, Any, Final, cast

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray

from nhipcau.workbook.cells import ColumnSpec, Plain, SheetSpec
from nhipcau.workbook.writer.safe_text import cell_text, cell_value, must_be_quoted
from nhipcau.workbook.writer.styles import ACCENT, INK, LINE, MUTED

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from nhipcau.workbook.writer.choices import Choices
    from nhipcau.workbook.writer.styles import Looks

_QUESTION: Final = 38.0
_HINT: Final = 32.0
_ANSWERS: Final = 52.0
"""Shared by the columns of answers, as long as each stays wide enough."""
_NARROWEST: Final = 22.0
_WIDEST: Final = 42.0
_LINE_HEIGHT: Final = 15.5
_ROOM: Final = 10.0
_TO_WRITE: Final = 66.0
"""The least height of an answer in one's own words."""
_ONE_PAGE: Final = 1150.0
"""So high a form can still be read when it is printed on one page."""
_TINT: Final = "FFFDF6E3"
_SIDE: Final = Side("thin", color=LINE)
_LEFT: Final = Alignment(wrap_text=True, vertical="center", horizontal="left", indent=1)
_CENTRE: Final = Alignment(wrap_text=True, vertical="center", horizontal="center")
_BOX: Final = Border(_SIDE, _SIDE, _SIDE, _SIDE)


def write_form(sheet: "Worksheet", spec: SheetSpec, looks: "Looks", choices: "Choices") -> None:
    """Write a sheet whose `columns` are questions. The first that is in sight heads the columns of answers."""
    _Form(sheet, spec, looks, choices).write()


class _Form:
    def __init__(self, sheet: "Worksheet", spec: SheetSpec, looks: "Looks", choices: "Choices") -> None:
        self._sheet = sheet
        self._spec = spec
        self._looks = looks
        self._choices = choices
        self._answers = max(1, len(spec.rows))
        self._width = min(_WIDEST, max(_NARROWEST, _ANSWERS / self._answers))
        self._row = 1
        self._height = 0.0
        self._known: dict[tuple[str, tuple[int, ...]], StyleArray] = {}

    def write(self) -> None:
        widths = [_QUESTION, _HINT, *[self._width] * self._answers]
        for number, width in enumerate(widths, start=1):
            self._looks.set_width(self._sheet, number, width)
        for place, line in enumerate(self._spec.intro):
            self._write_line(line, sum(widths), title=place == 0)
        if self._spec.intro:
            self._row += 1
        first = next(place for place, column in enumerate(self._spec.columns) if not column.hidden)
        for place, column in enumerate(self._spec.columns):
            self._write_question(place, column, heads=place == first)
        if self._spec.protected:
            self._looks.protect(self._sheet)
        self._looks.set_up_page(self._sheet, landscape=self._answers > 2, pages=True, wide=1)
        self._sheet.page_setup.fitToHeight = int(self._height <= _ONE_PAGE)

    def _write_line(self, line: str, width: float, *, title: bool) -> None:
        cell = self._put(1, line)
        cell.font = Font(
            name="Calibri", size=16 if title else 11, bold=title, color=ACCENT if title else MUTED
        )
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        last = 2 + self._answers
        self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=1, end_column=last)
        lines = _lines(line, width * (0.66 if title else 1.0))
        self._set_height(lines * (22.0 if title else _LINE_HEIGHT) + (_ROOM if title else 2.0))
        self._row += 1

    def _write_question(self, place: int, column: ColumnSpec, *, heads: bool) -> None:
        values = [row[place] for row in self._spec.rows]
        self._put(1, column.heading)
        self._put(2, column.note)
        opened = []
        for number, value in enumerate(values):
            cell = self._put(3 + number, value)
            is_open = not (column.muted or column.hidden or (number, place) in self._spec.closed)
            opened += [cell.coordinate] if is_open else []
            self._wear(cell, "open" if is_open else "closed")
        self._dress(heads=heads)
        if column.choices and opened:
            self._choices.offer_in(self._sheet, opened, column.choices, column.unlisted)
        if column.hidden:
            self._sheet.row_dimensions[self._row].hidden = True
        else:
            least = _TO_WRITE if column.kind == "wrapped" and opened and not column.choices else 0.0
            self._set_height(max(least, self._fitting(column, values)))
        if heads:
            self._sheet.freeze_panes = f"C{self._row + 1}"
            self._sheet.print_title_rows = f"{self._row}:{self._row}"
        self._row += 1

    def _fitting(self, column: ColumnSpec, values: Sequence[Plain]) -> float:
        lines = [_lines(column.heading, _QUESTION * 0.88), _lines(column.note, _HINT * 1.0)]
        lines += [_lines(value, self._width * 0.92) for value in values if isinstance(value, str)]
        return max(lines) * _LINE_HEIGHT + _ROOM

    def _dress(self, *, heads: bool) -> None:
        """Dress a question and its hint, or the row that heads the answers."""
        for number in range(1, 3 + self._answers if heads else 3):
            cell = cast("Cell", self._sheet.cell(self._row, number))
            self._wear(cell, "heading" if heads else "hint" if number == 2 else "question")

    def _wear(self, cell: "Cell", look: str) -> None:
        """Dress a cell: the first of its look from its parts, which takes long, and every other like that one."""
        mark = (look, tuple(_style_of(cell)))
        if mark in self._known:
            cast("Any", cell)._style = copy(self._known[mark])  # noqa: SLF001 - it has no public name as a whole
            return
        if look in ("open", "closed"):
            _dress_answer(cell, is_open=look == "open")
        else:
            _dress(cell, look)
        self._known[mark] = copy(_style_of(cell))

    def _put(self, column: int, value: Plain) -> "Cell":
        # Only cells inside merged areas are of another class, and none is written to.
        cell = cast("Cell", self._sheet.cell(self._row, column))
        fit = cell_text(value) if isinstance(value, str) else cell_value(value)
        if fit not in (None, ""):
            cell.value = fit
        if isinstance(fit, str) and fit:
            cell.data_type = "s"
            cell.quotePrefix = must_be_quoted(fit)
        return cell

    def _set_height(self, height: float) -> None:
        self._sheet.row_dimensions[self._row].height = height
        self._height += height


def _style_of(cell: "Cell") -> StyleArray:
    return cast("Any", cell)._style or StyleArray()  # noqa: SLF001 - it has no public name as a whole


def _dress(cell: "Cell", look: str) -> None:
    colours = {"heading": "FFFFFFFF", "hint": MUTED, "question": INK}
    size = 10 if look == "hint" else 11
    cell.font = Font(name="Calibri", size=size, bold=look == "heading", color=colours[look])
    cell.alignment = _LEFT
    cell.border = _BOX
    if look == "heading":
        cell.fill = PatternFill("solid", fgColor=ACCENT)


def _dress_answer(cell: "Cell", *, is_open: bool) -> None:
    cell.protection = Protection(locked=not is_open)
    cell.font = Font(name="Calibri", size=11, color=INK if is_open else MUTED)
    cell.alignment = _LEFT if is_open else _CENTRE
    cell.border = _BOX
    cell.number_format = "@"  # typed `1, 3` and `- often` stay what they are
    if is_open:
        cell.fill = PatternFill("solid", fgColor=_TINT)


def _lines(text: str, room: float) -> int:
    return max(1, sum(max(1, ceil(len(line) * 1.08 / room)) for line in text.split("\n")))
