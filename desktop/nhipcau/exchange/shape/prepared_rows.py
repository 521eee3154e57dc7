"""Rows prepared for people who are not there yet: a number, what a drop-down offers first, a formula's nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, NamedTuple

from nhipcau.common.cell_text import text_of
from nhipcau.exchange.answers.worded_answers import role_in
from nhipcau.exchange.formats.sheet_table import ColumnData, Table
from nhipcau.exchange.formats.vocabulary import key_of, phrases
from nhipcau.workbook import CellError

_NOTHING: Final = frozenset({"0", "False", "FALSE", "#N/A"})
"""What a formula shows that found nobody."""
_LONGEST_OFFER: Final = 40
_FEWEST_CODED: Final = 2


class Columns(NamedTuple):
    """Places of columns by what they are to a row."""

    who: Collection[int]
    """Those that say who somebody is."""
    codes: Collection[int]
    """Those that give everybody a code: it may be there before the person is."""
    unread: Collection[int]
    """Those that are not used."""


def prepared_rows(table: Table, columns: Columns) -> frozenset[int]:
    """Return places of rows in which nobody is named and nothing is said but what other such rows say."""
    who = [column.cells for column in table.columns if column.index in columns.who]
    codes = [column.cells for column in table.columns if column.index in columns.codes]
    if not who and not codes:
        return frozenset()
    nameless = _blank_in(who, range(len(table.numbers))) if who else []
    without_code = _blank_in(codes, nameless if who else range(len(table.numbers)))
    coded = len(without_code) < len(nameless)
    if coded and (len(nameless) < _FEWEST_CODED or len(nameless) == len(table.numbers)):
        nameless, coded = without_code, False  # a code alone may be somebody's
    if not nameless:
        return frozenset()
    known = {*columns.who, *columns.codes, *columns.unread}
    least = len(nameless) // 2 if coded else 1
    offers = [
        (column, _offers(column, nameless, least)) for column in table.columns if column.index not in known
    ]
    return frozenset(
        place
        for place in nameless
        if all(
            _is_nothing(column.cells[place]) or text_of(column.cells[place]) in offered
            for column, offered in offers
        )
    )


def _blank_in(columns: Sequence[Sequence[Any]], places: Iterable[int]) -> list[int]:
    return [place for place in places if all(_is_nothing(cells[place]) for cells in columns)]


def _is_nothing(cell: Any) -> bool:  # noqa: ANN401 - a cell holds anything
    """Say whether a cell tells nothing: no letter and no digit, or what a formula makes of no name: `@example.org`."""
    if cell is None or isinstance(cell, CellError):
        return True
    if isinstance(cell, str) and cell[:1].isalpha() and cell[0] not in "Ff":
        return False  # nearly every cell
    text = text_of(cell)
    return text in _NOTHING or text.startswith("@") or not any(map(str.isalnum, text))


def _offers(column: ColumnData, nameless: Sequence[int], least: int) -> frozenset[str]:
    """Return what a column offers to rows of nobody: what more than `least` of them say, a role, a call to choose."""
    cells = (column.cells[place] for place in nameless)
    said = Counter(text_of(cell) for cell in cells if not _is_nothing(cell))
    return frozenset(text for text, count in said.items() if count > least or _is_offer(text))


def _is_offer(text: str) -> bool:
    if len(text) > _LONGEST_OFFER:
        return False
    return bool(role_in(text)) or f"{key_of(text)} ".startswith(tuple(f"{one} " for one in phrases("choose")))


def without(table: Table, places: Collection[int]) -> Table:
    """Return a table without these rows, which are accounted for as prepared."""
    return table.without(places, "prepared") if places else table
