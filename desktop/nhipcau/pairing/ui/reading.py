"""What the page shows, read and computed in one go on the worker."""

from dataclasses import dataclass

from nhipcau.common.progress import Progress
from nhipcau.database import Database
from nhipcau.pairing.plan import solve
from nhipcau.pairing.profiles import PairingInput
from nhipcau.pairing.queries import PairRow, pair_rows, pairing_input
from nhipcau.pairing.results import Plan
from nhipcau.programmes.queries import programme


@dataclass(frozen=True, slots=True)
class Reading:
    """One state of the programme's people and pairs, with the plan they make."""

    programme: str
    people: PairingInput
    rows: tuple[PairRow, ...]
    plan: Plan


def read(database: Database, programme_id: int, progress: Progress) -> Reading:
    """Read one unchanging state, then pair."""
    with database.read() as db:
        found = programme(db, programme_id)
        people = pairing_input(db, programme_id)
        rows = pair_rows(db, programme_id)
    return Reading(found.name if found is not None else "", people, rows, solve(people, progress=progress))
