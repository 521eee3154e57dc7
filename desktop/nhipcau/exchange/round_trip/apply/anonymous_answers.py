"""Taking in the forms of anonymous waves: whole groups, as their preview showed them, or nothing."""

from collections.abc import Iterable

from sqlmodel import Session

from nhipcau.common.clock import today
from nhipcau.common.errors import Rejected, Unavailable
from nhipcau.exchange.round_trip.merge.anonymous_forms import AnonymousWave
from nhipcau.surveys.anonymous_waves import take_together


def take_anonymous(db: Session, found: Iterable[AnonymousWave]) -> int:
    """Store the groups inside the caller's step; return how many forms it is.

    All count from today: the day on which somebody sent a form would tell it from the others. Raises Unavailable where
    the data has changed since the preview.
    """
    try:
        return sum(take_together(db, one.wave_id, one.group, today()) for one in found if one.group)
    except Rejected as refused:
        raise Unavailable("surveys.anonymous.changed") from refused
