"""A workbook's parts into one file and nowhere else: openpyxl leaves each sheet in the system's folder meanwhile."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import LXML, Workbook
from openpyxl.compat import safe_string
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
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

    def _write_images(self) -> None:
        """Write each picture once, on however many pages it is shown."""
        parts = vars(self)
        pictures = {picture.path: picture for picture in parts["_images"]}
        for path, picture in pictures.items():
            self._into.writestr(path[1:], picture._data())  # noqa: SLF001 - how openpyxl asks for it

    def write_worksheet(self, ws: Worksheet) -> None:
        """Do in memory what the overridden method does in a file; its caller takes up what is set on the sheet."""
        parts = vars(ws)
        drawing = SpreadsheetDrawing()
        drawing.charts, drawing.images = parts["_charts"], parts["_images"]
        parts["_drawing"] = drawing
        sheet = BytesIO()
        writer = WorksheetWriter(ws, sheet) if LXML else _SheetWriter(ws, sheet)
        writer.write()
        parts["_rels"] = vars(writer)["_rels"]
        self._into.writestr(ws.path[1:], sheet.getbuffer())
        self.manifest.append(ws)


class _SheetWriter(WorksheetWriter):
    """Writes plain cells as the text that openpyxl would make of a tree of elements for each: most of its time."""

    def __init__(self, ws: Worksheet, out: BytesIO) -> None:
        super().__init__(ws, out)
        self._sizes = ws.row_dimensions
        self._styles: dict[bytes, str] = {}
        """The attribute of each style that cells have."""
        self._letters: dict[int, str] = {}

    def write_row(self, xf: Any, row: Iterable[Any], row_idx: int) -> None:  # noqa: ANN401 - of another library
        """Write a row whose cells are all plain at once; openpyxl writes any other."""
        cells = list(row)
        texts = [self._text_of(cell, row_idx) for cell in cells]
        if None in texts:
            super().write_row(xf, cells, row_idx)
            return
        sizes: Mapping[str, str] = dict(self._sizes.get(row_idx, {}))
        with xf.element("row", {"r": str(row_idx), **sizes}):
            vars(xf)["_file"]("".join(filter(None, texts)))

    def _text_of(self, cell: Any, row_idx: int) -> str | None:  # noqa: ANN401 - of another library
        """Return a cell as XML, empty where nothing is written; None where openpyxl is to write it."""
        style = self._style(cell)  # first and of every cell: styles are numbered as they come
        value, kind = cell.value, cell.data_type
        if kind not in ("s", "n") or cell.comment is not None or cell.hyperlink is not None:
            return None
        if value is None and not style:
            return ""
        about = (
            f'<c r="{self._column(cell.column)}{row_idx}"{style} t="{"inlineStr" if kind == "s" else "n"}"'
        )
        if value is None or value == "":
            return f"{about} />"
        if kind == "n":
            return f"{about}><v>{escape(safe_string(value))}</v></c>"
        if not isinstance(value, str) or value != value.strip():
            return None  # blanks that are to stay need saying so
        return f"{about}><is><t>{escape(value)}</t></is></c>"

    def _style(self, cell: Any) -> str:  # noqa: ANN401 - of another library
        held = cell._style  # noqa: SLF001 - each cell has a copy of it
        if held is None:
            return ""
        known = held.tobytes()
        found = self._styles.get(known)
        if found is None:
            found = self._styles[known] = f' s="{cell.style_id}"' if cell.has_style else ""
        return found

    def _column(self, column: int) -> str:
        letters = self._letters.get(column)
        if letters is None:
            letters = self._letters[column] = get_column_letter(column)
        return letters
