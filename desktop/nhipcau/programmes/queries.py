"""Reads of the organisation and its programmes, as plain values."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from nhipcau.programmes.models import Organisation, Programme
from nhipcau.programmes.rules import logo_from, sound_colour
from nhipcau.workbook.page_parts import Letterhead


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One season of mentoring."""

    id: int
    uid: str
    name: str
    kind: str
    starts_on: date | None
    ends_on: date | None
    vision: str
    sponsor: str


def _row(programme: Programme) -> ProgrammeRow:
    assert programme.id is not None
    return ProgrammeRow(
        id=programme.id,
        uid=programme.uid,
        name=programme.name,
        kind=programme.kind,
        starts_on=programme.starts_on,
        ends_on=programme.ends_on,
        vision=programme.vision,
        sponsor=programme.sponsor,
    )


def programmes(db: Session) -> tuple[ProgrammeRow, ...]:
    """Return every programme, in the order they were made."""
    return tuple(_row(programme) for programme in db.exec(select(Programme).order_by(col(Programme.id))))


def programme(db: Session, programme_id: int) -> ProgrammeRow | None:
    """Return one programme, or None when it is gone."""
    found = db.get(Programme, programme_id)
    return None if found is None else _row(found)


def organisation_name(db: Session) -> str:
    """Return the organisation's name, empty while it has none."""
    return db.exec(select(Organisation.name)).first() or ""


def letterhead_of(db: Session, programme_id: int | None) -> Letterhead:
    """Return what the papers of a programme begin with."""
    found = None if programme_id is None else programme(db, programme_id)
    statement = select(Organisation.name, Organisation.colour, Organisation.logo)
    name, colour, logo = db.exec(statement).first() or ("", "", "")
    return Letterhead(
        name.strip(), found.name if found is not None else "", sound_colour(colour), logo_from(logo)
    )
