"""Who would rather leave the plan together: pairs not chosen of whom both would gain."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding.problem import Ints, Mask

_NOBODY = -1
"""What somebody with a free place would take instead of nobody."""


def blocking_pairs(
    mentee_view: NDArray[Any],
    mentor_view: NDArray[Any],
    pairs: tuple[Ints, Ints],
    places: Ints,
    wanted: Ints | None = None,
) -> tuple[Ints, Ints]:
    """Return the rows and columns of pairs of whom both would strictly gain, the mentees' best first.

    A negative score in either view is a pair that may not be. Whoever has room gains by anybody allowed; whoever has
    none gains by somebody better than the worst they have.
    """
    n, m = mentee_view.shape
    rows, columns = pairs
    room = np.ones(n, np.int64) if wanted is None else wanted
    mine = _weakest(mentee_view[rows, columns], rows, room)
    theirs = _weakest(mentor_view[rows, columns], columns, np.asarray(places))
    allowed: Mask = (mentee_view >= 0) & (mentor_view >= 0)
    blocks = allowed & (mentee_view > mine[:, None]) & (mentor_view > theirs)
    blocks[rows, columns] = False
    found = np.flatnonzero(blocks)
    best = np.argsort(-mentee_view.ravel()[found].astype(np.int64), kind="stable")
    found_rows, found_columns = np.divmod(found[best], m) if m else (found, found)
    return found_rows, found_columns


def _weakest(fits: NDArray[Any], who: Ints, room: Ints) -> Ints:
    """Return for everybody the worst they have, nobody where there is room, more than any score where none is."""
    weakest = np.full(len(room), np.iinfo(np.int64).max)
    np.minimum.at(weakest, who, fits.astype(np.int64))
    weakest[np.bincount(who, minlength=len(room)) < room] = _NOBODY
    return weakest
