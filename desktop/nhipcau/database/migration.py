"""Bringing a store to the present schema. Alembic is slow to import: only for a store that needs it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from nhipcau.common.drafts import draft_file
from nhipcau.common.errors import Unavailable
from nhipcau.database.copying import check, write_copy
from nhipcau.database.header import APPLICATION_ID, SCHEMA
from nhipcau.database.journal import close_all_steps
from nhipcau.database.replacing import move_leftovers_aside, put_in_place
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
        put_in_place(draft, path)


def migrate_file(path: Path, scripts: Scripts = PRESENT) -> None:
    """Upgrade a closed file: a copy of it, which takes its place only when it is found sound."""
    with draft_file(path) as draft:
        write_copy(path, draft)
        _upgrade_file(draft, scripts)
        if not check(draft).sound:
            raise Unavailable("database.damaged", path=str(path))
        put_in_place(draft, path)


def _upgrade_file(path: Path, scripts: Scripts) -> None:
    engine = sqlite_engine(path, writes=True, wal=False)
    try:
        with engine.connect() as connection:
            # To rebuild a table is to drop it, which would take the rows that point at it along.
            driver(connection).execute("PRAGMA foreign_keys = OFF")
            with connection.begin():
                upgrade(connection, scripts)
                close_all_steps(connection)
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID:d}")
                connection.exec_driver_sql(f"PRAGMA user_version = {scripts.newest:d}")
    finally:
        engine.dispose()
