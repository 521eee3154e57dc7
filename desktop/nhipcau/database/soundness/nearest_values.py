"""What may stand in the place of a cell that cannot be read: the nearest value that can, before anything is lost."""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from nhipcau.database.column_declarations import DeclaredColumn
from nhipcau.database.soundness.cells import DEEPEST, Cell, FlawKind, depth, fits

Stored = str | int | None
_NOTHING: Final = object()
_DAY_FIRST: Final = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
_TRUE: Final = frozenset(("true", "yes", "t", "y"))
_FALSE: Final = frozenset(("false", "no", "f", "n", ""))


@dataclass(frozen=True, slots=True)
class Mended:
    """A cell that was given another value. `now` is None where it was emptied."""

    table: str
    row_id: int
    column: str
    kind: FlawKind
    was: str
    now: str | None


def replacements(column: DeclaredColumn, cell: Cell, fault: FlawKind) -> Iterator[Stored]:
    """Yield what could stand there, the nearest first; whether it may is for the caller to see.

    None stands for an empty cell. A number out of its bounds is not moved to the bound, nor is a reference guessed:
    to know nothing is better than to know something wrong.
    """
    if fault not in ("reference", "empty", "code"):
        yield from _nearest(column, cell)
    if column.nullable:
        yield None
    elif column.default is not None:
        yield as_stored(column, column.default())
    elif column.kind == "text" and fault == "empty" and not column.codes:
        yield ""


def _nearest(column: DeclaredColumn, cell: Cell) -> Iterator[Stored]:
    text = cell.raw.decode("utf-8", "replace") if isinstance(cell.raw, bytes) else str(cell.raw)
    if column.kind == "text":
        yield text
    elif column.kind == "integer":
        yield from _whole_number(text)
    elif column.kind == "boolean":
        yield from _truth(text)
    elif column.kind == "json":
        yield from _json(column, text)
    else:
        yield from _date(text, with_time=column.kind == "datetime")


def _whole_number(text: str) -> Iterator[int]:
    number = _number(text)
    if number is not None:
        yield round(number)


def _number(text: str) -> float | int | None:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _truth(text: str) -> Iterator[int]:
    number = _number(text)
    word = text.strip().casefold()
    if number is not None:
        yield int(number != 0)
    elif word in _TRUE or word in _FALSE:
        yield int(word in _TRUE)


def _date(text: str, *, with_time: bool) -> Iterator[str]:
    moment = _moment(text.strip())
    if moment is not None:
        yield _as_moment(moment) if with_time else moment.date().isoformat()


def _moment(text: str) -> datetime | None:
    for part in (text, text[:19], text[:10]):  # with a part of a second of any length; with words behind
        try:
            return datetime.fromisoformat(part)
        except ValueError:
            continue
    found = _DAY_FIRST.match(text)
    try:
        return datetime(int(found[3]), int(found[2]), int(found[1])) if found else None  # noqa: DTZ001 - as stored
    except ValueError:
        return None


def _as_moment(moment: datetime) -> str:
    in_utc = moment if moment.tzinfo is None else moment.astimezone(UTC)
    return in_utc.replace(tzinfo=None).isoformat(" ", "microseconds")


def _json(column: DeclaredColumn, text: str) -> Iterator[str]:
    value = _parsed(text)
    if value is _NOTHING:
        if not column.container and depth(text) <= DEEPEST:
            yield json.dumps(text)  # an answer whose quotation marks are gone is still what somebody said
        return
    yield json.dumps(value)
    if column.container == "array":
        several = value if isinstance(value, list) else [value]
        yield json.dumps([each for each in several if fits(column, [each])])
    elif column.container == "object" and isinstance(value, dict):
        yield json.dumps({key: each for key, each in value.items() if fits(column, {key: each})})


def _parsed(text: str) -> Any:  # noqa: ANN401 - whatever was stored
    if depth(text) > DEEPEST:
        return _NOTHING
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return _NOTHING


def as_stored(column: DeclaredColumn, value: Any) -> Stored:  # noqa: ANN401 - whatever a column holds
    """Return a value of the program as this store keeps it."""
    if column.kind == "json":
        return None if value is None else json.dumps(value)
    if isinstance(value, datetime):
        return _as_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | int):
        return int(value)
    return None if value is None else str(value)
