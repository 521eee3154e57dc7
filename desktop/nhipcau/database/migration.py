"""Bringing a store to the present schema. Alembic is slow to import: only for a store that needs it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from nhipcau.common.errors import Unavailable
from nhipcau.common.temporary_files import draft_file
from nhipcau.database.copies.file_copy import flush, write_copy
from nhipcau.database.copies.file_replacement import move_leftovers_aside, put_in_place
from nhipcau.database.files.file_header import APPLICATION_ID, SCHEMA
from nhipcau.database.journal import close_all_steps
from nhipcau.database.soundness.opening_refusal import reading, refusal_by_content
from nhipcau.database.sqlite import driver, sqlite_engine


@dataclass(frozen=True, slots=True)
class Scripts:
    """A folder of migrations and the number of the newest."""

    folder: Path
    newest: int

    @property
    def revision(self) -> str:
        return f"m{self.newest:04d}"


PRESENT: Final = Scripts(Path(__file__).parent / "migrations", SCHEMA)


def upgrade(connection: Connection, scripts: Scripts = PRESENT) -> None:
    """Run the migrations that the store has not seen, inside the caller's transaction."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(scripts.folder).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)

    def to_newest(revision: Any, _context: Any) -> Any:  # noqa: ANN401 - Alembic's signature
        return script._upgrade_revs(scripts.revision, revision)  # noqa: SLF001 - as alembic.command.upgrade does

    with EnvironmentContext(config, script, fn=to_newest) as environment:
        environment.configure(connection=connection, render_as_batch=True, transactional_ddl=False)
        environment.run_migrations()


def write_new_file(path: Path, scripts: Scripts = PRESENT) -> None:
    """Make an empty data file; it appears under its name only when it is complete."""
    with draft_file(path) as draft:
        _upgrade_file(draft, scripts)
        move_leftovers_aside(path)
        _put_where_nothing_is(draft, path)


def _put_where_nothing_is(draft: Path, path: Path) -> None:
    """Give a finished file its name, unless something has come to stand there meanwhile."""
    flush(draft)
    try:
        path.hardlink_to(draft)
    except FileExistsError as error:
        raise Unavailable("database.exists", path=str(path)) from error
    except (OSError, NotImplementedError):  # a file system without links
        if path.exists():
            raise Unavailable("database.exists", path=str(path)) from None
        draft.replace(path)
    if os.name == "posix":
        flush(path.parent)


def migrate_file(path: Path, scripts: Scripts = PRESENT) -> None:
    """Upgrade a closed file: a copy of it, which takes its place only when it is found sound."""
    with draft_file(path) as draft:
        write_copy(path, draft)
        # Its triggers would run while it is upgraded.
        broken = _looked_through(draft, path, is_complete=False)
        with _incomplete_told(path):
            _upgrade_file(draft, scripts)
        if _looked_through(draft, path, is_complete=scripts.newest == SCHEMA) - broken:
            raise Unavailable("database.damaged", path=str(path))
        put_in_place(draft, path)


def _looked_through(draft: Path, path: Path, *, is_complete: bool) -> set[tuple[object, ...]]:
    """Refuse what cannot be worked with; return the references to nothing, which the file may have had before."""
    with reading(draft) as connection:
        refused = refusal_by_content(connection, path, is_current=is_complete, thorough=is_complete)
        if refused is not None:
            raise refused
        return {each[:3] for each in connection.execute("PRAGMA foreign_key_check")}


@contextmanager
def upgraded_in_memory(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Upgrade a copy that never touches the disk, to see what opening an older file would find."""
    engine = sqlite_engine(Path(":memory:"), writes=True)
    try:
        with engine.connect() as copy:
            connection.backup(driver(copy))
        with _incomplete_told(path):
            _upgrade(engine, PRESENT)
        with engine.connect() as copy:
            yield driver(copy)
    finally:
        engine.dispose()


@contextmanager
def _incomplete_told(path: Path) -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        # What a migration changes is there in every whole file.
        if getattr(error.orig, "sqlite_errorcode", 0) != sqlite3.SQLITE_ERROR:
            raise
        raise Unavailable("database.incomplete", path=str(path), missing=str(error.orig)) from error


def _upgrade_file(path: Path, scripts: Scripts) -> None:
    engine = sqlite_engine(path, writes=True, wal=False)
    try:
        _upgrade(engine, scripts)
    finally:
        engine.dispose()


def _upgrade(engine: Engine, scripts: Scripts) -> None:
    with engine.connect() as connection:
        # To rebuild a table is to drop it, which would take the rows that point at it along.
        driver(connection).execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            upgrade(connection, scripts)
            close_all_steps(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID:d}")
            connection.exec_driver_sql(f"PRAGMA user_version = {scripts.newest:d}")
