"""From answers to a proved plan, and the reasons of each pair. Light to import: the engine loads when first asked."""

from nhipcau.common.progress import Progress
from nhipcau.pairing.explanation.results import PairExplanation, Plan
from nhipcau.pairing.plan.pairing_session import PairingSession
from nhipcau.pairing.settings.pairing_input import PairingInput, Settings


def solve(
    people: PairingInput,
    settings: Settings | None = None,
    progress: Progress | None = None,
    seconds: float | None = None,
    *,
    reasons: bool = True,
    session: PairingSession | None = None,
) -> Plan:
    """Return the best plan by the aim of the rules. Same input, same plan.

    `settings` stand in for the saved ones, so that the plan can follow what is being changed. After so many
    `seconds` the best plan so far is good enough: it says how far from the best it can be. Without `reasons` pairs
    have no parts and nobody is told why they are left out; asked again in the same `session` for the same people (the
    same object) and settings, only the reasons are worked out.
    """
    from nhipcau.pairing.plan.plan_builder import make_plan

    if seconds is None:
        return make_plan(people, settings, progress, reasons=reasons, session=session)
    return make_plan(people, settings, progress, (), seconds, reasons=reasons, session=session)


def explain(
    people: PairingInput, settings: Settings | None, mentee_id: int, mentor_id: int
) -> PairExplanation:
    """Return the points per criterion, the rules and the ranks of one possible pair."""
    from nhipcau.pairing.plan.proposals import explain_pair

    return explain_pair(people, settings, mentee_id, mentor_id)
