"""Writes of what pairs set out to do, and of the steps of their journey."""

from collections.abc import Mapping
from typing import Final

from sqlmodel import Session, func, select

from nhipcau.common.clock import today
from nhipcau.common.errors import Problem, Rejected
from nhipcau.database.records import Records
from nhipcau.journey.models import Milestone, MilestoneDraft, PairGoal, PairGoalDraft


def _refuse_future(milestone: MilestoneDraft) -> None:
    if milestone.done_on is not None and milestone.done_on > today():
        raise Rejected(Problem("journey.milestones.problem.done_in_future", "done_on"))


_GOALS: Final = Records(PairGoal, PairGoalDraft, "journey.problem.")
_MILESTONES: Final = Records(Milestone, MilestoneDraft, "journey.milestones.problem.", _refuse_future)
amend_goal: Final = _GOALS.amend
remove_goal: Final = _GOALS.remove
amend_milestone: Final = _MILESTONES.amend
remove_milestone: Final = _MILESTONES.remove


def add_goal(db: Session, pair_id: int, values: Mapping[str, object]) -> int:
    """Add a goal to a pair, last, and return its id."""
    good = _GOALS.checked(values)
    last = db.exec(select(func.max(PairGoal.position)).where(PairGoal.pair_id == pair_id)).one()
    return _GOALS.add(db, good, pair_id=pair_id, position=(last or 0) + 1)


def move_goal(db: Session, goal_id: int, pair_id: int) -> None:
    """Give a goal to another pair."""
    _GOALS.change(db, goal_id, pair_id=pair_id)


def add_milestone(db: Session, pair_id: int, values: Mapping[str, object]) -> int:
    """Add a milestone to a pair's journey, and return its id."""
    return _MILESTONES.add(db, values, pair_id=pair_id)


def move_milestone(db: Session, milestone_id: int, pair_id: int) -> None:
    """Give a milestone to another pair."""
    _MILESTONES.change(db, milestone_id, pair_id=pair_id)
