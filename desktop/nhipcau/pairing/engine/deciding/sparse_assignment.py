"""The assignment on a few promising pairs per mentee, and a look at every other pair to see that none was missed.

Guessed prices choose the pairs; the exact solver decides among them; its exact prices are held against every allowed
pair. Pairs that would pay more are added and the solver decides again, until there are none: that is the proof.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding.auction import Auction
from nhipcau.pairing.engine.deciding.dense_assignment import Floats, Ints, Scores, Worth
from nhipcau.pairing.engine.deciding.score_sweep import PRICE_RANGE, Sweep
from nhipcau.pairing.engine.stages import abandonable

_USUAL, _MOST = 8, 40
"""Pairs per mentee to begin with, as a rule and at most."""
_ADDED: Final = 12
"""Pairs per mentee added at a time."""
_CONTESTED: Final = 5
"""Bids per mentee above which mentors are contested."""
_AT_ONCE: Final = 30_000
"""Pairs up to which the solver takes a blink."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Some allowed pairs in the order of rows, then columns, and what they are worth."""

    rows: Ints
    columns: Ints
    worth: Ints

    def __len__(self) -> int:
        return len(self.rows)


def pairs_of(worth: Worth, keys: Ints) -> Pairs:
    """Return the pairs with the keys `row * columns + column`, without those worth nothing."""
    rows, columns = np.divmod(np.unique(keys), worth.scores.shape[1])
    value = worth.of(rows, columns)
    kept = value > 0
    return Pairs(rows[kept], columns[kept], value[kept])


@dataclass(frozen=True, slots=True)
class _Places:
    """The pairs with every place of a mentor apart."""

    rows: Ints
    place: Ints
    each: Ints
    """Of which pair."""
    owner: Ints

    def mentor(self, chosen: NDArray[np.int32]) -> Ints:
        """Return the mentors of the chosen places; a number past the places is staying alone."""
        width = len(self.owner)
        return np.where(chosen < width, np.r_[self.owner, 0][np.minimum(chosen, width)], -1).astype(np.int64)


def _apart(pairs: Pairs, places: Ints) -> _Places:
    copies = np.minimum(places, np.bincount(pairs.columns, minlength=len(places)))
    count = copies[pairs.columns]
    each = np.repeat(np.arange(len(pairs)), count)
    within = np.arange(len(each)) - np.repeat(np.cumsum(count) - count, count)
    place = (np.cumsum(copies) - copies)[pairs.columns[each]] + within
    return _Places(pairs.rows[each], place, each, np.repeat(np.arange(len(places)), copies))


def best_among(pairs: Pairs, places: Ints, n: int, off: Ints, tick: Callable[[], None]) -> Ints:
    """Return the best plan that uses these pairs only.

    A square table, so that prices taken off to begin with make the solver's searches short and change nothing: every
    place stands as a row of its own too, which takes the place itself when nobody does, else the stay-alone column
    of the one who does.
    """
    apart = _apart(pairs, places)
    width = len(apart.owner)
    paid = pairs.worth - off[pairs.columns]
    values = np.maximum(np.maximum.reduceat(np.r_[paid, 0], _begins(pairs.rows, n)), 0)
    values[np.bincount(pairs.rows, minlength=n) == 0] = 0
    everybody, every_place = np.arange(n), np.arange(width)
    rows = np.concatenate([apart.rows, everybody, n + every_place, n + apart.place])
    columns = np.concatenate([apart.place, width + everybody, every_place, width + apart.rows])
    cost = (values[pairs.rows] - paid)[apart.each]
    costs = np.concatenate([cost, values, off[apart.owner], np.zeros(len(cost), np.int64)])
    return apart.mentor(_matching(rows, columns, costs, (n + width, n + width), tick)[:n])


def best_unpriced(pairs: Pairs, places: Ints, n: int, tick: Callable[[], None]) -> Ints:
    """Return the same where mentors are not much contested: a smaller table, but searches begin without prices."""
    apart = _apart(pairs, places)
    width, everybody = len(apart.owner), np.arange(n)
    rows = np.concatenate([apart.rows, everybody])
    columns = np.concatenate([apart.place, width + everybody])
    top = int(pairs.worth.max(initial=0))
    costs = np.concatenate([top - pairs.worth[apart.each], np.full(n, top)])
    return apart.mentor(_matching(rows, columns, costs, (n, n + width), tick))


