"""What a step was called, and what it changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

REPAIR: Final = "database.step.repair"
"""The step that mends bad cells; taken back, it leaves them as they were found."""


@dataclass(frozen=True, slots=True)
class StepName:
    """The name of a step: a text key and the values for its gaps."""

    label: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """Published once after a step, an undo or a redo is safely stored: which rows of which tables are different."""

    label: str
    values: Mapping[str, object] = field(default_factory=dict)
    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Table name to row ids."""

    def touches(self, *tables: str) -> bool:
        return any(table in self.ids for table in tables)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of the record of who did what and when."""

    name: StepName
    made_at: datetime
    made_by: str
    state: str
    """`done`, `undone` or `closed`: closed can be neither undone nor redone any more."""
    rows: int
    """How many rows it touched."""
