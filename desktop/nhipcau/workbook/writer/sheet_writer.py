"""Write one sheet from the top: lines above, one table, blocks below it, notes."""

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Final, cast

from nhipcau.common.progress import Progress
from nhipcau.workbook.cells import BlockSpec, ColumnSpec, Plain, SheetSpec
from nhipcau.workbook.writer.choices import Choices
from nhipcau.workbook.writer.safe_text import cell_text, cell_value, must_be_quoted

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

    from nhipcau.workbook.writer.styles import Looks

LINE_HEIGHT: Final = 16.5
_ROWS_BETWEEN_REPORTS: Final = 200
_LETTER_WIDTH: Final = 96.0  # of a sheet that only says something
_EMPTY_ROWS_PRINTED: Final = 5
_PAGE_WIDTH: Final = 230
"""Letters beside each other on a printed page that can still be read."""


class RowCount:
    """Rows done out of all rows."""

    def __init__(self, progress: Progress, sheets: Sequence[SheetSpec]) -> None:
        self.progress = progress
        self.total = 1 + sum(
            len(s.rows) + sum(len(b.rows) + 1 for b in s.blocks) + len(s.page) for s in sheets
        )
        self._done = 0

    def one_more(self) -> None:
        self._done += 1
        if self._done % _ROWS_BETWEEN_REPORTS == 0:
            self.progress.report(self._done, self.total)


