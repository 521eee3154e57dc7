"""The exact assignment: most mentees matched, then the largest total, with prices that prove it.

A mentor's price is what one of their places is worth to the plan. Given prices `v >= 0` and values `u >= 0` with
`u[i] + v[j] >= score[i, j] + BONUS` for every allowed pair, no plan can be worth more than `sum(u) + sum(places * v)`;
a plan worth exactly that is the best. `BONUS` is larger than all scores together, so matching one more mentee always
counts for more than any scores. Everything is a whole number below 2**53, hence exact in float64.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.stages import abandonable, nothing_to_hear

Scores = NDArray[np.int16]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

FORBIDDEN = -1
"""Score of a pair that may not be."""
_QUICK = 1_000_000
"""Cells up to which the solver takes a blink, however contested the mentors are."""
_BLOCK = 128
"""Mentors, or mentees, looked at together: few enough to stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """`partner[i]` is the mentor of mentee i, or -1. `values` and `prices` are the proof."""

    partner: Ints
    values: NDArray[np.float64]
    prices: NDArray[np.float64]
    bonus: int
    proved: bool
    gap: int
    """How much larger the total of a plan that matches as many could be at most."""


def assign(scores: Scores, places: Ints, tick: Callable[[], None] = nothing_to_hear) -> Assignment:
    """Return the best assignment of rows to columns with `places[j]` places each; negative scores are forbidden.

    `tick` raises when the answer is no longer wanted.
    """
    n = len(scores)
    places = np.minimum(np.maximum(places, 0), n).astype(np.int64)
    bonus = int(scores.max(initial=0)) * max(n, 1) + 1
    partner = _dense(scores, places, bonus, tick)
    tick()
    values, prices = _prices(scores, places, partner, bonus, tick)
    tick()
    gap = gap_of(scores, places, partner, values, prices, bonus)
    return Assignment(partner, values, prices, bonus, gap == 0, gap)


def _dense(scores: Scores, places: Ints, bonus: int, tick: Callable[[], None] = nothing_to_hear) -> Ints:
    """Solve with a column per place."""
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]  # scipy has no types

    n, m = scores.shape
    column = np.repeat(np.arange(m), places)
    partner = np.full(n, -1, np.int64)
    if not len(column) or not n:
        return partner
    # Costs rather than worth: scipy would turn all of them round in a copy of its own.
    costs = np.empty((n, len(column)))
    np.take(_costs(scores, bonus), column, axis=1, out=costs, mode="clip")
    solve = partial(linear_sum_assignment, costs)
    row, place = solve() if costs.size < _QUICK else abandonable(solve, tick)
    kept = costs[row, place] < 0
    partner[row[kept]] = column[place[kept]]
    return partner


def _costs(scores: Scores, bonus: int) -> NDArray[np.float64]:
    """Return what each pair adds to the plan, negative; a forbidden pair adds nothing."""
    costs = np.empty(scores.shape)
    np.subtract(-float(bonus), scores, out=costs)
    costs *= scores >= 0
    return costs


def _prices(
    scores: Scores, places: Ints, partner: Ints, bonus: int, tick: Callable[[], None] = nothing_to_hear
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the smallest prices that support the plan: longest paths of exchanges from mentees left out."""
    n, m = scores.shape
    # Half the memory to go through while it fits; prices stay below twice the bonus.
    whole, far = (np.int32, -(2**30)) if bonus < 2**28 else (np.int64, -(2**52))
    matched = np.flatnonzero(partner >= 0)
    own: NDArray[Any] = np.zeros(n, whole)
    own[matched] = scores[matched, partner[matched]] + whole(bonus)
    waiting = scores[partner < 0]
    best = waiting.max(axis=0, initial=FORBIDDEN).astype(whole)
    prices = np.where(best >= 0, best + whole(bonus), whole(0))
    if len(matched):
        order = matched[np.argsort(partner[matched], kind="stable")]
        first = np.flatnonzero(np.r_[True, np.diff(partner[order]) != 0])
        gain: NDArray[Any] = np.empty((len(first), m), whole)
        for start in range(0, len(first), _BLOCK):
            tick()
            groups = first[start : start + _BLOCK]
            end = first[start + _BLOCK] if start + _BLOCK < len(first) else len(order)
            rows = order[groups[0] : end]
            block = scores[rows]
            gains = np.where(block >= 0, block + (whole(bonus) - own[rows])[:, None], whole(far))
            alone = len(rows) == len(groups)
            gain[start : start + _BLOCK] = (
                gains if alone else np.maximum.reduceat(gains, groups - groups[0], axis=0)
            )
        _raise_prices(prices, gain, partner[order][first], tick)
    values = np.zeros(n)
    values[matched] = own[matched] - prices[partner[matched]]
    return values, prices.astype(np.float64)


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


def gap_of(
    scores: Scores,
    places: Ints,
    partner: Ints,
    values: NDArray[np.float64],
    prices: NDArray[np.float64],
    bonus: int,
) -> int:
    """Check every allowed pair against the prices and return bound minus plan; 0 proves the plan best.

    Independent of how plan and prices were found: values too small for a pair are raised first, which keeps the
    bound true and makes it larger.
    """
    n, m = scores.shape
    if not n or not m:
        return 0
    prices = np.maximum(prices, 0.0)
    needed = np.zeros(n)
    for start in range(0, n, _BLOCK):
        block = scores[start : start + _BLOCK]
        needed[start : start + _BLOCK] = np.where(block >= 0, block + (bonus - prices), 0.0).max(
            axis=1, initial=0.0
        )
    bound = np.maximum(values, needed).sum() + (prices * places).sum()
    matched = np.flatnonzero(partner >= 0)
    reached = scores[matched, partner[matched]].astype(np.int64).sum() + bonus * len(matched)
    return int(bound - reached)
