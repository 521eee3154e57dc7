"""Writes of what pairs set out to do."""

from collections.abc import Mapping
from typing import Final

from sqlmodel import Session, func, select

from nhipcau.database.records import Records
from nhipcau.journey.models import PairGoal, PairGoalDraft

_GOALS: Final = Records(PairGoal, PairGoalDraft, "journey.problem.")
amend_goal: Final = _GOALS.amend
remove_goal: Final = _GOALS.remove


def add_goal(db: Session, pair_id: int, values: Mapping[str, object]) -> int:
    """Add a goal to a pair, last, and return its id."""
    good = _GOALS.checked(values)
    last = db.exec(select(func.max(PairGoal.position)).where(PairGoal.pair_id == pair_id)).one()
    return _GOALS.add(db, good, pair_id=pair_id, position=(last or 0) + 1)


def move_goal(db: Session, goal_id: int, pair_id: int) -> None:
    """Give a goal to another pair."""
    _GOALS.change(db, goal_id, pair_id=pair_id)
