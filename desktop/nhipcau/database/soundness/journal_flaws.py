"""What is wrong with the history itself: it is read by the window and replayed by undo, but is not journaled."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Final

from nhipcau.database.soundness.cells import Cell, is_date, is_text
from nhipcau.database.tables import CLOSED, DONE, UNDONE

_STATES: Final = (DONE.encode(), UNDONE.encode(), CLOSED.encode())
# A function that fails over bad JSON must stand behind CASE: other operators may ask both of their sides.
_STEPS: Final = """
SELECT id, CASE WHEN typeof(label) <> 'text' OR typeof(made_by) <> 'text' OR typeof(arguments) <> 'text'
    OR arguments <> '{}' AND CASE WHEN json_valid(arguments) THEN json_type(arguments) <> 'object' ELSE 1 END
    OR state NOT IN ('done', 'undone', 'closed') OR length(made_at) <> 26
    OR datetime(substr(made_at, 1, 19)) IS NOT substr(made_at, 1, 19) THEN 1 END,
    label || char(10) || arguments || char(10) || made_by
FROM journal_step
"""
_STEP: Final = "SELECT label, arguments, made_at, made_by, state FROM journal_step WHERE id = ?"
_TEXTS: Final = ("label", "arguments", "made_at", "made_by", "state")
_ROWS: Final = """
SELECT id, table_name, old, new, step_id IN (SELECT id FROM journal_step), typeof(row_id) = 'integer',
    CASE WHEN old IS NULL THEN 1 WHEN json_valid(old) THEN json_type(old) = 'object' ELSE 0 END
    AND CASE WHEN new IS NULL THEN 1 WHEN json_valid(new) THEN json_type(new) = 'object' ELSE 0 END
FROM journal_row WHERE id > ? ORDER BY id LIMIT 2000
"""


def flaws_of_history(
    connection: sqlite3.Connection, *, thorough: bool
) -> Iterator[tuple[int, str, str, str]]:
    """Yield id, column, a few letters and table of what cannot be read, from a connection that reads bytes."""
    for row_id, suspect, together in connection.execute(_STEPS).fetchall():
        if not suspect and is_text(together):
            continue
        column = wrong_in_step(connection, row_id)
        if column:
            read = f"SELECT {column} FROM journal_step WHERE id = ?"  # noqa: S608 - one of ours
            raw = connection.execute(read, (row_id,)).fetchone()[0]
            yield row_id, column, Cell("", raw).preview, "journal_step"
    last: int | None = 0 if thorough else None
    while last is not None:
        rows = connection.execute(_ROWS, (last,)).fetchall()
        for row_id, _, _, _, has_step, has_id, has_images in rows:
            if not (has_step and has_id and has_images):
                yield row_id, "new" if has_step else "step_id", "", "journal_row"
        last = rows[-1][0] if len(rows) == 2000 else None


def wrong_in_step(connection: sqlite3.Connection, step_id: int) -> str:
    """Return the first column of an entry that cannot be read; empty where all can."""
    for column, raw in zip(_TEXTS, connection.execute(_STEP, (step_id,)).fetchone(), strict=True):
        if not isinstance(raw, bytes) or not is_text(raw):
            return column
        text = raw.decode()
        if column == "made_at" and not is_date(text, with_time=True):
            return column
        if column == "state" and raw not in _STATES:
            return column
        if column == "arguments" and not _is_object(text):
            return column
    return ""


def _is_object(text: str) -> bool:
    if text == "{}":
        return True
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False
