"""Charts of the spreadsheet program itself: they follow the cells when somebody corrects a figure."""

from typing import Final

from openpyxl.chart import BarChart, Reference
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from nhipcau.workbook.cells import ChartSpec

_ACCENTS: Final = ("0F766E", "F59E0B", "2563EB")
_ROWS_BETWEEN: Final = 18


def add_chart(sheet: Worksheet, spec: ChartSpec, heading: int, last: int, column: int, number: int) -> None:
    """Put a chart beside the table whose headings stand in row `heading`, its left edge at `column`."""
    chart = BarChart()
    chart.type, chart.title, chart.style = "col", spec.title, 10
    end = spec.values if spec.last < 0 else spec.last
    values = Reference(sheet, min_col=spec.values + 1, max_col=end + 1, min_row=heading, max_row=last)
    chart.add_data(values, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=spec.categories + 1, min_row=heading + 1, max_row=last))
    for series, accent in zip(chart.series, _ACCENTS, strict=False):
        series.graphicalProperties.solidFill = accent
    if len(chart.series) == 1:
        chart.legend = None
    # Without this, Excel hides both axes of charts that openpyxl writes.
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.width, chart.height, chart.gapWidth = 20, 9, 60
    sheet.add_chart(chart, f"{get_column_letter(column)}{heading + number * _ROWS_BETWEEN}")
