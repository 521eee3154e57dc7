"""Lists without a row of headings, known by their values."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from nhipcau.common.cell_text import text_of
from nhipcau.exchange.formats.sheet_area import Area
from nhipcau.exchange.formats.sheet_table import ColumnData, Table
from nhipcau.exchange.shape.area_table import table_in
from nhipcau.exchange.shape.column_shapes import are_family_names, meanings_by_values
from nhipcau.exchange.shape.lone_texts import may_be_name
from nhipcau.exchange.shape.tables_beside import cut

if TYPE_CHECKING:
    from nhipcau.workbook import SheetData

_PROOF: Final = ("email", "phone")


def without_headings(sheet: "SheetData", area: Area) -> Table | None:
    """Return the table of an area all of whose rows are people; None when its values do not say so.

    The row that looked most like headings, and those above, must be people too: the first of them is one, or a title.
    """
    bare = table_in(sheet, replace(area, headings=(), first=0, why=""))
    found = {guess.meaning: index for index, guess in meanings_by_values(bare.columns).items()}
    columns = {column.index: column for column in bare.columns}
    if not bare.numbers or "full_name" not in found:
        return None
    names = columns[found["full_name"]]
    proof = next((columns[found[kind]] for kind in _PROOF if kind in found), None)
    if proof is None and not are_family_names(names):
        return None
    place = next((place for place in range(len(bare.numbers)) if _cells(bare, place) > 1), None)
    if place is None or not may_be_name(text_of(names.cells[place])) or not _is_proof(proof, place):
        return None  # headings in words nobody knows
    first = bare.numbers[place] - 1
    above = cut(sheet.rows[:first], area.left, area.right)
    titles = tuple(text for row in above for cell in row if (text := text_of(cell)))
    return table_in(sheet, replace(bare.area, first=first, titles=titles))


def _is_proof(proof: ColumnData | None, place: int) -> bool:
    said = text_of(proof.cells[place]) if proof else ""
    return not said or any(c.isdigit() or c == "@" for c in said)


def _cells(table: Table, place: int) -> int:
    return sum(column.cells[place] not in (None, "") for column in table.columns)
