"""Whether one stored cell can be read as its column is declared: the exact judgement, in plain values."""

import json
import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from typing import Any, Final, Literal

from pydantic import ValidationError

from nhipcau.database.column_declarations import DeclaredColumn
from nhipcau.database.json_columns import LONG, from_json

FlawKind = Literal[
    "empty", "type", "encoding", "json", "depth", "shape", "date", "number", "code", "reference", "history"
]
DEEPEST: Final = 300
"""How far JSON may be nested. Python reads a thousand levels, less what stands on its own stack already."""
_PREVIEW: Final = 40
"""Letters."""
_PLAIN: Final = re.compile(r'[^\[\]{}"\\]+')
_ESCAPED: Final = re.compile(r"\\.?")
_STRING: Final = re.compile(r'"[^"]*"?')
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_DATETIME: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One cell that cannot be read, or that points at nothing."""

    table: str
    row_id: int
    column: str
    kind: FlawKind
    preview: str = ""
    """A few letters of what is there."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it lies in the file. Text is bytes here, because it may be none."""

    storage: str
    """`null`, `integer`, `real`, `text` or `blob`."""
    raw: bytes | int | float | None

    @property
    def preview(self) -> str:
        """A few letters of it, for a list."""
        return self.shown(_PREVIEW)

    def shown(self, most: int = 200) -> str:
        """Return the beginning of it: no control letters, never all of a long text."""
        text = (
            self.raw[: 4 * most + 4].decode("utf-8", "replace")
            if isinstance(self.raw, bytes)
            else str(self.raw)
        )
        short = text if len(text) <= most else text[:most] + "…"
        return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in short)


def is_text(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def fault_in(column: DeclaredColumn, cell: Cell) -> FlawKind | None:
    """Return what keeps a cell from being read, None where nothing does. References are looked at elsewhere."""
    if cell.storage == "null":
        return None if column.nullable else "empty"
    if column.kind == "json":
        return _json_fault(column, cell)
    if column.kind in ("integer", "boolean"):
        return _number_fault(column, cell)
    if cell.storage != "text" or not isinstance(cell.raw, bytes):
        return "type"
    if not is_text(cell.raw):
        return "encoding"
    text = cell.raw.decode()
    if column.kind == "text":
        return "code" if column.codes and text not in column.codes else None
    return None if is_date(text, with_time=column.kind == "datetime") else "date"


def _number_fault(column: DeclaredColumn, cell: Cell) -> FlawKind | None:
    if cell.storage != "integer" or not isinstance(cell.raw, int):
        return "type"
    least, most = (0, 1) if column.kind == "boolean" else (column.least, column.most)
    return None if least <= cell.raw <= most else "number"


def is_date(text: str, *, with_time: bool) -> bool:
    """Tell whether a text is a date just as this program writes it: others sort wrongly even where they can be read."""
    if not (_DATETIME if with_time else _DATE).fullmatch(text) or not text.isascii():
        return False
    try:
        (datetime if with_time else date).fromisoformat(text)
    except ValueError:
        return False
    return True


def _json_fault(column: DeclaredColumn, cell: Cell) -> FlawKind | None:
    if cell.storage in ("integer", "real"):  # the engine keeps a bare number as one
        assert isinstance(cell.raw, int | float)
        if not math.isfinite(cell.raw):
            return "number"
        return "shape" if column.container else None
    if cell.storage != "text" or not isinstance(cell.raw, bytes):
        return "type"
    if not is_text(cell.raw):
        return "encoding"
    text = cell.raw.decode()
    if depth(text) > DEEPEST:
        return "depth"
    try:
        value = from_json(text)  # as the models are read; some queries read the text themselves:
        if len(text) < LONG:
            json.loads(text)
    except (ValueError, RecursionError, IndexError):
        return "json"
    return None if fits(column, value) else "shape"


def fits(column: DeclaredColumn, value: Any) -> bool:  # noqa: ANN401 - whatever was stored
    """Tell whether a value of JSON is of the shape in which it is read."""
    if column.parts is None:
        wanted = {"array": list, "object": dict, "": object}[column.container]
        return isinstance(value, wanted)
    try:
        column.parts.validate_python(value, strict=True)
    except ValidationError:
        return False
    return True


def depth(text: str) -> int:
    """Return how far brackets are nested; quick where there are few, and without recursion where there are many."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return 0
    bare = _STRING.sub("", _ESCAPED.sub("", _PLAIN.sub("", text)))
    return max(accumulate((1 if letter in "[{" else -1 for letter in bare), initial=0))
