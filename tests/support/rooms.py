"""Everything that pages ask for: every query of every room, for everything that is in a file."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from itertools import product
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from nhipcau.common.errors import Rejected, Unavailable
from nhipcau.database import Database
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.store.queries import pairing_input

MODULES = (
    "mail.queries", "programmes.queries", "participants.queries", "skills.queries",
    "pairing.store.queries", "pairing.store.saved_settings",
    "pairing.plan.scenario_comparison", "sessions.queries", "surveys.queries", "surveys.due_pairs", "overview.queries",
    "exchange.inbox.queries",
)  # fmt: skip
ASKED_FOR = {
    "programme_id": "programme",
    "participant_id": "participant",
    "person_id": "person",
    "pair_id": "pair",
    "survey_id": "survey",
    "wave_id": "survey_wave",
    "scenario_id": "scenario",
}
"""Which rows an argument of that name is for."""
GIVEN = {"language": "vi", "name": "department"}


def read_everything(database: Database) -> int:
    """Call every query; return how many there are. What cannot be read raises."""
    database.history()
    database.next_undo()
    database.next_redo()
    with database.read() as db:
        ids = {
            name: [row[0] for row in db.connection().execute(text(f'SELECT id FROM "{table}" LIMIT 40'))]
            for name, table in ASKED_FOR.items()
        }
        queries = list(_queries())
        for query, names in queries:
            for values in product(*([GIVEN[name]] if name in GIVEN else ids[name] for name in names)):
                _call(query, db, values)
        for programme_id in ids["programme_id"]:
            _pair(db, programme_id)
    return len(queries)


def _pair(db: Session, programme_id: int) -> None:
    """Work out the best plan, as the pairing page does, where there is somebody to pair."""
    people = pairing_input(db, programme_id)
    if people.mentors and people.mentees:
        with suppress(Rejected, Unavailable):
            solve(people)


def _call(query: Callable[..., Any], db: Session, values: tuple[Any, ...]) -> None:
    found = query(db, *values)
    if inspect.isgenerator(found):
        list(found)


def _queries() -> Iterator[tuple[Callable[..., Any], list[str]]]:
    for place in MODULES:
        module = import_module(f"nhipcau.{place}")
        for name, query in inspect.getmembers(module, inspect.isfunction):
            parameters = inspect.signature(query).parameters.values()
            needed = [each.name for each in parameters if each.default is inspect.Parameter.empty]
            if query.__module__ != module.__name__ or name.startswith("_") or needed[:1] != ["db"]:
                continue
            if all(each in ASKED_FOR or each in GIVEN for each in needed[1:]):
                yield query, needed[1:]
