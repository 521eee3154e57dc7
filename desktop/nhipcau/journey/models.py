"""Tables of what pairs set out to do."""

from datetime import date
from typing import Final

from sqlmodel import Field, SQLModel

from nhipcau.common.public_ids import new_uid
from nhipcau.database.field_catalogue import catalogue_of, declared, read_by


class PairGoalDraft(SQLModel):
    """What is said of a goal, checked before it becomes a row."""

    wording: str = declared("long_text", "pair", least=1, most=500, lines=2)
    due_on: date | None = declared("date", "pair", default=None, width=14)
    progress: int = declared("number", "pair", default=0, most=100, width=14)


class PairGoal(PairGoalDraft, table=True):
    """One goal of a pair; up to five are usual. `progress` is in percent."""

    __tablename__ = "pair_goal"
    __table_args__ = {"sqlite_autoincrement": True, "info": read_by(team="uid pair_id position")}

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    pair_id: int = Field(foreign_key="pair.id", index=True)
    position: int = 0


GOAL: Final = catalogue_of(PairGoalDraft, "pair_goal", "goal.")
"""The fields of a pair's goal, by code."""
