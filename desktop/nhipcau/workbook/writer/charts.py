"""Charts of the spreadsheet program itself: they follow the cells when somebody corrects a figure."""

from typing import Any, Final, cast

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.drawing.text import Font as DrawingFont
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.worksheet.worksheet import Worksheet

from nhipcau.workbook.page_parts import PageChart

_PAGE_ACCENTS: Final = ("EBC48A", "7CC4BA")
_WHITE: Final = "FFFFFF"
_LETTERS: Final = "3B4A44"
_AXIS: Final = "BFC9C4"
_EMU: Final = 12_700
"""To a point, as drawings are measured."""


def add_page_chart(
    sheet: Worksheet, part: PageChart, row: int, size: tuple[float, float], accent: str
) -> None:
    """Put a chart of another sheet's cells on a page, as large as `size` in points; its sentence stands above it."""
    book = sheet.parent
    assert book is not None
    data = book[part.sheet]
    chart = BarChart()
    chart.type = "bar" if part.bars else "col"
    last = part.heading + part.rows
    values = Reference(
        data, min_col=part.values + 1, max_col=part.last + 1, min_row=part.heading, max_row=last
    )
    chart.add_data(values, titles_from_data=True)
    chart.set_categories(Reference(data, min_col=part.categories + 1, min_row=part.heading + 1, max_row=last))
    for series, colour in zip(chart.series, (accent, *_PAGE_ACCENTS), strict=False):
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.noFill = True
        series.dLbls = DataLabelList(showVal=True)
        for shown in ("showSerName", "showCatName", "showLegendKey", "showPercent", "showLeaderLines"):
            setattr(series.dLbls, shown, False)
        inside = part.stacked and colour == accent
        series.dLbls.txPr = _letters(9, _WHITE if inside else _LETTERS, bold=True)
    if part.stacked:
        chart.grouping, chart.overlap = "stacked", 100
    if len(chart.series) == 1:
        chart.legend = None
    else:
        chart.legend.position, chart.legend.txPr = "t", _letters(9)
    if part.bars:
        chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete, chart.y_axis.delete = False, True
    chart.y_axis.majorGridlines = None
    chart.y_axis.scaling.min = 0
    chart.x_axis.majorTickMark = chart.x_axis.minorTickMark = "none"
    chart.x_axis.txPr = _letters(9)
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=_AXIS))
    chart.gapWidth = 45
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    cast("Any", chart).anchor = OneCellAnchor(
        _from=AnchorMarker(col=0, row=row - 1),
        ext=XDRPositiveSize2D(round(size[0] * _EMU), round(size[1] * _EMU)),
    )
    sheet.add_chart(chart)


def _letters(size: int, colour: str = _LETTERS, *, bold: bool = False) -> RichText:
    look = CharacterProperties(sz=size * 100, b=bold, solidFill=colour, latin=DrawingFont(typeface="Calibri"))
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])
