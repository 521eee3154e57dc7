"""Whether a record can be a row of a table: its columns, their types, and what our tables are known to hold."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from math import isfinite
from typing import Final, TypeAlias

from nhipcau.database.files.file_header import SCHEMA
from nhipcau.database.rescue.known_tables import Kind, KnownColumn, KnownTable, Tables
from nhipcau.database.rescue.record import LOST, Stored, UnreadableRecord

_UID: Final = re.compile(r"[0-9A-HJKMNP-TV-Z]{16}")
_ROLES: Final = frozenset({"mentor", "mentee"})
_PAIR_STATES: Final = frozenset({"proposed", "confirmed", "active", "completed", "ended"})
_FIXED: Final[Mapping[tuple[str, str], frozenset[str]]] = {
    ("alembic_version", "version_num"): frozenset(f"m{number:04d}" for number in range(1, SCHEMA + 1)),
    ("criterion", "weight"): frozenset({"must", "high", "medium", "low", "off"}),
    ("journal_row", "change"): frozenset({"insert", "update", "delete"}),
    ("journal_step", "state"): frozenset({"done", "undone", "closed"}),
    ("mentoring_session", "way"): frozenset({"", "online", "in_person"}),
    ("pair", "state"): _PAIR_STATES,
    ("pair_constraint", "kind"): frozenset({"locked", "forbidden"}),
    ("pair_event", "state"): _PAIR_STATES | {"fit_good", "fit_deciding", "fit_not_good", "fit_taken_back"},
    ("participant", "status"): frozenset({"enrolled", "withdrawn"}),
    ("programme", "kind"): frozenset({"traditional", "reverse", "peer", "group"}),
    ("pulse_answer", "role"): _ROLES,
    ("quota", "bound"): frozenset({"least", "most"}),
    ("sent_workbook", "language"): frozenset({"vi", "en"}),
    ("sqlite_schema", "type"): frozenset({"table", "index"}),
    ("survey", "kind"): frozenset({"fit", "pulse", "midterm", "end", "own"}),
    ("survey_response", "role"): _ROLES,
}
"""Columns of few values, to tell pages of alike tables apart; a row is never refused for them."""
SOME_ROWS: Final = 16
"""Enough to tell whose page it is."""

Value: TypeAlias = int | float | str | None


def value_of(kind: Kind, value: Stored) -> Value | UnreadableRecord:
    """Return a stored value as it is, or LOST where a column of this kind can never hold it. None is anybody's."""
    if value is None or isinstance(value, UnreadableRecord):
        return value
    if isinstance(value, bytes):
        return LOST
    if kind in ("integer", "boolean"):
        right = isinstance(value, int) and (kind == "integer" or value in (0, 1))
    elif kind == "json":
        right = _is_json(value) if isinstance(value, str) else isfinite(value)
    else:
        right = isinstance(value, str) and "\0" not in value and (kind == "text" or _is_time(kind, value))
    return value if right else LOST


@lru_cache(4096)
def _is_time(kind: Kind, value: str) -> bool:
    try:
        if kind == "date":
            date.fromisoformat(value)
        else:
            datetime.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == 10 if kind == "date" else True


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def fits(table: KnownTable, values: Sequence[Stored]) -> bool:
    """Tell whether a whole record is one that this table holds."""
    if not table.least <= len(values) <= len(table.columns):
        return False
    return all(_fits(table, column, value) for column, value in zip(table.columns, values, strict=False))


def _fits(table: KnownTable, column: KnownColumn, value: Stored) -> bool:
    if value is LOST:
        return True
    if value is None:
        return column.nullable or column.kind == "id"
    if column.kind == "id" or value_of(column.kind, value) is LOST:
        return False
    if column.name == "uid":
        return isinstance(value, str) and _UID.fullmatch(value) is not None
    fixed = _FIXED.get((table.name, column.name))
    return fixed is None or value in fixed


def likeness(table: KnownTable, rows: Sequence[Sequence[Stored] | None]) -> float:
    """Tell which share of some records can be rows of a table."""
    return sum(values is not None and fits(table, values) for values in rows) / len(rows) if rows else 0.0


def alike(tables: Tables, rows: Sequence[Sequence[Stored] | None]) -> tuple[str, ...]:
    """Return the tables that most of some records can be rows of: usually one.

    Of two tables of one form the one that takes fewer values is meant.
    """
    narrow = Counter(name for name, _ in _FIXED)
    found = {name: (likeness(table, rows), narrow[name]) for name, table in tables.items()}
    best = max(found.values(), default=(0.0, 0))
    return tuple(name for name, share in found.items() if share == best) if best[0] >= 0.5 else ()
