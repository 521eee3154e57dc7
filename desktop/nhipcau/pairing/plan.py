"""From answers to a proved plan, and the reasons of each pair."""

from nhipcau.common.progress import Progress
from nhipcau.pairing.profiles import PairingInput, Settings
from nhipcau.pairing.results import PairExplanation, Plan


def solve(people: PairingInput, settings: Settings | None = None, progress: Progress | None = None) -> Plan:
    """Return the best plan: most mentees matched, then the largest total. Same input, same plan."""
    raise NotImplementedError


def explain(
    people: PairingInput, settings: Settings | None, mentee_id: int, mentor_id: int
) -> PairExplanation:
    """Return the points per criterion, the rules and the ranks of one possible pair."""
    raise NotImplementedError
