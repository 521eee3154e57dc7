"""Tables of the sessions pairs have held, and of how they feel about their pair."""

from datetime import date
from typing import Final, Literal

from sqlmodel import Field, SQLModel

from nhipcau.common.public_ids import new_uid
from nhipcau.database.field_catalogue import catalogue_of, declared, read_by

SessionWay = Literal["", "online", "in_person"]
SESSION_WAYS: tuple[SessionWay, ...] = ("", "online", "in_person")
Role = Literal["mentor", "mentee"]
ROLES: tuple[Role, ...] = ("mentor", "mentee")


class SessionDraft(SQLModel):
    """What is said of a session, checked before it becomes a row. Lengths as people really meet."""

    held_on: date = declared("date", "pair", must=True, width=14)
    minutes: int = declared("minutes", "pair", default=60, least=5, most=600, width=11)
    way: SessionWay = declared("choice", "pair", default="", codes=SESSION_WAYS)
    topic: str = declared("long_text", "pair", most=500)
    rating: int | None = declared("points", "team", default=None, least=1, most=5, confided="feelings")
    """How useful it was, 1-5."""
    next_step: str = declared("long_text", "pair", most=2000, lines=2)


class MentoringSession(SessionDraft, table=True):
    """One talk of a pair, logged afterwards."""

    __tablename__ = "mentoring_session"
    __table_args__ = {"sqlite_autoincrement": True, "info": read_by(team="uid pair_id")}

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    pair_id: int = Field(foreign_key="pair.id", index=True)


class PulseDraft(SQLModel):
    """How somebody feels, checked before it becomes a row."""

    role: Role = declared("choice", "team", codes=ROLES, must=True, confided="feelings")
    answered_on: date = declared("date", "team", width=15, confided="feelings")
    feeling: int = declared("points", "team", least=1, most=5, must=True, width=30, confided="feelings")
    comment: str = declared("long_text", "team", most=2000, lines=2, confided="feelings")


class PulseAnswer(PulseDraft, table=True):
    """How one of the two feels about the pair at a moment, 1-5."""

    __tablename__ = "pulse_answer"
    __table_args__ = {"sqlite_autoincrement": True, "info": read_by(team="uid pair_id")}

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    pair_id: int = Field(foreign_key="pair.id", index=True)


SESSION: Final = catalogue_of(SessionDraft, "mentoring_session", "session.")
PULSE: Final = catalogue_of(PulseDraft, "pulse_answer", "pulse.")
"""The fields of sessions and of feelings, by code."""
