"""How a value stands in a cell of a workbook that goes out, and as which text it is compared."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import isfinite
from typing import Final

from nhipcau.common.cell_text import is_clean, text_of
from nhipcau.common.names.vietnamese import clean
from nhipcau.database.field_catalogue import TEXTS
from nhipcau.sheets.columns import SheetField
from nhipcau.workbook import Plain
from nhipcau.workbook.writer.safe_text import held_text

_SEPARATOR: Final = "; "
_SURELY_HELD: Final = 16_000
"""A cell holds twice as many letters: each may count as two."""
_TOLD_APART: Final = frozenset({str, bool, int, float, dt.date})
"""Of one of these alone, values that are alike show alike."""
LABELLED: Final = frozenset({"ways", "slots", "options"})


def shown(field: SheetField, value: object) -> Plain:
    """Return what the cell holds for a value."""
    if value is None or value in ("", [], ()) or (isinstance(value, float) and not isfinite(value)):
        return None  # no cell holds what is no number
    if field.kind in LABELLED:
        return _SEPARATOR.join(_labels(field, value))
    if field.choices or field.things is not None:
        return _label(field, value)
    if field.kind == "topics":
        return _SEPARATOR.join(_graded(field.grade, item) for item in _items(value))
    if isinstance(value, list | tuple):
        return _SEPARATOR.join(filter(None, (one_line(str(item)) for item in value)))
    if isinstance(value, bool | int | float | dt.date):
        return value
    if field.kind == "date" and (day := _written_day(str(value))) is not None:
        return day
    return str(value).replace("\t", " ")  # .ods loses tabs


def _written_day(text: str) -> dt.date | None:
    """Return the day an answer holds as text."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _label(field: SheetField, value: object) -> str:
    if field.things is not None:
        return field.things.label(str(value))
    return next((label for code, label in field.choices if code == value), str(value))


def _labels(field: SheetField, value: object) -> list[str]:
    held = [str(item) for item in value] if isinstance(value, list | tuple) else []
    known = [label for code, label in field.choices if code in held]
    return [*map(one_line, known), *(one_line(item) for item in held if item not in dict(field.choices))]


def _items(value: object) -> Sequence[Mapping[str, object]]:
    return value if isinstance(value, list | tuple) else ()


def _graded(grade: str, item: Mapping[str, object]) -> str:
    return f"{one_line(str(item['topic']))} ({item[grade]})"


def one_line(text: str) -> str:
    """Return one of several that share a cell: on one line, and without what stands between them."""
    return clean(text.replace(";", ",")).replace("\n", " ")


def shown_text(field: SheetField, value: object) -> str:
    """Return by what two values of a field are the same or not: what a reader of the cell sees."""
    cell = shown(field, value)
    return says(cell)


def shown_texts(field: SheetField, values: Sequence[object]) -> list[str]:
    """Return what a reader sees for each of many values of a field; every distinct one is worked out once.

    Lists cannot be looked up: one that many rows share is known again by what it is.
    """
    kinds = set(map(type, values)) - {type(None)}
    if kinds == {list}:
        marks: Sequence[object] = list(map(id, values))
    else:
        marks = values if len(kinds) <= 1 and kinds <= _TOLD_APART else list(map(_mark, values))
    known = {mark: _text_for(field, value) for mark, value in dict(zip(marks, values, strict=True)).items()}
    return list(map(known.__getitem__, marks))


def _text_for(field: SheetField, value: object) -> str:
    if value is None or (not value and isinstance(value, str | list)):
        return ""
    if field.kind in TEXTS and not field.choices and isinstance(value, str):
        return says(value.replace("\t", " "))
    return shown_text(field, value)


def _mark(value: object) -> object:
    """Return by what a value is known again: `True == 1 == 1.0`, though they do not show alike."""
    if isinstance(value, list):
        return id(value)
    return (type(value), value) if isinstance(value, str | int | float | dt.date | None) else (repr(value),)


def nearly_shown(field: SheetField, values: Sequence[object]) -> Sequence[object]:
    """Return what `shown_texts` returns, but plain texts as they stand: one that is like what was shown shows so."""
    return values if field.kind in TEXTS and not field.choices else shown_texts(field, values)


_ALL_DIGITS_KEPT: Final = 10**14
"""From here on spreadsheets round a whole number too, and one that went out as 5e14 + 3 comes home whole or rounded."""


def says(cell: object) -> str:
    """Return a cell as text by which it is compared: numbers as far as every spreadsheet keeps them."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell if len(cell) < _SURELY_HELD and is_clean(cell) else held_clean(cell)
    if isinstance(cell, float) or (isinstance(cell, int) and abs(cell) >= _ALL_DIGITS_KEPT):
        cell = float(f"{cell:.14g}")
    return text_of(cell)


@lru_cache(maxsize=65536)
def held_clean(text: str) -> str:
    # What a cell cannot hold was left out when it went, and is no change when it comes back.
    return clean(held_text(text))
