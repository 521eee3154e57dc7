"""A workbook's parts into one file and nowhere else: openpyxl leaves each sheet in the system's folder meanwhile."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter


def pack(book: Workbook, path: Path) -> None:
    """Write a workbook that was made here, not read, to `path`."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        _Writer(book, archive).write_data()


class _Writer(ExcelWriter):
    def __init__(self, book: Workbook, archive: ZipFile) -> None:
        super().__init__(book, archive)
        self._into = archive

    def write_worksheet(self, ws: Worksheet) -> None:
        """Do in memory what the overridden method does in a file; its caller takes up what is set on the sheet."""
        parts = vars(ws)
        drawing = SpreadsheetDrawing()
        drawing.charts, drawing.images = parts["_charts"], parts["_images"]
        parts["_drawing"] = drawing
        sheet = BytesIO()
        writer = WorksheetWriter(ws, sheet)
        writer.write()
        parts["_rels"] = vars(writer)["_rels"]
        self._into.writestr(ws.path[1:], sheet.getbuffer())
        self.manifest.append(ws)
