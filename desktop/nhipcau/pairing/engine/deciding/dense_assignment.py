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
_SHORT, _NEVER = 16_000, -32_768
"""Scores below the one differ by no more than sixteen bits hold beside the other, which stands for forbidden."""
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
    n, m = worth.scores.shape
    # Half the memory to go through while it fits; prices stay below twice the largest worth.
    largest = int(abs(worth.rows).max(initial=0) + abs(worth.columns).max(initial=0)) + 2**15
    whole, far = (np.int32, -(2**30)) if largest < 2**28 else (np.int64, -(2**52))
    matched = np.flatnonzero(partner >= 0)
    own = worth.of(matched, partner[matched])
    prices: NDArray[Any] = np.zeros(m, whole)
    _raise_to_waiting(worth, np.flatnonzero(partner < 0), prices, far, tick)
    if len(matched):
        order = np.argsort(partner[matched], kind="stable")
        rows, source = matched[order], partner[matched][order]
        first = np.flatnonzero(np.r_[True, np.diff(source) != 0])
        short = not worth.columns.any() and int(worth.scores.max(initial=0)) < _SHORT
        more = (worth.rows[rows] - own[order]).astype(np.int16 if short else whole)
        gain = _gains(worth.scores, rows, more, first, _NEVER if short else far, tick)
        if not short:
            gain += worth.columns.astype(whole)
        _raise_prices(prices, gain, source[first], far, tick)
    values = np.zeros(n)
    values[matched] = own - prices[partner[matched]]
    return values, prices.astype(np.float64)


def _raise_to_waiting(
    worth: Worth, waiting: Ints, prices: NDArray[Any], far: int, tick: Callable[[], None]
) -> None:
    """Raise prices to what mentees left out would pay."""
    for start in range(0, len(waiting), _BLOCK):
        tick()
        rows = waiting[start : start + _BLOCK]
        wants = _wants(worth.scores[rows], worth.rows[rows].astype(prices.dtype), far).max(axis=0)
        np.maximum(prices, wants + worth.columns.astype(prices.dtype), out=prices)


def _gains(
    scores: Scores, rows: Ints, more: NDArray[Any], first: Ints, far: int, tick: Callable[[], None]
) -> NDArray[Any]:
    """Return the most that a mentee of each mentor gains elsewhere; `rows[first[k]:first[k + 1]]` are one's mentees."""
    gain: NDArray[Any] = np.empty((len(first), scores.shape[1]), more.dtype)
    counts = np.diff(first, append=len(rows))
    # Everybody's first mentee, second, third: `reduceat` takes many times as long, it goes through columns one by one.
    groups = np.arange(len(first))
    for turn in range(int(counts.max())):
        groups = groups[counts[groups] > turn]
        for start in range(0, len(groups), _BLOCK):
            tick()
            part = groups[start : start + _BLOCK]
            mine = first[part] + turn
            wants = _wants(scores[rows[mine]], more[mine], far)
            gain[part] = wants if turn == 0 else np.maximum(gain[part], wants)
    return gain


def _wants(block: Scores, more: NDArray[Any], far: int) -> NDArray[Any]:
    """Return the scores with something added per row; `far` below all others where forbidden."""
    wants: NDArray[Any] = block + more[:, None]
    if wants.dtype == np.int16:
        # The highest number where allowed, the lowest, which is `far`, where the score is negative.
        limit = np.right_shift(block, 15)
        np.bitwise_xor(limit, 32_767, out=limit)
        np.minimum(wants, limit, out=wants)
    else:
        np.copyto(wants, far, where=block < 0)
    return wants


def _raise_prices(
    prices: NDArray[Any], gain: NDArray[Any], source: Ints, far: int, tick: Callable[[], None]
) -> None:
    """Raise prices until no mentor's mentee would rather go elsewhere: `gain[k]` is what one of `source[k]` gains."""
    # At a price of nothing first, in numbers as narrow as they are; after that only those who pay something count.
    np.maximum(prices, gain.max(axis=0), out=prices)
    active = np.flatnonzero(prices[source])
    for _ in range(2 * len(prices) + 2):
        if not len(active):
            break
        tick()
        some, paid = gain[active], prices[source[active]]
        raised = some + paid[:, None]
        if some.dtype == np.int16 and paid.max() > -_NEVER:
            # A masked write would take three times as long.
            raised += (some == _NEVER) * raised.dtype.type(far)
        highest = np.maximum(prices, raised.max(axis=0))
        changed = highest > prices
        prices[:] = highest
        active = np.flatnonzero(changed[source])
