"""The assignment by way of one large table, a column per place: the quickest way for small or friendly problems."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.stages import abandonable

Scores = NDArray[np.int16]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FORBIDDEN = -1
"""Score of a pair that may not be."""
_QUICK = 1_000_000
"""Cells up to which the solver takes a blink, however contested the mentors are."""
_BLOCK = 128
"""Mentors, or mentees, looked at together: few enough to stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What each pair is worth: its score and what its row and its column bring with them."""

    scores: Scores
    rows: Ints
    columns: Ints

    def __post_init__(self) -> None:
        largest = abs(self.rows).max(initial=0) + abs(self.columns).max(initial=0) + 2**15
        assert (len(self.rows) + 1) * int(largest) < 2**53, "worth beyond exact arithmetic"

    def of(self, rows: Ints, columns: Ints) -> Ints:
        """Return the worth of the allowed pairs (rows[k], columns[k])."""
        return self.scores[rows, columns] + self.rows[rows] + self.columns[columns]


def solve_dense(worth: Worth, places: Ints, tick: Callable[[], None]) -> tuple[Ints, Floats, Floats]:
    """Return each row's column or -1, and the values and prices that prove it."""
    partner = _partners(worth, places, tick)
    tick()
    values, prices = smallest_prices(worth, partner, tick)
    return partner, values, prices


def _partners(worth: Worth, places: Ints, tick: Callable[[], None]) -> Ints:
    """Solve with a column per place."""
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]  # scipy has no types

    n, m = worth.scores.shape
    column = np.repeat(np.arange(m), places)
    partner = np.full(n, -1, np.int64)
    if not len(column) or not n:
        return partner
    # Costs rather than worth: scipy would turn all of them round in a copy of its own.
    costs = np.empty((n, len(column)))
    for start in range(0, n, _BLOCK):
        rows = slice(start, start + _BLOCK)
        np.take(_costs(worth, rows), column, axis=1, out=costs[rows], mode="clip")
    solve = partial(linear_sum_assignment, costs)
    row, place = solve() if costs.size < _QUICK else abandonable(solve, tick)
    kept = costs[row, place] < 0
    partner[row[kept]] = column[place[kept]]
    return partner


def _costs(worth: Worth, rows: slice) -> Floats:
    """Return what pairs add to the plan, negative; a forbidden pair, or one worth nothing, adds nothing."""
    scores = worth.scores[rows]
    costs = np.empty(scores.shape)
    np.subtract(-worth.rows[rows].astype(np.float64)[:, None], scores, out=costs)
    if worth.columns.any():
        costs -= worth.columns
    if worth.rows.min(initial=0) + worth.columns.min(initial=0) < 0:
        np.minimum(costs, 0.0, out=costs)
    costs *= scores >= 0
    return costs


def smallest_prices(worth: Worth, partner: Ints, tick: Callable[[], None]) -> tuple[Floats, Floats]:
    """Return the smallest prices that support the plan: longest paths of exchanges from mentees left out."""
    scores = worth.scores
    n, m = scores.shape
    # Half the memory to go through while it fits; prices stay below twice the largest worth.
    largest = int(abs(worth.rows).max(initial=0) + abs(worth.columns).max(initial=0)) + 2**15
    whole, far = (np.int32, -(2**30)) if largest < 2**28 else (np.int64, -(2**52))
    row_bonus, column_bonus = worth.rows.astype(whole), worth.columns.astype(whole)
    matched = np.flatnonzero(partner >= 0)
    own: NDArray[Any] = np.zeros(n, whole)
    own[matched] = worth.of(matched, partner[matched])
    waiting = np.flatnonzero(partner < 0)
    prices: NDArray[Any] = np.zeros(m, whole)
    for start in range(0, len(waiting), _BLOCK):
        tick()
        rows = waiting[start : start + _BLOCK]
        wants = _wants(scores[rows], row_bonus[rows], whole(far)).max(axis=0) + column_bonus
        np.maximum(prices, wants, out=prices)
    if len(matched):
        order = matched[np.argsort(partner[matched], kind="stable")]
        first = np.flatnonzero(np.r_[True, np.diff(partner[order]) != 0])
        gain: NDArray[Any] = np.empty((len(first), m), whole)
        for start in range(0, len(first), _BLOCK):
            tick()
            groups = first[start : start + _BLOCK]
            end = first[start + _BLOCK] if start + _BLOCK < len(first) else len(order)
            rows = order[groups[0] : end]
            gains = _wants(scores[rows], row_bonus[rows] - own[rows], whole(far))
            alone = len(rows) == len(groups)
            gain[start : start + _BLOCK] = (
                gains if alone else np.maximum.reduceat(gains, groups - groups[0], axis=0)
            )
        if column_bonus.any():
            gain += column_bonus
        _raise_prices(prices, gain, partner[order][first], tick)
    values = np.zeros(n)
    values[matched] = own[matched] - prices[partner[matched]]
    return values, prices.astype(np.float64)


def _wants(block: Scores, more: NDArray[Any], far: np.int32 | np.int64) -> NDArray[Any]:
    """Return the scores with something added per row; `far` below all others where forbidden."""
    wants: NDArray[Any] = np.where(block >= 0, block + more[:, None], far)
    return wants


def _raise_prices(prices: NDArray[Any], gain: NDArray[Any], source: Ints, tick: Callable[[], None]) -> None:
    """Raise prices until no mentor's mentee would rather go elsewhere: `gain[k]` is what one of `source[k]` gains."""
    active = np.arange(len(source))
    for _ in range(2 * len(prices) + 2):
        tick()
        raised = np.maximum(prices, (gain[active] + prices[source[active]][:, None]).max(axis=0))
        changed = raised > prices
        prices[:] = raised
        active = np.flatnonzero(changed[source])
        if not len(active):
            break
