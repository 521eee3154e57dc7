"""How our workbooks look: a few named styles, made once for a workbook."""

import datetime as dt
from collections.abc import Sequence
from copy import copy
from textwrap import shorten
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from nhipcau.workbook.page_parts import Letterhead
from nhipcau.workbook.writer.cell_dress import Dress, Wardrobe
from nhipcau.workbook.writer.letterhead_band import LetterheadBand
from nhipcau.workbook.writer.palette import INK, LINE, MUTED, palette_of
from nhipcau.workbook.writer.text_measure import height_of, lines_of

_TEXT: Final = "@"
_FORMATS: Final = {"date": "dd/mm/yyyy", "datetime": "dd/mm/yyyy hh:mm", "time": "hh:mm", "percent": "0 %"}


_NOBODY: Final = Letterhead()
_FOOT_LETTERS: Final = 120
"""A foot holds 255, and its signs count as well."""


class Looks:
    """The styles of one workbook."""

    left = Alignment(horizontal="left", vertical="top", wrap_text=True)
    right = Alignment(horizontal="right", vertical="top", indent=1)
    """Figures stand a little off the text beside them."""

    def __init__(self, book: Workbook, letterhead: Letterhead = _NOBODY) -> None:
        self.palette = palette_of(letterhead.colour)
        self.wardrobe = Wardrobe()
        self.band = LetterheadBand(letterhead, self.palette, self.wardrobe)
        self._foot = " · ".join(filter(None, (letterhead.organisation, letterhead.programme)))
        accent = self.palette.accent
        side = Side("thin", color=LINE)
        box = Border(side, side, side, side)
        font = Font(name="Calibri", size=11, color=INK)
        top = Alignment(vertical="top")
        styles = {
            "title": NamedStyle("nc title", Font(name="Calibri", size=16, bold=True, color=accent)),
            "line": NamedStyle("nc line", Font(name="Calibri", size=11, color=MUTED)),
            "block": NamedStyle(
                "nc block",
                Font(name="Calibri", size=15, bold=True, color=accent),
                border=Border(bottom=Side("medium", color=accent)),
            ),
            "label": NamedStyle("nc label", Font(name="Calibri", size=11, color=MUTED), alignment=self.left),
            "heading": NamedStyle(
                "nc heading",
                Font(name="Calibri", size=11, bold=True, color="FFFFFFFF"),
                PatternFill("solid", fgColor=accent),
                box,
                Alignment(vertical="center", wrap_text=True),
            ),
            "text": NamedStyle("nc text", font, border=box, alignment=top, number_format=_TEXT),
            "wrapped": NamedStyle("nc wrapped", font, border=box, alignment=self.left),
            "number": NamedStyle("nc number", font, border=box, alignment=self.right),
            "email": NamedStyle(
                "nc email",
                Font(name="Calibri", size=11, color=accent),
                border=box,
                alignment=top,
                number_format=_TEXT,
            ),
        }
        for kind, number_format in _FORMATS.items():
            # Days stand at the left: at the right they would run into the text beside them.
            to_the_left = top if kind == "percent" else Alignment(horizontal="left", vertical="top")
            styles[kind] = NamedStyle(
                f"nc {kind}", font, border=box, alignment=to_the_left, number_format=number_format
            )
        for style in styles.values():
            book.add_named_style(style)
        self._tables = 0
        self._names = {kind: style.name for kind, style in styles.items()}
        self._styles = {style.name: style for style in styles.values()}
        self._looks: dict[tuple[str, bool, bool], StyleArray] = {}
        self._open = NamedStyle("nc open", protection=Protection(locked=False))
        self._open.bind(book)  # known to the workbook without being offered in its list of styles

    def name(self, look: str) -> str:
        return self._names[look]

    def name_for(self, kind: str, value: object) -> str:
        """Return the style for a value in a column of that kind: a date is shown as one wherever it stands."""
        if isinstance(value, dt.datetime):
            return self._names["datetime"]
        if isinstance(value, dt.date):
            return self._names["date"]
        if isinstance(value, dt.time):
            return self._names["time"]
        if isinstance(value, str) and (kind in ("number", "percent", "date") or "\n" in value):
            return self._names["wrapped"]
        return self._names[kind]

    def new_cell(self, sheet: Worksheet, kind: str, value: object, *, opened: bool, quoted: bool) -> Cell:
        """Return a cell for a value, not yet in any row. Its style is looked up once for all that look alike.

        `opened`: it can be filled in on a protected sheet. `quoted`: it stays text even when it is typed again.
        """
        look = (self.name_for(kind, value), opened, quoted)
        if look not in self._looks:
            self._looks[look] = self._look(*look)
        return Cell(sheet, 1, 1, style_array=self._looks[look])

    def _look(self, name: str, opened: bool, quoted: bool) -> StyleArray:
        look = copy(self._styles[name].as_tuple())
        look.quotePrefix = int(quoted)
        if opened:
            look.protectionId = self._open.as_tuple().protectionId
        return look

    def comment(self, cell: Cell, text: str) -> None:
        cell.comment = Comment(text, "Nhịp Cầu", width=280, height=110)

    def break_page_before(self, sheet: Worksheet, row: int) -> None:
        if row > 1:
            sheet.row_breaks.append(Break(id=row - 1))

    def set_width(self, sheet: Worksheet, column: int, width: float, *, hidden: bool = False) -> None:
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width, dimension.hidden = width, hidden

    def protect(self, sheet: Worksheet) -> None:
        """Let only unlocked cells be changed; there is no password, and widths stay everybody's own."""
        sheet.protection.enable()
        sheet.protection.formatColumns = sheet.protection.formatRows = False

    def make_table(self, sheet: Worksheet, area: str, headings: Sequence[str]) -> None:
        """Make an area, headings first, a table: sorting keeps its rows together, and new rows join it."""
        self._tables += 1
        table = Table(displayName=f"Table{self._tables}", ref=area)
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        table.tableColumns = [
            TableColumn(id=place, name=name) for place, name in enumerate(headings, start=1)
        ]
        table.autoFilter = AutoFilter(ref=area)
        sheet.add_table(table)

    def set_up_page(self, sheet: Worksheet, *, landscape: bool, pages: bool, wide: int) -> None:
        """Print on A4, as many pages long as needed but only so many wide."""
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.paperSize = "9"
        sheet.page_setup.fitToWidth = wide
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_margins.left = sheet.page_margins.right = 0.55
        sheet.page_margins.top, sheet.page_margins.bottom = 0.55, 0.7
        sheet.page_margins.header = sheet.page_margins.footer = 0.35
        sheet.print_options.horizontalCentered = pages
        told = shorten(self._foot, _FOOT_LETTERS, placeholder=" …").replace("&", "&&")
        sheet.oddFooter = HeaderFooterItem(
            left=_HeaderFooterPart(told or None, size=8), right=_HeaderFooterPart("&P / &N", size=8)
        )
        sheet.sheet_view.showGridLines = not pages

    def area(self, top: int, left: int, bottom: int, right: int) -> str:
        return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"

    def link(self, cell: Cell, sheet_name: str) -> None:
        """Lead from a cell to a sheet of this workbook."""
        quoted = sheet_name.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!A1")

    def write_over(
        self, sheet: Worksheet, row: int, columns: tuple[int, int], text: str, width: float, *, title: bool
    ) -> float:
        """Write a line over some columns that are so wide together; return how high it is."""
        dress = Dress(18, bold=True, vertical="bottom") if title else Dress(10.5, colour=MUTED)
        self.wardrobe.put(sheet, row, columns, text, dress)
        lines = lines_of(text, width, dress.size, bold=title)
        return height_of(lines, dress.size) + (14 if title else 4)
