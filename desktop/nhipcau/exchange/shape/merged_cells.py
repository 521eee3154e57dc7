"""Merged cells: the value stands in the first of them and holds for all where it is a property of each row."""

from collections.abc import Mapping, Sequence
from typing import Any

from nhipcau.common.cell_text import text_of
from nhipcau.exchange.columns.heading_meanings import heading_of
from nhipcau.exchange.formats.sheet_area import filled
from nhipcau.exchange.shape.header_row import is_naming
from nhipcau.workbook import MergedRange

Body = list[tuple[int, Sequence[Any]]]


def shifted(merged: Sequence[MergedRange], left: int, right: int | None) -> tuple[MergedRange, ...]:
    """Return the ranges that lie in these columns, counted from the first of them."""
    if left == 0 and right is None:
        return tuple(merged)
    return tuple(
        MergedRange(one.top, one.left - left, one.bottom, one.right - left)
        for one in merged
        if one.left > left and (right is None or one.right <= right)
    )


def turned_ranges(merged: Sequence[MergedRange]) -> tuple[MergedRange, ...]:
    """Return the ranges of a sheet whose rows became its columns."""
    return tuple(MergedRange(one.left, one.top, one.right, one.bottom) for one in merged)


def filled_out(body: Body, headings: Sequence[str], merged: Sequence[MergedRange]) -> Body:
    """Return the rows with the values of merged cells in all they hold for. What names somebody holds for one row."""
    if not merged or not body:
        return body
    first = body[0][0]
    rows = dict(body)
    for one in merged:
        if one.bottom < first or one.top not in rows:
            continue
        columns = _holds_for(one, headings)
        value = _at(rows[one.top], one.left - 1)
        if value is None or value == "" or not columns:
            continue
        for number in range(one.top, min(one.bottom, body[-1][0]) + 1):
            if number in rows and filled(rows[number]):
                rows[number] = _with(rows[number], dict.fromkeys(columns, value))
    return [(number, rows[number]) for number, _ in body]


def _holds_for(one: MergedRange, headings: Sequence[str]) -> list[int]:
    """Return the columns in which a merged value holds: its own, and further lines of the same question."""
    own = one.left - 1
    heading = headings[own] if own < len(headings) else ""
    if is_naming(heading):
        return []
    grid = heading_of(heading).grid
    beside = range(own + 1, min(one.right, len(headings)))
    return [own, *(index for index in beside if grid and heading_of(headings[index]).grid == grid)]


def joined(body: Body, headings: Sequence[str], merged: Sequence[MergedRange]) -> tuple[Body, list[int]]:
    """Return the rows, those that a name is merged over as one, and the numbers of the rows that went in."""
    names = {index for index, heading in enumerate(headings) if is_naming(heading)}
    spans = {
        one.top: one.bottom
        for one in merged
        if one.bottom > one.top and one.left == one.right and one.left - 1 in names
    }
    if not spans:
        return body, []
    found: Body = []
    gone: list[int] = []
    last = 0
    for number, row in body:
        if number <= last and not any(filled([_at(row, index)]) for index in names):
            found[-1] = (found[-1][0], _together(found[-1][1], row))
            gone.append(number)
            continue
        last = spans.get(number, 0)
        found.append((number, row))
    return found, gone


def _together(one: Sequence[Any], other: Sequence[Any]) -> tuple[Any, ...]:
    """Return the cells of two rows of one person: different texts stand below each other."""
    cells = []
    for index in range(max(len(one), len(other))):
        above, below = _at(one, index), _at(other, index)
        if below is None or below == "" or text_of(below) in text_of(above).split("\n"):
            cells.append(above)
        else:
            cells.append(below if above is None or above == "" else f"{text_of(above)}\n{text_of(below)}")
    return tuple(cells)


def _with(row: Sequence[Any], values: Mapping[int, Any]) -> tuple[Any, ...]:
    cells = list(row)
    cells.extend([None] * (max(values) + 1 - len(cells)))
    for index, value in values.items():
        cells[index] = value
    return tuple(cells)


def _at(row: Sequence[Any], index: int) -> Any:  # noqa: ANN401 - a cell holds anything
    return row[index] if index < len(row) else None
