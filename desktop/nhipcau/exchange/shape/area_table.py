"""The table that stands in an area of a sheet."""

from typing import TYPE_CHECKING

from nhipcau.exchange.formats.sheet_area import Area, LeftOut
from nhipcau.exchange.formats.sheet_table import ColumnData, Table
from nhipcau.exchange.formats.vocabulary import key_of, phrases
from nhipcau.exchange.shape.grid_columns import line_headings
from nhipcau.exchange.shape.heading_rows import headings_in
from nhipcau.exchange.shape.merged_cells import filled_out, joined, shifted
from nhipcau.exchange.shape.people_rows import rows_under
from nhipcau.exchange.shape.sideways_sheets import turned
from nhipcau.exchange.shape.tables_beside import cut

if TYPE_CHECKING:
    from nhipcau.workbook import SheetData


def table_in(sheet: "SheetData", area: Area) -> Table:
    """Return the headings and the people of an area. Rows that are no people are left out, with why."""
    sheet = turned(sheet) if area.turned else sheet
    rows = cut(sheet.rows, area.left, area.right)
    merged = shifted(sheet.merged, area.left, area.right)
    headings = headings_in(rows, area.headings, merged)
    found = rows_under(rows, area, headings, merged)
    body, gone = joined(filled_out(found.body, headings, merged), headings, merged)
    width = max(len(headings), *(len(row) for _, row in body), 0)
    padded = [row if len(row) == width else (*row, *[None] * (width - len(row))) for _, row in body]
    cells = tuple(zip(*padded, strict=True)) if padded else ((),) * width
    headings += [""] * (width - len(headings))
    columns = [ColumnData(area.left + index, heading, cells[index]) for index, heading in enumerate(headings)]
    if area.turned:  # a title of the form is no question, nor is what heads its questions
        columns = [
            one for one in columns if one.counts and key_of(one.heading) not in phrases("label_headings")
        ]
    left_out = (*found.left_out, *(LeftOut(number, "joined") for number in gone))
    return Table(
        area,
        tuple(number for number, _ in body),
        line_headings([column for column in columns if column.heading or column.counts]),
        sheet.hidden_rows,
        tuple(sorted(left_out)),
        found.doubtful,
    )


def area_with_headings(area: Area, header_row: int) -> Area:
    """Return an area whose headings stand in one row, people below."""
    return Area(
        (header_row,), max(area.last, header_row), left=area.left, right=area.right, turned=area.turned
    )
