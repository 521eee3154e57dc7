"""Where a level that is new to the organisation probably stands."""

import re
from collections.abc import Mapping
from typing import Final

from nhipcau.exchange.formats.vocabulary import key_of, level_ranks, numbered_levels

_NUMBERED: Final = re.compile(r"^([a-z ]*?) ?(\d{1,2})$")


def usual_rank(name: str) -> int | None:
    """Return the rank of a level on the usual ladders; `Level 3` and `Bậc 3` rank by their number."""
    key = key_of(name)
    rank = level_ranks().get(key)
    if rank is not None:
        return rank
    found = _NUMBERED.match(key)
    if found and (not found[1] or found[1] in numbered_levels()):
        return int(found[2]) * 10
    return None


def guessed_rank(name: str, ladder: Mapping[str, int | None]) -> int | None:
    """Return a rank for a new level; None where the coordinator has a ladder of her own that ours does not fit."""
    rank = usual_rank(name)
    own = any(
        placed is not None and (usual := usual_rank(known)) is not None and usual != placed
        for known, placed in ladder.items()
    )
    return None if own else rank
