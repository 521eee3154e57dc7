"""What a declared field is on the screen: a column of a list, a field of a form, a text to be read."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol, TypeVar

from nhipcau.common.words import Words
from nhipcau.widgets.forms.date_field import day_text
from nhipcau.widgets.forms.fields import Field
from nhipcau.widgets.forms.form import date, line, number, text_area
from nhipcau.widgets.table.row_model import Kind
from nhipcau.widgets.table.table_view import Column

R = TypeVar("R")


class DeclaredField(Protocol):
    """What is asked of a field of some room's catalogue."""

    @property
    def kind(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def column(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def least(self) -> int: ...
    @property
    def most(self) -> int: ...
    @property
    def lines(self) -> int: ...
    @property
    def default(self) -> Any: ...  # noqa: ANN401 - of each field its own


_COLUMNS: Final[Mapping[str, tuple[Kind, int]]] = {
    "date": ("date", 110),
    "number": ("number", 90),
    "minutes": ("number", 70),
}
"""How columns of these kinds are shown, and how wide they are."""


def value_text(value: object) -> str:
    """Return a stored value as people read it."""
    if isinstance(value, dt.date):
        return day_text(value)
    return "" if value is None else str(value)


def declared_column(
    one: DeclaredField, words: Words, *, width: int = 0, stretch: bool = False
) -> Column[Any]:
    """Return the column of a field, over rows that hold it under its column's name."""
    kind, usual = _COLUMNS.get(one.kind, ("text", 180))

    def value(row: object) -> Any:  # noqa: ANN401 - of each field its own
        return getattr(row, one.column)

    return Column(
        one.code,
        lambda: words(one.label),
        lambda row: value_text(value(row)),
        kind=kind,
        width=width or usual,
        sort_key=None if kind == "text" else value,
        stretch=stretch,
    )


def _line(one: DeclaredField) -> Field[Any]:
    made = line()
    if one.most:
        made.edit.setMaxLength(one.most)
    return made


_FIELDS: Final[Mapping[str, Callable[[DeclaredField], Field[Any]]]] = {
    "long_text": lambda one: text_area(one.lines) if one.lines > 1 else _line(one),
    "number": lambda one: number(one.least, one.most),
    "minutes": lambda one: number(one.least, one.most),
    "date": lambda _one: date(),
}


def declared_field(one: DeclaredField) -> Field[Any]:
    """Return the field of a form that asks for it."""
    return _FIELDS.get(one.kind, _line)(one)
