"""Which of a file's programmes to begin with."""

from sqlmodel import Session, col, func, select

from nhipcau.common.clock import today
from nhipcau.participants.models import Participant
from nhipcau.programmes.queries import programmes


def programme_to_begin_with(db: Session) -> int | None:
    """Return the programme with the most people of those that are not over, or of all; None without any.

    Of programmes of one size the newest.
    """
    people = dict(
        db.exec(
            select(Participant.programme_id, func.count())
            .where(col(Participant.status) == "enrolled")
            .group_by(col(Participant.programme_id))
        ).all()
    )
    every = programmes(db)
    under_way = [row for row in every if row.ends_on is None or row.ends_on >= today()]
    known = [row.id for row in under_way or every]
    return max(known, key=lambda number: (people.get(number, 0), number), default=None)
