"""Reading long lists as their pages do, against the standard library's sqlite3 reading the same columns."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.benchmarks import budgets
from tests.benchmarks.measure import Row, Runs, in_turns
from tests.benchmarks.window_file import SESSIONS, organisation

if TYPE_CHECKING:
    from nhipcau.database import Database

PEOPLE: Final = 100_000
_SESSIONS: Final = (
    "SELECT held.id, pair.id, mentor.full_name, mentee.full_name, held_on, minutes, way, topic, rating, next_step "
    "FROM mentoring_session AS held JOIN pair ON pair.id = held.pair_id "
    "JOIN participant AS one ON one.id = pair.mentor_id JOIN person AS mentor ON mentor.id = one.person_id "
    "JOIN participant AS two ON two.id = pair.mentee_id JOIN person AS mentee ON mentee.id = two.person_id "
    "WHERE pair.programme_id = 1 ORDER BY held_on DESC, held.id DESC"
)


def participants(database: "Database") -> None:
    """Read the list of participants."""
    from nhipcau.participants.queries import participant_rows

    with database.read() as db:
        assert len(participant_rows(db, 1)) == PEOPLE


def sessions(database: "Database") -> None:
    """Read the session log."""
    from nhipcau.sessions.queries import pairs_together, session_rows

    with database.read() as db:
        assert len(session_rows(pairs_together(db, 1))) == SESSIONS


def _participants_statement() -> str:
    from sqlalchemy.dialects import sqlite

    from nhipcau.participants.queries import list_of_participants

    return str(
        list_of_participants(1).compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    )


def _by_turns(*works: Callable[[], object]) -> list[Runs]:
    """Measure several ways of reading; the search for cycles rests for all of them."""
    from nhipcau.common.gc_pause import uncollected

    def resting(work: Callable[[], object]) -> None:
        with uncollected():
            work()

    return in_turns(*(partial(resting, work) for work in works))


def _fetched(plain: sqlite3.Connection, statement: str) -> None:
    plain.execute(statement).fetchall()


@contextmanager
def _opened(path: Path) -> Iterator[tuple["Database", sqlite3.Connection]]:
    from nhipcau.database import open_file

    database = open_file(path, backups=False)
    try:
        with closing(sqlite3.connect(path)) as plain:
            yield database, plain
    finally:
        database.close(back_up=False)


def run() -> list[Row]:
    rows = []
    with tempfile.TemporaryDirectory() as name:
        os.environ["NHIPCAU_HOME"] = str(Path(name) / "home")
        path = Path(name) / "organisation.nhipcau"
        organisation(path, PEOPLE)
        with _opened(path) as (database, plain):
            for what, ours, statement, target in (
                (
                    f"list of {PEOPLE:,} participants",
                    participants,
                    _participants_statement(),
                    budgets.PARTICIPANTS,
                ),
                (
                    f"log of {SESSIONS:,} sessions, with goals and pulses",
                    sessions,
                    _SESSIONS,
                    budgets.SESSION_LOG,
                ),
            ):
                mine, raw = _by_turns(partial(ours, database), partial(_fetched, plain, statement))
                rows.append(Row(what, mine, "sqlite3", raw, target))
    return rows
