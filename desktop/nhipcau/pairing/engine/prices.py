"""A first guess at the prices: mentees bid for mentors until everyone holds one or gives up.

Only whole numbers decide, so the guess is the same on every machine. It need not be right: it says which few pairs per
mentee are worth the exact solver's while, and whatever it misses is found when every pair is checked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.dense import Ints, Worth

Short = NDArray[np.int16]
Whole = NDArray[np.int32]

_STEPS: Final = (128, 24)
"""Least raise of a bid, in points, of one auction after the other: prices come out about so much too high."""
_STALE: Final = 12
"""Rounds without anybody more served after which those left over are taken for too many."""
_ROUNDS: Final = 600
_LIST: Final = 24
"""Mentors on a mentee's list."""
_CELLS: Final = 1 << 18
"""Cells looked at together: few enough to stay in the processor's cache."""
_NEVER: Final = -32_768
PRICE_RANGE: Final = 21_000
"""Prices beyond this are cut off: nobody would pay them for a score."""


def row_blocks(rows: int, columns: int) -> list[slice]:
    """Return row ranges of a table of so many columns that fit the cache."""
    size = max(1, _CELLS // max(columns, 1))
    return [slice(start, min(rows, start + size)) for start in range(0, rows, size)]


def _left_over(scores: Short, paid: Short) -> Short:
    """Return scores less prices, `_NEVER` where forbidden: scores are below 10,001 and prices within the range."""
    net = scores - paid
    np.copyto(net, np.int16(_NEVER), where=scores < 0)
    return net


@dataclass(slots=True)
class Lists:
    """Each mentee's likeliest mentors, the scores there, and below what others may be better."""

    columns: Ints
    scores: Whole
    bar: Whole
    near: int


class Auction:
    """The lists, the prices and who holds what for which bid."""

    def __init__(
        self, worth: Worth, places: Ints, tick: Callable[[], None], known: Ints | None = None
    ) -> None:
        n, m = worth.scores.shape
        self._worth, self._places, self._tick = worth, places, tick
        self._floor = np.clip(-worth.columns, -PRICE_RANGE // 2, PRICE_RANGE // 2)
        self._gives_up = np.maximum(-worth.rows, -PRICE_RANGE // 2)
        self.prices: Ints = self._floor.copy() if known is None else np.maximum(known, self._floor)
        """What is paid on top of what a column brings with it."""
        self.prices[places <= 0] = PRICE_RANGE
        self.partner: Ints = np.full(n, -1, np.int64)
        self._held: Ints = np.zeros(n, np.int64)
        width = min(_LIST, m)
        nobody = np.full((n, width), _NEVER, np.int32)
        self.lists = Lists(np.zeros((n, width), np.int64), nobody, np.zeros(n, np.int32), 0)

    def run(self) -> None:
        n = len(self.partner)
        self.lists.near = self._nearness(self.lists.columns.shape[1])
        self._renew(np.arange(n))
        for step in _STEPS:
            if step != _STEPS[0]:
                self.prices = np.where(
                    self._places > 0, np.maximum(self.prices - _STEPS[0], self._floor), PRICE_RANGE
                )
            self.partner[:] = -1
            self._bid(step)

    def _bid(self, step: int) -> None:
        bidders = np.arange(len(self.partner))
        fewest, stale = len(bidders) + 1, 0
        for _ in range(_ROUNDS):
            if not len(bidders) or stale > _STALE:
                break
            self._tick()
            wanted, best, second = self._wishes(bidders)
            gives_up = self._gives_up[bidders]
            keen = best > gives_up
            bidders, wanted = bidders[keen], wanted[keen]
            raised = np.minimum(best - np.maximum(second, gives_up), 4 * step)[keen] + step
            bidders = self._knock_down(bidders, wanted, raised)
            stale = 0 if len(bidders) < fewest else stale + 1
            fewest = min(fewest, len(bidders))

    def _wishes(self, rows: Ints) -> tuple[Ints, Ints, Ints]:
        """Return each row's best column, what it leaves over there, and at the second best."""
        lists = self.lists
        net = lists.scores[rows] - self.prices[lists.columns[rows]]
        at = np.arange(len(rows))
        first = net.argmax(axis=1)
        worn = net[at, first] < lists.bar[rows]
        if worn.any():
            self._renew(rows[worn])
            net[worn] = lists.scores[rows[worn]] - self.prices[lists.columns[rows[worn]]]
            first = net.argmax(axis=1)
        best = net[at, first].astype(np.int64)
        net[at, first] = 2 * _NEVER
        return lists.columns[rows, first], best, net.max(axis=1, initial=2 * _NEVER).astype(np.int64)

    def _nearness(self, width: int) -> int:
        """Return within how many points of the best there are about so many columns."""
        n = len(self._worth.scores)
        sample = np.arange(0, n, max(1, n // 32))
        net = _left_over(self._worth.scores[sample], self._paid())
        ranked = np.sort(net, axis=1)[:, ::-1].astype(np.int32)
        there = ranked[:, width - 1] > _NEVER
        if not there.any():
            return 1000
        return int(np.median(ranked[there, 0] - ranked[there, width - 1]))

    def _paid(self) -> Short:
        return np.clip(self.prices, -PRICE_RANGE, PRICE_RANGE).astype(np.int16)

    def _renew(self, rows: Ints) -> None:
        """Write new lists from all columns at today's prices."""
        scores, lists, paid = self._worth.scores, self.lists, self._paid()
        m = scores.shape[1]
        for block in row_blocks(len(rows), m):
            self._tick()
            some = rows[block]
            chosen = scores[some[0] : some[-1] + 1] if some[-1] - some[0] == len(some) - 1 else scores[some]
            net = _left_over(chosen, paid)
            bar = np.maximum(net.max(axis=1).astype(np.int32) - lists.near, _NEVER + 1)
            cells = np.flatnonzero(net >= bar.astype(np.int16)[:, None])
            row, column = np.divmod(cells, m)
            row, column, place = _listed(row, column, some, m, lists.columns.shape[1])
            lists.scores[some] = _NEVER
            lists.columns[some[row], place] = column
            lists.scores[some[row], place] = chosen[row, column]
            lists.bar[some] = bar

    def _knock_down(self, bidders: Ints, wanted: Ints, raised: Ints) -> Ints:
        """Give each mentor's places to the highest bids, old and new; return who has to bid again."""
        partner, held, prices = self.partner, self._held, self.prices
        asked = np.zeros(len(prices), np.bool_)
        asked[wanted] = True
        holders = np.flatnonzero((partner >= 0) & asked[partner])
        held[bidders] = prices[wanted] + raised
        partner[bidders] = wanted
        everybody = np.concatenate([holders, bidders])
        column, bid = partner[everybody], held[everybody]
        order = np.lexsort((everybody, -bid, column))
        column, everybody, bid = column[order], everybody[order], bid[order]
        if not len(column):
            return everybody
        begins = np.flatnonzero(np.r_[True, column[1:] != column[:-1]])
        count = np.diff(np.r_[begins, len(column)])
        rank = np.arange(len(column)) - np.repeat(begins, count)
        mentors = column[begins]
        places, floor = self._places[mentors], self._floor[mentors]
        lowest = bid[begins + np.minimum(places, count) - 1]
        prices[mentors] = np.where(count >= places, np.maximum(lowest, floor), floor)
        outbid = everybody[rank >= self._places[column]]
        partner[outbid] = -1
        return np.sort(outbid)

    def promising(self, usual: int, most: int) -> Ints:
        """Return the keys `row * columns + column` of so many of each mentee's best choices, and of the plan."""
        scores, paid = self._worth.scores, self._paid()
        n, m = scores.shape
        within = self._nearness(min(usual, m))
        matched = np.flatnonzero(self.partner >= 0)
        found = [matched * m + self.partner[matched]]
        for block in row_blocks(n, m):
            self._tick()
            net = _left_over(scores[block], paid)
            bar = np.maximum(net.max(axis=1).astype(np.int32) - within, _NEVER + 1).astype(np.int16)
            row, column = np.divmod(np.flatnonzero(net >= bar[:, None]), m)
            row, column, _ = _listed(row, column, np.arange(block.start, block.stop), m, most)
            found.append((row + block.start) * m + column)
        return np.concatenate(found)


def _listed(row: Ints, column: Ints, numbers: Ints, m: int, width: int) -> tuple[Ints, Ints, Ints]:
    """Count the cells of each row; where too many, from a column of the row's own on, so that lists differ."""
    count = np.bincount(row)
    if not len(row):
        return row, column, row
    begins = np.cumsum(count) - count
    if count.max() > width:
        order = np.lexsort(((column - numbers[row] * 7919) % m, row))
        row, column = row[order], column[order]
    place = np.arange(len(row)) - begins[row]
    kept = place < width
    return row[kept], column[kept], place[kept]
