"""What pairing can look at, and which of it the form asked."""

from typing import Final

from nhipcau.pairing.profiles import CriterionSetting, PairingInput, Phrase

BUILT_IN: Final[tuple[str, ...]] = (
    "goals_strengths",
    "strengths_goals",
    "interests",
    "same_place",
    "same_department",
    "different_department",
    "learning_style",
    "availability",
    "mentee_wishes",
    "mentor_wishes",
    "level_gap",
)


def criterion_label(setting: CriterionSetting, people: PairingInput) -> Phrase:
    """Return the criterion's name: the built-in one, or the question's wording with how it is compared."""
    raise NotImplementedError


def proposed_criteria(people: PairingInput) -> tuple[CriterionSetting, ...]:
    """Return sensible criteria from what the form asked, ready to pair with."""
    raise NotImplementedError
