"""The tables of each schema number, as our migrations make them."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from nhipcau.common.temporary_files import private_folder
from nhipcau.database.dialects import quoted
from nhipcau.database.migration import PRESENT, Scripts, write_new_file

Kind = Literal["id", "integer", "boolean", "text", "json", "date", "datetime"]
_KINDS: Final[Mapping[str, Kind]] = {
    "INTEGER": "integer",
    "BOOLEAN": "boolean",
    "JSON": "json",
    "DATE": "date",
    "DATETIME": "datetime",
}


@dataclass(frozen=True, slots=True, eq=False)
class KnownColumn:
    """One column: what it holds, what it may hold, and which table it points at."""

    name: str
    kind: Kind
    nullable: bool
    default: str | int | None
    parent: str = ""
    unique: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class KnownTable:
    """One of our tables, with its columns in the order of the records."""

    name: str
    columns: tuple[KnownColumn, ...]

    @property
    def least(self) -> int:
        """Columns that every record has: those added later may be missing from older rows."""
        count = len(self.columns)
        while count > 1 and (self.columns[count - 1].default is not None or self.columns[count - 1].nullable):
            count -= 1
        return count


Tables = Mapping[str, KnownTable]


@cache
def empty_file(schema: int) -> bytes:
    """Return an empty data file of a schema."""
    with private_folder() as folder:
        path = folder / "empty"
        write_new_file(path, Scripts(PRESENT.folder, schema))
        return path.read_bytes()


@cache
def tables_of(schema: int) -> Tables:
    """Return the tables of a schema by name, those that keep rows of ours."""
    with private_folder() as folder:
        path = folder / "empty"
        path.write_bytes(empty_file(schema))
        with closing(sqlite3.connect(path)) as connection:
            names = connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                "AND name <> 'alembic_version' ORDER BY rowid"
            ).fetchall()
            return {name: KnownTable(name, _columns(connection, name)) for (name,) in names}


def _columns(connection: sqlite3.Connection, table: str) -> tuple[KnownColumn, ...]:
    run = connection.execute
    parents = {row[3]: row[2] for row in run(f"PRAGMA foreign_key_list({quoted(table)})")}
    unique: set[str] = set()
    for row in run(f"PRAGMA index_list({quoted(table)})").fetchall():
        names = [each[2] for each in run(f"PRAGMA index_info({quoted(row[1])})")]
        if row[2] and len(names) == 1:
            unique.update(names)
    return tuple(
        KnownColumn(
            name,
            "id" if key else _KINDS.get(kind, "text"),
            not required and not key,
            None if default is None else run(f"SELECT {default}").fetchone()[0],
            parents.get(name, ""),
            name in unique,
        )
        for _, name, kind, required, default, key in run(f"PRAGMA table_info({quoted(table)})").fetchall()
    )
