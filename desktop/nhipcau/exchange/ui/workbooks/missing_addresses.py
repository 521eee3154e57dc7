"""Whom the drafts of small workbooks will not reach, and whether there is a survey to send."""

from dataclasses import dataclass

from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import who_gets_what
from nhipcau.exchange.round_trip.outgoing.recipients import Whom, lacking_address
from nhipcau.surveys.queries import waves


@dataclass(frozen=True, slots=True)
class Missing:
    """How many drafts lack a recipient, who that is, and whose address is withheld."""

    programme_id: int
    lacking: int
    names: tuple[str, ...]
    withheld: tuple[str, ...]
    has_surveys: bool


def read_missing(database: Database, programme_id: int, whom: Whom, *, with_feelings: bool) -> Missing:
    """Read it at one moment."""
    with database.read() as db:
        found, forms = who_gets_what(db, programme_id, whom, with_feelings=with_feelings)
        lacking = lacking_address((*found, *forms))
        return Missing(programme_id, *lacking, bool(waves(db, programme_id)))
