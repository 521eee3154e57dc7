"""Taking in what is said of many people, one after another: each as the service would take it, or not at all.

What is checked against others sees what was taken in before. It is kept here and stored together by `store`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlmodel import Session

from nhipcau.common.clock import today
from nhipcau.common.errors import Problem, Rejected
from nhipcau.participants.many import service
from nhipcau.participants.many.known_people import KnownAddresses, KnownConsents, KnownOthers, SaidConsent
from nhipcau.participants.many.queries import (
    level_names,
    people_now,
    places_now,
    profiles_now,
)
from nhipcau.participants.models import PersonDraft, ProfileDraft
from nhipcau.participants.service import checked_person, checked_profile

_NEW: Final = 1 << 40
"""The first of the numbers that stand for ids until those who are new are stored: above every id, in their order."""

_READMITTED: Final = {"status": "enrolled", "withdrawn_on": None, "withdrawn_reason": ""}


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one participant: only what changes."""

    person: Mapping[str, object] = field(default_factory=dict)
    profile: Mapping[str, object] = field(default_factory=dict)
    answers: Mapping[int, object] = field(default_factory=dict)
    """By question id."""
    consent: SaidConsent = field(default_factory=SaidConsent)


class PeopleWriter:
    """What a programme's people are about to become."""

    def __init__(
        self, db: Session, programme_id: int, people: Iterable[str] = (), profiles: Iterable[str] = ()
    ) -> None:
        """Read what is known. Of whom it changes who they are (`people`), or their profile, that is read together."""
        self._db = db
        self._programme_id = programme_id
        self._places = places_now(db, programme_id)
        self._people = people_now(db, (self._places[uid].person_id for uid in people if uid in self._places))
        self._profiles = profiles_now(db, (self._places[uid].id for uid in profiles if uid in self._places))
        self._enrolled = {place.person_id for place in self._places.values()}
        self._addresses = KnownAddresses(db)
        self._others = KnownOthers(db, self._addresses)
        self._consents = KnownConsents(db)
        self._levels = level_names(db)
        self._new_levels: list[str] = []
        self._changed: dict[int, dict[str, Any]] = {}
        self._before: dict[int, Mapping[str, Any]] = {}
        self._changed_places: dict[int, dict[str, Any]] = {}
        self._new_people: list[int] = []
        self._new_places: dict[int, int] = {}
        self._answers: dict[tuple[int, int], object] = {}

    def knows(self, uid: str) -> bool:
        """Whether somebody is or was in the programme."""
        return uid in self._places

    def person_of(self, uid: str) -> int:
        return self._places[uid].person_id

    def now(self, person_id: int) -> Mapping[str, Any]:
        """Return what is said of somebody by now, by the fields of the draft."""
        if person_id not in self._people:
            self._people |= people_now(self._db, [person_id])
        return self._people[person_id]

    def amend(self, uid: str, said: Said, *, readmits: bool = False) -> None:
        """Change a participant; Rejected when that will not do, with nothing changed."""
        place = self._places[uid]
        person = self._checked_person(place.person_id, said.person) if said.person else None
        profile = self._checked_profile(place.id, said.profile) if said.profile else None
        self._consents.check(place.person_id, said.consent)
        if readmits:
            self._changed_places.setdefault(place.id, {}).update(_READMITTED)
        if person is not None:
            self._keep_person(place.person_id, person)
        if profile is not None:
            self._keep_profile(place.id, profile)
        self._keep_beside(place.person_id, place.id, said)

    def add(self, said: Said) -> int:
        """Enrol somebody, whom the organisation may know by their e-mail address; return who it is.

        Rejected when that will not do, with nothing changed. A new person has a number that `store` takes.
        """
        known = self._addresses.whose(str(said.person.get("email") or ""))
        person_id = _NEW + len(self._new_people) if known is None else known
        person = self._checked_person(known, said.person)
        profile = checked_profile(said.profile)
        if person_id in self._enrolled:
            raise Rejected(Problem("participants.problem.already_enrolled"))
        self._consents.check(person_id, said.consent)
        if known is None:
            self._new_people.append(person_id)
            self._people[person_id] = {}
        self._keep_person(person_id, person)
        place_id = _NEW + len(self._new_places)
        self._new_places[place_id] = person_id
        self._enrolled.add(person_id)
        self._profiles[place_id] = {}
        self._keep_profile(place_id, profile)
        self._keep_beside(person_id, place_id, said)
        return person_id

    # Checks

    def _checked_person(self, person_id: int | None, said: Mapping[str, object]) -> PersonDraft:
        if person_id is None:
            return checked_person(self._others, said, None)
        before = self.now(person_id)
        return checked_person(self._others, {**before, **said}, person_id, before)

    def _checked_profile(self, place_id: int, said: Mapping[str, object]) -> ProfileDraft:
        places = bool(said.keys() & {"least", "capacity"})
        return checked_profile({**self._profiles[place_id], **said}, places=places)

    # What is kept until it is stored

    def _keep_person(self, person_id: int, draft: PersonDraft) -> None:
        before = self._people[person_id]
        now = {**draft.__dict__}
        changes = {name: value for name, value in now.items() if name not in before or before[name] != value}
        self._before.setdefault(person_id, before)
        self._people[person_id] = now
        self._changed.setdefault(person_id, {}).update(changes)
        if "manager_id" in changes:
            self._others.manager_of[person_id] = draft.manager_id
        if "email" in changes or "full_name" in changes:
            self._addresses.moved(person_id, draft.full_name, draft.email)
        if draft.level and draft.level not in self._levels:
            self._levels.add(draft.level)
            self._new_levels.append(draft.level)

    def _keep_profile(self, place_id: int, draft: ProfileDraft) -> None:
        before = self._profiles[place_id]
        now = {**draft.__dict__}
        changes = {name: value for name, value in now.items() if name not in before or before[name] != value}
        self._profiles[place_id] = now
        self._changed_places.setdefault(place_id, {}).update(changes)

    def _keep_beside(self, person_id: int, place_id: int, said: Said) -> None:
        for question_id, value in said.answers.items():
            self._answers[place_id, question_id] = value
        self._consents.say(person_id, said.consent)

    # Storing

    def store(self) -> dict[int, int]:
        """Store everything; return the ids of the people who are new, by the numbers they had until now."""
        self._db.flush()
        service.add_levels(self._db, ((name, None) for name in self._new_levels))
        ids = self._store_people()
        places = self._store_places(ids)
        answers = {(places.get(who, who), asked): value for (who, asked), value in self._answers.items()}
        service.store_answers(self._db, answers)
        self._consents.store(ids)
        self._db.expire_all()  # the statements went past the session's own objects
        return ids

    def _store_people(self) -> dict[int, int]:
        managers = {
            person_id: values.pop("manager_id")
            for person_id, values in self._changed.items()
            if (values.get("manager_id") or 0) >= _NEW
        }
        new = [self._changed.pop(person_id) for person_id in self._new_people]
        ids = dict(zip(self._new_people, service.add_people(self._db, new), strict=True))
        changed = (
            service.Changed(person_id, values, self._before[person_id])
            for person_id, values in self._changed.items()
        )
        service.change_people(self._db, changed)
        service.set_managers(
            self._db,
            ((ids.get(person_id, person_id), ids[manager]) for person_id, manager in managers.items()),
        )
        return ids

    def _store_places(self, ids: Mapping[int, int]) -> dict[int, int]:
        new = [
            {**self._changed_places.pop(place_id), "person_id": ids.get(person_id, person_id)}
            for place_id, person_id in self._new_places.items()
        ]
        found = service.enrol_people(self._db, self._programme_id, new)
        service.change_participants(self._db, self._changed_places.items())
        return dict(zip(self._new_places, found, strict=True))


def remove(
    db: Session, programme_id: int, uids: Iterable[str], stay: frozenset[int], reason: str
) -> dict[str, Problem]:
    """Take participants out, by their public ids; `stay` are those who leave and whose history is kept.

    Return why not, of those who cannot be removed.
    """
    places = places_now(db, programme_id)
    ids = {places[uid].id: uid for uid in uids}
    db.flush()
    service.withdraw_participants(db, [one for one in ids if one in stay], reason, today())
    kept = service.remove_participants(db, [one for one in ids if one not in stay])
    db.expire_all()
    return {ids[one]: problem for one, problem in kept.items()}
