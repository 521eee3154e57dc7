"""One file: the engine, its settings and its triggers.

The triggers are temporary and belong to the one connection that writes, so a file never carries code.
"""
# ruff: noqa: S608 - SQL is built only from the names of our own tables and columns

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.exc import OperationalError

from nhipcau.common.errors import Unavailable
from nhipcau.database.dialects import OWN_TABLES, ROW, Replay, Shape, literal, quoted

_NEVER_FRACTIONS: Final = ("INT", "CHAR", "TEXT", "CLOB", "DATE", "BOOL")
"""Parts of the declared types that cannot hold one. JSON can: SQLite keeps a bare number there as a number."""


_parsed: Final = json.JSONDecoder().raw_decode
"""Without a look for blanks around the value: half of the time goes there."""
_LONG: Final = 1 << 18
_DEPTH: Final = 2
"""What a workbook showed when it was sent: the sheets, and in them the columns."""


def _from_json(text: str) -> Any:  # noqa: ANN401 - whatever was stored
    """Read a stored value; most lists are empty, and need no parser."""
    if text == "[]":
        return []
    return _parsed(text)[0] if len(text) < _LONG else _in_pieces(text, 0, _DEPTH)[0]


def _in_pieces(text: str, at: int, depth: int) -> tuple[Any, int]:
    """Read a value, and where it ends, object in object: in one go the window would stand still all the while."""
    if not depth or text[at] != "{":
        return _parsed(text, at)
    found = {}
    at = _after_blanks(text, at + 1)
    while text[at] != "}":
        key, at = _parsed(text, at)
        at = _after_blanks(text, _after_blanks(text, at) + 1)  # the colon
        found[key], at = _in_pieces(text, at, depth - 1)
        at = _after_blanks(text, at)
        if text[at] == ",":
            at = _after_blanks(text, at + 1)
    return found, at + 1


