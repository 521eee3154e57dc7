"""The days of pairs: sessions they held, and when their goals are due."""

from sqlmodel import Session, col, select

from nhipcau.common.feature_answers import CalendarEvent
from nhipcau.common.words import Words
from nhipcau.journey.models import PairGoal
from nhipcau.pairing.models import Pair
from nhipcau.pairing.store.pair_names import pair_names
from nhipcau.sessions.models import MentoringSession


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
