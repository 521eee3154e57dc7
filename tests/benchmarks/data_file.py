"""What a step costs, and what folding, looking and backing up add to it, on a file of 2,000 people.

Against the same insert into the same table through the standard library's sqlite3 with the same durability.
"""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from tests.benchmarks import budgets
from tests.benchmarks.measure import Row, Runs, in_turns, measured
from tests.benchmarks.writing import RawPeople
from tests.support import make
from tests.support.database import new_file

from nhipcau.database import Database, open_file
from nhipcau.participants.models import Person
from nhipcau.participants.service import add_person

PEOPLE = 2_000
TIMES = 60
LOOKS = 100
"""How many are measured together: one takes less than it takes to ask for the time."""


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NHIPCAU_HOME"] = str(Path(folder) / "home")
        database = _full(Path(folder))
        plain = RawPeople(Path(folder) / "plain.db", database.path)
        try:
            return _rows(database, plain)
        finally:
            database.close()
            plain.connection.close()


def _full(folder: Path) -> Database:
    database = open_file(new_file(folder))
    make.programme(database)
    with database.step("participants.step.add") as db:
        db.add_all([Person(full_name=f"Người {number}", note="x" * 200) for number in range(PEOPLE)])
    database.fold()
    return database


def _rows(database: Database, plain: RawPeople) -> list[Row]:
    def step() -> None:
        with database.step("participants.step.add") as db:
            add_person(db, {"full_name": "An"})

    def fold() -> None:
        database.fold()

    def look() -> None:
        for _ in range(LOOKS):
            database.look()

    raw, steps, folds = in_turns(plain.step, step, fold, times=TIMES)
    looks = measured(look, TIMES)
    one_look = Runs(
        tuple(each / LOOKS for each in looks.figures), wall=tuple(each / LOOKS for each in looks.wall)
    )
    backups, whole = in_turns(lambda: database.back_up("rest"), lambda: _copy(database.path), times=10)
    return [
        Row("one step", steps, "the insert alone", raw, budgets.STEP),
        Row("folding after one step", folds, "the step", steps),
        Row("a look at the file before a step", one_look, "the step", steps, budgets.LOOK),
        Row("a checked backup", backups, "SQLite's own copy", whole),
    ]


def _copy(path: Path) -> None:
    with (
        closing(sqlite3.connect(path)) as source,
        closing(sqlite3.connect(path.with_name("copy.db"))) as copy,
    ):
        source.backup(copy)
