"""Tables of a programme's criteria and rules, of locked and forbidden pairs, and of pairs with their history."""

from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from nhipcau.common.clock import now
from nhipcau.common.identity import new_uid

Weight = Literal["must", "high", "medium", "low", "off"]
WEIGHTS: tuple[Weight, ...] = ("must", "high", "medium", "low", "off")
Comparison = Literal["alike", "different", "overlap", "complement", "graded", "must_match"]
PairState = Literal["proposed", "confirmed", "active", "completed", "ended"]
PAIR_STATES: tuple[PairState, ...] = ("proposed", "confirmed", "active", "completed", "ended")
ConstraintKind = Literal["locked", "forbidden"]


class Criterion(SQLModel, table=True):
    """One thing pairing looks at. `code` is a built-in one (see `pairing/criteria.py`) or `question`."""

    __tablename__ = "criterion"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    code: str
    mentee_question_id: int | None = Field(default=None, foreign_key="question.id")
    mentor_question_id: int | None = Field(default=None, foreign_key="question.id")
    comparison: str = "alike"
    weight: str = "medium"
    position: int = 0


class PairingRules(SQLModel, table=True):
    """The hard rules of one programme."""

    __tablename__ = "pairing_rules"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id", unique=True)
    avoid_reporting_line: bool = True
    avoid_earlier_pairs: bool = True
    common_language: bool = True
    meeting_way: bool = True
    common_slots: int = 0
    """Fewest common free slots; 0 does not ask."""
    level_gap_least: int | None = None
    """How many rungs the mentor must stand above the mentee (below, in a reverse programme); None does not ask."""
    level_gap_most: int | None = None
    mentee_share: int = 50
    """How much the mentee's view counts against the mentor's, in percent."""


class PairConstraint(SQLModel, table=True):
    """A pair the coordinator has locked or forbidden."""

    __tablename__ = "pair_constraint"
    __table_args__ = (
        UniqueConstraint("mentor_id", "mentee_id"),
        {"sqlite_autoincrement": True, "info": {"goes_with": ("participant",)}},
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    mentor_id: int = Field(foreign_key="participant.id", index=True)
    mentee_id: int = Field(foreign_key="participant.id", index=True)
    kind: str = "locked"
    note: str = ""


class Pair(SQLModel, table=True):
    """A mentor and a mentee. `fit` is in hundredths of a percent, 0-10000, as it was when confirmed."""

    __tablename__ = "pair"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    mentor_id: int = Field(foreign_key="participant.id", index=True)
    mentee_id: int = Field(foreign_key="participant.id", index=True)
    state: str = "confirmed"
    fit: int = 0
    reasons: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Points per criterion when confirmed: `[{"code", "label", "points", "most"}]`."""
    confirmed_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    note: str = ""


class PairEvent(SQLModel, table=True):
    """One change in a pair's life."""

    __tablename__ = "pair_event"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    pair_id: int = Field(foreign_key="pair.id", index=True)
    state: str
    happened_at: datetime = Field(default_factory=now)
    note: str = ""