def _after_blanks(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at


class SqliteDialect:
    """A single file. One connection writes, others only read."""

    def __init__(self, path: Path, *, wal: bool = True) -> None:
        self.readers = sqlite_engine(path, writes=False)
        try:
            with self.readers.connect() as connection:
                _refuse_unsound(connection, path)
        except BaseException:
            self.readers.dispose()
            raise
        self.writer = _writing_engine(path, wal=wal)

    def install_journal(self, connection: Connection) -> tuple[Shape, ...]:
        run = connection.exec_driver_sql
        run(
            "CREATE TEMP TABLE journal_stage (table_name TEXT, row_id INTEGER, old TEXT, new TEXT, "
            "PRIMARY KEY (table_name, row_id)) WITHOUT ROWID"
        )
        shapes = _sqlite_shapes(connection)
        for shape in shapes:
            name = literal(shape.name)
            new, old = shape.image.replace(f"{ROW}.", "NEW."), shape.image.replace(f"{ROW}.", "OLD.")
            for change, row_id, first, last in (
                ("INSERT", "NEW.id", "NULL", new),
                ("UPDATE", "NEW.id", old, new),
                ("DELETE", "OLD.id", old, "NULL"),
            ):
                run(
                    f"CREATE TEMP TRIGGER {quoted(f'journal_{change}_{shape.name}')} "
                    f"AFTER {change} ON main.{quoted(shape.name)} BEGIN "
                    f"INSERT INTO journal_stage VALUES ({name}, {row_id}, {first}, {last}) "
                    "ON CONFLICT (table_name, row_id) DO UPDATE SET new = excluded.new; END"
                )
            run(
                f"CREATE TEMP TRIGGER {quoted(f'journal_keep_id_{shape.name}')} BEFORE UPDATE OF id "
                f"ON main.{quoted(shape.name)} WHEN OLD.id <> NEW.id "
                "BEGIN SELECT RAISE(ABORT, 'the id of a row never changes'); END"
            )
        return shapes

    @contextmanager
    def loose_references(self) -> Iterator[Connection]:
        with self.writer.connect() as connection:
            raw = driver(connection)
            # SQLite heeds this only outside a transaction. To defer alone would still let cascades fire.
            raw.execute("PRAGMA foreign_keys = OFF")
            try:
                with connection.begin():
                    yield connection
            finally:
                raw.execute("PRAGMA foreign_keys = ON")

    def replay(self, connection: Connection, changes: Replay) -> bool:
        for shape, states in changes:
            connection.exec_driver_sql(
                f"DELETE FROM {quoted(shape.name)} WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps([state.row_id for state in states]),),
            )
        for shape, states in changes:
            images = [json.loads(state.image) for state in states if state.image is not None]
            if images:
                connection.exec_driver_sql(
                    f"INSERT INTO {quoted(shape.name)} ({', '.join(map(quoted, shape.columns))}) "
                    f"VALUES ({', '.join('?' * len(shape.columns))})",
                    [tuple(map(image.get, shape.columns)) for image in images],
                )
        return connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None

    def fold(self) -> bool:
        """Play the log into the file: a copy, a stick, a folder kept in step get the file alone."""
        with self.writer.connect() as connection:
            busy, *_ = driver(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def close(self) -> None:
        """Fold everything back into one plain file, which opens on a read-only disk too."""
        self.readers.dispose()
        self.fold()
        with self.writer.connect() as connection:
            driver(connection).execute("PRAGMA journal_mode = DELETE")

    def disconnect(self) -> None:
        self.readers.dispose()
        self.writer.dispose()


def sqlite_engine(path: Path, *, writes: bool, wal: bool = True) -> Engine:
    """Return an engine that leaves transactions to us, so that schema changes roll back as well."""
    url = URL.create("sqlite", database=str(path))
    if writes:
        alone = {"check_same_thread": False, "timeout": 10}
        engine = create_engine(
            url, hide_parameters=True, poolclass=StaticPool, connect_args=alone, json_deserializer=_from_json
        )
    else:
        engine = create_engine(
            url, hide_parameters=True, connect_args={"timeout": 10}, json_deserializer=_from_json
        )

    def connected(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None
        raw.execute("PRAGMA trusted_schema = OFF")
        raw.execute("PRAGMA foreign_keys = ON")
        if writes:
            raw.execute(f"PRAGMA journal_mode = {'WAL' if wal else 'DELETE'}")
            raw.execute("PRAGMA synchronous = FULL")
            # Otherwise INSERT OR REPLACE removes rows unseen by the journal.
            raw.execute("PRAGMA recursive_triggers = ON")
            raw.execute("PRAGMA temp_store = MEMORY")
        else:
            raw.execute("PRAGMA query_only = ON")

    def began(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", began)
    return engine


def _writing_engine(path: Path, *, wal: bool) -> Engine:
    """Return a connected engine. A full disk has no room for a log, but a file can be read without one."""
    engine = sqlite_engine(path, writes=True, wal=wal)
    try:
        with engine.connect() as connection:
            driver(connection).execute("BEGIN IMMEDIATE").execute("ROLLBACK")
    except OperationalError:
        engine.dispose()
        if not wal:
            raise
        return _writing_engine(path, wal=False)
    return engine


def driver(connection: Connection) -> sqlite3.Connection:
    """Return SQLite's own connection, for what must happen outside a transaction."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def _refuse_unsound(connection: Connection, path: Path) -> None:
    """Read the file once through before anything is written to it."""
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
        raise Unavailable("database.damaged", path=str(path))
    # We never put any there: somebody else's SQL would run with our rights.
    foreign = "SELECT 1 FROM sqlite_schema WHERE type IN ('trigger', 'view') LIMIT 1"
    if connection.exec_driver_sql(foreign).first() is not None:
        raise Unavailable("database.not_ours", path=str(path))


def _sqlite_shapes(connection: Connection) -> tuple[Shape, ...]:
    rows = connection.exec_driver_sql(
        "SELECT m.name, c.name, upper(c.type) FROM main.sqlite_schema AS m, pragma_table_info(m.name) AS c "
        "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.rowid, c.cid"
    )
    columns: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        if table not in OWN_TABLES:
            value = f"{ROW}.{quoted(column)}"
            if not any(word in kind for word in _NEVER_FRACTIONS):
                # SQLite writes numbers into JSON with 15 digits, which loses the last bits.
                value = (
                    f"CASE typeof({value}) WHEN 'real' THEN json(printf('%!.20e', {value})) ELSE {value} END"
                )
            columns.setdefault(table, {})[column] = f"{literal(column)}, {value}"
    return tuple(
        Shape(table, tuple(each), f"json_object({', '.join(each.values())})")
        for table, each in columns.items()
    )
