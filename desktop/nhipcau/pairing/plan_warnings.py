"""What the coordinator should hear about a plan as a whole before confirming it."""

from typing import Final

from nhipcau.pairing.profiles import PairingInput, Phrase
from nhipcau.pairing.results import Plan

PILOT_MOST: Final = 8
"""A first reverse programme is a pilot of three to eight pairs."""


def warnings_of_plan(people: PairingInput, plan: Plan) -> tuple[Phrase, ...]:
    """Return what is unusual about the plan, for the page and the terminal."""
    if people.reverse and len(plan.pairs) > PILOT_MOST:
        return (Phrase("pairing.warning.large_pilot", {"n": len(plan.pairs)}),)
    return ()
