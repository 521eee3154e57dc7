"""New rows that two files of one batch bring of one thing: the same session, noted by both of a pair."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from nhipcau.exchange.round_trip.merge.three_way_merge import Merge, RowMerge, Value, merge
from nhipcau.exchange.round_trip.merge.workbook_merge import KindMerge, said
from nhipcau.sheets.columns import SheetField
from nhipcau.sheets.shown_cells import shown_text

Marks = tuple[str, ...]
"""What tells a new row, alike in every language."""
Brought = dict[Marks, dict[str, Any]]
"""What the files before bring anew: what tells it, and all that it says."""


def joined(one: KindMerge, merged: Merge, brought: Brought) -> Merge:
    """Return the rows, those compared that a file before has brought as well.

    What that file left blank is taken, and where the two differ she chooses.
    """
    found = _only_once(one, merged)
    rows = tuple(
        _compared(one, row, brought[found[row.key]]) if found.get(row.key) in brought else row
        for row in merged.rows
    )
    return Merge(rows)


def remember(one: KindMerge, merged: Merge, brought: Brought) -> None:
    """Add what these rows bring, or change of what was brought."""
    found = _only_once(one, one.compared)
    for row in merged.changed:
        marks = found.get(row.key)
        if marks is None:
            continue
        news = {cell.field: cell.result for cell in row.cells if cell.changes}
        brought[marks] = {**one.kind.implied, **brought.get(marks, {}), **news}


def _only_once(one: KindMerge, merged: Merge) -> dict[str, Marks]:
    """Return what tells each new row; two rows of one file are never one thing."""
    told = {row.key: marks for row in merged.rows if row.state == "added" and (marks := _marks(one, row))}
    met = Counter(told.values())
    return {key: marks for key, marks in told.items() if met[marks] == 1}


def _marks(one: KindMerge, row: RowMerge) -> Marks:
    """Return what a new row is told by, alike in every language; nothing when a part of it is missing."""
    wanted = one.kind.declared.one_thing
    values = {**one.kind.implied, **{cell.field: cell.theirs for cell in row.cells}}
    texts = [_text(one, name, values.get(name)) for name in wanted]
    return (one.kind.code, *texts) if texts and all(texts) else ()


def _text(one: KindMerge, name: str, value: Value) -> str:
    column = SheetField(name, name) if name in one.kind.implied else one.kind.field(name)
    return str(value or "") if column.choices or name in one.kind.implied else shown_text(column, value)


def _compared(one: KindMerge, row: RowMerge, before: Mapping[str, Any]) -> RowMerge:
    fields = {each.code: each for each in one.kind.fields}

    def shown(name: str, value: Value) -> str:
        return said(fields[name], value)

    theirs = {cell.field: cell.theirs for cell in row.cells}
    return merge({}, {row.key: before}, {row.key: theirs}, shown).rows[0]
