"""Lists in columns of JSON, read for many rows at once: thousands of people have given the same few answers."""

import json
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from sqlalchemy import Text, cast
from sqlalchemy.sql.elements import ColumnElement

Read = TypeVar("Read")


def as_stored(column: Any) -> ColumnElement[str]:  # noqa: ANN401 - a column of a model
    """Return a column of JSON as the text it is stored as, for `JsonLists`."""
    return cast(column, Text)


class JsonLists(Generic[Read]):
    """Reads every distinct text once. What it returns is shared by many rows, and must not be changed."""

    def __init__(self, read: Callable[[Any], Read]) -> None:
        self._read = read
        self._known: dict[str, Read] = {}

    def __call__(self, text: str) -> Read:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._read(json.loads(text))
        return found
