"""Rows prepared for people who are not there yet: a number, what a drop-down offers first, a formula's nothing."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, Final

from nhipcau.exchange.table import ColumnData, Table
from nhipcau.exchange.values import text_of
from nhipcau.workbook import CellError

_NOTHING: Final = frozenset({"", "0", "False", "FALSE", "#N/A"})
"""What a formula shows that found nobody."""


def prepared_rows(table: Table, identifying: Collection[int], unread: Collection[int]) -> frozenset[int]:
    """Return places of rows in which nobody is named and nothing is said but what all such rows say.

    `identifying` and `unread` are the columns that say who somebody is, and those that are not used.
    """
    who = [column.cells for column in table.columns if column.index in identifying]
    if not who:
        return frozenset()
    nameless = [
        place
        for place, cells in enumerate(zip(*who, strict=True))
        if all(_is_nothing(cell) for cell in cells)
    ]
    if not nameless:
        return frozenset()
    rest = [c for c in table.columns if c.index not in identifying and c.index not in unread]
    usual = [_usual(column, nameless) for column in rest]
    return frozenset(
        place
        for place in nameless
        if all(
            _is_nothing(column.cells[place]) or text_of(column.cells[place]) == said
            for column, said in zip(rest, usual, strict=True)
        )
    )


def _is_nothing(cell: Any) -> bool:  # noqa: ANN401 - a cell holds anything
    return cell is None or isinstance(cell, CellError) or text_of(cell) in _NOTHING


def _usual(column: ColumnData, nameless: Sequence[int]) -> str | None:
    """Return what at least two of the nameless rows, and most of them, say in a column."""
    said = Counter(text_of(column.cells[place]) for place in nameless if not _is_nothing(column.cells[place]))
    if not said:
        return None
    text, count = said.most_common(1)[0]
    return text if count > 1 and count * 2 > len(nameless) else None


def without(table: Table, places: Collection[int]) -> Table:
    """Return a table without these rows, which are accounted for as prepared."""
    return table.without(places, "prepared") if places else table
