"""Who has to be there before anybody can be paired."""

from typing import Literal

from nhipcau.pairing.settings.pairing_input import PairingInput

Missing = Literal["", "people", "partner", "mentors", "mentees"]


def missing_people(people: PairingInput, *, mutual: bool | None = None) -> Missing:
    """Return who is missing: everybody, a second person, the mentors, the mentees, or nobody (empty).

    `mutual` stands in for the rule of that name: where peers help each other, everybody is both.
    """
    if not (people.settings.rules.mutual if mutual is None else mutual):
        if not people.mentors:
            return "mentors" if people.mentees else "people"
        if not people.mentees:
            return "mentees"
    return ("people", "partner", "")[min(len(people.candidates), 2)]
