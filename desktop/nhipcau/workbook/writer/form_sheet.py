"""Write a form: its questions run down, how to answer stands beside them, and every answer has a column."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, cast

from nhipcau.workbook.cells import ColumnSpec, Plain, SheetSpec
from nhipcau.workbook.writer.cell_dress import Dress
from nhipcau.workbook.writer.palette import MUTED, VIOLET, VIOLET_GROUND
from nhipcau.workbook.writer.safe_text import cell_text, must_be_quoted
from nhipcau.workbook.writer.text_measure import height_of, lines_of

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from nhipcau.workbook.writer.choices import Choices
    from nhipcau.workbook.writer.styles import Looks

_QUESTION: Final = 36.0
_HINT: Final = 27.0
_ANSWERS: Final = 44.0
"""Shared by the columns of answers, as long as each stays wide enough."""
_NARROWEST: Final = 22.0
_WIDEST: Final = 44.0
_ROOM: Final = 9.0
_LEAST: Final = 25.0
_TO_WRITE: Final = 44.0
"""The least height of an answer in one's own words."""
_ONE_PAGE: Final = 1150.0
"""So high a form can still be read when it is printed on one page."""
_HINT_OF_SECTIONS: Final = 33.0
_HINT_SIZE: Final = 9.0


def write_form(sheet: "Worksheet", spec: SheetSpec, looks: "Looks", choices: "Choices") -> None:
    """Write a sheet whose `columns` are questions. The first that is in sight heads the columns of answers.

    Where the sheet has `sections`, nothing heads the answers, there is one, and the hints stand at its right.
    """
    _Form(sheet, spec, looks, choices).write()


class _Form:
    def __init__(self, sheet: "Worksheet", spec: SheetSpec, looks: "Looks", choices: "Choices") -> None:
        self._sheet = sheet
        self._spec = spec
        self._looks = looks
        self._choices = choices
        self._answers = max(1, len(spec.rows))
        self._width = min(_WIDEST, max(_NARROWEST, _ANSWERS / self._answers))
        self._hint = 3 if spec.sections else 2
        self._first = 2 if spec.sections else 3
        self._row = 1
        self._height = 0.0
        answers = [self._width] * self._answers
        self._widths = (
            [_QUESTION, *answers, _HINT_OF_SECTIONS] if spec.sections else [_QUESTION, _HINT, *answers]
        )

    def write(self) -> None:
        for number, width in enumerate(self._widths, start=1):
            self._looks.set_width(self._sheet, number, width)
        self._write_head()
        first = next(place for place, column in enumerate(self._spec.columns) if not column.hidden)
        for place, column in enumerate(self._spec.columns):
            if place in self._spec.sections:
                self._write_section(self._spec.sections[place])
            self._write_question(place, column, heads=place == first and not self._spec.sections)
        if self._spec.protected:
            self._looks.protect(self._sheet)
        self._looks.set_up_page(self._sheet, landscape=self._answers > 2, pages=True, wide=1)
        self._sheet.page_setup.fitToHeight = int(self._height <= _ONE_PAGE)
        self._sheet.print_area = self._looks.area(1, 1, self._row - 1, len(self._widths))

    def _write_head(self) -> None:
        spec = self._spec
        if spec.paper:
            self._looks.band.write(self._sheet, self._row, self._widths, "")
            self._row += 1
        for place, line in enumerate(spec.intro):
            self._write_line(line, title=place == 0)
        if spec.notice:
            self._write_over(spec.notice, Dress(10.5, colour=VIOLET, ground=VIOLET_GROUND, indent=1), 14)
        self._set_height(8)
        self._row += 1
        if spec.headed_hints:
            self._put(self._hint, spec.headed_hints, Dress(_HINT_SIZE, colour=MUTED, indent=1))
            self._row += 1

    def _write_line(self, line: str, *, title: bool) -> None:
        last = len(self._widths)
        height = self._looks.write_over(
            self._sheet, self._row, (1, last), line, sum(self._widths), title=title
        )
        self._set_height(height)
        self._row += 1

    def _write_over(self, text: str, dress: Dress, room: float) -> None:
        self._looks.wardrobe.put(self._sheet, self._row, (1, len(self._widths)), text, dress)
        lines = lines_of(text, sum(self._widths), dress.size, bold=dress.bold, indent=dress.indent)
        self._set_height(height_of(lines, dress.size) + room)
        self._row += 1

    def _write_section(self, heading: str) -> None:
        self._set_height(10)
        self._row += 1
        accent = self._looks.palette
        self._write_over(heading, Dress(13, bold=True, colour=accent.dark, rule=accent.accent), 8)

    def _write_question(self, place: int, column: ColumnSpec, *, heads: bool) -> None:
        values = [row[place] for row in self._spec.rows]
        asked = Dress(10.5, bold=heads or self._spec.paper, indent=1, edges="" if heads else "below")
        if heads:
            asked = Dress(10.5, bold=True, colour="FFFFFFFF", ground=self._looks.palette.accent, indent=1)
        hint = asked if heads else Dress(_HINT_SIZE, colour=MUTED, indent=1, edges="below")
        self._put(1, column.heading, asked)
        self._put(self._hint, column.note, hint)
        opened = []
        for number, value in enumerate(values):
            is_open = not (column.muted or column.hidden or (number, place) in self._spec.closed)
            # Typed `1, 3` and `- often` stay what they are.
            answer = Dress(11, indent=1, to_fill=True, shown="@") if is_open else Dress(
                11, colour=MUTED, horizontal="center", edges="below", shown="@")  # fmt: skip
            cell = self._put(self._first + number, value, asked if heads and not is_open else answer)
            opened += [cell.coordinate] if is_open else []
        if column.choices and opened:
            self._choices.offer_in(self._sheet, opened, column.choices, column.unlisted)
        if column.hidden:
            self._sheet.row_dimensions[self._row].hidden = True
        else:
            least = _TO_WRITE if column.kind == "wrapped" and opened and not column.choices else _LEAST
            self._set_height(max(least, self._fitting(column, values)))
        if heads:
            self._sheet.freeze_panes = f"C{self._row + 1}"
            self._sheet.print_title_rows = f"{self._row}:{self._row}"
        self._row += 1

    def _fitting(self, column: ColumnSpec, values: Sequence[Plain]) -> float:
        heights = [
            height_of(lines_of(column.heading, _QUESTION, 10.5, bold=True, indent=1), 10.5),
            height_of(lines_of(column.note, self._widths[self._hint - 1], _HINT_SIZE, indent=1), _HINT_SIZE),
        ]
        heights += [
            height_of(lines_of(value, self._width, 11, indent=1))
            for value in values
            if isinstance(value, str)
        ]
        return max(heights) + _ROOM

    def _put(self, column: int, value: Plain, dress: Dress) -> "Cell":
        fit = cell_text(value) if isinstance(value, str) else value
        if isinstance(fit, str) and must_be_quoted(fit):
            return self._looks.wardrobe.put(self._sheet, self._row, (column, column), fit, dress)
        cell = cast("Cell", self._sheet.cell(self._row, column))
        self._looks.wardrobe.put_on(cell, dress)
        if fit not in (None, ""):
            cell.value = fit
        if isinstance(fit, str) and fit:
            cell.data_type = "s"
        return cell

    def _set_height(self, height: float) -> None:
        self._sheet.row_dimensions[self._row].height = min(height, 409)
        self._height += height
