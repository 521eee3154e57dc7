"""How the cells of papers are dressed: the first of a kind from its parts, which takes long, others like that one."""

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Protection, Side
from openpyxl.worksheet.cell_range import CellRange

from nhipcau.workbook.cells import Plain
from nhipcau.workbook.writer.palette import FILL, FILL_EDGE, INK, LINE, MUTED
from nhipcau.workbook.writer.safe_text import cell_value, must_be_quoted

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

FONT: Final = "Calibri"
_THIN: Final = Side("thin", color=LINE)
_EDGE: Final = Side("thin", color=FILL_EDGE)
_WHITE: Final = Side("thick", color="FFFFFFFF")
_BORDERS: Final = {
    "": Border(),
    "below": Border(bottom=_THIN),
    "to fill": Border(_EDGE, _EDGE, _EDGE, _EDGE),
    "card": Border(right=_WHITE),
    "tile": Border(right=_WHITE, bottom=_WHITE),
}


@dataclass(frozen=True, slots=True)
class Dress:
    """How one cell looks. What is `to fill` is tinted, boxed and not locked."""

    size: float = 11
    bold: bool = False
    colour: str = INK
    ground: str = ""
    horizontal: Literal["left", "right", "center"] = "left"
    vertical: Literal["top", "center", "bottom"] = "center"
    indent: int = 0
    edges: str = ""
    rule: str = ""
    """The colour of a strong line below."""
    shown: str = "General"
    to_fill: bool = False
    quoted: bool = False


class Wardrobe:
    """The dresses of one workbook."""

    def __init__(self) -> None:
        self._known: dict[Dress, StyleArray] = {}

    def put_on(self, cell: "Cell", dress: Dress) -> None:
        if dress not in self._known:
            _dress(cell, dress)
            self._known[dress] = copy(cast("Any", cell)._style)  # noqa: SLF001 - it has no public name as a whole
            return
        cast("Any", cell)._style = copy(self._known[dress])  # noqa: SLF001

    def put(
        self, sheet: "Worksheet", row: int, columns: tuple[int, int], value: Plain, dress: Dress
    ) -> "Cell":
        """Write a value over some columns of a row, the last included, joined to one."""
        fit = cell_value(value)
        if isinstance(fit, str) and must_be_quoted(fit):
            dress = Dress(**{**_parts_of(dress), "quoted": True})
        first, last = columns
        for column in range(first, last + 1):
            self.put_on(cast("Cell", sheet.cell(row, column)), dress)
        cell = cast("Cell", sheet.cell(row, first))
        if fit is not None:
            cell.value = fit
        if isinstance(fit, str):
            cell.data_type = "s"
        if last > first:
            join(sheet, row, first, row, last)
        return cell


def join(sheet: "Worksheet", top: int, left: int, bottom: int, right: int) -> None:
    """Merge cells. openpyxl's own way holds each new area against all before it."""
    area = CellRange(min_col=left, min_row=top, max_col=right, max_row=bottom)
    sheet.merged_cells.ranges.add(area)


def two_lines(text: str, *, strong: str = INK, size: float = 11, small: float = 9.5) -> CellRichText:
    """Return a text whose first line is strong and whose others are small."""
    first, *others = text.split("\n")
    blocks = [TextBlock(_inline(size, strong, bold=True), first)]
    if others:
        blocks.append(TextBlock(_inline(small, MUTED, bold=False), "\n" + "\n".join(others)))
    return CellRichText(*blocks)


def _inline(size: float, colour: str, *, bold: bool) -> InlineFont:
    return InlineFont(rFont=FONT, sz=size, b=bold, color=Color(rgb=colour))


def _parts_of(dress: Dress) -> dict[str, Any]:
    return {name: getattr(dress, name) for name in Dress.__slots__}


def _dress(cell: "Cell", dress: Dress) -> None:
    cell.font = Font(name=FONT, size=dress.size, bold=dress.bold, color=dress.colour)
    cell.alignment = Alignment(
        horizontal=dress.horizontal, vertical=dress.vertical, wrap_text=True, indent=dress.indent
    )
    ground = FILL if dress.to_fill else dress.ground
    if ground:
        cell.fill = PatternFill("solid", fgColor=ground)
    border = _BORDERS["to fill" if dress.to_fill else dress.edges]
    cell.border = Border(bottom=Side("medium", color=dress.rule)) if dress.rule else border
    cell.number_format = dress.shown
    cell.protection = Protection(locked=not dress.to_fill)
    cell.quotePrefix = dress.quoted
