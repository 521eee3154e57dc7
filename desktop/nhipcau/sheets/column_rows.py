"""Rows that are held as columns: many thousand are compared a column at a time, and few are looked at one by one."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, Final, cast

Rows = Mapping[str, Mapping[str, Any]]
"""Of each row by its key what its cells hold, by the code of the column."""
_KEYS: Final = ""
"""Where the keys stand among the stored columns: no column is called so."""


HEADINGS: Final = ""
"""Where the headings stand among the stored sheets: no kind is called so."""
HELD_BACK: Final = "held back"
"""Where stands, by kind, column and key, what we held and did not show, because a column asks anew."""


class ColumnRows(Mapping[str, dict[str, Any]]):
    """Rows that are made when they are asked for. Without `blanks`, what is blank is left out of them."""

    def __init__(
        self, keys: Sequence[str], columns: Mapping[str, Sequence[Any]], *, blanks: bool = True
    ) -> None:
        self._keys = list(keys)
        self._columns = columns
        self._blanks = blanks

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self._keys)}

    def __getitem__(self, key: str) -> dict[str, Any]:
        place = self._places[key]
        row = {code: values[place] for code, values in self._columns.items()}
        return row if self._blanks else {code: value for code, value in row.items() if value is not None}

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def column(self, keys: Sequence[str], code: str) -> Sequence[Any]:
        """Return what these rows hold in a column; None of a row that is not here."""
        values = self._columns.get(code)
        if values is None:
            return [None] * len(keys)
        if keys == self._keys:
            return values
        places = self._places
        if len(keys) > 1 and all(key in places for key in keys):
            return cast("tuple[Any, ...]", itemgetter(*map(places.__getitem__, keys))(values))
        return [values[places[key]] if key in places else None for key in keys]

    def stored(self) -> dict[str, Any]:
        """Return the rows as JSON can hold them; `rows_stored` reads them back."""
        return {_KEYS: self._keys, **self._columns} if self._keys else {}


def rows_stored(stored: Mapping[str, Any]) -> Rows:
    """Return rows as they were stored: in columns, or one by one as they were at first."""
    keys = stored.get(_KEYS)
    if not isinstance(keys, list):
        return stored
    return ColumnRows(keys, {code: of for code, of in stored.items() if code != _KEYS}, blanks=False)


def reworded(rows: Rows, wordings: Mapping[str, Mapping[str, str]]) -> Rows:
    """Return rows in which some columns say things otherwise: by column, what stands for which text."""
    keys = list(rows)
    codes = dict.fromkeys(code for row in rows.values() for code in row)
    columns = {code: column_of(rows, keys, code) for code in codes}
    for code in codes.keys() & wordings.keys():
        columns[code] = [wordings[code].get(cell, cell) for cell in columns[code]]
    return ColumnRows(keys, columns, blanks=False)


def column_of(rows: Rows, keys: Sequence[str], code: str) -> Sequence[Any]:
    """Return what these rows hold in a column; None of a row that is not here, or holds nothing in it."""
    if isinstance(rows, ColumnRows):
        return rows.column(keys, code)
    return [rows[key].get(code) if key in rows else None for key in keys]
