"""Whether a workbook can be printed and read as it is: fits its page, nothing cut, nothing shown as #####."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.utils import get_column_letter

from nhipcau.workbook.writer.text_measure import height_of, lines_of, text_width

_A4: Final = 9
_USUAL_HEIGHT: Final = 15.0
_UNIT: Final = 5.25
_ROUNDING: Final = 1.0
_LONGEST: Final = 409.0
"""No row of a spreadsheet is higher."""


def faults(path: Path) -> list[str]:
    """Return what is wrong with the visible sheets of a workbook, each as a sentence."""
    book = openpyxl.load_workbook(path, rich_text=True)
    return [
        f"{path.name} · {sheet.title}: {fault}"
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
        for fault in (*_of_page(sheet), *_of_cells(sheet))
    ]


def _of_page(sheet: Any) -> Iterator[str]:
    setup = sheet.page_setup
    if not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage:
        yield "is not made to fit its pages"
    if setup.fitToWidth != 1 or int(setup.paperSize or 0) != _A4:
        yield f"is {setup.fitToWidth} pages wide on paper {setup.paperSize}"
    if "&P" not in (sheet.oddFooter.right.text or ""):
        yield "does not number its pages"
    if sheet.sheet_view.showGridLines:
        yield "shows the lines of the grid"


def _of_cells(sheet: Any) -> Iterator[str]:
    joined = {(area.min_row, area.min_col): area.max_col for area in sheet.merged_cells.ranges}
    for row in sheet.iter_rows():
        if sheet.row_dimensions[row[0].row].hidden:
            continue
        height = sheet.row_dimensions[row[0].row].height or _USUAL_HEIGHT
        for cell in row:
            if cell.value in (None, "", " ") or _is_hidden(sheet, cell.column):
                continue
            last = joined.get((cell.row, cell.column), cell.column)
            width = sum(_width(sheet, column) for column in range(cell.column, last + 1))
            yield from _of_cell(cell, width, height)


def _of_cell(cell: Any, width: float, height: float) -> Iterator[str]:
    size, bold = cell.font.sz or 11, bool(cell.font.b)
    if isinstance(cell.value, dt.date | int | float):
        shown = "00/00/0000" if isinstance(cell.value, dt.date) else f"{cell.value:,.0f} %"
        if text_width(shown, size, bold=bold) > width * _UNIT:
            yield f"{cell.coordinate} would be shown as #####"
        return
    runs = [
        (str(getattr(run, "text", run)), getattr(getattr(run, "font", None), "sz", None) or size)
        for run in (cell.value if isinstance(cell.value, list) else [cell.value])
    ]
    needed = sum(
        height_of(lines_of(text.strip("\n"), width, at, indent=int(cell.alignment.indent or 0)), at)
        for text, at in runs
        if text.strip("\n")
    )
    if needed > min(height + _ROUNDING, _LONGEST):
        yield f"{cell.coordinate} needs {needed:.0f} of {height:.0f} points: {str(cell.value)[:40]!r}"
    if not cell.alignment.wrap_text and text_width(runs[0][0], size, bold=bold) > width * _UNIT:
        yield f"{cell.coordinate} is not wrapped: {str(cell.value)[:40]!r}"


def _width(sheet: Any, column: int) -> float:
    return float(sheet.column_dimensions[get_column_letter(column)].width)


def _is_hidden(sheet: Any, column: int) -> bool:
    return bool(sheet.column_dimensions[get_column_letter(column)].hidden)
