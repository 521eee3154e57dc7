"""Wishes in their order, however a file gives it: numbered columns in any order, or a grid with a rank per person."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from nhipcau.exchange.answers.ranks import rank_alone
from nhipcau.exchange.formats.cell_values import number_in
from nhipcau.exchange.formats.column_mapping import ColumnReading
from nhipcau.exchange.formats.vocabulary import groups, has_any, key_of

if TYPE_CHECKING:
    from nhipcau.exchange.formats.sheet_table import ColumnData

_NUMBER: Final = re.compile(r"\b([1-9])(?:st|nd|rd|th)?\b")
_LAST: Final = 99
"""What has no rank comes after what has one."""


def rank_in(heading: str) -> int:
    """Return the rank a heading names, `2` of `Second choice` or `Nguyện vọng 2`; 99 when it names none."""
    key = key_of(heading)
    for rank, words in groups("ordinals").items():
        if has_any(key, words):
            return int(rank)
    found = _NUMBER.findall(key)
    return int(found[-1]) if found else _LAST


def ranked(columns: Sequence[tuple[ColumnReading, "ColumnData", list[Any]]]) -> list[Any]:
    """Return the wishes of every row, most wanted first. `columns` come with what they were read as."""
    ranks = [_rank_of(column) for column, _, _ in columns]
    joined: list[Any] = []
    for place in range(len(columns[0][2]) if columns else 0):
        said: list[tuple[int, int, str]] = []
        for order, (_, data, values) in enumerate(columns):
            rank = ranks[order] or _rank_of_cell(data, place)
            said += [(rank, order, name) for name in values[place] or ()]
        said.sort(key=lambda one: one[:2])
        joined.append(list(dict.fromkeys(name for _, _, name in said)) or None)
    return joined


def _rank_of(column: ColumnReading) -> int:
    """Return the rank a column stands for; 0 where a line of a grid names somebody, and each answer gives the rank."""
    if column.grid:
        return rank_alone(column.wording)
    return rank_in(column.heading)


def _rank_of_cell(data: "ColumnData", place: int) -> int:
    """Return the rank a line of a grid was given."""
    text = data.text_by_cell[data.cells[place]]
    said = rank_in(text)
    number = number_in(text) if said == _LAST else None
    return said if number is None else int(number)
