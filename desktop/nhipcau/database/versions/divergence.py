"""What is said of two versions of a file, and of their merge. Codes and stored values, no prose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from nhipcau.database.changes import HistoryEntry
from nhipcau.database.versions.structure import Cell

Version = Literal["mine", "theirs"]
"""Mine: what was done here, in the file kept aside. Theirs: the file that now has the name."""
ConflictKey = tuple[str, int, str]
"""Table, id of the row in the merged file, and column; no column: the row as a whole."""
Choices = Mapping[ConflictKey, Version]

ConflictKind = Literal[
    "changed",  # both changed the cell, differently
    "unknown",  # the cells differ, and what it was cannot be told
    "twin",  # added in both: the same by its public id or by what must be unique, with different cells
    "deleted_here",  # deleted in mine, changed in theirs
    "deleted_there",  # deleted in theirs, changed in mine
    "only_here",  # only mine has the row, and whether it was there before cannot be told
    "only_there",  # only theirs has the row, and whether it was there before cannot be told
    "needs",  # mine refers to a row that is not there
    "needed",  # deleted in mine, and something in theirs refers to it
    "goes_with",  # deleted in mine together with a row that stays
    "clash",  # would be the second of something that there may be only once
]
Action = Literal[
    "taken",  # changed, added or deleted in mine alone
    "remapped",  # added in mine; its id means another row in theirs, so it gets a new one
    "merged",  # both changed different cells
    "same",  # theirs holds the same already
    "unchanged",  # touched in mine, but in the end as it was
    "mine",  # in conflict, decided for mine
    "theirs",  # in conflict, decided for theirs, or not decided
    "mixed",  # in conflict, decided one way in some cells and another in others
    "kept",  # changed, added or deleted in theirs alone
]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question for the user. Values are as stored; of a whole row they are not given."""

    table: str
    row_id: int
    uid: str
    names: tuple[str, ...]
    """What the row is called, or, where it has no name, the rows it is about."""
    column: str
    kind: ConflictKind
    base: Cell = None
    mine: Cell = None
    theirs: Cell = None

    @property
    def key(self) -> ConflictKey:
        return (self.table, self.row_id, self.column)


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What becomes of one row."""

    table: str
    row_id: int
    """In the merged file."""
    mine_id: int | None
    """In mine, where it is a row of mine."""
    uid: str
    names: tuple[str, ...]
    action: Action
    columns: tuple[str, ...] = ()
    """What is taken from mine, of a row that both have."""


@dataclass(frozen=True, slots=True)
class Divergence:
    """How two versions of a file differ, and what a merge would make of it while nothing is chosen."""

    mine: Path
    same_organisation: bool
    common_past: bool = False
    """Whether their journals begin alike; if not, every difference is a question."""
    mine_steps: tuple[HistoryEntry, ...] = ()
    """The steps that only mine has, the newest first."""
    theirs_steps: tuple[HistoryEntry, ...] = ()
    rows: tuple[RowPlan, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def count(self, action: Action) -> int:
        return sum(row.action == action for row in self.rows)


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did. Every row that was touched in mine is counted once in `counts`."""

    counts: Mapping[Action, int] = field(default_factory=dict)
    rows: tuple[RowPlan, ...] = ()
    conflicts: tuple[tuple[Conflict, Version], ...] = ()
    """Every conflict and how it was decided; those for theirs name what of mine was not taken."""
    refused: tuple[Conflict, ...] = ()
    """Decided for mine, which cannot stand beside the rest: theirs was kept."""
    restored: tuple[tuple[str, int], ...] = ()
    """Rows that theirs had deleted and that came back because something chosen needs them or brought them along."""
    removed: tuple[tuple[str, int], ...] = ()
    """Rows of theirs that were let go, or let go of a reference, because what they referred to was chosen deleted."""

    @property
    def total(self) -> int:
        return sum(self.counts.values())
