"""What takes the place of a value that is lost, where something may; and rows that stand for lost ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Final

from nhipcau.common.clock import now, today
from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.names.vietnamese import fold
from nhipcau.common.public_ids import new_uid
from nhipcau.database.rescue.known_tables import KnownColumn, KnownTable
from nhipcau.database.rescue.record import LOST, Stored, UnreadableRecord
from nhipcau.database.rescue.table_shapes import Value, value_of
from nhipcau.database.tables import CLOSED

Values = dict[str, Value]

_NAMES: Final = frozenset({"full_name", "name", "wording"})
"""What a row is called by: said to be unknown rather than left blank."""
_NEVER_BLANK: Final = frozenset(
    {
        "attribute",
        "bound",
        "change",
        "code",
        "comparison",
        "fingerprint",
        "kind",
        "label",
        "role",
        "skill_code",
        "state",
        "status",
        "table_name",
        "voice",
    }
)
_LISTS: Final = frozenset(
    {
        "availability", "goals", "interests", "languages", "meeting_ways", "options", "options_en", "options_vi",
        "reasons", "refusals", "strengths", "wishes",
    }
)  # fmt: skip
_HARMLESS: Final[Mapping[str, str]] = {"arguments": "{}", "language": "vi", "weight": "off"}
"""What a column that is not understood blank may say, so that the rest of its row is kept."""
_LARGEST: Final = 1 << 53
"""No id is larger: nobody counts so far."""
_SEARCHED: Final = ("full_name", "email", "phone", "employee_code", "department", "title")
_STANDS_FOR: Final[Mapping[str, Values]] = {
    "journal_step": {"label": "rescue.step.unknown", "arguments": "{}", "state": CLOSED},
    "pair": {"state": "ended"},
    "participant": {"status": "withdrawn"},
    # Over long ago: nobody is to be led to it when the file is opened.
    "programme": {"kind": "traditional", "ends_on": "1970-01-01"},
    "question": {"kind": "text"},
    "survey": {"kind": "own"},
    "survey_question": {"kind": "text"},
    "survey_response": {"role": "mentee"},
}
"""What a row that stands for a lost one must say: nothing is asked of it and nobody is paired by it."""


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row that can be written, and the columns whose values are not what they were."""

    values: Values
    lost: tuple[str, ...]


def mend(table: KnownTable, row_id: int, stored: Sequence[Stored], unknown: str) -> FilledRow | None:
    """Return a row as it can be written; None where it makes no sense or cannot do without what is lost."""
    if not table.least <= len(stored) <= len(table.columns) or not 0 < row_id <= _LARGEST:
        return None
    values: Values = {}
    lost: list[str] = []
    for place, column in enumerate(table.columns):
        if column.kind == "id":
            values[column.name] = row_id
            continue
        value = _read(column, stored[place]) if place < len(stored) else column.default
        if value is LOST or (value is None and not column.nullable):
            value = _instead(table.name, column, unknown)
            lost.append(column.name)
        if isinstance(value, UnreadableRecord):
            return None
        values[column.name] = value
    if table.name == "person" and {"folded", "sort_name"} & set(lost):
        values |= _derived(values)
    if table.name.startswith("journal_"):
        lost = [name for name in lost if name not in ("old", "new")]
        values |= {name: None for name in ("old", "new") if name in values}
        values |= {"state": CLOSED} if "state" in values else {}
    return FilledRow(values, tuple(lost))


def _read(column: KnownColumn, stored: Stored) -> Value | UnreadableRecord:
    value = value_of(column.kind, stored)
    if column.parent and isinstance(value, int) and not 0 < value <= _LARGEST:
        return LOST
    return value


def _derived(values: Values) -> Values:
    """Return what is kept of a person's row only to find and to sort it."""
    searched = " ".join(str(values[name]) for name in _SEARCHED if values[name])
    return {"folded": fold(searched), "sort_name": person_sort_key(str(values["full_name"]), "vi")}


def _instead(table: str, column: KnownColumn, unknown: str) -> Value | UnreadableRecord:
    """Return what a column may hold when nothing is known of it."""
    if column.nullable:
        return None
    if column.kind == "text":
        if column.name in _NAMES and not column.unique:
            return unknown
        if column.name == "uid":
            return new_uid()
        blank = _HARMLESS.get(column.name, column.default or "")
        return LOST if column.name in _NEVER_BLANK or column.unique else blank
    if column.kind == "json":
        return "[]" if column.name in _LISTS else "{}" if column.name == "settings" else LOST
    if column.kind == "datetime" and column.name == "created_at":
        return _stamp()
    return LOST if column.default is None or column.parent or table == "journal_row" else column.default


def stand_in(table: KnownTable, row_id: int, given: Values, unknown: str) -> Values:
    """Return a row that stands for a lost one, with what is known of it."""
    values: Values = {}
    for column in table.columns:
        value = given.get(column.name, _STANDS_FOR.get(table.name, {}).get(column.name))
        if value is None:
            found = _instead(table.name, column, unknown)
            value = _neutral(column) if isinstance(found, UnreadableRecord) else found
        values[column.name] = row_id if column.kind == "id" else value
    return values | (_derived(values) if table.name == "person" else {})


def _neutral(column: KnownColumn) -> Value:
    if column.kind in ("integer", "boolean"):
        return 0 if column.default is None else column.default
    if column.kind == "date":
        return today().isoformat()
    if column.kind == "datetime":
        return _stamp()
    return "{}" if column.kind == "json" else ""


def _stamp() -> str:
    return f"{now().astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
