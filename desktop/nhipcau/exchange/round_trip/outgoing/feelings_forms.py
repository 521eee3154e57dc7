"""A small form for each of a pair that asks how they feel, for nobody but the programme team to read."""

from dataclasses import replace

from sqlmodel import Session

from nhipcau.exchange.round_trip.outgoing.recipients import Recipient, recipients
from nhipcau.sheets.scope import FEELINGS


def feelings_recipients(db: Session, programme_id: int) -> tuple[Recipient, ...]:
    """Return who gets a form: everybody in a pair that stands, once for each side on which they are.

    It goes to that person alone: nobody gets a copy.
    """
    sides = (*recipients(db, programme_id, "mentors"), *recipients(db, programme_id, "mentees"))
    return tuple(replace(one, about=FEELINGS + one.about) for one in sides)
