"""Data files for tests, quickly, and the law that every action can be taken back."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from nhipcau.database import Database, create, open_file, open_server

Dump = dict[str, list[tuple[object, ...]]]

POSTGRES: Final = os.environ.get("NHIPCAU_TEST_POSTGRES", "")
"""A server on which tests may make databases, as `postgresql+psycopg://user@host:port/postgres`."""
ENGINES: Final = ("sqlite", "postgresql") if POSTGRES else ("sqlite",)


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="nhipcau-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    create(folder / "empty.nhipcau", backups=False).close()
    return folder / "empty.nhipcau"


def new_file(folder: Path, name: str = "organisation.nhipcau") -> Path:
    """Return an empty, closed data file: a copy of one made by the migrations once in a run."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(_template(), folder / name))


def new_database(folder: Path, name: str = "organisation.nhipcau", engine: str = "sqlite") -> Database:
    """Return an open store with nothing in it."""
    if engine == "postgresql":
        return _empty_server()
    return open_file(new_file(folder, name), backups=False)


def dump(database: Database) -> Dump:
    """Return every row of every table but the journal's, just as the engine stores it."""
    with database.read() as db:
        connection = db.connection()
        return {
            name: sorted(tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'))
            for name in sorted(sa.inspect(connection).get_table_names())
            if not name.startswith(("journal_", "alembic_"))
        }


def assert_undoable(database: Database, action: Callable[[Database], object]) -> None:
    """Do it, take it back and do it again: the data must be exactly as before and as after."""
    before = dump(database)
    action(database)
    after = dump(database)
    assert after != before, "the action changed nothing"
    assert database.undo() is not None
    assert dump(database) == before
    assert database.redo() is not None
    assert dump(database) == after


@cache
def new_server() -> str:
    """Make one database a process on the server, and return its address."""
    name = f"nhipcau_test_{os.getpid()}"
    server = sa.create_engine(POSTGRES, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)

    def drop() -> None:
        with server.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    drop()
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    atexit.register(drop)
    return server.url.set(database=name).render_as_string(hide_password=False)


def _empty_server() -> Database:
    """Open the process's database and empty it, row by row: a truncated table is a new file, as are its indexes."""
    database = open_server(new_server())
    with database._dialect.writer.begin() as connection:
        names = [name for name in sa.inspect(connection).get_table_names() if name != "alembic_version"]
        filled = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names)
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # in whatever order
        for name in connection.scalars(sa.text(filled)).all():
            connection.exec_driver_sql(f"DELETE FROM {name}")
        connection.exec_driver_sql(
            "SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, start_value, false)"
            " FROM pg_sequences WHERE last_value IS NOT NULL"
        )
    return database
