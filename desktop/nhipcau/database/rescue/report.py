"""What was found in a damaged file, and what became of it: codes and values, no prose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

LossCode = Literal[
    "rescue.loss.row",
    "rescue.loss.value",
    "rescue.loss.reference",
    "rescue.loss.doubtful",
    "rescue.loss.mixed",
    "rescue.loss.twin",
]


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that is not as it was.

    `row`: the row was there and cannot be kept. `value`: kept, but for this column. `reference`: kept, but no longer
    pointing at a row that is lost. `doubtful`: kept, though it may have been deleted before. `mixed`: kept, though its
    long text may be another row's. `twin`: not kept, because another row has what only one may have.
    """

    code: LossCode
    table: str
    row: int
    column: str = ""


@dataclass(frozen=True, slots=True)
class TableTally:
    """How many rows of one table were saved, and how many were not."""

    saved: int
    lost: int
    """Rows that were seen and could not be kept."""
    lost_at_most: int
    """With them those that may have been on pages that cannot be read, by the numbers missing there."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A row made so that rows pointing at a lost one could be kept."""

    table: str
    row: int


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """All that became of a damaged file."""

    schema: int
    """Of the damaged file; the new file always has the present one."""
    pages: int
    damaged_pages: tuple[int, ...]
    missing_pages: int
    """Pages the file should have after its end."""
    tables: Mapping[str, TableTally]
    losses: tuple[Loss, ...]
    placeholders: tuple[Placeholder, ...]


@dataclass(frozen=True, slots=True)
class DamagedPage:
    """`table` is empty where it cannot be told."""

    page: int
    table: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a quick look says, before anything is written."""

    header_readable: bool
    schema: int
    """0 where nothing says it."""
    pages: int
    damaged_pages: tuple[DamagedPage, ...]
    missing_pages: int
    rows: Mapping[str, int]
    """How many rows of each table can be read."""
    organisation_name: str
    """Empty where it cannot be read."""
    uids: tuple[str, ...]
    """Of the organisation and its programmes, by which its backups are known."""

    @property
    def people(self) -> int:
        return self.rows.get("person", 0)

    @property
    def programmes(self) -> int:
        return self.rows.get("programme", 0)

    @property
    def pairs(self) -> int:
        return self.rows.get("pair", 0)
