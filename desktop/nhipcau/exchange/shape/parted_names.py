"""Names written in two columns under one heading: `Họ và tên` over `Nguyễn Văn` and `An`."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from nhipcau.exchange.headings import guesses
from nhipcau.exchange.table import ColumnData

_LOOKED_AT = 200
_FAMILY, _GIVEN = "Họ và tên đệm", "Tên riêng"
"""Headings of the two, as the two parts of a Vietnamese name are called."""


def with_parted_names(columns: Sequence[ColumnData]) -> list[ColumnData]:
    """Return the columns, one without a heading right of the names as the given names it holds."""
    found = list(columns)
    for place, column in enumerate(columns[:-1]):
        beside = columns[place + 1]
        if beside.heading or beside.index != column.index + 1 or not _heads_names(column.heading):
            continue
        if _are_parts(column, beside):
            found[place] = replace(column, heading=_FAMILY, written=column.heading)
            found[place + 1] = replace(beside, heading=_GIVEN, written="")
    return found


def _heads_names(heading: str) -> bool:
    meant = guesses(heading)
    return bool(meant) and meant[0].meaning == "full_name"


def _are_parts(families: ColumnData, givens: ColumnData) -> bool:
    """Say whether each row that has one has the other, and the right ones are single words such as given names."""
    if not givens.counts:
        return False
    alone = sum(bool(a) != bool(b) for a, b in zip(families.cells, givens.cells, strict=True))
    words = list(islice(givens.counts, _LOOKED_AT))
    names = sum(word.isalpha() and word[:1].isupper() for word in words)
    return alone * 20 <= len(families.cells) and names * 10 >= len(words) * 9
