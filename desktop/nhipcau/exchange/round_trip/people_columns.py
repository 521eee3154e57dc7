"""Columns of the people's sheet that hang together with other people or papers: the manager, the consent."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from nhipcau.common.words import Words
from nhipcau.exchange.round_trip.cells import SheetField
from nhipcau.exchange.round_trip.named_things import NamedThing, NamedThings
from nhipcau.exchange.round_trip.sheet_kind import column
from nhipcau.participants.models import Consent, Participant, Person

PURPOSE: Final = "programme"


def known_people(db: Session) -> NamedThings:
    """Return everyone in the organisation, by their public ids: managers need not take part."""
    wanted = sa_select(
        col(Person.uid), col(Person.full_name), col(Person.email), col(Person.employee_code)
    ).order_by(col(Person.id))
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
    return NamedThings(
        NamedThing(uid, f"{name} ({email})" if email else name, (email, name, code), name)
        for uid, name, email, code in rows
    )


def people_values(db: Session, programme_id: int) -> dict[str, dict[str, object]]:
    """Return the manager and the consent of everyone enrolled, by the participant's public id."""
    manager_uids: dict[Any, str] = {
        row[0]: row[1] for row in db.connection().execute(sa_select(col(Person.id), col(Person.uid)))
    }
    consents: dict[Any, tuple[Any, str]] = {
        person_id: (given_on, source)
        for person_id, given_on, source in db.connection().execute(
            sa_select(col(Consent.person_id), col(Consent.given_on), col(Consent.source))
            .where(*_standing())
            .order_by(col(Consent.given_on), col(Consent.id))
        )
    }
    wanted = (
        sa_select(col(Participant.uid), col(Person.id), col(Person.manager_id))
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(col(Participant.programme_id) == programme_id, col(Participant.status) == "enrolled")
    )
    found: dict[str, dict[str, object]] = {}
    for uid, person_id, manager_id in db.connection().execute(wanted):
        given_on, source = consents.get(person_id, (None, ""))
        found[uid] = {
            "manager": manager_uids.get(manager_id), "consent_on": given_on, "consent_source": source
        }  # fmt: skip
    return found


def _standing() -> tuple[Any, ...]:
    return (
        col(Consent.purpose) == PURPOSE,
        col(Consent.given_on).is_not(None),
        col(Consent.withdrawn_on).is_(None),
    )


def standing_consent(db: Session, person_id: int) -> Consent | None:
    """Return the consent that stands, the latest when there are several."""
    wanted = select(Consent).where(Consent.person_id == person_id, *_standing())
    return db.exec(wanted.order_by(col(Consent.given_on).desc(), col(Consent.id).desc())).first()


def people_fields(db: Session, programme_id: int, words: Words) -> tuple[SheetField, ...]:
    """Return the columns of managers and consent; offered are those who take part, and who manage them."""
    people = known_people(db)
    taking_part = (
        sa_select(col(Person.id), col(Person.manager_id))
        .join(Participant, col(Participant.person_id) == col(Person.id))
        .where(col(Participant.programme_id) == programme_id)
    )
    ids = {one for row in db.connection().execute(taking_part) for one in row if one is not None}
    in_order = sa_select(col(Person.id), col(Person.uid)).order_by(col(Person.sort_name), col(Person.id))
    offered = people.labels(uid for person_id, uid in db.connection().execute(in_order) if person_id in ids)
    return (
        column(words, "manager", "named", things=people, suggestions=offered, width=40.0),
        column(words, "consent_on", "date"),
        column(words, "consent_source", "text", width=24.0),
    )
