"""What people are checked against while many are taken in: as it is stored, with what was taken in since."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlmodel import Session

from nhipcau.common.clock import today
from nhipcau.common.errors import Problem, Rejected
from nhipcau.participants.many import service
from nhipcau.participants.many.queries import (
    StandingConsent,
    address_alike,
    addresses_now,
    consents_now,
    managers_now,
)


@dataclass(frozen=True, slots=True)
class SaidConsent:
    """What is said of a consent: when it was given (`dated`; on no day takes it back), and how that is known."""

    dated: bool = False
    on: date | None = None
    source: str | None = None

    @property
    def says_nothing(self) -> bool:
        return not self.dated and self.source is None


class KnownAddresses:
    """Who has which e-mail address."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._email: dict[int, str] = {}
        self._name: dict[int, str] = {}
        self._alike: dict[int, str] = {}
        self._who: dict[str, list[int]] = {}
        for one in addresses_now(db):
            self._put(one.id, one.name, one.email, one.alike)

    def _put(self, person_id: int, name: str, email: str, alike: str) -> None:
        self._email[person_id], self._name[person_id], self._alike[person_id] = email, name, alike
        self._who.setdefault(alike, []).append(person_id)

    def name_at(self, email: str, person_id: int | None) -> str | None:
        """Return who else has an address, whatever its small and capital letters: the one who was added first."""
        others = [one for one in self._who.get(email.lower(), ()) if one != person_id]
        return self._name[min(others)] if others else None

    def whose(self, email: str) -> int | None:
        """Return who has exactly this address."""
        alike = self._who.get(address_alike(self._db, email), ()) if email else ()
        return min((one for one in alike if self._email[one] == email), default=None)

    def moved(self, person_id: int, name: str, email: str) -> None:
        """Take note of what somebody is called and of their address, if they have one."""
        before = self._alike.pop(person_id, None)
        if before is not None:
            self._who[before].remove(person_id)
        if email:
            self._put(person_id, name, email, address_alike(self._db, email))


class KnownOthers:
    """What a person is checked against, as `service.KnownPeople` says."""

    def __init__(self, db: Session, addresses: KnownAddresses) -> None:
        self._db = db
        self._addresses = addresses

    @cached_property
    def manager_of(self) -> dict[int, int | None]:
        return managers_now(self._db)

    def name_at(self, email: str, person_id: int | None) -> str | None:
        return self._addresses.name_at(email, person_id)

    def managers_above(self, person_id: int | None) -> Mapping[int, int | None]:
        return self.manager_of if person_id is not None else {}


class KnownConsents:
    """Which consents stand, and what is said of them."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._taken_back: list[int] = []
        self._said: dict[int, StandingConsent] = {}

    @cached_property
    def _standing(self) -> dict[int, list[StandingConsent]]:
        return consents_now(self._db)

    def check(self, person_id: int, said: SaidConsent) -> None:
        """Refuse to say how a consent is known that nobody gave."""
        if said.source and not (said.on is not None if said.dated else self._standing.get(person_id)):
            raise Rejected(Problem("participants.problem.consent_date_missing", "consent_on"))

    def say(self, person_id: int, said: SaidConsent) -> None:
        """Note when somebody agreed and how that is known; no day takes the consent back."""
        if said.says_nothing:
            return
        standing = self._standing.setdefault(person_id, [])
        if said.dated and said.on is None:
            self._taken_back.append(person_id)
            standing.clear()
        elif said.on is not None and not standing:
            standing.append(StandingConsent(None, person_id, said.on, ""))
        if not standing:
            return
        latest = max(standing, key=lambda one: (one.given_on, one.id or 0))
        standing.remove(latest)
        day = latest.given_on if said.on is None else said.on
        source = latest.source if said.source is None else said.source
        self._said[person_id] = replace(latest, given_on=day, source=source)
        standing.append(self._said[person_id])

    def store(self, ids: Mapping[int, int]) -> None:
        """Store what was said; `ids` are those of people who were new."""
        service.withdraw_consents(self._db, ((ids.get(one, one), today()) for one in self._taken_back))
        said = (replace(one, person_id=ids.get(person, person)) for person, one in self._said.items())
        service.give_consents(self._db, said)
