"""Write a sheet that is a paper: a letterhead, roomy rows, and the whole width of the page."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from nhipcau.workbook.cells import ColumnSpec, Plain
from nhipcau.workbook.writer.paper_cells import PaperCells
from nhipcau.workbook.writer.sheet_writer import LINE_HEIGHT, SheetWriter

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell

_ROW_TO_FILL: Final = 25.0
_A_LITTLE: Final = 1.2
_UPRIGHT, _UPRIGHT_WIDTH, _ACROSS_WIDTH = 106.0, 91.0, 134.0
"""Of tables: so wide at most to stand upright, and how wide the page is either way."""


class PaperWriter(SheetWriter):
    """Writes the same as other sheets, to be looked at and printed."""

    def __init__(self, *parts: Any) -> None:  # noqa: ANN401 - those of any sheet
        super().__init__(*parts)
        self._upright = False
        self._paper = PaperCells(self._sheet, self._looks)

    def _write_above(self) -> None:
        self._spread()
        self._set_widths()
        self._write_head()

    def _spread(self) -> None:
        """Let a narrow table on paper take the page's width: columns of text grow, and upright where it fits so."""
        wide = sum(column.width for column in self._columns if not column.hidden)
        self._upright = wide <= _UPRIGHT
        growing = [
            one for one in self._columns if one.kind in ("wrapped", "person", "text") and not one.hidden
        ]
        room = (_UPRIGHT_WIDTH if self._upright else _ACROSS_WIDTH) - wide
        if room > 0 and growing:
            by = 1 + room / sum(column.width for column in growing)
            wider = {id(column) for column in growing}
            self._columns = [
                replace(column, width=column.width * by) if id(column) in wider else column
                for column in self._columns
            ]

    def _write_head(self) -> None:
        """Write the letterhead, and the lines above the table over all of its width."""
        shown = [column.width for column in self._columns if not column.hidden]
        first = 1 + next((place for place, column in enumerate(self._columns) if not column.hidden), 0)
        self._looks.band.write(self._sheet, self._row, shown, self._spec.aside, first)
        self._row += 1
        for place, line in enumerate(self._spec.intro):
            height = self._looks.write_over(
                self._sheet, self._row, (first, first + len(shown) - 1), line, sum(shown), title=place == 0
            )
            self._sheet.row_dimensions[self._row].height = height
            self._row += 1

    def _measured(self, columns: Sequence[ColumnSpec]) -> list[ColumnSpec]:
        """Return the columns of a table as wide as they stand in the sheet."""
        return [
            replace(column, width=wide.width) for column, wide in zip(columns, self._columns, strict=False)
        ]

    def _dress_heading(self, cell: "SheetCell", column: ColumnSpec) -> None:
        self._looks.wardrobe.put_on(cell, self._paper.heading(column))

    def _fit_headings(self, columns: Sequence[ColumnSpec]) -> None:
        height = self._paper.heading_height(self._measured(columns))
        self._sheet.row_dimensions[self._row].height = height

    def _fit_row(self, columns: Sequence[ColumnSpec], row: Sequence[Plain]) -> None:
        self._sheet.row_dimensions[self._row].height = self._paper.height(columns, row)

    def _fit_empty_row(self) -> None:
        self._sheet.row_dimensions[self._row].height = _ROW_TO_FILL

    def _cell_for(self, value: Plain, column: ColumnSpec, *, opened: bool) -> "SheetCell":
        return self._paper.new_cell(column, value, opened=opened)

    def _set_up_printing(self) -> None:
        self._looks.set_up_page(
            self._sheet,
            landscape=self._spec.landscape and not self._upright,
            pages=True,
            wide=self._pages_wide(),
        )
        if self._nearly_fits():
            self._sheet.page_setup.fitToHeight = 1

    def _nearly_fits(self) -> bool:
        """Whether a paper is so little higher than one page that it is set a little smaller instead."""
        across, down = (516.0, 745.0) if self._upright or not self._spec.landscape else (762.0, 500.0)
        wide = sum(column.width for column in self._columns if not column.hidden) * 5.25
        rows = self._sheet.row_dimensions
        high = sum(rows[row].height or LINE_HEIGHT for row in range(1, self._row))
        return high <= down * max(1.0, wide / across) * _A_LITTLE
