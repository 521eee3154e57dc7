"""Tables of the organisation and its programmes, and the draft of a programme."""

from datetime import date, datetime
from typing import Literal

from sqlmodel import Field, SQLModel

from nhipcau.common.clock import now
from nhipcau.common.identity import new_uid
from nhipcau.database.declared import one_of
from nhipcau.database.field_catalogue import read_by

ProgrammeKind = Literal["traditional", "reverse", "peer", "group"]
PROGRAMME_KINDS: tuple[ProgrammeKind, ...] = ("traditional", "reverse", "peer", "group")


class Organisation(SQLModel, table=True):
    __tablename__ = "organisation"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": {**read_by(team="uid created_at", public="name"), "single": True},
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    name: str = ""
    created_at: datetime = Field(default_factory=now)


class Programme(SQLModel, table=True):
    """One season of mentoring."""

    __tablename__ = "programme"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="uid created_at", public="name kind starts_on ends_on vision sponsor"),
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    name: str
    kind: str = one_of(PROGRAMME_KINDS, default="traditional")
    starts_on: date | None = None
    ends_on: date | None = None
    vision: str = ""
    sponsor: str = ""
    created_at: datetime = Field(default_factory=now)


class ProgrammeDraft(SQLModel):
    """What a coordinator says of a programme, checked before it becomes a row."""

    name: str = Field(min_length=1, max_length=200)
    kind: ProgrammeKind = "traditional"
    starts_on: date | None = None
    ends_on: date | None = None
    vision: str = ""
    sponsor: str = ""
