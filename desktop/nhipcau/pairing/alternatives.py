"""Another partner by hand: every mentor ranked, with what the choice costs the plan and who else would move."""

from nhipcau.pairing.profiles import PairingInput, Phrase, Settings
from nhipcau.pairing.results import Alternative, Plan


def alternatives(
    people: PairingInput, settings: Settings | None, plan: Plan, mentee_id: int, *, limit: int = 12
) -> tuple[Alternative, ...]:
    """Return allowed mentors by fit, best first, then blocked ones by fit.

    The `limit` best are priced by solving again with the pair forced.
    """
    raise NotImplementedError


def why_not(
    people: PairingInput, settings: Settings | None, mentee_id: int, mentor_id: int
) -> tuple[Phrase, ...]:
    """Return the rules that keep the two apart; nothing when they may be paired."""
    raise NotImplementedError
