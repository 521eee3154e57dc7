"""Making, opening and refusing data files."""

from pathlib import Path
from typing import Final

from nhipcau.common.errors import Unavailable
from nhipcau.database.dialects import SqliteDialect, sqlite_engine
from nhipcau.database.migration import upgrade
from nhipcau.database.store import Database

APPLICATION_ID: Final = 0x4E684361
SCHEMA: Final = 1


def create(path: Path) -> Database:
    """Make a new, empty data file and open it."""
    if path.exists():
        raise Unavailable("database.exists", path=str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = sqlite_engine(path, writes=True)
    with engine.begin() as connection:
        upgrade(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID:d}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA:d}")
    engine.dispose()
    return open_file(path)


def open_file(path: Path) -> Database:
    """Open a data file; raises Unavailable with a reason for each way it cannot be."""
    if not path.exists():
        raise Unavailable("database.missing", path=str(path))
    return Database(path, SqliteDialect(path))
