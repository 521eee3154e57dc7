"""One click that gives somebody left out a chance: a rule let go, or a place more with a mentor."""

from dataclasses import replace
from typing import Final

from nhipcau.pairing.profiles import Settings

_SWITCHES: Final = {
    "reporting_line": "avoid_reporting_line",
    "earlier_pair": "avoid_earlier_pairs",
    "language": "common_language",
    "meeting_way": "meeting_way",
}
_NEVER: Final = frozenset({"same_person", "reporting_line", "forbidden"})


def without_rule(settings: Settings, rule: str) -> Settings | None:
    """Return the settings with this rule let go; None where it should stay or is not one to let go here.

    A criterion that must be met counts as high instead.
    """
    if rule in _NEVER:
        return None
    rules = settings.rules
    if rule in _SWITCHES:
        return replace(settings, rules=replace(rules, **{_SWITCHES[rule]: False}))
    if rule == "common_slots":
        return replace(settings, rules=replace(rules, common_slots=0))
    if rule == "level_gap":
        return replace(settings, rules=replace(rules, level_gap_least=None, level_gap_most=None))
    criteria = tuple(
        replace(one, weight="high") if one.weight == "must" and rule.partition(":")[2] == one.key else one
        for one in settings.criteria
    )
    return replace(settings, criteria=criteria) if criteria != settings.criteria else None
