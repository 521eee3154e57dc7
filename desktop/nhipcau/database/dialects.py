"""All SQL that only one database engine understands: connections, journal triggers, row images and their replay.

The triggers write into a temporary table, `journal_stage`: the first old and the last new image of every row that
the present transaction touched, by whatever path. On SQLite they are temporary themselves and belong to the one
connection that writes; on PostgreSQL they are part of the schema.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event

OWN_TABLES: Final = frozenset(("alembic_version", "journal_step", "journal_row", "journal_stage"))


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as the store itself describes it."""

    name: str
    columns: tuple[tuple[str, str], ...]
    """Name and declared type."""


@dataclass(frozen=True, slots=True)
class RowState:
    """How one row is to be: `image` None means that it is not there."""

    row_id: int
    image: str | None


class Dialect(Protocol):
    """What differs between the engines."""

    writer: Engine
    readers: Engine

    def install_journal(self, connection: Connection) -> None: ...

    def shapes(self, connection: Connection) -> tuple[Shape, ...]: ...

    def image(self, shape: Shape, row: str) -> str:
        """Return the expression that writes a whole row of the alias `row` as JSON."""
        ...

    def loose_references(self) -> Iterator[Connection]: ...

    def replay(self, connection: Connection, changes: Sequence[tuple[Shape, Sequence[RowState]]]) -> bool: ...

    def close(self) -> None: ...


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class SqliteDialect:
    """A single file. One connection writes, others only read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.writer = sqlite_engine(path, writes=True)
        self.readers = sqlite_engine(path, writes=False)

    def shapes(self, connection: Connection) -> tuple[Shape, ...]:
        rows = connection.exec_driver_sql(
            "SELECT m.name, c.name, c.type FROM main.sqlite_schema AS m, pragma_table_info(m.name) AS c "
            "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.rowid, c.cid"
        )
        columns: dict[str, list[tuple[str, str]]] = {}
        for table, column, kind in rows:
            if table not in OWN_TABLES:
                columns.setdefault(table, []).append((column, kind.upper()))
        return tuple(Shape(table, tuple(each)) for table, each in columns.items())

    def image(self, shape: Shape, row: str) -> str:
        parts = []
        for name, kind in shape.columns:
            value = f"{row}.{_quoted(name)}"
            if any(word in kind for word in ("REAL", "FLOA", "DOUB", "NUMERIC")):
                # SQLite writes numbers into JSON with 15 digits, which loses the last bits.
                value = (
                    f"CASE typeof({value}) WHEN 'real' THEN json(printf('%!.17g', {value})) ELSE {value} END"
                )
            parts.append(f"'{name}', {value}")
        return f"json_object({', '.join(parts)})"

    def install_journal(self, connection: Connection) -> None:
        run = connection.exec_driver_sql
        run(
            "CREATE TEMP TABLE IF NOT EXISTS journal_stage (table_name TEXT, row_id INTEGER, old TEXT, new TEXT, "
            "PRIMARY KEY (table_name, row_id)) WITHOUT ROWID"
        )
        for shape in self.shapes(connection):
            table = _quoted(shape.name)
            new, old = self.image(shape, "NEW"), self.image(shape, "OLD")
            for change, row_id, first, last in (
                ("INSERT", "NEW.id", "NULL", new),
                ("UPDATE", "NEW.id", old, new),
                ("DELETE", "OLD.id", old, "NULL"),
            ):
                run(
                    f"CREATE TEMP TRIGGER {_quoted(f'journal_{change}_{shape.name}')} "
                    f"AFTER {change} ON main.{table} BEGIN "
                    f"INSERT INTO journal_stage VALUES ('{shape.name}', {row_id}, {first}, {last}) "
                    "ON CONFLICT (table_name, row_id) DO UPDATE SET new = excluded.new; END"
                )

    @contextmanager
    def loose_references(self) -> Iterator[Connection]:
        """Yield a writing connection on which rows may be put back in any order; `replay` checks them at the end."""
        with self.writer.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            # Only outside a transaction does SQLite heed this. Deferring alone would still let cascades fire.
            driver.execute("PRAGMA foreign_keys = OFF")
            try:
                with connection.begin():
                    yield connection
            finally:
                driver.execute("PRAGMA foreign_keys = ON")

    def replay(self, connection: Connection, changes: Sequence[tuple[Shape, Sequence[RowState]]]) -> bool:
        """Bring rows to the given states; False when something else would be left pointing at nothing."""
        for shape, states in changes:
            ids = json.dumps([state.row_id for state in states])
            connection.exec_driver_sql(
                f"DELETE FROM {_quoted(shape.name)} WHERE id IN (SELECT value FROM json_each(?))", (ids,)
            )
        for shape, states in changes:
            names = [name for name, _ in shape.columns]
            images = [json.loads(state.image) for state in states if state.image is not None]
            if images:
                connection.exec_driver_sql(
                    f"INSERT INTO {_quoted(shape.name)} ({', '.join(map(_quoted, names))}) "
                    f"VALUES ({', '.join('?' * len(names))})",
                    [tuple(image[name] for name in names) for image in images],
                )
        return connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None

    def close(self) -> None:
        """Fold everything back into one plain file, which opens on a read-only disk too."""
        self.readers.dispose()
        with self.writer.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            driver.execute("PRAGMA journal_mode = DELETE")
        self.writer.dispose()


def sqlite_engine(path: Path, *, writes: bool) -> Engine:
    """Return an engine that leaves transactions to us, so that schema changes roll back as well."""
    if writes:
        engine = create_engine(
            f"sqlite:///{path}",
            hide_parameters=True,
            poolclass=StaticPool,
            connect_args={"check_same_thread": False, "timeout": 10},
        )
    else:
        engine = create_engine(f"sqlite:///{path}", hide_parameters=True, connect_args={"timeout": 10})

    def connected(driver: sqlite3.Connection, _record: object) -> None:
        driver.isolation_level = None
        driver.execute("PRAGMA foreign_keys = ON")
        if writes:
            driver.execute("PRAGMA journal_mode = WAL")
            driver.execute("PRAGMA synchronous = FULL")
            # Otherwise INSERT OR REPLACE removes rows unseen by the journal.
            driver.execute("PRAGMA recursive_triggers = ON")
            driver.execute("PRAGMA temp_store = MEMORY")
        else:
            driver.execute("PRAGMA query_only = ON")

    def began(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", began)
    return engine
