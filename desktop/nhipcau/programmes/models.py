"""Tables of the organisation and its programmes, and the draft of a programme."""

from datetime import date, datetime
from typing import Final, Literal

from sqlmodel import Field, SQLModel

from nhipcau.common.clock import now
from nhipcau.common.public_ids import new_uid
from nhipcau.database.field_catalogue import catalogue_of, declared, read_by

ProgrammeKind = Literal["traditional", "reverse", "peer", "group"]
PROGRAMME_KINDS: tuple[ProgrammeKind, ...] = ("traditional", "reverse", "peer", "group")


class Organisation(SQLModel, table=True):
    __tablename__ = "organisation"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": {**read_by(team="uid created_at", public="name colour logo"), "single": True},
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    name: str = ""
    created_at: datetime = Field(default_factory=now)
    colour: str = ""
    """RRGGBB; empty for ours."""
    logo: str = ""
    """A picture that was looked through, as text: a row's image in the history is JSON."""


class ProgrammeDraft(SQLModel):
    """What a coordinator says of a programme, checked before it becomes a row."""

    name: str = declared("text", "public", least=1, most=200)
    kind: ProgrammeKind = declared(
        "choice", "public", default="traditional", codes=PROGRAMME_KINDS, internal=True
    )
    sponsor: str = declared("text", "public", explained=True, width=30)
    vision: str = declared("long_text", "public", explained=True, lines=3)
    starts_on: date | None = declared("date", "public", default=None)
    ends_on: date | None = declared("date", "public", default=None)


class Programme(ProgrammeDraft, table=True):
    """One season of mentoring."""

    __tablename__ = "programme"
    __table_args__ = {"sqlite_autoincrement": True, "info": read_by(team="uid created_at")}

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    created_at: datetime = Field(default_factory=now)


PROGRAMME: Final = catalogue_of(ProgrammeDraft, "programme", "programme.")
"""The fields of a programme, by code."""
