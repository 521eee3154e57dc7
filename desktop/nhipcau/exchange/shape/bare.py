"""Lists without a row of headings, known by their values."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from nhipcau.exchange.shape.area import Area
from nhipcau.exchange.shape.columns import meanings_by_values
from nhipcau.exchange.shape.people_rows import may_be_name
from nhipcau.exchange.shape.tables import table_in
from nhipcau.exchange.table import Table
from nhipcau.exchange.values import text_of

if TYPE_CHECKING:
    from nhipcau.workbook import SheetData

_PROOF: Final = ("email", "phone")


def without_headings(sheet: "SheetData", area: Area) -> Table | None:
    """Return the table of an area all of whose rows are people; None when its values do not say so.

    The row that looked most like headings, and those above, must be people too: the first of them is one, or a title.
    """
    bare = table_in(sheet, replace(area, headings=(), first=0, why=""))
    found = {guess.meaning: index for index, guess in meanings_by_values(bare.columns).items()}
    if not bare.numbers or "full_name" not in found or not any(kind in found for kind in _PROOF):
        return None
    columns = {column.index: column for column in bare.columns}
    names = columns[found["full_name"]]
    proofs = columns[next(found[kind] for kind in _PROOF if kind in found)]
    place = next(place for place in range(len(bare.numbers)) if _cells(bare, place) > 1)
    name, proof = names.cells[place], proofs.cells[place]
    if not may_be_name(text_of(name)) or (proof and not any(c.isdigit() or c == "@" for c in text_of(proof))):
        return None  # headings in words nobody knows
    return table_in(sheet, replace(bare.area, first=bare.numbers[place] - 1)) if place else bare


def _cells(table: Table, place: int) -> int:
    return sum(column.cells[place] not in (None, "") for column in table.columns)
