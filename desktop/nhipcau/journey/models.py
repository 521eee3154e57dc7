"""Tables of what pairs set out to do."""

from datetime import date

from sqlmodel import Field, SQLModel

from nhipcau.common.identity import new_uid
from nhipcau.database.field_catalogue import read_by


class PairGoal(SQLModel, table=True):
    """One goal of a pair; up to five are usual. `progress` is in percent."""

    __tablename__ = "pair_goal"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="uid pair_id position", pair="wording due_on progress"),
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    pair_id: int = Field(foreign_key="pair.id", index=True)
    wording: str
    due_on: date | None = None
    progress: int = 0
    position: int = 0


class PairGoalDraft(SQLModel):
    """What is said of a goal, checked before it becomes a row."""

    wording: str = Field(min_length=1, max_length=500)
    due_on: date | None = None
    progress: int = Field(default=0, ge=0, le=100)
