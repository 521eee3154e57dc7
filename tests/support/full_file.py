"""A data file with something in every table."""

import atexit
import shutil
import tempfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import text
from tests.support.database import new_file
from tests.support.sessions import confirmed_programme, meet
from tests.support.waves import ask_and_answer

from nhipcau.database import Database, open_file
from nhipcau.database.column_declarations import DeclaredColumn, declared_tables
from nhipcau.database.soundness.nearest_values import as_stored


def full_file(folder: Path, name: str = "organisation.nhipcau") -> Path:
    """Return a closed file in which every table has rows."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(_template(), folder / name))


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="nhipcau-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = new_file(folder)
    database = open_file(path, backups=False)
    programme_id = confirmed_programme(database)
    meet(database, programme_id)
    ask_and_answer(database, programme_id)
    _fill(database)
    database.close()
    return path


def _fill(database: Database) -> None:
    """Put a row into every table that has none: what a new one holds, and the first row of what it points at."""
    with database.step("a.b") as db:
        connection = db.connection()
        for table in declared_tables():
            if connection.scalar(text(f'SELECT count(*) FROM "{table.name}"')):
                continue
            values = {each.name: _value(each) for each in table.columns}
            gaps = ", ".join(f":{name}" for name in values)
            connection.execute(
                text(f'INSERT INTO "{table.name}" ({", ".join(values)}) VALUES ({gaps})'), values
            )


def _value(column: DeclaredColumn) -> Any:
    if column.refers:
        return 1
    value = column.default() if column.default is not None else None
    if value is not None or (column.nullable and column.default is not None):
        return as_stored(column, value)
    if column.kind == "text":
        return column.codes[0] if column.codes else "x"
    examples = {"integer": 1, "boolean": 1, "json": "[]"}
    return examples.get(column.kind) or as_stored(
        column, datetime(2026, 1, 2, 3, tzinfo=UTC) if column.kind == "datetime" else date(2026, 1, 2)
    )
