"""One row of a homecoming that is to be written: what it says, and how what was blanked is stored."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from nhipcau.database.field_catalogue import LISTS
from nhipcau.exchange.round_trip.merge.homecoming import KindMerge
from nhipcau.exchange.round_trip.merge.merging import RowMerge
from nhipcau.exchange.round_trip.sheets.cells import Showed, Unclear, emptied, read
from nhipcau.exchange.round_trip.sheets.sheet_kind import QUESTION

_NONE: Final = frozenset({"starts_on", "ends_on", "due_on", "rating", "rank", "consent_on", "rule_value"})
"""Columns of the tables that are empty as None rather than as an empty text."""


@dataclass(frozen=True, slots=True)
class RowToWrite:
    """A row of one kind that makes a difference. `values` holds only what changes."""

    programme_id: int
    one: KindMerge
    row: RowMerge
    values: Mapping[str, object]
    reason: str
    """Why somebody leaves whose row was removed."""

    @property
    def state(self) -> str:
        return self.row.state

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def is_new(self) -> bool:
        """Whether we have no such row now."""
        return self.row.state in ("added", "gone")

    def whole(self) -> Mapping[str, object]:
        """Return all that the row says: of a row that we have removed, also what they left as it was."""
        return {**self._as_returned(), **self.values} if self.row.state == "gone" else self.values

    def _as_returned(self) -> dict[str, object]:
        found: dict[str, object] = {}
        for name, value in self.one.returned.rows[self.key].items():
            with suppress(Unclear):
                found[name] = (
                    read(self.one.kind.field(name), value.text) if isinstance(value, Showed) else value
                )
        return found


Write = Callable[[Session, RowToWrite], None]


def row_to_write(programme_id: int, one: KindMerge, row: RowMerge, reason: str) -> RowToWrite:
    """Return what is to be written of a row that makes a difference."""
    values = {
        cell.field: _stored(one, cell.field, cell.result)
        for cell in row.cells
        if cell.changes and one.kind.field(cell.field).editable
    }
    return RowToWrite(programme_id, one, row, values, reason)


def _stored(one: KindMerge, name: str, value: object) -> object:
    """Return a value as the tables hold it: what was blanked is an empty text, list or number of its own."""
    field = one.kind.field(name)
    if value is not None:
        return value
    if field.kind in LISTS:
        return []
    usual = emptied(field)
    is_none = field.kind == "year" or name in _NONE or name.startswith(QUESTION)
    return usual if usual is not None or is_none else ""
