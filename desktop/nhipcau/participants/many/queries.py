"""What has to be known of people before many of them are changed at once: a few statements, whatever their number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import JSON, Executable, func, select
from sqlmodel import Session, SQLModel, col

from nhipcau.database.bulk import in_parts, table_of
from nhipcau.database.json_lists import JsonLists, as_stored
from nhipcau.participants.models import Answer, Consent, Level, Participant, Person, PersonDraft, ProfileDraft

_PERSON: Final = ("id", *PersonDraft.model_fields)
_PROFILE: Final = ("id", *ProfileDraft.model_fields)


class Place(NamedTuple):
    """Somebody's place in a programme."""

    id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class StandingConsent:
    """A consent that stands; `id` None is one that is about to be given."""

    id: int | None
    person_id: int
    given_on: date
    source: str


class Addressed(NamedTuple):
    """Somebody who has an e-mail address; `alike` is the address as the store compares it."""

    id: int
    name: str
    email: str
    alike: str


def _read(db: Session, statement: Executable) -> list[Any]:
    """Return the rows of a statement; a row is as its columns are, which the types of models cannot say."""
    return list(db.connection().execute(statement).all())


def people_now(db: Session, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return what is said of people, by the fields of the draft."""
    return _by_id(db, Person, _PERSON, ids)


def profiles_now(db: Session, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return the profiles of participants, by the fields of the draft."""
    return _by_id(db, Participant, _PROFILE, ids)


def _by_id(
    db: Session, model: type[SQLModel], names: tuple[str, ...], ids: Iterable[int]
) -> dict[int, dict[str, Any]]:
    table = table_of(model)
    lists = [place for place, name in enumerate(names) if isinstance(table.c[name].type, JSON)]
    columns = [
        as_stored(table.c[name]) if place in lists else table.c[name] for place, name in enumerate(names)
    ]
    read: JsonLists[object] = JsonLists(lambda items: items)
    found: dict[int, dict[str, Any]] = {}
    for some in in_parts(ids):
        for row in _read(db, select(*columns).where(table.c.id.in_(some))):
            values = dict(zip(names, row, strict=True))
            for place in lists:
                values[names[place]] = read(row[place])
            found[values.pop("id")] = values
    return found


def places_now(db: Session, programme_id: int) -> dict[str, Place]:
    """Return everyone who is or was in a programme, by their public ids as participants."""
    wanted = select(col(Participant.uid), col(Participant.id), col(Participant.person_id)).where(
        col(Participant.programme_id) == programme_id
    )
    return {row[0]: Place(*row[1:]) for row in _read(db, wanted)}


def managers_now(db: Session) -> dict[int, int | None]:
    """Return everybody's manager."""
    return {row[0]: row[1] for row in _read(db, select(col(Person.id), col(Person.manager_id)))}


def addresses_now(db: Session) -> tuple[Addressed, ...]:
    """Return who has an e-mail address, in the order in which they were added."""
    wanted = select(
        col(Person.id), col(Person.full_name), col(Person.email), func.lower(col(Person.email))
    ).where(col(Person.email) != "")
    return tuple(Addressed(*row) for row in _read(db, wanted.order_by(col(Person.id))))


def address_alike(db: Session, address: str) -> str:
    """Return an address as the store compares it: not every store knows the small letters of every alphabet."""
    if address.isascii():
        return address.lower()
    return str(db.connection().execute(select(func.lower(address))).scalar_one())


def level_names(db: Session) -> set[str]:
    return set(db.connection().execute(select(col(Level.name))).scalars())


def consents_now(db: Session, purpose: str = "programme") -> dict[int, list[StandingConsent]]:
    """Return the consents that stand, by person."""
    wanted = (
        select(col(Consent.id), col(Consent.person_id), col(Consent.given_on), col(Consent.source))
        .where(col(Consent.purpose) == purpose)
        .where(col(Consent.given_on).is_not(None))
        .where(col(Consent.withdrawn_on).is_(None))
    )
    found: dict[int, list[StandingConsent]] = {}
    for row in _read(db, wanted):
        consent = StandingConsent(*row)
        found.setdefault(consent.person_id, []).append(consent)
    return found


def answer_ids(
    db: Session, participants: Iterable[int], questions: Iterable[int]
) -> Mapping[tuple[int, int], int]:
    """Return which of these participants have answered which of these questions: the ids of their answers."""
    asked = list(questions)
    found: dict[tuple[int, int], int] = {}
    for some in in_parts(participants):
        wanted = select(col(Answer.participant_id), col(Answer.question_id), col(Answer.id)).where(
            col(Answer.participant_id).in_(some), col(Answer.question_id).in_(asked)
        )
        found |= {(row[0], row[1]): row[2] for row in _read(db, wanted)}
    return found
