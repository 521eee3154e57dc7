"""What a data file holds, read with nothing but SQLite, from a copy: to look must not mend or fold anything."""

import hashlib
import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

APPLICATION_ID: Final = 0x4E684361
JOURNAL: Final = ("journal_step", "journal_row")
Rows = dict[str, dict[Any, dict[str, Any]]]


@dataclass(frozen=True)
class Look:
    """One file at one moment. `rows` are those of every table by their key."""

    problems: tuple[str, ...] = ()
    schema: int = 0
    rows: Rows = field(default_factory=dict)

    @cached_property
    def mark(self) -> str:
        """The same for files that hold the same."""
        return hashlib.sha256(repr((self.schema, sorted(self.rows.items()))).encode()).hexdigest()[:16]

    @property
    def data(self) -> Rows:
        """All but the history."""
        return {name: rows for name, rows in self.rows.items() if name not in JOURNAL}

    @property
    def steps(self) -> dict[int, str]:
        """The state of every step by its number."""
        return {number: row["state"] for number, row in self.rows.get("journal_step", {}).items()}


def look(path: Path) -> Look | None:
    """Read a whole file as it would be found by whoever opens it next; None where there is none."""
    with tempfile.TemporaryDirectory(prefix="looked-at-") as folder:
        copy = Path(folder) / "looked-at.nhipcau"
        try:
            shutil.copyfile(path, copy)
        except FileNotFoundError:
            return None
        for ending in ("-wal", "-journal"):
            beside = path.with_name(path.name + ending)
            if beside.exists():
                shutil.copyfile(beside, copy.with_name(copy.name + ending))
        try:
            with closing(sqlite3.connect(copy)) as connection:
                return _read(connection)
        except sqlite3.DatabaseError as error:
            return Look((str(error),))


def _read(connection: sqlite3.Connection) -> Look:
    problems = [line for (line,) in connection.execute("PRAGMA integrity_check(3)") if line != "ok"]
    problems += [f"{table} {row} → {parent}?" for table, row, parent, _ in _orphans(connection)]
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        problems.append("not one of ours")
    if problems:
        return Look(tuple(problems))
    connection.row_factory = sqlite3.Row
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    rows: Rows = {}
    for (name,) in names:
        found = [dict(row) for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')]
        rows[name] = {next(iter(row.values())): row for row in found}
    return Look((), connection.execute("PRAGMA user_version").fetchone()[0], rows)


def _orphans(connection: sqlite3.Connection) -> list[Any]:
    return connection.execute("PRAGMA foreign_key_check").fetchall()[:3]


def replayed(before: Look, after: Look) -> Rows:
    """Return what the data must be now if it was `before` and the history of `after` tells the whole truth.

    Steps that were done and are undone now are taken back, the newest first; then those that are done now and were
    not are done, the oldest first. A new step that is closed was undone and left behind.
    """
    rows = {name: dict(each) for name, each in before.data.items()}
    images: dict[int, list[dict[str, Any]]] = {}
    for image in after.rows["journal_row"].values():
        images.setdefault(image["step_id"], []).append(image)
    was, now = before.steps, after.steps
    back = [step for step in was if was[step] == "done" and now.get(step) == "undone"]
    forth = [step for step in now if now[step] == "done" and was.get(step) != "done"]
    for steps, side in ((sorted(back, reverse=True), "old"), (sorted(forth), "new")):
        for step in steps:
            for image in images.get(step, ()):
                _put(rows, image["table_name"], image["row_id"], image[side])
    return rows


def _put(rows: Rows, table: str, number: int, image: str | None) -> None:
    if image is None:
        rows[table].pop(number, None)
    else:
        rows[table][number] = json.loads(image)
