"""A cell of a returned workbook that could not be read, mended with what is typed in its place."""

from dataclasses import replace

from nhipcau.exchange.round_trip.merge.workbook_merge import KindMerge, merged_again
from nhipcau.exchange.round_trip.sheets.cell_reading import emptied, read_in_row


def with_cell(one: KindMerge, key: str, field: str, text: str) -> KindMerge:
    """Return the sheet as if this text had stood in a cell; it is read as cells of the file are. Raises Unclear."""
    column = one.kind.field(field)
    value = read_in_row(column, key, text.strip())
    if value is None and key in one.showed:
        value = emptied(column)
    returned = replace(
        one.returned,
        rows={**one.returned.rows, key: {**one.returned.rows.get(key, {}), field: value}},
        problems=tuple(each for each in one.returned.problems if (each.key, each.field) != (key, field)),
        untouched=one.returned.untouched - {key},
    )
    mended = replace(one, returned=returned)
    compared = merged_again(mended, one.kind)
    return replace(mended, compared=compared, merged=compared)