class SheetWriter:
    """Writes one sheet: lines, a table, blocks, notes. What is a paper is written by `PaperWriter`."""

    def __init__(
        self, sheet: "Worksheet", spec: SheetSpec, looks: "Looks", choices: Choices, count: RowCount
    ) -> None:
        self._sheet = sheet
        self._spec = spec
        self._looks = looks
        self._choices = choices
        self._count = count
        self._row = 1
        self._columns = self._widest()

    def write(self) -> None:
        self._write_above()
        if self._spec.intro:
            self._row += 1
        if self._spec.columns:
            self._write_main_table()
        for number, block in enumerate(self._spec.blocks):
            self._write_block(block, first=number == 0)
        if self._spec.notes:
            self._row += 1
            self._write_lines(self._spec.notes, "line", "line")
        self._set_up_printing()
        if self._spec.protected:
            self._looks.protect(self._sheet)
        if self._spec.hidden:
            self._sheet.sheet_state = "veryHidden"

    def _write_above(self) -> None:
        """Set the columns, and write what stands above the table."""
        self._set_widths()
        self._write_lines(self._spec.intro, "title", "line")

    # The table ------------------------------------------------------------------------------------------------

    def _write_main_table(self) -> None:
        heading = self._row
        self._write_table(self._spec.columns, self._spec.rows)
        self._prepare_rows(heading + 1)
        last = max(self._row - 1, heading)
        corner = self._sheet.cell(last, len(self._spec.columns)).coordinate
        if self._spec.filtered:
            if self._spec.as_table:
                headings = [cell_text(column.heading) for column in self._spec.columns]
                self._looks.make_table(self._sheet, f"A{heading}:{corner}", headings)
            else:
                self._sheet.auto_filter.ref = f"A{heading}:{corner}"
        if self._spec.rows_to_fill and not self._spec.protected and not self._spec.blocks:
            self._sheet.print_area = f"A1:{self._printed_corner(last)}"
        self._keep_in_sight(heading)
        self._sheet.print_title_rows = f"{heading}:{heading}"

    def _printed_corner(self, last: int) -> str:
        """Return the last cell that is printed: a few empty rows to write in by hand, not pages of them."""
        filled = last - self._spec.rows_to_fill
        row = min(last, filled + _EMPTY_ROWS_PRINTED)
        return self._sheet.cell(row, len(self._spec.columns)).coordinate

    def _keep_in_sight(self, heading: int) -> None:
        """Freeze the headings, and in a wide table who the row is about; the same on every printed page."""
        from openpyxl.utils import get_column_letter

        columns = 0
        if self._pages_wide() > 1:
            columns = 1 + next((n for n, one in enumerate(self._spec.columns) if not one.hidden), 0)
            self._sheet.print_title_cols = f"A:{get_column_letter(columns)}"
        if self._spec.freeze:
            self._sheet.freeze_panes = f"{get_column_letter(columns + 1)}{heading + 1}"

    def _prepare_rows(self, first: int) -> None:
        """Format the rows to fill in, and offer what may be chosen in them and in those above."""
        opened = self._opened(self._spec.columns)
        for _ in range(self._spec.rows_to_fill):
            self._append([None] * len(self._spec.columns), self._spec.columns, opened)
            self._fit_empty_row()
            self._row += 1
        for number, column in enumerate(self._spec.columns, start=1):
            if column.choices and self._row > first:
                self._choices.offer(
                    self._sheet, number, range(first, self._row), column.choices, column.unlisted
                )
            for place, choices in column.row_choices.items():
                rows = range(first + place, first + place + 1)
                self._choices.offer(self._sheet, number, rows, choices, column.unlisted)

    def _write_table(self, columns: Sequence[ColumnSpec], rows: Sequence[Sequence[Plain]]) -> None:
        for number, column in enumerate(columns, start=1):
            cell = self._text(number, column.heading, "heading")
            self._dress_heading(cell, column)
            if column.note:
                self._looks.comment(cell, cell_text(column.note))
        self._fit_headings(columns)
        self._row += 1
        measured = self._measured(columns)
        opened = self._opened(columns)
        for row in rows:
            self._append(row, columns, opened)
            self._fit_row(measured, row)
            self._row += 1
            self._count.one_more()

    def _dress_heading(self, cell: "SheetCell", column: ColumnSpec) -> None:
        """Give a heading another look than its style's, where the sheet is a paper."""

    def _fit_headings(self, columns: Sequence[ColumnSpec]) -> None:
        self._fit_height([column.heading for column in columns], room=0.85)  # bold letters are wider

    def _measured(self, columns: Sequence[ColumnSpec]) -> Sequence[ColumnSpec]:
        """Return the columns by which the heights of a table's rows are measured."""
        return columns

    def _fit_row(self, columns: Sequence[ColumnSpec], row: Sequence[Plain]) -> None:
        values = [
            value if column.kind == "wrapped" else None for column, value in zip(columns, row, strict=True)
        ]
        if any(values):
            self._fit_height(values)

    def _fit_empty_row(self) -> None:
        """Give a row to fill in its height, where the sheet is a paper."""

    def _append(self, row: Sequence[Plain], columns: Sequence[ColumnSpec], opened: Sequence[bool]) -> None:
        """Write a row below the one written last: several times faster than asking the sheet for each cell."""
        cells = zip(row, columns, opened, strict=True)
        self._sheet.append(
            [self._cell_for(value, column, opened=is_open) for value, column, is_open in cells]
        )

    def _opened(self, columns: Sequence[ColumnSpec]) -> list[bool]:
        """Say which cells of a row can be filled in although the sheet is protected."""
        to_fill = self._spec.protected and columns is self._spec.columns
        return [to_fill and not (column.muted or column.hidden) for column in columns]

    def _cell_for(self, value: Plain, column: ColumnSpec, *, opened: bool) -> "SheetCell":
        kind = column.kind
        fit = cell_value(value, as_text=kind in ("text", "email"))
        quoted = isinstance(fit, str) and must_be_quoted(fit)
        cell = self._looks.new_cell(self._sheet, kind, fit, opened=opened, quoted=quoted)
        if fit is not None:
            cell.value = fit
        if isinstance(fit, str):
            cell.data_type = "s"
        return cell

    def _fit_height(self, values: Sequence[Plain], room: float = 1.0) -> None:
        """Make the row as high as its wrapped texts: LibreOffice, unlike Excel, leaves that to who writes the file."""
        lines = max(
            (
                _lines(value, column.width * room)
                for column, value in zip(self._columns, values, strict=False)
                if isinstance(value, str) and not column.hidden
            ),
            default=1,
        )
        if lines > 1:
            self._sheet.row_dimensions[self._row].height = LINE_HEIGHT * lines

    # Pages to hand out ----------------------------------------------------------------------------------------

    def _write_block(self, block: BlockSpec, *, first: bool) -> None:
        if block.new_page and not (first and self._row == 1):
            self._looks.break_page_before(self._sheet, self._row)
        self._text(1, block.heading, "block")
        self._sheet.row_dimensions[self._row].height = LINE_HEIGHT * 1.7
        self._row += 1
        self._write_lines(block.intro, "line", "line")
        if block.columns:
            self._row += 1
            self._write_table(block.columns, block.rows)
        self._row += 1
        self._count.one_more()

    # Pieces ---------------------------------------------------------------------------------------------------

    def _write_lines(self, lines: Sequence[str], first_look: str, look: str) -> None:
        for number, line in enumerate(lines):
            self._text(1, line, look if number else first_look)
            if first_look == "title":  # LibreOffice leaves the height of big letters to who writes the file
                self._sheet.row_dimensions[self._row].height = LINE_HEIGHT * (1.2 if number else 1.8)
            self._row += 1

    def _text(self, column: int, text: str, look: str) -> "SheetCell":
        cell = self._cell(column)
        cell.style = self._looks.name(look)
        self._put_text(cell, cell_text(text))
        return cell

    def _put_text(self, cell: "SheetCell", text: str) -> None:
        """Write text as text: openpyxl would make formulas of `=…` and errors of `#N/A`."""
        cell.value = text
        cell.data_type = "s"
        if must_be_quoted(text):
            cell.quotePrefix = True

    def _cell(self, column: int) -> "SheetCell":
        # Only cells inside merged areas are of another class, and none is written to.
        return cast("SheetCell", self._sheet.cell(self._row, column))

    def _widest(self) -> list[ColumnSpec]:
        """Return what decides the width of each column: the widest of those that stand above each other."""
        candidates = [self._spec.columns, *(block.columns for block in self._spec.blocks)]
        if not any(candidates):
            return [ColumnSpec("", _LETTER_WIDTH)]
        count = max((len(columns) for columns in candidates), default=0)
        return [
            max((columns[n] for columns in candidates if n < len(columns)), key=lambda column: column.width)
            for n in range(count)
        ]

    def _set_widths(self) -> None:
        for number, column in enumerate(self._columns, start=1):
            self._looks.set_width(self._sheet, number, column.width, hidden=column.hidden)

    def _set_up_printing(self) -> None:
        self._looks.set_up_page(
            self._sheet,
            landscape=self._spec.landscape,
            pages=bool(self._spec.blocks) or not self._spec.columns,
            wide=self._pages_wide(),
        )

    def _pages_wide(self) -> int:
        """Return on how many pages beside each other the columns can still be read."""
        return max(1, ceil(sum(column.width for column in self._columns if not column.hidden) / _PAGE_WIDTH))


def _lines(text: str, room: float) -> int:
    return max(1, sum(max(1, ceil(len(line) * 1.1 / max(room, 10))) for line in text.split("\n")))
