"""How our workbooks look: a few named styles, made once for a workbook."""

import datetime as dt
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

_INK: Final = "FF16211D"
_MUTED: Final = "FF65736D"
_ACCENT: Final = "FF0F766E"
_LINE: Final = "FFE4E8E3"

_TEXT: Final = "@"
_OPEN: Final = Protection(locked=False)
_FORMATS: Final = {"date": "dd/mm/yyyy", "datetime": "dd/mm/yyyy hh:mm", "time": "hh:mm", "percent": "0%"}


class Looks:
    """The styles of one workbook."""

    left = Alignment(horizontal="left", vertical="top", wrap_text=True)

    def __init__(self, book: Workbook) -> None:
        side = Side("thin", color=_LINE)
        box = Border(side, side, side, side)
        font = Font(name="Calibri", size=11, color=_INK)
        top = Alignment(vertical="top")
        styles = {
            "title": NamedStyle("nc title", Font(name="Calibri", size=16, bold=True, color=_ACCENT)),
            "line": NamedStyle("nc line", Font(name="Calibri", size=11, color=_MUTED)),
            "block": NamedStyle(
                "nc block",
                Font(name="Calibri", size=15, bold=True, color=_ACCENT),
                border=Border(bottom=Side("medium", color=_ACCENT)),
            ),
            "label": NamedStyle("nc label", Font(name="Calibri", size=11, color=_MUTED), alignment=self.left),
            "heading": NamedStyle(
                "nc heading",
                Font(name="Calibri", size=11, bold=True, color="FFFFFFFF"),
                PatternFill("solid", fgColor=_ACCENT),
                box,
                Alignment(vertical="center", wrap_text=True),
            ),
            "text": NamedStyle("nc text", font, border=box, alignment=top, number_format=_TEXT),
            "wrapped": NamedStyle("nc wrapped", font, border=box, alignment=self.left),
            "number": NamedStyle("nc number", font, border=box, alignment=top),
            "email": NamedStyle(
                "nc email",
                Font(name="Calibri", size=11, color=_ACCENT),
                border=box,
                alignment=top,
                number_format=_TEXT,
            ),
        }
        for kind, number_format in _FORMATS.items():
            styles[kind] = NamedStyle(
                f"nc {kind}", font, border=box, alignment=top, number_format=number_format
            )
        for style in styles.values():
            book.add_named_style(style)
        self._tables = 0
        self._names = {kind: style.name for kind, style in styles.items()}

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

    def comment(self, cell: Cell, text: str) -> None:
        cell.comment = Comment(text, "Nhịp Cầu", width=280, height=110)

    def break_page_before(self, sheet: Worksheet, row: int) -> None:
        if row > 1:
            sheet.row_breaks.append(Break(id=row - 1))

    def set_width(self, sheet: Worksheet, column: int, width: float, *, hidden: bool = False) -> None:
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width, dimension.hidden = width, hidden

    def unlock(self, cell: Cell) -> None:
        """Let a cell be filled in on a protected sheet."""
        cell.protection = _OPEN

    def protect(self, sheet: Worksheet) -> None:
        """Let only unlocked cells be changed; there is no password, and widths stay everybody's own."""
        sheet.protection.enable()
        sheet.protection.formatColumns = sheet.protection.formatRows = False

    def make_table(self, sheet: Worksheet, area: str) -> None:
        """Make an area, headings first, a table: sorting keeps its rows together, and new rows join it."""
        self._tables += 1
        table = Table(displayName=f"Table{self._tables}", ref=area)
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        sheet.add_table(table)

    def set_up_page(self, sheet: Worksheet, *, landscape: bool, pages: bool) -> None:
        """Print on A4, as many pages long as needed but one wide."""
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.paperSize = "9"
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_margins.left = sheet.page_margins.right = 0.5
        sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&P / &N"))
        sheet.sheet_view.showGridLines = not pages
