"""The days of pairs: sessions they held, and when their goals are due."""

from collections import Counter
from datetime import date, timedelta
from typing import Final

from sqlmodel import Session, col, func, select

from nhipcau.common.feature_answers import CalendarEvent
from nhipcau.common.words import Words
from nhipcau.journey.models import PairGoal
from nhipcau.pairing.models import STANDING, Pair
from nhipcau.pairing.store.pair_names import pair_names
from nhipcau.sessions.models import MentoringSession

FIRST_SESSION_WITHIN: Final = timedelta(days=14)
"""How long after it is confirmed a pair may take to meet before somebody should ask."""


def pairs_not_met(db: Session, programme_id: int, today: date) -> int:
    """Return how many pairs have not met yet, though they were confirmed a while ago."""
    met = select(MentoringSession.id).where(col(MentoringSession.pair_id) == col(Pair.id)).exists()
    waiting = (
        select(func.count())
        .select_from(Pair)
        .where(Pair.programme_id == programme_id, col(Pair.state).in_(STANDING))
        .where(col(Pair.confirmed_on) <= today - FIRST_SESSION_WITHIN, ~met)
    )
    return db.exec(waiting).one()


def sessions_by_week(db: Session, programme_id: int, today: date, weeks: int) -> tuple[tuple[date, int], ...]:
    """Return the last weeks by their Mondays, the present one last, with how many sessions each held."""
    this_week = today - timedelta(days=today.weekday())
    first = this_week - timedelta(weeks=weeks - 1)
    held = (
        select(col(MentoringSession.held_on))
        .join(Pair, col(Pair.id) == col(MentoringSession.pair_id))
        .where(Pair.programme_id == programme_id, col(MentoringSession.held_on) >= first)
        .where(col(MentoringSession.held_on) <= today)
    )
    counts = Counter((day - first).days // 7 for day in db.exec(held))
    return tuple((first + timedelta(weeks=week), counts[week]) for week in range(weeks))


def pair_days(db: Session, programme_id: int, words: Words) -> list[CalendarEvent]:
    """Return them as events of a calendar, in their order; what was said or agreed on is left out."""
    names = pair_names(db, programme_id)
    held, due = words("sessions.event"), words("journey.event.goal")
    of_programme = col(Pair.programme_id) == programme_id
    sessions = select(MentoringSession, Pair.uid).join(Pair, col(Pair.id) == col(MentoringSession.pair_id))
    found = [
        CalendarEvent(f"session-{session.uid}", f"{held}: {names[uid]}", session.held_on)
        for session, uid in db.exec(sessions.where(of_programme))
    ]
    goals = select(PairGoal, Pair.uid).join(Pair, col(Pair.id) == col(PairGoal.pair_id))
    for goal, uid in db.exec(goals.where(of_programme)):
        if goal.due_on is not None:
            found.append(CalendarEvent(f"goal-{goal.uid}", f"{due}: {names[uid]}", goal.due_on))
    return sorted(found, key=lambda event: (str(event.starts), event.uid))