def _matching(
    rows: Ints, columns: Ints, costs: Ints, shape: tuple[int, int], tick: Callable[[], None]
) -> NDArray[np.int32]:
    """Return the column of every row in the full matching of least cost."""
    from scipy.sparse import csr_array  # type: ignore[import-untyped]  # scipy has no types
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching  # type: ignore[import-untyped]

    # No cost may be nothing: that would be no entry.
    graph = csr_array((costs + 1.0, (rows, columns)), shape=shape)
    solve = partial(min_weight_full_bipartite_matching, graph)
    chosen: NDArray[np.int32] = (solve() if len(costs) < _AT_ONCE else abandonable(solve, tick))[1]
    return chosen


def _begins(rows: Ints, n: int) -> Ints:
    count = np.bincount(rows, minlength=n)
    return np.cumsum(count) - count


def supporting_prices(pairs: Pairs, partner: Ints, low: Ints, tick: Callable[[], None]) -> Ints:
    """Return the smallest prices from `low` up that support the plan among these pairs."""
    n, m = len(partner), len(low)
    held = partner[pairs.rows] == pairs.columns
    own = np.zeros(n, np.int64)
    own[pairs.rows[held]] = pairs.worth[held]
    source = partner[pairs.rows]
    gain = pairs.worth - own[pairs.rows]
    prices = low.copy()
    waiting = source < 0
    np.maximum.at(prices, pairs.columns[waiting], gain[waiting])
    moving = ~held & ~waiting
    order = np.argsort(pairs.columns[moving], kind="stable")
    column, source, gain = (part[moving][order] for part in (pairs.columns, source, gain))
    if not len(column):
        return prices
    begins = np.flatnonzero(np.r_[True, column[1:] != column[:-1]])
    target = column[begins]
    for _ in range(2 * m + 2):
        tick()
        raised = np.maximum.reduceat(gain + prices[source], begins)
        changed = raised > prices[target]
        if not changed.any():
            break
        prices[target] = np.maximum(prices[target], raised)
    return prices


def largest_prices(pairs: Pairs, partner: Ints, places: Ints, tick: Callable[[], None]) -> Ints:
    """Return the largest prices that support the plan among these pairs."""
    n, m = len(partner), len(places)
    held = partner[pairs.rows] == pairs.columns
    own = np.zeros(n, np.int64)
    own[pairs.rows[held]] = pairs.worth[held]
    prices = np.full(m, 2**52, np.int64)
    matched = np.flatnonzero(partner >= 0)
    np.minimum.at(prices, partner[matched], own[matched])
    prices[np.bincount(partner[matched], minlength=m) < places] = 0
    source = partner[pairs.rows]
    moving = ~held & (source >= 0)
    loss = (own[pairs.rows] - pairs.worth)[moving]
    source, column = source[moving], pairs.columns[moving]
    order = np.argsort(source, kind="stable")
    source, column, loss = source[order], column[order], loss[order]
    if not len(column):
        return prices
    begins = np.flatnonzero(np.r_[True, source[1:] != source[:-1]])
    target = source[begins]
    for _ in range(2 * m + 2):
        tick()
        lowered = np.minimum.reduceat(loss + prices[column], begins)
        if not (lowered < prices[target]).any():
            break
        prices[target] = np.minimum(prices[target], lowered)
    return prices


def better_pairs(worth: Worth, values: Ints, prices: Ints, tick: Callable[[], None]) -> Ints:
    """Return keys of allowed pairs that pay more than values and prices say: the largest few of each mentee."""
    m = len(prices)
    net, bar = prices - worth.columns, values - worth.rows
    # Within the range of sixteen bits, unless mentees would give up any score for a place, or mentors must be filled.
    narrow = bar.min(initial=0) >= -PRICE_RANGE and net.min(initial=0) >= -PRICE_RANGE
    paid, least = _short(net), _short(bar + 1)
    sweep = Sweep(worth.scores, tick)
    found = [np.zeros(0, np.int64)]
    for block, scores in sweep.blocks():
        if narrow:
            left = sweep.net(scores, paid)
            rows, columns = sweep.cells_from(left, least[block])
            excess = left[rows, columns].astype(np.int64)
        else:
            rows, columns, excess = sweep.cells_over(scores, net, bar[block])
        if len(rows):
            rows, columns = _largest(rows, columns, excess)
            found.append((rows + block.start) * m + columns)
    return np.concatenate(found)


