"""Columns of the people's sheet that hang together with other people or papers: the manager, the consent."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from nhipcau.common.words import Words
from nhipcau.participants.models import CONSENT, PERSON, Consent, Participant, Person
from nhipcau.sheets.columns import SheetField, field_column
from nhipcau.sheets.named_things import NamedThing, NamedThings

PURPOSE: Final = "programme"
BESIDE: Final = ("manager", "consent_on", "consent_source")


def known_people(db: Session, programme_id: int | None = None) -> NamedThings:
    """Return people by their public ids in the order of lists: everyone, or those of a programme with their managers.

    Managers need not take part.
    """
    wanted = sa_select(
        col(Person.uid), col(Person.full_name), col(Person.email), col(Person.employee_code)
    ).order_by(col(Person.sort_name), col(Person.id))
    if programme_id is not None:
        taking_part = sa_select(col(Participant.person_id)).where(
            col(Participant.programme_id) == programme_id
        )
        managers = sa_select(col(Person.manager_id)).where(col(Person.id).in_(taking_part))
        wanted = wanted.where(col(Person.id).in_(taking_part) | col(Person.id).in_(managers))
    return _named(db.connection().execute(wanted))


def known_participants(db: Session, programme_id: int) -> NamedThings:
    """Return everyone who is or was in the programme, by their public ids as participants."""
    wanted = (
        sa_select(col(Participant.uid), col(Person.full_name), col(Person.email), col(Person.employee_code))
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(col(Participant.programme_id) == programme_id)
        .order_by(col(Participant.id))
    )
    return _named(db.connection().execute(wanted))


def _named(rows: Iterable[Any]) -> NamedThings:
    return NamedThings(named_person(*row) for row in rows)


def named_person(value: str, name: str, email: str, code: str) -> NamedThing:
    """Return how somebody is named in a cell."""
    return NamedThing(value, f"{name} ({email})" if email else name, (email, name, code), name)


def people_values(db: Session, programme_id: int) -> dict[str, dict[str, object]]:
    """Return the manager and the consent of everyone enrolled, by the participant's public id."""
    consents: dict[Any, tuple[Any, str]] = {
        person_id: (given_on, source)
        for person_id, given_on, source in db.connection().execute(
            sa_select(col(Consent.person_id), col(Consent.given_on), col(Consent.source))
            .where(*_standing())
            .order_by(col(Consent.given_on), col(Consent.id))
        )
    }
    manager = aliased(Person)
    wanted = (
        sa_select(col(Participant.uid), col(Person.id), col(manager.uid))
        .join(Person, col(Person.id) == col(Participant.person_id))
        .outerjoin(manager, col(manager.id) == col(Person.manager_id))
        .where(col(Participant.programme_id) == programme_id, col(Participant.status) == "enrolled")
    )
    found: dict[str, dict[str, object]] = {}
    for uid, person_id, manager_uid in db.connection().execute(wanted):
        given_on, source = consents.get(person_id, (None, ""))
        found[uid] = {"manager": manager_uid, "consent_on": given_on, "consent_source": source}
    return found


def _standing() -> tuple[Any, ...]:
    return (
        col(Consent.purpose) == PURPOSE,
        col(Consent.given_on).is_not(None),
        col(Consent.withdrawn_on).is_(None),
    )


def people_fields(db: Session, programme_id: int, words: Words) -> tuple[SheetField, ...]:
    """Return the columns of managers and consent; offered are those who take part, and who manage them."""
    people = known_people(db, programme_id)
    return (
        field_column(words, PERSON["manager"], "named", things=people, suggestions=people.labels()),
        *(field_column(words, one) for one in CONSENT.values()),
    )
