"""A server: the engine, its settings and its triggers.

The triggers are part of the schema; a client that has no stage to write to cannot write at all.
"""
# ruff: noqa: S608 - SQL is built only from the names of our own tables and columns

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Select,
    StaticPool,
    bindparam,
    create_engine,
    event,
    insert,
    text,
)
from sqlalchemy.exc import IntegrityError

from nhipcau.database.dialects import (
    CLEAR_STAGE,
    KEEP_STAGED,
    OWN_TABLES,
    ROW,
    STAGED,
    Replay,
    Shape,
    StepEntry,
    quoted,
)
from nhipcau.database.soundness.cells import Flaw
from nhipcau.database.tables import DONE, JOURNAL_STEP

if TYPE_CHECKING:
    from psycopg import Connection as Driver

# Built once: a step should cost little more than its own writes.
_STAGED: Final = text(STAGED)
_KEEP_STAGED: Final = text(KEEP_STAGED.format(step_id=":step_id"))
_CLEAR_STAGE: Final = text(CLEAR_STAGE)
_BEGIN_ENTRY: Final = (
    insert(JOURNAL_STEP)
    .values({each: bindparam(each) for each in ("label", "arguments", "made_at", "made_by", "state")})
    .returning(JOURNAL_STEP.c.id)
)
_CAPTURE: Final = """
CREATE OR REPLACE FUNCTION journal_capture() RETURNS trigger LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
    first text := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD)::text END;
    last text := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW)::text END;
    touched bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.id <> NEW.id THEN
        RAISE EXCEPTION 'the id of a row never changes';
    END IF;
    INSERT INTO journal_stage VALUES (TG_TABLE_NAME, touched, first, last)
    ON CONFLICT (table_name, row_id) DO UPDATE SET new = excluded.new;
    RETURN NULL;
END $$
"""


class PostgresDialect:
    """A server, for a team that has outgrown one file."""

    writes_at_once = True
    writes_alone = False

    def __init__(self, url: str) -> None:
        self.writer = _postgres_engine(url, writes=True)
        self.readers = _postgres_engine(url, writes=False)
        self._json_columns: dict[str, set[str]] = {}

    def transaction(self) -> AbstractContextManager[Connection]:
        return self.writer.begin()

    def install_journal(self, connection: Connection) -> tuple[Shape, ...]:
        run = connection.exec_driver_sql
        shapes, self._json_columns = _postgres_shapes(connection)
        watched = text(
            "SELECT c.relname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid WHERE tgname = 'journal'"
        )
        known = set(connection.scalars(watched))
        if known >= {shape.name for shape in shapes}:
            return shapes  # to change a schema waits for every other client
        run(_CAPTURE)
        for shape in shapes:
            if shape.name not in known:
                run(
                    f"CREATE TRIGGER journal AFTER INSERT OR UPDATE OR DELETE ON {quoted(shape.name)} "
                    "FOR EACH ROW EXECUTE FUNCTION journal_capture()"
                )
        fixed = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'f' AND NOT condeferrable"
        for table, constraint in connection.execute(text(fixed)).all():
            run(f"ALTER TABLE {table} ALTER CONSTRAINT {quoted(constraint)} DEFERRABLE")
        return shapes

    def staged(self, connection: Connection) -> Sequence[tuple[str, int]]:
        return [(table, row_id) for table, row_id in connection.execute(_STAGED)]

    def keep_staged(self, connection: Connection, entry: StepEntry) -> None:
        values = {**asdict(entry), "state": DONE}
        connection.execute(_KEEP_STAGED, {"step_id": connection.scalar(_BEGIN_ENTRY, values)})

    def clear_stage(self, connection: Connection) -> None:
        connection.execute(_CLEAR_STAGE)

    @contextmanager
    def loose_references(self) -> Iterator[Connection]:
        with self.writer.begin() as connection:
            connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")
            yield connection

    def kept(self, connection: Connection, images: Select[Any, Any, Any]) -> Sequence[Row[Any, Any, Any]]:
        return connection.execute(images).all()

    def replay(self, connection: Connection, changes: Replay, *, as_found: bool) -> bool:
        for shape, states in changes:
            ids = [state.row_id for state in states]
            connection.execute(text(f"DELETE FROM {quoted(shape.name)} WHERE id = ANY(:ids)"), {"ids": ids})
        for shape, states in changes:
            name = quoted(shape.name)
            json_columns = self._json_columns[shape.name]
            # An image writes JSON's own null like a missing value, which these columns never have.
            values = [
                f"coalesce({column}, 'null')" if name in json_columns else column
                for name, column in ((each, f"r.{quoted(each)}") for each in shape.columns)
            ]
            images = [state.image for state in states if state.image is not None]
            # One statement for all rows: references among them are checked at its end.
            put = (
                f"INSERT INTO {name} SELECT {', '.join(values)} "
                f"FROM json_populate_recordset(NULL::{name}, CAST(:rows AS json)) AS r"
            )
            connection.execute(text(put), {"rows": f"[{','.join(images)}]"})
        try:
            connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        except IntegrityError:
            return False
        return True

    def fold(self) -> bool:
        return True

    def find_flaws(self) -> tuple[Flaw, ...]:
        """Return none: a server refuses to store what is not as declared."""
        return ()

    def close(self, given_up: int = 0) -> None:
        """Do nothing: a server needs no rest."""

    def disconnect(self) -> None:
        self.readers.dispose()
        self.writer.dispose()


def _postgres_engine(url: str, *, writes: bool) -> Engine:
    options = "-c timezone=UTC" + ("" if writes else " -c default_transaction_read_only=on")
    alone = {"poolclass": StaticPool} if writes else {}
    engine = create_engine(url, hide_parameters=True, connect_args={"options": options}, **alone)

    def connected(driver: "Driver[tuple[object, ...]]", _record: object) -> None:
        driver.execute(
            "CREATE TEMP TABLE journal_stage (table_name text, row_id bigint, old text, new text, "
            "PRIMARY KEY (table_name, row_id))"
        )
        driver.commit()

    if writes:
        event.listen(engine, "connect", connected)
    return engine


def _postgres_shapes(connection: Connection) -> tuple[tuple[Shape, ...], dict[str, set[str]]]:
    rows = connection.execute(
        text(
            "SELECT table_name, column_name, data_type = 'json' AND is_nullable = 'NO' "
            "FROM information_schema.columns "
            "WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"
        )
    )
    columns: dict[str, list[str]] = {}
    json_columns: dict[str, set[str]] = {}
    for table, column, is_json in rows:
        if table not in OWN_TABLES:
            columns.setdefault(table, []).append(column)
            json_columns.setdefault(table, set()).update([column] if is_json else [])
    shapes = (Shape(table, tuple(each), f"to_jsonb({ROW})::text") for table, each in columns.items())
    return tuple(shapes), json_columns
