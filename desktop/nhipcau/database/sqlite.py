"""One file: the engine, its settings and its triggers.

The triggers are temporary and belong to the one connection that writes, so a file never carries code.
"""
# ruff: noqa: S608 - SQL is built only from the names of our own tables and columns

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, RootTransaction, Row, Select, StaticPool, create_engine, event
from sqlalchemy.exc import OperationalError

from nhipcau.database.dialects import (
    CLEAR_STAGE,
    KEEP_STAGED,
    OWN_TABLES,
    ROW,
    STAGED,
    Replay,
    Shape,
    StepEntry,
    literal,
    quoted,
)
from nhipcau.database.json_columns import from_json, to_json
from nhipcau.database.soundness.cells import Flaw
from nhipcau.database.soundness.flaws import flaws_of
from nhipcau.database.tables import DONE

_NO_NUMBERS: Final = ("CHAR", "TEXT", "CLOB")
"""Parts of the declared types that keep a number as text. JSON does not: a bare number there is kept as a number."""
_BLOB: Final = '{"blob":'
_REAL: Final = '{"real":'
"""How cells stand in an image that are neither text, number nor nothing. Inside a text the marks are escaped."""
_BEGIN_ENTRY: Final = (
    "INSERT INTO journal_step (label, arguments, made_at, made_by, state) VALUES (?, ?, ?, ?, ?)"
)
_KEEP_STAGED: Final = KEEP_STAGED.format(step_id="?")
_FEW: Final = 255
"""Pages, and rows: what is not worth the time to write a file together."""
_LARGEST: Final = "1.7976931348623157e308"


