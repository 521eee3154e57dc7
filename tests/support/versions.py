"""Two copies of one data file that go different ways: random steps over every table, and what each holds then."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from hypothesis import strategies as st
from sqlmodel import Session
from tests.support.database import new_file
from tests.support.dump import dump
from tests.support.schema import metadata

from nhipcau.common.clock import set_clock
from nhipcau.database import Database, open_file

Dumped = dict[str, dict[int, dict[str, Any]]]
"""By table and id every row."""
Act = tuple[str, int, int, int]
"""What to do, in which table, to which row or column, with which value: all taken modulo what there is."""

TABLES: Final = tuple(table for table in metadata().sorted_tables if not table.name.startswith("journal_"))
_FOLLOW: Final = frozenset({"family_name", "middle_name", "given_name", "folded", "sort_name"})
_FEW: Final = 7
"""How many different values a column gets: few, so that both sides often hit on the same."""

Turn = list[Act] | str
"""A step, or to undo or redo one."""
Way = list[Turn]


@st.composite
def ways(draw: Callable[[st.SearchStrategy[Any]], Any], count: int, *, winding: bool = False) -> list[Way]:
    """Return ways that copies of a file may go, over a few tables and what those refer to: so they often meet."""
    tables = sorted(draw(st.sets(st.integers(0, len(TABLES) - 1), min_size=1, max_size=2)))
    places = st.sampled_from(sorted({place for table in tables for place in _with_targets(table)}))
    what = st.sampled_from(["add", "add", "change", "change", "change", "delete"])
    acts = st.tuples(what, places, st.integers(0, 60), st.integers(0, 60))
    step: st.SearchStrategy[Turn] = st.lists(acts, min_size=1, max_size=6)
    turns = st.one_of(step, step, step, st.sampled_from(["undo", "redo"])) if winding else step
    before = draw(st.lists(step, min_size=2, max_size=5))
    return [before, *(draw(st.lists(turns, max_size=5)) for _ in range(count))]


def _with_targets(place: int) -> set[int]:
    found, left = set(), [place]
    while left:
        at = left.pop()
        if at not in found:
            found.add(at)
            left += [TABLES.index(key.column.table) for key in TABLES[at].foreign_keys]
    return found


def tick(start: int = 0) -> None:
    """Let the clock go on a second whenever it is read: no two steps are of one moment."""
    moment = [datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=start)]

    def now() -> datetime:
        moment[0] += timedelta(seconds=1)
        return moment[0]

    set_clock(now)


@dataclass
class Hand:
    """Somebody who writes to a file: `letter` tells their rows and words from those of others."""

    database: Database
    letter: str
    count: int = 0

    def take(self, turn: Turn) -> None:
        if isinstance(turn, str):
            self.database.undo() if turn == "undo" else self.database.redo()
            return
        with self.database.step("a.b", n=self.count) as db:
            for act in turn:
                self._act(db, *act)

    def _act(self, db: Session, what: str, table_at: int, at: int, value: int) -> None:
        table = TABLES[table_at % len(TABLES)]
        if what == "add":
            self._add(db, table, value)
        elif ids := _ids(db, table):
            row_id = ids[at % len(ids)]
            if what == "delete":
                _delete(db, table, row_id)
            else:
                self._change(db, table, row_id, at, value)

    def _add(self, db: Session, table: sa.Table, value: int) -> None:
        self.count += 1
        row: dict[str, Any] = {}
        for place, column in enumerate(table.columns):
            if column.name == "uid":
                row["uid"] = f"{self.letter}{self.count:06d}{table.name[:6]}"
            elif column.name != "id" and column.name not in following(table):
                row[column.name] = self._value(db, column, value + place * (value % 3))
        if any(row[one.parent.name] is None and not one.parent.nullable for one in table.foreign_keys):
            return
        if not _is_taken(db, table, row):
            row |= dict.fromkeys(following(table), "")
            made = db.connection().execute(table.insert().values(row)).inserted_primary_key
            assert made is not None
            _derive(db, table, made[0])

    def _change(self, db: Session, table: sa.Table, row_id: int, at: int, value: int) -> None:
        columns = [
            one for one in table.columns if one.name not in ("id", "uid") and one.name not in following(table)
        ]
        column = columns[at % len(columns)]
        changed = self._value(db, column, value)
        if changed is None and not column.nullable:
            return
        row = dict(db.connection().execute(table.select().where(table.c.id == row_id)).mappings().one())
        if _is_taken(db, table, {**row, column.name: changed}, row_id):
            return
        db.connection().execute(table.update().where(table.c.id == row_id).values({column.name: changed}))
        _derive(db, table, row_id)

    def _value(self, db: Session, column: sa.Column[Any], value: int) -> Any:
        if column.foreign_keys:
            (key,) = column.foreign_keys
            ids = _ids(db, key.column.table)
            if not ids or (column.nullable and value % 3 == 0):
                return None
            return ids[value % len(ids)]
        return plain_value(db, column, value % _FEW)


def following(table: sa.Table) -> frozenset[str]:
    """Return the columns of a table that follow from others."""
    return _FOLLOW if "derived" in table.info else frozenset()


def plain_value(db: Session, column: sa.Column[Any], number: int) -> Any:
    """Return one of a few values that a column may hold."""
    day = datetime(2026, 1, 1 + number, tzinfo=UTC)
    kinds: list[tuple[type[Any], Callable[[], Any]]] = [
        (sa.JSON, lambda: _json(db, column, number)),
        (sa.Boolean, lambda: bool(number % 2)),
        (sa.Integer, lambda: number),
        (sa.DateTime, lambda: day),
        (sa.Date, day.date),
    ]
    stored_as = getattr(column.type, "impl_instance", column.type)
    return next((make() for kind, make in kinds if isinstance(stored_as, kind)), f"w{number}")


def _json(db: Session, column: sa.Column[Any], number: int) -> Any:
    hidden = column.info.get("ids", {})
    if not hidden:
        return [f"w{number}"] * (number % 3)
    people, questions = (
        _ids(db, next(one for one in TABLES if one.name == name)) for name in ("person", "question")
    )
    if column.name == "understanding":
        return {"rows": {f"mark{number}": people[number : number + 2]}, "role": {"role": number}}
    asked = questions[number % len(questions)] if questions else None
    return {"criteria": [{"code": "question", "mentee_question_id": asked, "mentor_question_id": None}]}


def _ids(db: Session, table: sa.Table) -> list[int]:
    return list(db.connection().scalars(sa.select(table.c.id).order_by(table.c.id)))


def _is_taken(db: Session, table: sa.Table, row: dict[str, Any], row_id: int = 0) -> bool:
    keys = [one for one in table.constraints if isinstance(one, sa.UniqueConstraint)]
    columns = [[column.name for column in one.columns] for one in keys]
    columns += [[column.name] for column in table.columns if column.unique and column.name != "uid"]
    for names in columns:
        alike = sa.and_(*(table.c[name] == row.get(name) for name in names), table.c.id != row_id)
        if "uid" not in names and _ids_where(db, table, alike):
            return True
    return False


def _ids_where(db: Session, table: sa.Table, condition: sa.ColumnElement[bool]) -> list[int]:
    return list(db.connection().scalars(sa.select(table.c.id).where(condition)))


def _delete(db: Session, table: sa.Table, row_id: int) -> None:
    """Delete a row as the services do: its parts first; what only mentions it lets go of it."""
    for other in TABLES:
        for key in other.foreign_keys:
            if key.column.table is not table:
                continue
            if key.parent.nullable:
                let_go = other.update().where(key.parent == row_id).values({key.parent.name: None})
                db.connection().execute(let_go)
            else:
                for child in _ids_where(db, other, key.parent == row_id):
                    _delete(db, other, child)
    db.connection().execute(table.delete().where(table.c.id == row_id))


def _derive(db: Session, table: sa.Table, row_id: int) -> None:
    make = table.info.get("derived")
    if make is None:
        return
    row = db.connection().execute(table.select().where(table.c.id == row_id)).mappings().one()
    names = ("full_name", "email", "phone", "employee_code", "department", "title")
    values = make(**{name: row[name] for name in names})
    db.connection().execute(table.update().where(table.c.id == row_id).values(values))


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    database = open_file(path, backups=False)
    try:
        yield database
    finally:
        database.close()


def write(path: Path, letter: str, history: Sequence[Turn]) -> None:
    """Open a file, go a few steps, and close it."""
    with opened(path) as database:
        hand = Hand(database, letter)
        for turn in history:
            hand.take(turn)


def parted(
    folder: Path,
    before: Sequence[Turn],
    mine: Sequence[Turn],
    theirs: Sequence[Turn],
) -> tuple[Path, Path, Path]:
    """Return what a file was, and the two ways that copies of it went: the base, mine, and theirs."""
    tick()
    base = new_file(folder, "base.nhipcau")
    write(base, "b", [[("add", place, 0, 1) for place in range(len(TABLES))], *before])
    here, there = (Path(shutil.copy(base, folder / f"{name}.nhipcau")) for name in ("mine", "theirs"))
    tick(1)
    write(here, "m", mine)
    tick(2)
    write(there, "t", theirs)
    return base, here, there


def rows_by_id(path: Path) -> Dumped:
    return {name: {row["id"]: row for row in rows} for name, rows in dump(path).items()}  # type: ignore[misc]


def dangling(path: Path) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA foreign_key_check").fetchall()


def touched_since(base: Path, path: Path) -> set[tuple[str, int]]:
    """Return the rows of which the journal of a copy speaks since it was copied."""
    with closing(sqlite3.connect(base)) as connection:
        (last,) = connection.execute("SELECT max(id) FROM journal_step").fetchone()
    with closing(sqlite3.connect(path)) as connection:
        wanted = "SELECT table_name, row_id FROM journal_row WHERE step_id > ?"
        return set(connection.execute(wanted, (last,)).fetchall())


def last_ids(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())


def loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value[:1] in ("[", "{") else value
