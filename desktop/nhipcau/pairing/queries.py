"""Reads of pairing, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from nhipcau.pairing.profiles import PairingInput


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair with both people. `parts` is what was stored when confirmed."""

    id: int
    uid: str
    mentor_id: int
    mentee_id: int
    mentor_person_id: int
    mentee_person_id: int
    mentor_name: str
    mentee_name: str
    mentor_email: str
    mentee_email: str
    state: str
    fit: int
    parts: tuple[dict[str, object], ...]
    confirmed_on: date | None
    ended_on: date | None
    end_reason: str
    note: str


@dataclass(frozen=True, slots=True)
class PairEventRow:
    """One change in a pair's life."""

    state: str
    happened_at: datetime
    note: str


def pairing_input(db: Session, programme_id: int) -> PairingInput:
    """Return everything pairing needs of one programme; criteria are proposed when none are saved."""
    raise NotImplementedError


def pair_rows(db: Session, programme_id: int) -> tuple[PairRow, ...]:
    """Return the programme's pairs, ended ones included, by the mentee's name."""
    raise NotImplementedError


def pair_history(db: Session, pair_id: int) -> tuple[PairEventRow, ...]:
    """Return a pair's events, oldest first."""
    raise NotImplementedError