class SqliteDialect:
    """A single file. One connection writes, others only read.

    The statements of every step go past SQLAlchemy: they would take most of the time that a small step takes.
    """

    writes_alone = True

    def __init__(self, path: Path, *, wal: bool = True) -> None:
        self.readers = sqlite_engine(path, writes=False)
        self.writer = _writing_engine(path, wal=wal)
        with self.writer.connect() as connection:
            mode: str = driver(connection).execute("PRAGMA journal_mode").fetchone()[0]
        self.writes_at_once = mode != "wal"
        self._standing: tuple[Connection, RootTransaction] | None = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        connection, began = self._standing or self._stand()
        raw = driver(connection)
        try:
            if not raw.in_transaction:
                raw.execute("BEGIN IMMEDIATE")
            yield connection
            _refuse_another(connection, began)
            raw.execute("COMMIT")
        except BaseException:
            self._standing = None
            connection.close()  # rolls back
            raise

    def _stand(self) -> tuple[Connection, RootTransaction]:
        """Begin what stays begun for SQLAlchemy over many steps: each time, it is half of a small one."""
        connection = self.writer.connect()
        try:
            self._standing = standing = (connection, connection.begin())
        except BaseException:
            connection.close()
            raise
        return standing

    def _leave_standing(self) -> None:
        if self._standing is not None:
            self._standing[0].close()
            self._standing = None

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

    def staged(self, connection: Connection) -> Sequence[tuple[str, int]]:
        return driver(connection).execute(STAGED).fetchall()

    def keep_staged(self, connection: Connection, entry: StepEntry) -> None:
        raw = driver(connection)
        made_at = f"{entry.made_at:%Y-%m-%d %H:%M:%S.%f}"  # as SQLAlchemy writes it
        values = (entry.label, entry.arguments, made_at, entry.made_by, DONE)
        raw.execute(_KEEP_STAGED, (raw.execute(_BEGIN_ENTRY, values).lastrowid,))

    def clear_stage(self, connection: Connection) -> None:
        driver(connection).execute(CLEAR_STAGE)

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

    def kept(self, connection: Connection, images: Select[Any, Any, Any]) -> Sequence[Row[Any, Any, Any]]:
        try:
            return connection.execute(images).all()
        except OperationalError:
            # What was no text before a repair is none in the history either.
            raw = driver(connection)
            raw.text_factory = _lenient
            try:
                return connection.execute(images).all()
            finally:
                raw.text_factory = str

    def replay(self, connection: Connection, changes: Replay, *, as_found: bool) -> bool:
        if not _put(connection, changes):
            return False
        broken = _broken_references(connection)
        if broken:  # a file may have been opened with some: only those that come by this count
            with self.readers.connect() as unchanged:
                broken -= _broken_references(unchanged)
        if as_found:
            touched = {(shape.name, state.row_id) for shape, states in changes for state in states}
            broken = {each for each in broken if each[:2] not in touched}
        return not broken

    def find_flaws(self) -> tuple[Flaw, ...]:
        with self.readers.connect() as connection:
            return flaws_of(driver(connection))

    def fold(self) -> bool:
        """Play the log into the file: a copy, a stick, a folder kept in step get the file alone."""
        with self.writer.connect() as connection:
            busy, *_ = driver(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def close(self, given_up: int = 0) -> None:
        """Fold everything back into one plain file, which opens on a read-only disk too."""
        self.readers.dispose()
        self.fold()
        with self.writer.connect() as connection:
            raw = driver(connection)
            raw.execute("PRAGMA journal_mode = DELETE")
            if _is_loose(raw, given_up):
                with suppress(sqlite3.OperationalError):  # a full disk: the file stays as it was
                    raw.execute("VACUUM")

    def disconnect(self) -> None:
        self._leave_standing()
        self.readers.dispose()
        self.writer.dispose()


def _refuse_another(connection: Connection, began: RootTransaction) -> None:
    if connection.get_transaction() is not began:
        raise RuntimeError("what was rolled back from within a step cannot be stored")


def _is_loose(raw: sqlite3.Connection, given_up: int) -> bool:
    """Say whether much of the file holds nothing any more: some quarter, or what a few hundred steps leave.

    Where images were given up stay holes that no new row fills, about a kilobyte for each row. They are not counted
    in the file: each time that so many rows more have none, some per cent of its size, it is written together.
    """
    (pages,) = raw.execute("PRAGMA page_count").fetchone()
    (free,) = raw.execute("PRAGMA freelist_count").fetchone()
    if free > max(_FEW, pages // 4):
        return True
    if not given_up:
        return False
    (without,) = raw.execute("SELECT count(*) FROM journal_row WHERE old IS NULL AND new IS NULL").fetchone()
    often = (
        1 << max(_FEW, pages // 8).bit_length()
    )  # doubles, so that what was nearly reached rarely moves away
    return bool(without // often > (without - given_up) // often)


def sqlite_engine(path: Path, *, writes: bool, wal: bool = True) -> Engine:
    """Return an engine that leaves transactions to us, so that schema changes roll back as well."""
    url = URL.create("sqlite", database=str(path))
    if writes:
        alone = {"check_same_thread": False, "timeout": 10}
        engine = create_engine(
            url,
            hide_parameters=True,
            poolclass=StaticPool,
            connect_args=alone,
            json_deserializer=from_json,
            json_serializer=to_json,
        )
    else:
        engine = create_engine(
            url, hide_parameters=True, connect_args={"timeout": 10}, json_deserializer=from_json
        )

    def connected(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None
        raw.execute("PRAGMA trusted_schema = OFF")
        raw.execute("PRAGMA foreign_keys = ON")
        if writes:
            raw.execute(f"PRAGMA journal_mode = {'WAL' if wal else 'DELETE'}")
            raw.execute("PRAGMA synchronous = FULL")
            # By itself the engine would fold in the middle of a step, and nobody could tell who changed the file.
            raw.execute("PRAGMA wal_autocheckpoint = 0")
            # Otherwise INSERT OR REPLACE removes rows unseen by the journal.
            raw.execute("PRAGMA recursive_triggers = ON")
            raw.execute("PRAGMA temp_store = MEMORY")
        else:
            raw.execute("PRAGMA query_only = ON")

    def began(connection: Connection) -> None:
        driver(connection).execute("BEGIN IMMEDIATE" if writes else "BEGIN")

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


def _in_image(cell: str, kind: str) -> str:
    """Return the expression that writes a cell into JSON so that nothing of it is lost, whatever is in it.

    SQLite writes numbers into JSON with 15 digits, which loses the last bits, and refuses to write a blob; an object
    is never what a cell holds, so one stands for it. A blob is greater than all that is none.
    """
    blob = f"json_object('blob', hex({cell}))"
    if any(word in kind for word in _NO_NUMBERS):
        return f"CASE WHEN {cell} >= x'' THEN {blob} ELSE {cell} END"
    return (
        f"CASE typeof({cell}) WHEN 'real' THEN CASE WHEN abs({cell}) > {_LARGEST} "
        f"THEN json_object('real', printf('%g', {cell})) ELSE json(printf('%!.20e', {cell})) END "
        f"WHEN 'blob' THEN {blob} ELSE {cell} END"
    )


def _from_image(value: Any) -> Any:  # noqa: ANN401 - whatever a cell held
    if isinstance(value, dict):
        return bytes.fromhex(value["blob"]) if "blob" in value else float(value["real"])
    return value


def _lenient(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _put(connection: Connection, changes: Replay) -> bool:
    """Bring rows to the given states; False where the history cannot be read."""
    rows: list[list[tuple[Any, ...]]] = []
    odd: list[list[tuple[Any, ...]]] = []
    try:
        for shape, states in changes:
            kept = [state.image for state in states if state.image is not None]
            broken = [image for image in kept if not _is_text(image)]
            rows.append([_values(shape, image) for image in kept if not broken or image not in broken])
            odd.append([_bytes_kept(shape, image) for image in broken])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
    for shape, states in changes:
        connection.exec_driver_sql(
            f"DELETE FROM {quoted(shape.name)} WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([state.row_id for state in states]),),
        )
    for (shape, _), plain, unreadable in zip(changes, rows, odd, strict=True):
        insert = f"INSERT INTO {quoted(shape.name)} ({', '.join(map(quoted, shape.columns))}) VALUES "
        if plain:
            connection.exec_driver_sql(f"{insert} ({', '.join('?' * len(shape.columns))})", plain)
        for row in unreadable:
            cells = ", ".join("CAST(? AS TEXT)" if isinstance(value, _NoText) else "?" for value in row)
            connection.exec_driver_sql(f"{insert} ({cells})", row)
    return True


def _is_text(image: str) -> bool:
    try:
        image.encode()
    except UnicodeEncodeError:
        return False
    return True


def _values(shape: Shape, image: str) -> tuple[Any, ...]:
    values = tuple(map(json.loads(image).get, shape.columns))
    return tuple(map(_from_image, values)) if _BLOB in image or _REAL in image else values


def _bytes_kept(shape: Shape, image: str) -> tuple[Any, ...]:
    values = map(json.loads(image).get, shape.columns)
    return tuple(_NoText.of(value) if isinstance(value, str) else _from_image(value) for value in values)


class _NoText(bytes):
    """What stands where a text should, and is none."""

    @staticmethod
    def of(text: str) -> "str | _NoText":
        try:
            text.encode()
        except UnicodeEncodeError:
            return _NoText(text.encode("utf-8", "surrogateescape"))
        return text


def _broken_references(connection: Connection) -> set[tuple[Any, ...]]:
    return {tuple(each) for each in connection.exec_driver_sql("PRAGMA foreign_key_check")}


def _sqlite_shapes(connection: Connection) -> tuple[Shape, ...]:
    rows = connection.exec_driver_sql(
        "SELECT m.name, c.name, upper(c.type) FROM main.sqlite_schema AS m, pragma_table_info(m.name) AS c "
        "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.rowid, c.cid"
    )
    columns: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        if table not in OWN_TABLES:
            value = _in_image(f"{ROW}.{quoted(column)}", kind)
            columns.setdefault(table, {})[column] = f"{literal(column)}, {value}"
    return tuple(
        Shape(table, tuple(each), f"json_object({', '.join(each.values())})")
        for table, each in columns.items()
    )
