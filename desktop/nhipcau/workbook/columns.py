"""How sheets travel from the child process to the parent: column by column, as plain values.

A column is nearly always of one kind, so it is looked at and changed as a whole, several times faster than cell
by cell. `marshal` carries no dates: they travel as text beside the column, with their places.
"""

import datetime as dt
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

Moments = tuple[str, list[int], list[str]]  # kind, places from 0, ISO texts
Column = tuple[list[Any], list[Moments]]

_KINDS: tuple[tuple[type, str], ...] = ((dt.datetime, "datetime"), (dt.date, "date"), (dt.time, "time"))
_REVIVE: dict[str, Callable[[str], object]] = {
    "datetime": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
}


def columns_of(rows: list[list[Any]]) -> list[Column]:
    """Return the columns of calamine's rows without the blank rows and columns at their ends.

    Blank is None, whole numbers are int (a spreadsheet knows only floats), text is NFC with plain line breaks.
    """
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    columns = [_column(cells) for cells in zip(*rows, strict=True)]
    while columns and not columns[-1][1] and not any(cell is not None for cell in columns[-1][0]):
        columns.pop()
    return columns


def rows_of(columns: Sequence[Column]) -> list[tuple[Any, ...]]:
    """Turn the columns back into rows."""
    for cells, moments in columns:
        for kind, places, texts in moments:
            revive = _REVIVE[kind]
            for place, text in zip(places, texts, strict=True):
                cells[place] = revive(text)
    return list(zip(*(cells for cells, _ in columns), strict=True))


def _column(cells: tuple[Any, ...]) -> Column:
    kinds = set(map(type, cells))
    column = _plain_texts(cells, kinds) if str in kinds else list(cells)
    if float in kinds:
        column = [int(c) if type(c) is float and c.is_integer() and -1e15 < c < 1e15 else c for c in column]
    if dt.timedelta in kinds:
        column = [_duration(c) if type(c) is dt.timedelta else c for c in column]
    moments: list[Moments] = []
    for kind, name in _KINDS:
        if kind in kinds:
            places = [place for place, c in enumerate(column) if type(c) is kind]
            moments.append((name, places, [column[place].isoformat() for place in places]))
            for place in places:
                column[place] = None
    return column, moments


def _plain_texts(cells: tuple[Any, ...], kinds: set[type]) -> list[Any]:
    together = "".join(cells if kinds == {str} else [c for c in cells if type(c) is str])
    if "\r" not in together and (together.isascii() or unicodedata.is_normalized("NFC", together)):
        return [None if c == "" else c for c in cells] if "" in cells else list(cells)
    return [plain_text(c) or None if type(c) is str else c for c in cells]


def plain_text(text: str) -> str:
    """Return text in NFC with plain line breaks."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _duration(value: dt.timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
