"""Reasons of a pair in a few words each, for rows with little room; the whole sentence stands where there is more."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from nhipcau.common.words import Words
from nhipcau.pairing.explanation.plan_sentences import capital
from nhipcau.pairing.settings.pairing_input import Phrase

_REASON: Final = "pairing.reason."
_SHORT_ENOUGH: Final = frozenset({"same_place", "earlier_partner", "level_same", "graded"})
"""Reasons whose sentence is a few words already."""
_NAMES_ITSELF: Final = "goals_strengths"
"""What the mentee wants to learn and the mentor is strong in: its name is enough where it stands first."""


def short_reasons(reasons: Sequence[Phrase], words: Words) -> tuple[str, ...]:
    """Return each reason in a few words, without repeats."""
    return tuple(dict.fromkeys(_short(reason, words) for reason in reasons))


def _short(reason: Phrase, words: Words) -> str:
    code = reason.code.removeprefix(_REASON)
    if code in _SHORT_ENOUGH or not reason.code.startswith(_REASON):
        return capital(reason.text(words))
    values = {name: _first(value) for name, value in reason.values.items()}
    if code == _NAMES_ITSELF:
        return capital(str(values["topics"]))
    return capital(Phrase(f"pairing.short.{code}", values).text(words))


def _first(value: Any) -> Any:  # noqa: ANN401 - what a phrase holds
    """Return the first of several things that are named."""
    return value[0] if isinstance(value, tuple) and value else value


def stored_reasons(parts: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Return the stored phrases of what gave points when a pair was confirmed, the most points first."""
    told = [part for part in parts if part.get("detail") is not None]
    return [part["detail"] for part in sorted(told, key=lambda part: -int(part["points"]))]
