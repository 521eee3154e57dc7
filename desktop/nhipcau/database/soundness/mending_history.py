"""Mending the undo history itself. That cannot be undone: what it kept could no longer be read."""

import sqlite3
from collections.abc import Sequence
from typing import Final

from nhipcau.common.clock import now
from nhipcau.database.soundness.cells import Cell, Flaw
from nhipcau.database.soundness.journal_flaws import wrong_in_step
from nhipcau.database.soundness.nearest_values import Mended
from nhipcau.database.tables import CLOSED, DONE, UNDONE

_UNKNOWN: Final = "database.step.unknown"


def mend_history(connection: sqlite3.Connection, flaws: Sequence[Flaw]) -> list[Mended]:
    """Make entries readable, and let nothing up to the newest of them be undone; return what was done."""
    done: list[Mended] = []
    steps: set[int] = set()
    for flaw in flaws:
        if flaw.table == "journal_step":
            steps.add(flaw.row_id)
            done.extend(_mend_step(connection, flaw.row_id))
        else:
            steps |= _mend_row(connection, flaw.row_id)
            done.append(Mended("journal_row", flaw.row_id, flaw.column, "history", flaw.preview, None))
    if flaws:
        _seal(connection, max(steps, default=0))
    return done


def _mend_step(connection: sqlite3.Connection, step_id: int) -> list[Mended]:
    moment = now().replace(tzinfo=None).isoformat(" ", "microseconds")
    known = {"label": _UNKNOWN, "arguments": "{}", "made_at": moment, "made_by": "?", "state": CLOSED}
    done = []
    while column := wrong_in_step(connection, step_id):
        read = f"SELECT typeof({column}), {column} FROM journal_step WHERE id = ?"  # noqa: S608 - one of ours
        storage, raw = connection.execute(read, (step_id,)).fetchone()
        write = f"UPDATE journal_step SET {column} = ? WHERE id = ?"  # noqa: S608 - one of ours
        connection.execute(write, (known[column], step_id))
        was = Cell(storage.decode(), raw).shown()
        done.append(Mended("journal_step", step_id, column, "history", was, known[column]))
    return done


def _mend_row(connection: sqlite3.Connection, row_id: int) -> set[int]:
    """Give up what one row held; return its step, if that is there."""
    found = connection.execute(
        "SELECT s.id FROM journal_row AS r JOIN journal_step AS s ON s.id = r.step_id "
        "WHERE r.id = ? AND typeof(r.row_id) = 'integer'",
        (row_id,),
    ).fetchone()
    if found is None:
        connection.execute("DELETE FROM journal_row WHERE id = ?", (row_id,))
        return set()
    connection.execute("UPDATE journal_row SET old = NULL, new = NULL WHERE id = ?", (row_id,))
    return {found[0]}


def _seal(connection: sqlite3.Connection, newest: int) -> None:
    sealed = "state = ? OR state = ? AND id <= ?"
    values = (UNDONE, DONE, newest)
    connection.execute(
        f"UPDATE journal_row SET old = NULL, new = NULL WHERE step_id IN "  # noqa: S608 - a constant
        f"(SELECT id FROM journal_step WHERE {sealed})",
        values,
    )
    connection.execute(f"UPDATE journal_step SET state = '{CLOSED}' WHERE {sealed}", values)  # noqa: S608 - constants
