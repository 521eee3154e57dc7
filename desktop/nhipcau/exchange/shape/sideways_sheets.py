"""Sheets that lie on their side: headings run down a column and every person has a column."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from nhipcau.common.cell_text import text_of
from nhipcau.common.words import LANGUAGES, text
from nhipcau.exchange.formats.sheet_area import Area, Rows, filled
from nhipcau.exchange.formats.vocabulary import key_of
from nhipcau.exchange.shape.header_row import LOOKED_AT, are_headings, count_known, is_naming
from nhipcau.exchange.shape.lone_texts import may_be_name
from nhipcau.exchange.shape.merged_cells import turned_ranges

if TYPE_CHECKING:
    from nhipcau.workbook import SheetData

_MOST_ROWS: Final = 400
"""Questions of a form: a longer sheet holds people below each other."""
_LABELS_IN: Final = 4
"""In the first columns of these the headings stand."""


def turned(sheet: "SheetData") -> "SheetData":
    """Return a sheet whose columns are the rows of this one."""
    rows = tuple(zip_longest(*sheet.rows))
    return replace(sheet, rows=rows, merged=turned_ranges(sheet.merged), hidden_rows=frozenset())


def sideways(sheet: "SheetData") -> Area | None:
    """Return the table of a sheet that surely lies on its side; None when it does not."""
    rows = sheet.rows
    if len(rows) > _MOST_ROWS or any(map(are_headings, rows[:LOOKED_AT])):
        return None
    columns = list(zip_longest(*(row[:_LABELS_IN] for row in rows)))
    for place, labels in enumerate(columns):
        naming = [row for row, cell in enumerate(labels) if isinstance(cell, str) and is_naming(cell)]
        if not naming or not _are_labels(labels):
            continue
        area = _area(rows, place, labels)
        keys = [key_of(text_of(labels[row])) for row in naming]
        if len(set(keys)) < len(keys):
            return replace(area, why="sideways")
        return area if _are_answers(rows, place, naming) else None
    return None


def _are_labels(labels: Sequence[Any]) -> bool:
    """Say whether a column holds headings and little else: more of them than any row does."""
    cells = filled(labels)
    known = count_known(cells)
    return known >= 2 and known * 2 >= len(cells)


def _are_answers(rows: Rows, place: int, naming: Sequence[int]) -> bool:
    """Say whether beside each label of a name or an address names and addresses stand."""
    found = False
    for row in naming:
        cells = [text_of(cell) for cell in filled(rows[row][place + 1 : _before_hints(rows)])]
        if not cells:
            continue
        addresses = sum("@" in cell for cell in cells)
        if 0 < addresses * 2 < len(cells):
            return False
        found = found or addresses > 0 or all(map(may_be_name, cells))
    return found


def _area(rows: Rows, place: int, labels: Sequence[Any]) -> Area:
    width = _before_hints(rows)
    titles = tuple(text_of(labels[row]) for row in _alone(rows, place))
    return Area((place + 1,), width, turned=True, titles=titles)


def _before_hints(rows: Rows) -> int:
    """Return where the answers end: our form says at their right how each question is answered."""
    hints = {key_of(text(language, "surveys.how")) for language in LANGUAGES}
    width = max(map(len, rows))
    headed = any(len(row) == width and key_of(text_of(row[-1])) in hints for row in rows)
    return width - headed


def _alone(rows: Rows, place: int) -> list[int]:
    """Return the rows whose label stands alone: the title of the form, or of a part of it."""
    return [
        row
        for row, cells in enumerate(rows)
        if len(cells) > place and text_of(cells[place]) and not filled(cells[place + 1 :])
    ]
