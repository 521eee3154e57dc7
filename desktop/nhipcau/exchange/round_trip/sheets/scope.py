"""Whose pairs a workbook holds: everybody's, one pair's, or all that one person has or looks after."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select

from nhipcau.pairing.models import Pair
from nhipcau.pairing.store.queries import STANDING_STATES
from nhipcau.participants.models import Participant, Person
from nhipcau.sheets.scope import FEELINGS, SIDES, Scope, Voice, about_assistant


def scope_of(db: Session, programme_id: int, about: str, showed: Collection[str] = ()) -> Scope:
    """Return what a workbook holds, by what it is about.

    `showed` are the pairs in it when it went out: it is read back as that, whoever has found or lost a pair since.
    """
    if not about:
        return Scope()
    if about.startswith(FEELINGS):
        return replace(scope_of(db, programme_id, about.removeprefix(FEELINGS), showed), feelings=True)
    prefix, _, rest = about.partition(":")
    if not rest:
        return Scope("pair", frozenset({about}))
    voice: Voice = "mentor" if prefix == "mentor" else "mentee" if prefix == "mentee" else "assistant"
    if showed:
        return Scope(voice, frozenset(showed))
    standing = _standing(db, programme_id)
    people = _assisted(db, programme_id, about) if voice == "assistant" else _person(db, programme_id, rest)
    sides = SIDES if voice == "assistant" else (voice,)
    return Scope(
        voice, frozenset(pair.uid for pair in standing if {getattr(pair, f"{s}_id") for s in sides} & people)
    )


def _standing(db: Session, programme_id: int) -> Iterable[Any]:
    wanted = select(Pair.uid, Pair.mentor_id, Pair.mentee_id).where(
        Pair.programme_id == programme_id, col(Pair.state).in_(STANDING_STATES)
    )
    return db.exec(wanted).all()


def _person(db: Session, programme_id: int, uid: str) -> set[int | None]:
    wanted = select(Participant.id).where(Participant.programme_id == programme_id, Participant.uid == uid)
    return set(db.exec(wanted))


def _assisted(db: Session, programme_id: int, about: str) -> set[int | None]:
    wanted = (
        select(Participant.id, Person.assistant_name, Person.assistant_email)
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(Participant.programme_id == programme_id)
    )
    return {person for person, name, email in db.exec(wanted) if about_assistant(name, email) == about}
