"""What the first page tells of a programme just now: what needs her, what was done last, how often pairs have met."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlmodel import Session

from nhipcau.common.clock import today
from nhipcau.common.feature import Feature
from nhipcau.common.feature_answers import Need
from nhipcau.database.changes import HistoryEntry
from nhipcau.sessions.pair_days import sessions_by_week

WEEKS: Final = 8
RECENT_STEPS: Final = 7


@dataclass(frozen=True, slots=True)
class WaitingThing:
    """Something that waits for her, and the page where she sees to it."""

    need: Need
    route: str
    icon: str


@dataclass(frozen=True, slots=True)
class Week:
    """What is told; empty until it has been read."""

    needs: tuple[WaitingThing, ...] = ()
    sessions: tuple[tuple[date, int], ...] = ()
    """Each week's Monday with the sessions held in it, the present week last."""
    steps: tuple[HistoryEntry, ...] = ()


def needs_of(db: Session, programme_id: int, features: Sequence[Feature]) -> tuple[WaitingThing, ...]:
    """Return what waits in a programme, in the order of the features."""
    return tuple(
        WaitingThing(need, source.route, source.icon)
        for feature in features
        for source in feature.needs
        for need in source.find(db, programme_id)
    )


def week_trend(db: Session, programme_id: int) -> tuple[tuple[date, int], ...]:
    """Return how many sessions each of the last weeks held."""
    return sessions_by_week(db, programme_id, today(), WEEKS)
