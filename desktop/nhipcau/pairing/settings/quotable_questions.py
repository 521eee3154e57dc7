"""Questions whose answers may usually be told to the other of a pair, so that the coordinator need only agree.

Proposed and no more: what is told is decided by her word on each question.
"""

import json
from functools import cache

from nhipcau.common.paths import resource
from nhipcau.pairing.settings.answer_keys import answer_key
from nhipcau.participants.sensitive import is_sensitive


def is_harmless(wording: str, grid: str = "", kind: str = "one_choice") -> bool:
    """Say whether a question asks for what colleagues tell each other anyway; free text may hold anything."""
    asked = f"{grid} {wording}"
    if kind == "text" or is_sensitive(asked):
        return False
    key = f" {answer_key(asked)} "
    words, unless = _phrases()
    return any(phrase in key for phrase in words) and not any(phrase in key for phrase in unless)


@cache
def _phrases() -> tuple[tuple[str, ...], tuple[str, ...]]:
    read = json.loads(resource("privacy", "harmless.json").read_text(encoding="utf-8"))
    words, unless = (tuple(f" {phrase} " for phrase in read[name]) for name in ("words", "unless"))
    return words, unless
