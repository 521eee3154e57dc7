"""What if: every mentor for a mentee with the price for the whole plan, and why two people are not a pair."""

from collections.abc import Callable

from nhipcau.pairing.explanation.results import Alternative, Plan, WhyNot
from nhipcau.pairing.plan.pairing_session import PairingSession
from nhipcau.pairing.settings.pairing_input import PairingInput, Settings


def alternatives(
    people: PairingInput,
    settings: Settings | None,
    plan: Plan,
    mentee_id: int,
    session: PairingSession | None = None,
) -> tuple[Alternative, ...]:
    """Return every mentor for this mentee: those the rules allow by fit, best first, then blocked ones by fit.

    The mentee's own lock or confirmed pair counts as released; those of others stand. A price is exact (nobody else
    falls below the plan's floor) unless it says that it is not: then ask `price_by_solving` for the one wanted.
    """
    from nhipcau.pairing.plan.change_prices import price_choices

    return price_choices(people, settings, plan, mentee_id, session or PairingSession())


def price_by_solving(
    people: PairingInput,
    settings: Settings | None,
    plan: Plan,
    mentee_id: int,
    mentor_id: int,
    tick: Callable[[], None] = lambda: None,
    session: PairingSession | None = None,
) -> Alternative:
    """Return the price of one mentor for the mentee by making the plan again with the pair locked: always exact.

    Under the aim of the fairest plan the floor is found anew, so nobody but the pair itself has to keep to the old one.
    """
    from nhipcau.pairing.plan.forced_pair_plan import solved_again

    return solved_again(people, settings, plan, mentee_id, mentor_id, session or PairingSession(), tick).price


def why_not(
    people: PairingInput,
    settings: Settings | None,
    plan: Plan,
    mentee_id: int,
    mentor_id: int,
    session: PairingSession | None = None,
) -> WhyNot:
    """Return the rules that keep the two apart, and what it would cost to pair them all the same."""
    from nhipcau.pairing.plan.forced_pair_plan import explain_why_not

    return explain_why_not(people, settings, plan, mentee_id, mentor_id, session or PairingSession())
