"""What the coordinator should hear about a plan as a whole before confirming it."""

from typing import Final

from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.settings.pairing_input import PairingInput, Phrase

PILOT_MOST: Final = 8
"""A first reverse programme is a pilot of three to eight pairs."""


def warnings_of_plan(people: PairingInput, plan: Plan) -> tuple[Phrase, ...]:
    """Return what is unusual about the plan, for the page and the terminal."""
    found = list(_too_few_mentors(people))
    if people.reverse and len(plan.pairs) > PILOT_MOST:
        found.append(Phrase("pairing.warning.large_pilot", {"n": len(plan.pairs)}))
    return tuple(found)


def _too_few_mentors(people: PairingInput) -> tuple[Phrase, ...]:
    """Say when no mentor takes anybody, or when nobody can have as many mentors as everybody is to have."""
    rules = people.settings.rules
    if rules.mutual:
        return ()
    taking = [mentor for mentor in people.mentors if mentor.capacity > 0]
    if not taking:
        mentors = len(people.mentors)
        return (Phrase("pairing.warning.no_places", {"n": mentors}),) if mentors and people.mentees else ()
    they = {mentor.participant_id for mentor in taking}
    for_one = max((len(they) - (one.participant_id in they) for one in people.mentees), default=0)
    if 0 < for_one < rules.mentors_each:
        return (Phrase("pairing.warning.few_mentors", {"each": rules.mentors_each, "n": for_one}),)
    return ()
