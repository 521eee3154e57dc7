"""Data files for tests, quickly, and the law that every action can be taken back."""

import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from sqlalchemy import MetaData, select

from nhipcau.database import Database, create, open_file

Dump = dict[str, list[tuple[object, ...]]]


@cache
def _template() -> Path:
    path = Path(tempfile.mkdtemp(prefix="nhipcau-test-")) / "empty.nhipcau"
    create(path).close()
    return path


def new_database(folder: Path, name: str = "organisation.nhipcau") -> Database:
    """Return an open, empty data file: a copy of one made by the migrations once in a run."""
    folder.mkdir(parents=True, exist_ok=True)
    return open_file(Path(shutil.copy(_template(), folder / name)))


def dump(database: Database) -> Dump:
    """Return every row of every table but the journal's."""
    with database.read() as db:
        metadata = MetaData()
        metadata.reflect(db.connection())
        return {
            table.name: [
                tuple(row) for row in db.connection().execute(select(table).order_by(*table.primary_key))
            ]
            for table in metadata.sorted_tables
            if not table.name.startswith("journal_")
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
