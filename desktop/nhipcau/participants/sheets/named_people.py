"""Whom the cells of a workbook name, while the same workbook brings people and gives them other names."""

from collections.abc import Mapping
from functools import cached_property
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.names.vietnamese import fold
from nhipcau.participants.models import Person
from nhipcau.participants.sheets.people_columns import named_person
from nhipcau.sheets.named_things import NamedThing, NamedThings, ways_to_name

NAMING: Final = ("full_name", "email", "employee_code")


class _Named(NamedTuple):
    place: tuple[str, int]
    """Where somebody stands in lists."""
    thing: NamedThing


class PeopleByName:
    """Everybody in the organisation, by their public ids and by what they are called.

    To find out what each cell means would take longer the more people there are: they are looked at together only
    where two are called alike.
    """

    def __init__(self, db: Session) -> None:
        self._db = db
        self._said: dict[int, Mapping[str, object]] = {}
        self._people: dict[int, _Named] = {}
        self._ways: dict[str, set[int]] = {}
        self._all: NamedThings | None = None

    def manager(self, said: str) -> int | None:
        """Return who is meant: somebody known, or somebody the same workbook has brought by now."""
        if not said:
            return None
        found = self._ids.get(said) or self._called(" ".join(said.split()))
        if found is None:
            raise Rejected(Problem("homecoming.problem.person_unknown", "manager", {"text": said}))
        return found

    def called(self, person_id: int, said: Mapping[str, object]) -> None:
        """Take note of somebody who is new, or called otherwise from now on."""
        self._all = None
        if not self._people:
            self._said[person_id] = said
            return
        before = self._people.get(person_id)
        if before is not None:
            self._leave(person_id, before.thing)
        self._put(person_id, said)

    @cached_property
    def _ids(self) -> dict[str, int]:
        rows = self._db.connection().execute(select(col(Person.uid), col(Person.id)))
        return {row[0]: row[1] or 0 for row in rows}

    def _read(self) -> None:
        """Read everybody, with what was said of them until now."""
        columns = (col(getattr(Person, name)) for name in NAMING)
        rows = self._db.connection().execute(select(col(Person.id), col(Person.sort_name), *columns))
        for person_id, sort_name, *naming in rows:
            if person_id not in self._said:
                self._put(person_id, dict(zip(NAMING, naming, strict=True)), sort_name)
        for person_id, said in self._said.items():
            self._put(person_id, said)

    def _put(self, person_id: int, said: Mapping[str, object], sort_name: str = "") -> None:
        name, email, code = (str(said[each]) for each in NAMING)
        thing = named_person(str(person_id), name, email, code)
        self._people[person_id] = _Named((sort_name or person_sort_key(name, "vi"), person_id), thing)
        for way in ways_to_name(thing):
            self._ways.setdefault(way, set()).add(person_id)

    def _leave(self, person_id: int, thing: NamedThing) -> None:
        for way in ways_to_name(thing):
            self._ways[way].discard(person_id)

    def _called(self, said: str) -> int | None:
        if not self._people:
            self._read()
        for way in (said.casefold(), fold(said)):
            who = self._ways.get(way, ())
            if len(who) > 1 or way.rpartition(" (")[2].rstrip(")").isdigit():
                return self._among_all(said)
            if who:
                return next(iter(who))
        return None

    def _among_all(self, said: str) -> int | None:
        """Find somebody where labels have numbers that tell those apart who are called alike."""
        if self._all is None:
            self._all = NamedThings(
                one.thing for one in sorted(self._people.values(), key=lambda one: one.place)
            )
        found = self._all.find(said)
        return None if found is None else int(found)
