"""Tables of what pairs set out to do, and of the steps of their journey."""

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


class MilestoneDraft(SQLModel):
    """What is said of a milestone, checked before it becomes a row."""

    title: str = declared("text", "pair", least=1, most=200, searched=True)
    due_on: date | None = declared("date", "pair", default=None, width=14)
    done_on: date | None = declared("date", "pair", default=None, width=14)
    note: str = declared("long_text", "team", most=2000, confided="notes", lines=3)


class Milestone(MilestoneDraft, table=True):
    """One step of a pair's journey. The note is the coordinator's own: why it was moved, what to look at."""

    __tablename__ = "milestone"
    __table_args__ = {"sqlite_autoincrement": True, "info": read_by(team="uid pair_id")}

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    pair_id: int = Field(foreign_key="pair.id", index=True)


GOAL: Final = catalogue_of(PairGoalDraft, "pair_goal", "goal.")
MILESTONE: Final = catalogue_of(MilestoneDraft, "milestone", "milestone.")
"""The fields of a pair's goal and of a milestone, by code."""
