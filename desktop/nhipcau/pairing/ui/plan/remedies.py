"""One click that gives somebody left out a chance: a rule let go, or a place more with a mentor."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from nhipcau.pairing.settings.pairing_input import Rules, Settings

_SWITCHES: Final[Mapping[str, Callable[[Rules], Rules]]] = {
    "reporting_line": lambda rules: replace(rules, avoid_reporting_line=False),
    "earlier_pair": lambda rules: replace(rules, avoid_earlier_pairs=False),
    "language": lambda rules: replace(rules, common_language=False),
    "meeting_way": lambda rules: replace(rules, meeting_way=False),
}
_NEVER: Final = frozenset({"same_person", "reporting_line", "forbidden", "refused"})


def without_rule(settings: Settings, rule: str) -> Settings | None:
    """Return the settings with this rule let go; None where it should stay or is not one to let go here.

    A criterion that must be met counts as high instead.
    """
    if rule in _NEVER:
        return None
    rules = settings.rules
    if rule in _SWITCHES:
        return replace(settings, rules=_SWITCHES[rule](rules))
    if rule == "common_slots":
        return replace(settings, rules=replace(rules, common_slots=0))
    if rule == "level_gap":
        return replace(settings, rules=replace(rules, level_gap_least=None, level_gap_most=None))
    criteria = tuple(
        replace(one, weight="high") if one.weight == "must" and rule.partition(":")[2] == one.key else one
        for one in settings.criteria
    )
    return replace(settings, criteria=criteria) if criteria != settings.criteria else None
