"""Reads of the organisation's programmes."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from nhipcau.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme as it is shown."""

    id: int
    uid: str
    name: str
    kind: str
    starts_on: date | None
    ends_on: date | None
    vision: str
    sponsor: str


def programmes(db: Session) -> tuple[ProgrammeRow, ...]:
    """Return every programme, oldest first."""
    return tuple(_row(found) for found in db.exec(select(Programme).order_by(col(Programme.id))))


def programme(db: Session, programme_id: int) -> ProgrammeRow | None:
    """Return one programme, or None when it is gone."""
    found = db.get(Programme, programme_id)
    return None if found is None else _row(found)



def _row(found: Programme) -> ProgrammeRow:
    assert found.id is not None, "read from the database"
    return ProgrammeRow(
        id=found.id,
        uid=found.uid,
        name=found.name,
        kind=found.kind,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        vision=found.vision,
        sponsor=found.sponsor,
    )
