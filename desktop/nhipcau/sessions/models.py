"""Tables of the sessions pairs have held, and of how they feel about their pair."""

from datetime import date
from typing import Literal

from sqlmodel import Field, SQLModel

from nhipcau.common.identity import new_uid
from nhipcau.database.declared import one_of, within
from nhipcau.database.field_catalogue import read_by

SessionWay = Literal["", "online", "in_person"]
SESSION_WAYS: tuple[SessionWay, ...] = ("", "online", "in_person")
Role = Literal["mentor", "mentee"]
ROLES: tuple[Role, ...] = ("mentor", "mentee")


class MentoringSession(SQLModel, table=True):
    """One talk of a pair, logged afterwards."""

    __tablename__ = "mentoring_session"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="uid pair_id rating", pair="held_on minutes way topic next_step"),
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    pair_id: int = Field(foreign_key="pair.id", index=True)
    held_on: date
    minutes: int = 60
    way: str = one_of(SESSION_WAYS, default="")
    topic: str = ""
    rating: int | None = within(1, 5, default=None)
    """How useful it was, 1-5."""
    next_step: str = ""


class PulseAnswer(SQLModel, table=True):
    """How one of the two feels about the pair at a moment, 1-5."""

    __tablename__ = "pulse_answer"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="uid pair_id role answered_on feeling comment"),
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    pair_id: int = Field(foreign_key="pair.id", index=True)
    role: str = one_of(ROLES)
    answered_on: date
    feeling: int = within(1, 5)
    comment: str = ""


class SessionDraft(SQLModel):
    """What is said of a session, checked before it becomes a row. Lengths as people really meet."""

    held_on: date
    minutes: int = Field(default=60, ge=5, le=600)
    way: SessionWay = ""
    topic: str = Field(default="", max_length=500)
    rating: int | None = Field(default=None, ge=1, le=5)
    next_step: str = Field(default="", max_length=2000)


class PulseDraft(SQLModel):
    """How somebody feels, checked before it becomes a row."""

    role: Role
    answered_on: date
    feeling: int = Field(ge=1, le=5)
    comment: str = Field(default="", max_length=2000)
