"""What differs between the database engines: connections, journal triggers, row images and their replay.

The SQL that only one engine understands is in `sqlite.py` and `postgres.py`, and nowhere else. On both, triggers
write into a temporary table, `journal_stage`: the first old and the last new image of every row that the present
transaction touched, by whatever path. Their SQL is built only from the names of our own tables and columns.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

from sqlalchemy import Connection, Engine, Row, Select

if TYPE_CHECKING:
    from nhipcau.database.soundness.cells import Flaw

OWN_TABLES: Final = ("alembic_version", "journal_step", "journal_row", "journal_stage")
ROW: Final = "journaled"
"""The alias of the table in an image expression."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as the store itself describes it."""

    name: str
    columns: tuple[str, ...]
    image: str
    """The expression that writes a whole row, under the alias `ROW`, as JSON."""


@dataclass(frozen=True, slots=True)
class RowState:
    """How a row is to be: `image` None means that it is not there."""

    row_id: int
    image: str | None


@dataclass(frozen=True, slots=True)
class StepEntry:
    """What the journal says of a step besides its rows."""

    label: str
    arguments: str
    """The values of its name, as JSON."""
    made_at: datetime
    made_by: str


STAGED: Final = "SELECT table_name, row_id FROM journal_stage WHERE coalesce(old, '') <> coalesce(new, '')"
"""The rows that hold something else now than they did before the step."""
KEEP_STAGED: Final = (
    "INSERT INTO journal_row (step_id, table_name, row_id, change, old, new) "
    "SELECT {step_id}, table_name, row_id, CASE WHEN old IS NULL THEN 'insert' "
    "WHEN new IS NULL THEN 'delete' ELSE 'update' END, old, new FROM journal_stage "
    "WHERE coalesce(old, '') <> coalesce(new, '')"
)
CLEAR_STAGE: Final = "DELETE FROM journal_stage"

Replay = Sequence[tuple[Shape, Sequence[RowState]]]


class Dialect(Protocol):
    """What differs between the engines."""

    writer: Engine
    readers: Engine
    writes_at_once: bool
    """Whether a step changes the store itself, and not a log beside it that is folded in later."""

    writes_alone: bool
    """Whether nobody else writes to the store while it is open."""

    def transaction(self) -> AbstractContextManager[Connection]:
        """Open the transaction of a step: stored when it is left, and taken back by an exception."""
        ...

    def install_journal(self, connection: Connection) -> tuple[Shape, ...]:
        """See to it that every write is staged; return the tables."""
        ...

    def staged(self, connection: Connection) -> Sequence[tuple[str, int]]:
        """Return the rows that the present transaction has made different: their tables and ids."""
        ...

    def keep_staged(self, connection: Connection, entry: StepEntry) -> None:
        """Write the entry of a step, with its rows."""
        ...

    def clear_stage(self, connection: Connection) -> None: ...

    def loose_references(self) -> AbstractContextManager[Connection]:
        """Open a transaction in which rows may be put back in any order."""
        ...

    def kept(self, connection: Connection, images: Select[Any, Any, Any]) -> Sequence[Row[Any, Any, Any]]:
        """Read images of rows from the history, with whatever is in them."""
        ...

    def replay(self, connection: Connection, changes: Replay, *, as_found: bool) -> bool:
        """Bring rows to the given states; False when something would be left pointing at nothing that did not before.

        `as_found`: these rows may, because that is how they were found.
        """
        ...

    def find_flaws(self) -> "tuple[Flaw, ...]":
        """Return the cells that cannot be read and the references to nothing."""
        ...

    def fold(self) -> bool:
        """Put what is stored where a copy of the store gets it; False where somebody is reading just now."""
        ...

    def close(self, given_up: int = 0) -> None:
        """Leave the store as it is to rest. `disconnect` is called after it, whatever comes of it.

        `given_up`: of how many rows the images were given up since it was opened, and left holes.
        """
        ...

    def disconnect(self) -> None:
        """Let go of all connections."""
        ...


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
