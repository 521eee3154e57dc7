"""The exact assignment: the plan of the largest worth, with prices that prove it.

A mentor's price is what one of their places is worth to the plan. Given prices `v >= 0` and values `u >= 0` with
`u[i] + v[j] >= worth[i, j]` for every allowed pair, no plan can be worth more than `sum(u) + sum(places * v)`; a plan
worth exactly that is the best. A pair's worth is its score and what its row and its column bring with them; unless
told otherwise a row brings more than all scores together, so that matching one more mentee always counts for more.
Everything is a whole number below 2**53, hence exact in float64.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nhipcau.pairing.engine.deciding.dense_assignment import (
    FORBIDDEN,
    Floats,
    Ints,
    Scores,
    Worth,
    solve_dense,
)
from nhipcau.pairing.engine.deciding.sparse_assignment import solve_sparse
from nhipcau.pairing.engine.stages import nothing_to_hear

__all__ = ["FORBIDDEN", "Assignment", "Ints", "Scores", "Start", "assign", "gap_of"]

_SMALL, _TABLE = 20_000, 800_000
"""Cells up to which the large table is always, and ever, the quicker way."""
_CROWDED = 0.6
"""Share of mentees whose first choice has no place for them, above which the large table takes long."""
_DEAR = 22_000
"""A price beyond which a column is never the best for somebody who can have any other."""
_BLOCK = 64
"""Mentees looked at together: few enough to stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Start:
    """What an earlier solution of a similar problem knew: the prices of the columns."""

    prices: Floats


@dataclass(frozen=True, slots=True)
class Assignment:
    """`partner[i]` is the mentor of mentee i, or -1. `values` and `prices` are the proof."""

    partner: Ints
    values: Floats
    prices: Floats
    bonus: int
    """What every row brought with it when nothing was said about that; else 0."""
    proved: bool
    gap: int
    """How much more another plan could be worth at most."""

    @property
    def start(self) -> Start:
        """Return what a similar problem can begin from."""
        return Start(self.prices)


def assign(
    scores: Scores,
    places: Ints,
    *,
    row_bonus: Ints | None = None,
    column_bonus: Ints | None = None,
    tick: Callable[[], None] = nothing_to_hear,
    budget: float | None = None,
    start: Start | None = None,
) -> Assignment:
    """Return the plan of the largest worth with `places[j]` places in column j; negative scores are forbidden.

    A pair is worth `scores[i, j] + row_bonus[i] + column_bonus[j]`; a pair worth less than nothing is left out.
    `tick` raises when the answer is no longer wanted. After `budget` seconds the best plan so far is returned.
    """
    n, m = scores.shape
    places = np.minimum(np.maximum(places, 0), n).astype(np.int64)
    columns = np.zeros(m, np.int64) if column_bonus is None else column_bonus.astype(np.int64)
    bonus = 0
    if row_bonus is None:
        bonus = (int(scores.max(initial=0)) + int(np.ptp(columns) if m else 0)) * max(n, 1) + 1
        bonus += max(0, -int(columns.min(initial=0)))
    rows = np.full(n, bonus, np.int64) if row_bonus is None else row_bonus.astype(np.int64)
    worth = Worth(scores, rows, columns)
    if start is None and _is_friendly(scores, places):
        partner, values, prices = solve_dense(worth, places, tick)
    else:
        partner, values, prices = solve_sparse(
            worth, places, tick, budget, None if start is None else start.prices
        )
    tick()
    gap = gap_of(scores, places, partner, values, prices, rows, columns)
    return Assignment(partner, values, prices, bonus, gap == 0, gap)


def _is_friendly(scores: Scores, places: Ints) -> bool:
    """Whether the problem is small, and few mentees want what others want: the large table is solved fast then."""
    n, m = scores.shape
    if n * int(places.sum()) > _TABLE:
        return False
    if n * m <= _SMALL:
        return True
    best = scores.max(axis=1)
    # Somebody with several equally good choices counts for a part at each.
    first = scores == best[:, None]
    crowd = (1 / np.count_nonzero(first, axis=1).astype(np.float32)) @ first.view(np.int8).astype(np.float32)
    return bool(np.maximum(crowd - places, 0).sum() < _CROWDED * n)


def gap_of(
    scores: Scores,
    places: Ints,
    partner: Ints,
    values: Floats,
    prices: Floats,
    row_bonus: Ints | int,
    column_bonus: Ints | int = 0,
) -> int:
    """Check every allowed pair against the prices and return bound minus plan; 0 proves the plan best.

    Independent of how plan and prices were found: values too small for a pair are raised first, which keeps the
    bound true and makes it larger.
    """
    n, m = scores.shape
    if not n or not m:
        return 0
    row_bonus, column_bonus = np.broadcast_to(row_bonus, n), np.broadcast_to(column_bonus, m)
    matched = np.flatnonzero(partner >= 0)
    mentors = partner[matched]
    own = scores[matched, mentors].astype(np.int64)
    if (own < 0).any() or (np.bincount(mentors, minlength=m) > np.maximum(places, 0)).any():
        raise ValueError("not a plan")
    prices = np.maximum(prices, 0.0)
    needed = best_left(scores, prices - column_bonus) + row_bonus
    bound = np.maximum(np.maximum(values, needed), 0.0).sum() + (prices * np.maximum(places, 0)).sum()
    reached = own.sum() + row_bonus[matched].sum() + column_bonus[mentors].sum()
    return int(bound - reached)


def best_left(scores: Scores, paid: Floats) -> Floats:
    """Return the most that an allowed column leaves over to each row at these prices; -inf where none is allowed."""
    n, m = scores.shape
    best = np.full(n, -np.inf)
    dear = paid > _DEAR
    whole = np.rint(paid)
    if (whole == paid).all() and paid.min(initial=0.0) >= -_DEAR:
        # Whole numbers of sixteen bits are many times as fast; dear columns are looked at only where they matter.
        cheap = np.where(dear, _DEAR, whole).astype(np.int16)
        net, bound = np.empty((_BLOCK, m), np.int16), np.empty((_BLOCK, m), np.int16)
        for start in range(0, n, _BLOCK):
            block = scores[start : start + _BLOCK]
            left = np.subtract(block, cheap, out=net[: len(block)])
            # The highest number where allowed, the lowest where the score is negative.
            limit = np.right_shift(block, 15, out=bound[: len(block)])
            np.bitwise_xor(limit, 32_767, out=limit)
            best[start : start + _BLOCK] = np.minimum(left, limit, out=left).max(axis=1, initial=-32_768)
        again = np.flatnonzero(best <= 10_000 - _DEAR) if dear.any() else np.flatnonzero(best == -32_768)
    else:
        again = np.arange(n)
    for start in range(0, len(again), _BLOCK):
        rows = again[start : start + _BLOCK]
        block = scores[rows]
        best[rows] = np.where(block >= 0, block - paid, -np.inf).max(axis=1, initial=-np.inf)
    return best
