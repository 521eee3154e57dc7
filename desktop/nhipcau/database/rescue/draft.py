"""The new file while rows are put into it: one connection, no references checked until all rows are there."""
# ruff: noqa: S608 - SQL is built only from the names of our own tables and columns

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from nhipcau.database.dialects import quoted
from nhipcau.database.rescue.known_tables import KnownTable, Tables, empty_file
from nhipcau.database.rescue.lost_values import Values
from nhipcau.database.rescue.table_shapes import Value

Outcome = Literal["written", "known", "twin"]


class Draft:
    """Writes rows, each under its own id."""

    def __init__(self, connection: sqlite3.Connection, tables: Tables) -> None:
        self._connection = connection
        self.tables = tables
        self._insert = {
            name: f"INSERT INTO {quoted(name)} ({', '.join(quoted(each.name) for each in table.columns)}) "
            f"VALUES ({', '.join('?' * len(table.columns))})"
            for name, table in tables.items()
        }

    def write(self, table: KnownTable, rows: Sequence[Values]) -> list[Outcome]:
        """Write rows, together where all are new; tell of each what became of it."""
        run = self._connection
        named = [tuple(row[each.name] for each in table.columns) for row in rows]
        run.execute("SAVEPOINT page")
        try:
            run.executemany(self._insert[table.name], named)
        except sqlite3.IntegrityError:
            run.execute("ROLLBACK TO page")
            return [self._write_one(table, row, values) for row, values in zip(rows, named, strict=True)]
        finally:
            run.execute("RELEASE page")
        return ["written"] * len(rows)

    def _write_one(self, table: KnownTable, row: Values, values: tuple[Value, ...]) -> Outcome:
        try:
            self._connection.execute(self._insert[table.name], values)
        except sqlite3.IntegrityError:
            return "known" if self.has(table.name, row["id"]) else "twin"
        return "written"

    def has(self, table: str, row_id: Value) -> bool:
        found = self._connection.execute(f"SELECT 1 FROM {quoted(table)} WHERE id = ?", (row_id,))
        return found.fetchone() is not None

    def count(self, table: str, low: int = 0, high: int = (1 << 63) - 1) -> int:
        """Count the rows with ids above `low`, up to `high`."""
        (found,) = self._connection.execute(
            f"SELECT count(*) FROM {quoted(table)} WHERE id > ? AND id <= ?", (low, high)
        ).fetchone()
        assert isinstance(found, int)
        return found

    def largest(self, table: str, column: str = "id") -> int:
        (found,) = self._connection.execute(
            f"SELECT coalesce(max({quoted(column)}), 0) FROM {quoted(table)}"
        ).fetchone()
        assert isinstance(found, int)
        return found

    def only(self, table: str) -> int | None:
        """Return the id of a table's one row."""
        found = self._connection.execute(f"SELECT id FROM {quoted(table)} LIMIT 2").fetchall()
        return found[0][0] if len(found) == 1 else None

    def dangling(self, table: str, column: str, parent: str) -> list[Values]:
        """Return the rows whose reference points at nothing."""
        cursor = self._connection.execute(
            f"SELECT * FROM {quoted(table)} WHERE {quoted(column)} IS NOT NULL "
            f"AND {quoted(column)} NOT IN (SELECT id FROM {quoted(parent)}) ORDER BY id"
        )
        names = [each[0] for each in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def let_go(self, table: str, column: str, rows: Sequence[Values]) -> None:
        """Empty a reference that points at nothing."""
        self._connection.executemany(
            f"UPDATE {quoted(table)} SET {quoted(column)} = NULL WHERE id = ?", [(row["id"],) for row in rows]
        )

    def keep_numbers(self, numbers: Mapping[str, int]) -> None:
        """See to it that no id that was ever given is given again."""
        run = self._connection.execute
        for table in self.tables:
            most = max(numbers.get(table, 0), self.largest(table))
            run("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
            if most:
                run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, most))


@contextmanager
def writing(path: Path, schema: int, tables: Tables) -> Iterator[Draft]:
    """Make the file and write into it in one transaction; what is at `path` afterwards is closed."""
    path.write_bytes(empty_file(schema))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Nobody reads a draft that was not finished: it is made safe when it is put in its place.
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        yield Draft(connection, tables)
        connection.execute("COMMIT")