def _short(numbers: Ints) -> Scores:
    """Return numbers in sixteen bits; what no score less a price within the range reaches stays out of reach."""
    return np.clip(numbers, -PRICE_RANGE, 32_000).astype(np.int16)


def _largest(rows: Ints, columns: Ints, excess: Ints) -> tuple[Ints, Ints]:
    count = np.bincount(rows)
    if count.max() <= _ADDED:
        return rows, columns
    order = np.lexsort((columns, -excess, rows))
    rows, columns = rows[order], columns[order]
    kept = np.arange(len(rows)) - (np.cumsum(count) - count)[rows] < _ADDED
    return rows[kept], columns[kept]


def values_at(worth: Worth, partner: Ints, prices: Ints) -> Ints:
    """Return what is left to each mentee of the worth of their pair."""
    values = np.zeros(len(partner), np.int64)
    matched = np.flatnonzero(partner >= 0)
    values[matched] = worth.of(matched, partner[matched]) - prices[partner[matched]]
    return values


class TimeUpError(Exception):
    """The time one was willing to wait has passed."""


class SparseSearch:
    """Holds the best plan and the prices so far, whenever it is stopped."""

    def __init__(self, worth: Worth, places: Ints, tick: Callable[[], None]) -> None:
        n, m = worth.scores.shape
        self._worth, self._places, self._tick = worth, places, tick
        self.partner: Ints = np.full(n, -1, np.int64)
        self.prices: Ints = np.zeros(m, np.int64)

    def run(self, known: Ints | None) -> None:
        """Search until the plan is proved best."""
        worth, places, tick = self._worth, self._places, self._tick
        m = len(places)
        auction = Auction(worth, places, tick, None if known is None else known - worth.columns)
        try:
            auction.run()
        finally:
            self.partner = auction.partner.copy()
            full = np.bincount(self.partner[self.partner >= 0], minlength=m) >= np.maximum(places, 1)
            self.prices = np.where(full, np.maximum(auction.prices + worth.columns, 0), 0)
        self._prove(auction.promising(_USUAL, _MOST), contested=auction.bids > _CONTESTED * len(self.partner))

    def _prove(self, keys: Ints, *, contested: bool) -> None:
        """Decide among the pairs, and add what would pay more, until nothing does."""
        worth, places, tick = self._worth, self._places, self._tick
        n, m = worth.scores.shape
        known = 0
        while len(keys) > known:
            pairs = pairs_of(worth, keys)
            if known or contested:
                self.partner = best_among(pairs, places, n, self.prices, tick)
            else:
                self.partner = best_unpriced(pairs, places, n, tick)
            high = largest_prices(pairs, self.partner, places, tick)
            self.prices = supporting_prices(pairs, self.partner, np.minimum(self.prices, high), tick)
            more = better_pairs(worth, values_at(worth, self.partner, self.prices), self.prices, tick)
            known = len(pairs)
            keys = np.concatenate([pairs.rows * m + pairs.columns, more])
        self._lower(keys)

    def _lower(self, keys: Ints) -> None:
        """Find the smallest prices that prove the plan: what one more place would be worth."""
        worth, tick = self._worth, self._tick
        m = len(self.prices)
        known, prices = 0, np.zeros(m, np.int64)
        while len(keys) > known:
            pairs = pairs_of(worth, keys)
            prices = supporting_prices(pairs, self.partner, np.zeros(m, np.int64), tick)
            more = better_pairs(worth, values_at(worth, self.partner, prices), prices, tick)
            known = len(pairs)
            keys = np.concatenate([pairs.rows * m + pairs.columns, more])
        self.prices = prices


def solve_sparse(
    worth: Worth,
    places: Ints,
    tick: Callable[[], None],
    budget: float | None = None,
    known: Floats | None = None,
) -> tuple[Ints, Floats, Floats]:
    """Return each row's column or -1, and values and prices: the proof, or a bound when the time was up first."""
    ends = perf_counter() + budget if budget is not None else float("inf")

    def hear() -> None:
        tick()
        if perf_counter() > ends:
            raise TimeUpError

    search = SparseSearch(worth, places, hear)
    with suppress(TimeUpError):
        search.run(None if known is None else np.rint(known).astype(np.int64))
    values = values_at(worth, search.partner, search.prices)
    return search.partner, values.astype(np.float64), search.prices.astype(np.float64)
