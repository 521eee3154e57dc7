"""Writes of what pairs set out to do."""

from collections.abc import Mapping

from sqlmodel import Session, func, select

from nhipcau.journey.models import PairGoal, PairGoalDraft
from nhipcau.programmes.rules import checked


def add_goal(db: Session, pair_id: int, values: Mapping[str, object]) -> int:
    """Add a goal to a pair, last, and return its id."""
    good = checked(PairGoalDraft, values, "journey.problem.")
    last = db.exec(select(func.max(PairGoal.position)).where(PairGoal.pair_id == pair_id)).one()
    goal = PairGoal(pair_id=pair_id, position=(last or 0) + 1, **good.model_dump())
    db.add(goal)
    db.flush()
    assert goal.id is not None
    return goal.id


def amend_goal(db: Session, goal_id: int, changes: Mapping[str, object]) -> None:
    """Change a goal; a mapping may name only the fields that change."""
    goal = db.get_one(PairGoal, goal_id)
    before = {name: getattr(goal, name) for name in PairGoalDraft.model_fields}
    for name, value in checked(PairGoalDraft, {**before, **changes}, "journey.problem.").model_dump().items():
        setattr(goal, name, value)
    db.flush()


def remove_goal(db: Session, goal_id: int) -> None:
    db.delete(db.get_one(PairGoal, goal_id))
    db.flush()


def move_goal(db: Session, goal_id: int, pair_id: int) -> None:
    """Give a goal to another pair."""
    db.get_one(PairGoal, goal_id).pair_id = pair_id
    db.flush()
