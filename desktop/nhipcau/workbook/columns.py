"""How sheets travel from the child process to the parent: column by column, as plain values.

A column is nearly always of one kind, so it is looked at and changed as a whole, several times faster than cell
by cell. A column of texts travels as one long text, or, where few texts stand again and again, as these and the
place of each cell's among them: the parent then holds each of them once. `marshal` carries no dates: they travel
as text beside the column, with their places.
"""

import datetime as dt
import unicodedata
from array import array
from collections.abc import Callable, Sequence
from typing import Any

Moments = tuple[str, list[int], list[str]]  # kind, places from 0, ISO texts
Texts = tuple[
    str, bytes
]  # all with BETWEEN between them; which of them each cell holds, or nothing: one each
Mixed = tuple[list[Any], list[Moments]]
Column = Texts | Mixed

BETWEEN = "\0"
_SAMPLE = 1_000  # the cells by which a column is thought to repeat itself
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
    cells = list(zip(*rows, strict=True))
    while cells and not any(cell != "" for cell in cells[-1]):
        cells.pop()
    return [_texts(column) or _mixed(column) for column in cells]


def column_letters(place: int) -> str:
    """Return A for 0, AA for 26."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def rows_of(columns: Sequence[Column]) -> list[tuple[Any, ...]]:
    """Turn the columns back into rows."""
    return list(zip(*map(_cells, columns), strict=True))


def _texts(cells: tuple[Any, ...]) -> Texts | None:
    """Return a column that holds nothing but text; None when it holds something else."""
    repeats = len(set(cells[:_SAMPLE])) * 4 <= len(cells[:_SAMPLE])
    texts = tuple(dict.fromkeys(cells)) if repeats else cells
    try:
        together = BETWEEN.join(texts)
    except TypeError:
        return None
    if together.count(BETWEEN) != len(texts) - 1:
        return None
    # What stands between is never drawn to what stands beside it, so all can be brought into form at once.
    together = plain_text(together)
    if not repeats:
        return together, b""
    places = {text: place for place, text in enumerate(texts)}
    return together, array("I", map(places.__getitem__, cells)).tobytes()


def _mixed(cells: tuple[Any, ...]) -> Mixed:
    kinds = set(map(type, cells))
    column: list[Any] = list(cells)
    if str in kinds:
        column = [plain_text(c) or None if type(c) is str else c for c in cells]
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


def _cells(column: Column) -> list[Any]:
    held: Any
    about: Any
    held, about = column
    return _apart(held, about) if isinstance(held, str) else _revived(held, about)


def _apart(together: str, places: bytes) -> list[Any]:
    texts: list[str] = together.split(BETWEEN)
    values = [text or None for text in texts] if "" in texts else texts
    return list(map(values.__getitem__, memoryview(places).cast("I"))) if places else list(values)


def _revived(cells: list[Any], moments: list[Moments]) -> list[Any]:
    for kind, places, texts in moments:
        revive = _REVIVE[kind]
        for place, text in zip(places, texts, strict=True):
            cells[place] = revive(text)
    return cells


def plain_text(text: str) -> str:
    """Return text in NFC with plain line breaks."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def _duration(value: dt.timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
