"""What a step costs, and what folding, looking and backing up add to it, on a file of 2,000 people.

Against the same inserts through the standard library's sqlite3 with the same durability.
"""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from tests.benchmarks import budgets
from tests.benchmarks.measure import Row, in_turns, measured
from tests.support import make
from tests.support.database import new_file

from nhipcau.database import Database, open_file
from nhipcau.participants.models import Person

PEOPLE = 2_000
TIMES = 60


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NHIPCAU_HOME"] = str(Path(folder) / "home")
        database = _full(Path(folder))
        plain = _plain(Path(folder) / "plain.db")
        try:
            return _rows(database, plain)
        finally:
            database.close()
            plain.close()


def _full(folder: Path) -> Database:
    database = open_file(new_file(folder))
    make.programme(database)
    with database.step("participants.step.add") as db:
        db.add_all([Person(full_name=f"Người {number}", note="x" * 200) for number in range(PEOPLE)])
    database.fold()
    return database


def _plain(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, note TEXT)")
    rows = [(f"Người {number}", "x" * 200) for number in range(PEOPLE)]
    connection.executemany("INSERT INTO person (name, note) VALUES (?, ?)", rows)
    return connection


def _rows(database: Database, plain: sqlite3.Connection) -> list[Row]:
    def insert() -> None:
        plain.execute("BEGIN IMMEDIATE")
        plain.execute("INSERT INTO person (name, note) VALUES ('An', '')")
        plain.execute("COMMIT")

    def step() -> None:
        with database.step("participants.step.add") as db:
            db.add(Person(full_name="An"))

    def fold() -> None:
        database.fold()

    raw, steps, folds = in_turns(insert, step, fold, times=TIMES)
    looks = measured(database.look, TIMES)
    backups, whole = in_turns(lambda: database.back_up("rest"), lambda: _copy(database.path), times=10)
    return [
        Row("one step", steps, "the insert alone", raw, budgets.STEP),
        Row("folding after one step", folds, "the step", steps),
        Row("a look at the file before a step", looks, "the step", steps, budgets.LOOK),
        Row("a checked backup", backups, "SQLite's own copy", whole),
    ]


def _copy(path: Path) -> None:
    with (
        closing(sqlite3.connect(path)) as source,
        closing(sqlite3.connect(path.with_name("copy.db"))) as copy,
    ):
        source.backup(copy)
