"""How the width of a table is shared: what would be cut gets room before anything is wider than its content."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtGui import QFont, QFontMetrics

from nhipcau.widgets.table.row_model import Column
from nhipcau.widgets.theme import font, px

PAD: Final = 10
_BESIDE: Final = {"person": 36, "badge": 30, "bar": 70}
"""Pixels that a kind of cell takes beside its text, as drawn at 100 %."""
_LOOKED_AT: Final = 60
"""Rows whose contents are measured: widths that are right for these hardly cut a later one."""
_KEEP: Final = frozenset({"icons", "number", "date"})
"""Kinds that never want to be wider than they are made."""


def cell_width(column: Column[Any], row: Any, metrics: QFontMetrics) -> int:  # noqa: ANN401 - of whatever kind
    """Return how wide a cell has to be to show all of its first line."""
    beside = px(_BESIDE[column.kind]) if column.kind in _BESIDE else 0
    return metrics.horizontalAdvance(column.text(row)) + beside + 2 * PAD + 4


def content_widths(columns: Sequence[Column[Any]], rows: Sequence[Any]) -> list[int]:
    """Return how wide each column would have to be to cut nothing of the first rows."""
    plain, strong = QFontMetrics(font()), QFontMetrics(font(13, QFont.Weight.DemiBold))
    looked_at = rows[:_LOOKED_AT]
    return [
        0
        if column.kind in _KEEP
        else max(
            (
                cell_width(column, row, strong if column.kind in ("person", "badge") else plain)
                for row in looked_at
            ),
            default=0,
        )
        for column in columns
    ]


def shared_widths(
    least: Mapping[int, int], wanted: Mapping[int, int], stretching: int, room: int
) -> dict[int, int]:
    """Share `room` among columns that have their least widths already.

    First what is cut gets what it wants, each its part where there is not enough for all. What is left goes to all
    columns that want anything, by their widths, so that none becomes an empty field; without any such column, to the
    stretching one.
    """
    given = dict(least)
    left = room - sum(given.values())
    if left <= 0:
        return given
    lacking = {place: max(0, wanted[place] - width) for place, width in least.items()}
    asked = sum(lacking.values())
    for place, lack in lacking.items():
        given[place] += lack if asked <= left else left * lack // asked
    left = room - sum(given.values())
    growing = {place: given[place] for place in given if wanted[place]}
    whole = sum(growing.values())
    for place, width in growing.items():
        given[place] += left * width // whole
    given[stretching] += room - sum(given.values())
    return given
