"""What the pairs of a programme are called in workbooks and calendars."""

from typing import Any

from sqlmodel import Session, col, select

from nhipcau.common.names.vietnamese import clean
from nhipcau.pairing.models import Pair
from nhipcau.participants.models import Participant, Person


def pair_names(db: Session, programme_id: int) -> dict[str, str]:
    """Return what each pair is called: `mentor – mentee`, numbered where two met twice."""
    taken: set[str] = set()
    found = {}
    # Columns, not objects: it is asked for every workbook that goes out.
    wanted = select(Pair.uid, Pair.mentor_id, Pair.mentee_id).where(Pair.programme_id == programme_id)
    pairs = db.exec(wanted.order_by(col(Pair.id))).all()
    people = _names(db, programme_id) if pairs else {}
    for uid, mentor, mentee in pairs:
        both = clean(f"{people[mentor]} – {people[mentee]}").replace("\n", " ")
        name, count = both, 1
        while name in taken:
            count += 1
            name = f"{both} ({count})"
        taken.add(name)
        found[uid] = name
    return found


def _names(db: Session, programme_id: int) -> dict[Any, str]:
    return dict(
        db.exec(
            select(Participant.id, Person.full_name)
            .join(Person, col(Person.id) == col(Participant.person_id))
            .where(Participant.programme_id == programme_id)
        ).all()
    )
