"""The tables that are found on a sheet."""

from typing import TYPE_CHECKING, NamedTuple

from nhipcau.exchange.formats.sheet_area import Area
from nhipcau.exchange.formats.sheet_table import Table
from nhipcau.exchange.shape.area_table import table_in
from nhipcau.exchange.shape.header_row import is_naming
from nhipcau.exchange.shape.headless_lists import without_headings
from nhipcau.exchange.shape.table_areas import areas_of

if TYPE_CHECKING:
    from nhipcau.workbook import SheetData


class FoundTable(NamedTuple):
    """A table, the sheet it stands on, its place among the tables there and how many these are."""

    sheet: "SheetData"
    table: Table
    part: int
    of: int


def tables_of(sheet: "SheetData") -> list[FoundTable]:
    """Return the tables of a sheet that has rows: at least one, whatever it holds."""
    areas = areas_of(sheet)
    return [FoundTable(sheet, _table_in(sheet, area), part, len(areas)) for part, area in enumerate(areas)]


def _table_in(sheet: "SheetData", area: Area) -> Table:
    """Return the table of an area: without headings where its values alone say who people are."""
    table = table_in(sheet, area)
    if area.why in ("", "no_headings") and not any(is_naming(column.heading) for column in table.columns):
        bare = without_headings(sheet, area)
        if bare is not None:
            return bare
    return table
