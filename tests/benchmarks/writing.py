"""Writing: one step, many rows at once, workbooks and imports taken in, and what all that leaves in the file.

By the time of the processor. Raw is the standard library's sqlite3 on the same table with the same durability.
"""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from tests.benchmarks import budgets
from tests.benchmarks.measure import TIMES, Row, Runs, in_turns, joined, limit, measured
from tests.benchmarks.workbooks import programme_of
from tests.support import make
from tests.support.database import new_file

from nhipcau.common.public_ids import new_uid
from nhipcau.database import Database, open_file

PEOPLE: Final = 2_000
STEPS: Final = 150
SMALL, LARGE = 1_000, 10_000
RUNS: Final = 3


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        os.environ["NHIPCAU_HOME"] = str(Path(name) / "home")
        folder = Path(name)
        return [*_steps(folder), *_changed_rows(folder), *_imported(folder), *_size(folder)]


# One step


class RawPeople:
    """The table of people alone, as the file has it, without a journal."""

    def __init__(self, path: Path, of: Path) -> None:
        source = sqlite3.connect(of)
        made = source.execute(
            "SELECT sql FROM sqlite_schema WHERE tbl_name = 'person' AND sql IS NOT NULL"
        ).fetchall()
        rows = source.execute("SELECT * FROM person").fetchall()
        source.close()
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "wal_autocheckpoint = 0",
            "foreign_keys = ON",
        ):
            self.connection.execute(f"PRAGMA {pragma}")
        for (statement,) in made:
            self.connection.execute(statement)
        self.insert = f"INSERT INTO person VALUES ({', '.join('?' * len(rows[0]))})"
        self.connection.executemany(self.insert, rows)
        self._first, self._number = rows[0], 0

    def values(self) -> tuple[object, ...]:
        self._number += 1
        return (None, f"benchmark-{self._number}", *self._first[2:])

    def step(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute(self.insert, self.values())
        self.connection.execute("COMMIT")

    def bulk(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.executemany(self.insert, self.many())
        self.connection.execute("COMMIT")

    def many(self) -> list[tuple[object, ...]]:
        return [self.values() for _ in range(LARGE)]


def _bulk(database: Database) -> None:
    """Store the same rows in bulk as services do."""
    from nhipcau.database.bulk import blank_row, insert_rows
    from nhipcau.participants.models import Person

    blank = {**blank_row(Person), "note": "x" * 200}
    rows = [{**blank, "uid": new_uid(), "full_name": f"Người {number}"} for number in range(LARGE)]
    with database.step("participants.step.add") as db:
        insert_rows(db, Person, rows)


def _steps(folder: Path) -> list[Row]:
    from nhipcau.participants.models import Person
    from nhipcau.participants.service import add_person, amend_person

    database = open_file(new_file(folder), backups=False)
    with database.step("participants.step.add") as db:
        db.add_all([Person(full_name=f"Người {number}", note="x" * 200) for number in range(PEOPLE)])
    database.fold()
    raw = RawPeople(folder / "raw.db", database.path)

    def statement() -> None:
        with database.step("participants.step.add") as db:
            db.connection().exec_driver_sql(raw.insert, raw.values())

    def row() -> None:
        with database.step("participants.step.add") as db:
            db.add(Person(full_name="An"))

    def added() -> None:
        with database.step("participants.step.add") as db:
            add_person(db, {"full_name": "Nguyễn Văn An"})

    def amended() -> None:
        with database.step("participants.step.edit") as db:
            amend_person(db, 5, {"note": str(time.perf_counter())})

    bare, stated, rows, adding, amending = in_turns(
        raw.step, statement, row, added, amended, times=STEPS, collect=False
    )
    bare_bulk, bulk = in_turns(raw.bulk, partial(_bulk, database), times=TIMES)
    raw.connection.close()
    database.close(back_up=False)
    alone = "insert, sqlite3"
    return [
        Row("a step of one statement", stated, alone, bare, budgets.STATEMENT),
        Row(
            f"a step of {LARGE:,} rows in bulk", bulk, f"{LARGE:,} inserts, sqlite3", bare_bulk, budgets.BULK
        ),
        Row("a step of one row through the session", rows, alone, bare, budgets.SESSION),
        Row("a step of a service: a person added", adding, alone, bare, budgets.ADDED),
        Row("a step of a service: a person changed", amending, alone, bare, budgets.CHANGED),
    ]


# Workbooks


def _plan(database: Database, programme_id: int, what: str) -> object:
    """Return the homecoming of a workbook in which every row has another department or manager, or is missing."""
    from sqlmodel import col, select

    from nhipcau.common.words import Words
    from nhipcau.exchange.round_trip.merge.three_way_merge import CellMerge, Merge, RowMerge
    from nhipcau.exchange.round_trip.merge.workbook_merge import Homecoming, KindMerge
    from nhipcau.exchange.round_trip.returned.row_matching import ReturnedSheet
    from nhipcau.exchange.round_trip.sheets.sheet_kinds import sheet_kinds
    from nhipcau.participants.models import Participant, Person

    with database.read() as db:
        kind = next(one for one in sheet_kinds(db, programme_id, Words("vi")) if one.code == "participants")
        wanted = select(Participant.uid, Person.uid).join(
            Person, col(Person.id) == col(Participant.person_id)
        )
        person_of = dict(db.exec(wanted).all())
    keys = list(kind.rows)
    rows = []
    for number, key in enumerate(keys):
        now = (
            f"Ban {number % 12}"
            if what == "department"
            else person_of[keys[number // 10]]
            if number >= 10
            else None
        )
        cell = CellMerge(what, "taken", None, None, now, "theirs")
        rows.append(RowMerge(key, "removed") if what == "removed" else RowMerge(key, "changed", (cell,)))
    merged = Merge(tuple(rows))
    one = KindMerge(kind, ReturnedSheet(kind.code, kind.title), {}, merged, merged)
    return Homecoming("out.xlsx", programme_id, None, (one,))


def applied(database: Database, programme_id: int, what: str) -> Runs:
    """Return what it takes to carry such a workbook out, several times."""
    from nhipcau.exchange.round_trip.apply.workbook_changes import carry_out

    plan = _plan(database, programme_id, what)

    def work() -> None:
        with database.step("homecoming.step.take_in", file="out.xlsx", n=1) as db:
            assert not carry_out(db, plan, "").refused  # type: ignore[arg-type]

    return _undone(database, work)


def _undone(database: Database, work: Callable[[], None]) -> Runs:
    """Measure a step several times, taken back after each."""
    found = []
    for _ in range(RUNS):
        found.append(measured(work, 1, warm=False))
        database.undo()
    return joined(found)


def bare_updates(database: Database) -> Runs:
    """Return what the updates alone take, with the same journal."""
    with database.read() as db:
        ids = [row[0] for row in db.connection().exec_driver_sql("SELECT id FROM person")]
    rows = [(f"Ban {number % 12}", f"ban {number}", person_id) for number, person_id in enumerate(ids)]

    def work() -> None:
        with database.step("participants.step.edit") as db:
            db.connection().exec_driver_sql("UPDATE person SET department = ?, folded = ? WHERE id = ?", rows)

    return _undone(database, work)


def _changed_rows(folder: Path) -> list[Row]:
    found: dict[tuple[str, int], Runs] = {}
    for size in (SMALL, LARGE):
        database, programme_id = programme_of(folder, size)
        found["bare", size] = bare_updates(database)
        for what in ("department", "manager", "removed"):
            found[what, size] = applied(database, programme_id, what)
        database.close(back_up=False)
    alone = f"{LARGE:,} updates, journaled"
    what, ours = f"{LARGE:,} rows of a workbook", found["department", LARGE]
    rows = [
        Row(what, ours, alone, found["bare", LARGE], budgets.APPLIED),
        Row(f"{what}, in seconds", ours, "", limit(budgets.SECONDS_APPLIED), budgets.APPLIED_SOON),
    ]
    many = LARGE // SMALL
    for what, name, target in (
        ("manager", "changed managers", budgets.MANAGERS),
        ("removed", "removed rows", budgets.REMOVED),
    ):
        few = Runs(tuple(many * seconds for seconds in found[what, SMALL].figures))
        times = f"{many} times {SMALL:,}"
        rows.append(Row(f"{LARGE:,} {name}", found[what, LARGE], times, few, target, "linear"))
    return rows


# Imports


def _imported(folder: Path) -> list[Row]:
    from tests.benchmarks.workbooks import _write_long

    from nhipcau.exchange.inbox import service
    from nhipcau.exchange.inbox.import_run import open_files

    database = open_file(new_file(folder, "import.nhipcau"), backups=False)
    programme_id = make.programme(database)
    _write_long(folder / "import.xlsx", LARGE)
    inbox = open_files(database, programme_id, [folder / "import.xlsx"])

    def work() -> None:
        with database.step("exchange.step.import", file="import.xlsx", n=LARGE) as db:
            service.apply(db, programme_id, inbox.plan, inbox.understanding)

    ours, bare = [], []
    for _ in range(RUNS):
        ours.append(measured(work, 1, warm=False))
        rows = _stored(database)
        database.undo()
        bare.append(measured(partial(_insert, database, rows), 1, warm=False))
        database.undo()
    database.close(back_up=False)
    what = f"{LARGE:,} answers taken in"
    return [Row(what, joined(ours), "the inserts, journaled", joined(bare), budgets.TAKEN_IN)]


Rows = dict[str, list[tuple[object, ...]]]


def _stored(database: Database) -> Rows:
    with database.read() as db:
        read = db.connection().exec_driver_sql
        return {
            name: [tuple(row) for row in read(f"SELECT * FROM {name}")]
            for name in ("level", "question", "person", "participant", "answer", "consent")
        }


def _insert(database: Database, tables: Rows) -> None:
    with database.step("exchange.step.import", file="import.xlsx", n=LARGE) as db:
        for name, rows in tables.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                db.connection().exec_driver_sql(f"INSERT INTO {name} VALUES ({marks})", rows)


# Size


def _size(folder: Path) -> list[Row]:
    from nhipcau.participants.service import amend_person

    path = new_file(folder, "size.nhipcau")
    database = open_file(path, backups=False)
    people = [
        make.person(database, f"Nguyễn Văn {number}", email=f"a{number}@vidu.vn") for number in range(100)
    ]
    for number in range(2_000):
        with database.step("participants.step.edit", n=number) as db:
            amend_person(
                db, people[number % 100], {"note": f"{number} {'y' * 60}", "phone": f"09{number:08}"}
            )
        if number % 10 == 0:
            database.undo()
    database.close(back_up=False)
    size = Runs((path.stat().st_size / (1 << 20),), "MB")
    what = "file of 100 people after 2,000 steps, 200 undos"
    return [Row(what, size, "", limit(budgets.MEGABYTES_LEFT, "MB"), budgets.FILE_SIZE, "after closing")]
