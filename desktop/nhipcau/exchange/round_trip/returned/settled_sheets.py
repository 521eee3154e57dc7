"""Which sheets are surely ones of settings or of what pairs tell: their few columns stand in other sheets too."""

from collections.abc import Collection, Mapping
from typing import Final

from nhipcau.exchange.round_trip.sheets.sheet_kind import (
    CONSTRAINTS,
    CRITERIA,
    GOALS,
    LEVELS,
    PLANS,
    PULSES,
    RULES,
    SESSIONS,
    SHARES,
    SKILLS,
    WORDINGS,
)

_NEEDED: Final[Mapping[str, frozenset[str]]] = {
    CONSTRAINTS: frozenset({"mentor", "mentee", "constraint"}),
    CRITERIA: frozenset({"criterion", "weight"}),
    RULES: frozenset({"rule", "rule_value"}),
    SHARES: frozenset({"share_kind", "percent"}),
    LEVELS: frozenset({"level_name", "rank"}),
    SKILLS: frozenset({"name_vi", "name_en"}),
    WORDINGS: frozenset({"skill_wording", "skill"}),
    PLANS: frozenset({"plan", "mentor", "mentee"}),
    SESSIONS: frozenset({"held_on"}),
    PULSES: frozenset({"feeling"}),
    GOALS: frozenset({"wording"}),
}


def could_be(kind: str, known: Collection[str], *, has_its_name: bool) -> bool:
    """Whether a sheet with these columns can be one of this kind.

    A list of people has levels, notes and ways of meeting too: every row of it would be something to add.
    """
    return has_its_name or _NEEDED.get(kind, frozenset()) <= set(known)
