"""A first guess at the prices: mentees bid for mentors until everyone holds one or gives up.

Only whole numbers decide, so the guess is the same on every machine. It need not be right: it says which few pairs per
mentee are worth the exact solver's while, and whatever it misses is found when every pair is checked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding.dense_assignment import Ints, Worth
from nhipcau.pairing.engine.deciding.score_sweep import NEVER, PRICE_RANGE, Sweep, first_few, paid_in_points

Whole = NDArray[np.int32]

_STEP: Final = 128
"""Least raise of a bid, in points: prices come out about so much too high, nearly all of them alike."""
_STALE: Final = 12
"""Rounds without anybody more served after which those left over are taken for too many."""
_SETTLED: Final = 100
"""One in so many mentees may still be bidding when the auction ends."""
_ROUNDS: Final = 600
_LIST: Final = 24
"""Mentors on a mentee's list."""
_TURN: Final = 7919
"""Every row prefers other columns among equals, so that not all ask for the same."""


@dataclass(slots=True)
class CandidateLists:
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
        self._sweep = Sweep(worth.scores, tick)
        self._floor = np.clip(-worth.columns, -PRICE_RANGE // 2, PRICE_RANGE // 2)
        self._gives_up = np.maximum(-worth.rows, -PRICE_RANGE // 2)
        self.prices: Ints = self._floor.copy() if known is None else np.maximum(known, self._floor)
        """What is paid on top of what a column brings with it."""
        self.prices[places <= 0] = PRICE_RANGE
        self.partner: Ints = np.full(n, -1, np.int64)
        self._held: Ints = np.zeros(n, np.int64)
        self.bids = 0
        width = min(_LIST, m)
        nobody = np.full((n, width), NEVER, np.int32)
        self.lists = CandidateLists(np.zeros((n, width), np.int64), nobody, np.zeros(n, np.int32), 0)

    def run(self) -> None:
        """Take bids until nearly everyone is served."""
        self.lists.near = self._nearness(self.lists.columns.shape[1])
        self._renew(np.arange(len(self.partner)))
        asked = self.prices.copy()
        bidders = np.arange(len(self.partner))
        fewest, stale, enough = len(bidders) + 1, 0, len(bidders) // _SETTLED
        for _ in range(_ROUNDS):
            if len(bidders) <= enough or stale > _STALE:
                break
            self._tick()
            self.bids += len(bidders)
            wanted, best, second = self._wishes(bidders)
            gives_up = self._gives_up[bidders]
            keen = best > gives_up
            bidders, wanted = bidders[keen], wanted[keen]
            raised = np.minimum(best - np.maximum(second, gives_up), 4 * _STEP)[keen] + _STEP
            bidders = self._knock_down(asked, bidders, wanted, raised)
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
        net[at, first] = 2 * NEVER
        return lists.columns[rows, first], best, net.max(axis=1, initial=2 * NEVER).astype(np.int64)

    def _nearness(self, width: int) -> int:
        """Return within how many points of the best there are about so many columns."""
        n = len(self._worth.scores)
        paid = paid_in_points(self.prices)
        apart = [np.zeros(0, np.int32)]
        for _, scores in self._sweep.blocks(np.arange(0, n, max(1, n // 32))):
            ranked = np.sort(self._sweep.net(scores, paid), axis=1)[:, ::-1].astype(np.int32)
            there = ranked[:, width - 1] > NEVER
            apart.append(ranked[there, 0] - ranked[there, width - 1])
        found = np.concatenate(apart)
        return int(np.median(found)) if len(found) else 1000

    def _renew(self, rows: Ints) -> None:
        """Write new lists from all columns at today's prices."""
        lists, paid = self.lists, paid_in_points(self.prices)
        m = len(self.prices)
        for block, scores in self._sweep.blocks(None if len(rows) == len(self.partner) else rows):
            some = rows[block]
            net = self._sweep.net(scores, paid)
            bar = np.maximum(net.max(axis=1).astype(np.int32) - lists.near, NEVER + 1)
            row, column = self._sweep.cells_from(net, bar.astype(np.int16))
            row, column, place = first_few(row, column, some * _TURN, m, lists.columns.shape[1])
            lists.scores[some] = NEVER
            lists.columns[some[row], place] = column
            lists.scores[some[row], place] = scores[row, column]
            lists.bar[some] = bar

    def _knock_down(self, asked_at_first: Ints, bidders: Ints, wanted: Ints, raised: Ints) -> Ints:
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
        places, floor = self._places[mentors], asked_at_first[mentors]
        lowest = bid[begins + np.minimum(places, count) - 1]
        prices[mentors] = np.where(count >= places, np.maximum(lowest, floor), floor)
        outbid = everybody[rank >= self._places[column]]
        partner[outbid] = -1
        return np.sort(outbid)

    def promising(self, usual: int, most: int) -> Ints:
        """Return the keys `row * columns + column` of so many of each mentee's best choices, and of the plan."""
        m = len(self.prices)
        paid = paid_in_points(self.prices)
        within = self._nearness(min(usual, m))
        matched = np.flatnonzero(self.partner >= 0)
        found = [matched * m + self.partner[matched]]
        for block, scores in self._sweep.blocks():
            net = self._sweep.net(scores, paid)
            bar = np.maximum(net.max(axis=1).astype(np.int32) - within, NEVER + 1)
            row, column = self._sweep.cells_from(net, bar.astype(np.int16))
            row, column, _ = first_few(row, column, np.arange(block.start, block.stop) * _TURN, m, most)
            found.append((row + block.start) * m + column)
        return np.concatenate(found)
