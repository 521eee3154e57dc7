"""A copy of a workbook with the problem written beside each row that has one."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from nhipcau.common.progress import Progress
from nhipcau.workbook.cells import CellError, NoteSpec, Plain, Row, SheetData, Source
from nhipcau.workbook.reader.file_reading import read_source
from nhipcau.workbook.writer.file_saving import save_whole
from nhipcau.workbook.writer.safe_text import cell_text, cell_value, must_be_quoted, sheet_names

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

# Above this, openpyxl would take minutes to keep the file's own looks: the copy then holds the values only.
_KEEP_LOOKS_BYTES = 4 << 20
_RED = "FFFDE8E5"
_DARK_RED = "FFB42318"


def save_with_notes(
    source: Path,
    target: Path,
    notes: Sequence[NoteSpec],
    heading: str = "⚠",
    progress: Progress | None = None,
) -> None:
    """Write a copy of `source` to `target` (.xlsx) with a last column called `heading` that holds the notes.

    An .xlsx keeps its looks; its formulas become the values they showed. Raises Unreadable, Unavailable or
    Cancelled; `source` is never touched.
    """
    progress = progress or Progress()
    data = read_source(source, progress)
    book = _copy(data)
    by_sheet: dict[str, list[NoteSpec]] = {}
    for note in notes:
        by_sheet.setdefault(note[0], []).append(NoteSpec(*note))
    for sheet, worksheet in zip(data.sheets, book.worksheets, strict=True):
        if found := by_sheet.get(sheet.name):
            _write_notes(cast("Worksheet", worksheet), sheet, found, heading)
    progress.report(1, 1)
    save_whole(target, book.save)


def _copy(data: Source) -> "Workbook":
    if data.kind == "xlsx" and data.path.stat().st_size <= _KEEP_LOOKS_BYTES:
        from openpyxl import load_workbook

        try:
            book = load_workbook(data.path, data_only=True, keep_links=False)
        except Exception:  # noqa: BLE001 - openpyxl refuses in many ways what calamine could read
            return _plain_copy(data)
        # Strict OOXML gives it a book without sheets, and no error.
        if [_nfc(sheet.title) for sheet in book.worksheets] == [sheet.name for sheet in data.sheets]:
            return book
    return _plain_copy(data)


def _nfc(text: str) -> str:
    from nhipcau.common.names.vietnamese import nfc

    return nfc(text)


def _plain_copy(data: Source) -> "Workbook":
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet, name in zip(data.sheets, sheet_names(sheet.name for sheet in data.sheets), strict=True):
        worksheet = book.create_sheet(name)
        for number, row in enumerate(sheet.rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    _put(
                        worksheet.cell(number, column), value.value if isinstance(value, CellError) else value
                    )
    return book


def _put(cell: "SheetCell", value: Plain) -> None:
    fit = cell_value(value)
    cell.value = fit
    if isinstance(fit, str):
        cell.data_type = "s"
        cell.number_format = "@"
        if must_be_quoted(fit):
            cell.quotePrefix = True


def _write_notes(worksheet: "Worksheet", sheet: SheetData, notes: list[NoteSpec], heading: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    fill = PatternFill("solid", fgColor=_RED)
    merged = [area.max_col or 0 for area in worksheet.merged_cells.ranges]
    column = max([*map(_length, sheet.rows), *merged], default=0) + 1
    worksheet.column_dimensions[get_column_letter(column)].width = 60
    top = _cell(worksheet, _heading_row(sheet, min(note.row for note in notes)), column)
    _put_note(top, heading)
    top.font = Font(bold=True, color=_DARK_RED)
    texts: dict[int, list[str]] = {}
    for note in notes:
        texts.setdefault(note.row, []).append(note.text)
    for row, lines in texts.items():
        for number in range(1, column):
            worksheet.cell(row, number).fill = fill
        cell = _cell(worksheet, row, column)
        _put_note(cell, "\n".join(dict.fromkeys(lines)))
        cell.fill = fill
        cell.font = Font(color=_DARK_RED)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _cell(worksheet: "Worksheet", row: int, column: int) -> "SheetCell":
    return cast("SheetCell", worksheet.cell(row, column))  # right of everything merged


def _put_note(cell: "SheetCell", text: str) -> None:
    cell.value = cell_text(text)
    cell.data_type = "s"


def _length(row: Row) -> int:
    return max((number for number, cell in enumerate(row, start=1) if cell is not None), default=0)


def _heading_row(sheet: SheetData, first_note: int) -> int:
    """Return the fullest row above the first one with a problem: there the headings stand."""
    above = sheet.rows[: max(min(first_note - 1, 20), 1)]
    return max(range(len(above)), key=lambda number: (_length(above[number]), -number), default=0) + 1
