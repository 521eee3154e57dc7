"""What the copies of a data file remember of steps that the file itself may not know any more: it was restored."""

import sqlite3
from contextlib import closing
from pathlib import Path

from nhipcau.database.copies.backup import list_backups
from nhipcau.database.copies.file_summary import reading
from nhipcau.database.dialects import quoted


def changed_beside_in_copies(path: Path, table: str, beside: str) -> frozenset[frozenset[str]]:
    """Return what each step that touched `beside` changed in `table`, in whichever copy of a file, by public id.

    As `changed_beside` does for the open file. A copy that cannot be read says nothing.
    """
    found: set[frozenset[str]] = set()
    for backup in list_backups(path):
        try:
            with closing(reading(backup.path)) as connection:
                found |= _groups(connection, table, beside)
        except (OSError, sqlite3.Error):  # from before there was such a table, or damaged
            continue
    return frozenset(found)


def _groups(connection: sqlite3.Connection, table: str, beside: str) -> set[frozenset[str]]:
    rows = connection.execute(
        f"SELECT j.step_id, t.uid FROM journal_row AS j JOIN {quoted(table)} AS t ON t.id = j.row_id "  # noqa: S608 - our own table
        "WHERE j.table_name = ? AND j.change = 'update' "
        "AND j.step_id IN (SELECT step_id FROM journal_row WHERE table_name = ?)",
        (table, beside),
    )
    steps: dict[int, set[str]] = {}
    for step_id, uid in rows:
        steps.setdefault(step_id, set()).add(str(uid))
    return {frozenset(uids) for uids in steps.values()}
