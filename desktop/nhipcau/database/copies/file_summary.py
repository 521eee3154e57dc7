"""What a data file holds, in a few figures: read beside the program's own engine, from files that may be old."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from nhipcau.database.changes import StepName
from nhipcau.database.tables import UNDONE

COUNTED: Final = ("person", "programme", "pair")


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A step as the history of a file tells of it."""

    name: StepName
    made_at: datetime
    """Aware, UTC."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What is in a data file. Figures that cannot be read are missing, not nought."""

    counts: Mapping[str, int] = field(default_factory=dict)
    """Rows of each table of `COUNTED`."""
    last_step: DatedStep | None = None


def summary_of(path: Path) -> Summary:
    """Read what a file holds, as far as it can be read."""
    try:
        with closing(reading(path)) as connection:
            return Summary(_counts(connection), _last_step(connection))
    except (OSError, sqlite3.Error):
        return Summary()


def steps_after(path: Path, earlier: Path, most: int = 50) -> tuple[DatedStep, ...] | None:
    """Return the steps of a file that an earlier copy of it does not have, the newest first, at most so many.

    None where either cannot be read, or the copy is not one of this file.
    """
    try:
        with closing(reading(path)) as now, closing(reading(earlier)) as then:
            last = then.execute(
                "SELECT id, label, made_at FROM journal_step WHERE state <> ? ORDER BY id DESC LIMIT 1",
                (UNDONE,),
            ).fetchone()
            if (
                last is not None
                and not now.execute(
                    "SELECT 1 FROM journal_step WHERE id = ? AND label = ? AND made_at = ?", last
                ).fetchone()
            ):
                return None
            rows = now.execute(
                "SELECT label, arguments, made_at FROM journal_step WHERE state <> ? AND id > ? "
                "ORDER BY id DESC LIMIT ?",
                (UNDONE, last[0] if last else 0, most),
            ).fetchall()
            return tuple(_dated(*row) for row in rows)
    except (OSError, sqlite3.Error, ValueError):
        return None


def uids_of(path: Path) -> frozenset[str]:
    """Return the uids of a file's organisation and programmes: two files that share one are of one organisation.

    Empty where there is none yet, or where they cannot be read.
    """
    try:
        with closing(reading(path)) as connection:
            return frozenset(
                str(uid)
                for table in ("organisation", "programme")
                for (uid,) in connection.execute(f"SELECT uid FROM {table} NOT INDEXED")  # noqa: S608 - our own names
            )
    except (OSError, sqlite3.Error):
        return frozenset()


def reading(path: Path) -> sqlite3.Connection:
    """Open a file without changing a byte of it or of what lies beside it; raises sqlite3.Error."""
    if not path.is_file():  # opening a pipe would wait for ever
        raise sqlite3.OperationalError("no file")
    # Marked for a write-ahead log that is not there (a copy made while it was open), only the second way opens it.
    for way in ("mode=ro", "immutable=1"):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{way}", uri=True, timeout=10)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.Error:
            connection.close()
        else:
            return connection
    raise sqlite3.OperationalError("cannot be read")


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table in COUNTED:
        try:
            (counts[table],) = connection.execute(f"SELECT count(*) FROM {table} NOT INDEXED").fetchone()  # noqa: S608 - our own names
        except sqlite3.Error:
            continue
    return counts


def _last_step(connection: sqlite3.Connection) -> DatedStep | None:
    try:
        row = connection.execute(
            "SELECT label, arguments, made_at FROM journal_step NOT INDEXED WHERE state <> ? "
            "ORDER BY id DESC LIMIT 1",
            (UNDONE,),
        ).fetchone()
        return _dated(*row) if row else None
    except (sqlite3.Error, ValueError):
        return None


def _dated(label: str, arguments: str, made_at: str) -> DatedStep:
    values = json.loads(arguments)
    moment = datetime.fromisoformat(made_at)
    return DatedStep(
        StepName(label, values if isinstance(values, dict) else {}),
        moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment,
    )
