"""The register of a programme, read at one moment."""

from dataclasses import dataclass

from nhipcau.common.clock import today
from nhipcau.common.words import Language, Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.sent_register import SentRow, sent_register


@dataclass(frozen=True, slots=True)
class Register:
    """What was sent in a programme."""

    programme_id: int
    rows: tuple[SentRow, ...]


def read_register(database: Database, programme_id: int, language: Language, days: int) -> Register:
    """Read it as it is today."""
    with database.read() as db:
        return Register(programme_id, sent_register(db, programme_id, Words(language), today(), days))
