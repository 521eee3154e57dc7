"""Rows that came home as they went out: nearly all, and found column by column in a fraction of the time.

Nothing is decided here that looking at each cell would decide otherwise: a row that is not found is looked at so.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from operator import eq
from typing import Final

from nhipcau.sheets.column_rows import column_of
from nhipcau.sheets.columns import SheetField, Showed
from nhipcau.sheets.shown_cells import nearly_shown, says
from nhipcau.workbook import CellError

Texts = Mapping[str, str]
_TEXT: Final = frozenset({str, type(None)})
_NONE: Final[frozenset[str]] = frozenset()


class AsSent(Mapping[str, object]):
    """An untouched row: whatever its cells mean, they mean it still."""

    __slots__ = ("_codes", "_key", "_sent")

    def __init__(self, codes: Sequence[str], sent: Mapping[str, Texts], key: str) -> None:
        self._codes = codes
        self._sent = sent
        self._key = key

    def __getitem__(self, code: str) -> Showed:
        if code not in self._codes:
            raise KeyError(code)
        return Showed(self._sent[self._key].get(code, ""))

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


def rows_as_sent(
    rows: Sequence[Sequence[object]],
    keys: Sequence[str],
    places: Sequence[tuple[int, SheetField]],
    sent: Mapping[str, Texts],
) -> set[int]:
    """Return the numbers of the rows in which every cell says what was sent under the row's key."""
    columns: list[tuple[object, ...]] = list(zip_longest(*rows))
    blank = (None,) * len(rows)
    came = [(field.code, _said(columns[place]) if place < len(columns) else blank) for place, field in places]
    known, same = set(sent), map(all, _alike(came, keys, sent))
    return {
        number for number, (key, alike) in enumerate(zip(keys, same, strict=True)) if alike and key in known
    }


def changed_since(
    rows: Mapping[str, Mapping[str, object]],
    keys: Sequence[str],
    fields: Sequence[SheetField],
    sent: Mapping[str, Texts],
) -> dict[str, frozenset[str]]:
    """Return the columns in which these rows of ours may no longer show what was sent, of each that was sent."""
    ours = [(field.code, nearly_shown(field, column_of(rows, keys, field.code))) for field in fields]
    codes, known = [field.code for field in fields], set(sent)
    return {
        key: _NONE
        if all(same)
        else frozenset(code for code, alike in zip(codes, same, strict=True) if not alike)
        for key, same in zip(keys, _alike(ours, keys, sent), strict=True)
        if key in known
    }


def _said(cells: Sequence[object]) -> Sequence[object]:
    """Return cells as they are compared; an error is like nothing else."""
    if _TEXT.issuperset(map(type, cells)):
        return cells
    known: dict[tuple[type, object], str] = {}
    for kind, cell in set(zip(map(type, cells), cells, strict=True)):
        if kind not in _TEXT and kind is not CellError:
            known[kind, cell] = says(cell)
    return [known.get((type(cell), cell), cell) for cell in cells]


def _alike(
    columns: Sequence[tuple[str, Sequence[object]]], keys: Sequence[str], sent: Mapping[str, Texts]
) -> Iterator[tuple[bool, ...]]:
    """Return for each row which of its cells say what was sent; a blank was not, and is None there."""
    return zip(
        *(map(eq, [cell or None for cell in cells], column_of(sent, keys, code)) for code, cells in columns),
        strict=True,
    )
