"""A row of a homecoming as its room is given it to be written: what it says, what was blanked as tables hold it."""

from nhipcau.database.field_catalogue import LISTS
from nhipcau.exchange.round_trip.merge.three_way_merge import RowMerge
from nhipcau.exchange.round_trip.merge.workbook_merge import KindMerge
from nhipcau.exchange.round_trip.sheets.cell_reading import emptied, read
from nhipcau.sheets.declaration import RowToWrite


def row_to_write(one: KindMerge, row: RowMerge, reason: str) -> RowToWrite:
    """Return what is to be written of a row that makes a difference."""
    values = {
        cell.field: _stored(one, cell.field, cell.result)
        for cell in row.cells
        if cell.changes and one.kind.field(cell.field).editable
    }
    returned = one.returned.rows.get(row.key, {})
    return RowToWrite(one.kind, row.key, row.state, values, returned, read, reason)


def _stored(one: KindMerge, name: str, value: object) -> object:
    """Return a value as the tables hold it: what was blanked is an empty text, list or number of its own."""
    field = one.kind.field(name)
    if value is not None:
        return value
    if field.kind in LISTS:
        return []
    usual = emptied(field)
    return usual if usual is not None or field.none_when_blank else ""
