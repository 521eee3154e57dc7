"""The floor: how good the worst pair can be while as many mentees are matched as without one.

Three counts have to be reached at once: mentees, mentees with priority, first places of mentors with a minimum. What
is largest alone is reached together: a set of mentees and a set of places that can each be covered can be covered by
one plan (Mendelsohn and Dulmage), and mentees who can be matched grow to a largest such set. So each count is looked
at by itself, as a matching without any scores.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nhipcau.pairing.engine.deciding.problem import Ints, Mask, Scores
from nhipcau.pairing.engine.stages import nothing_to_hear

_STEP = 32
"""First step down from the best floor one could hope for."""
_BLOCK = 256
"""Mentees looked at together."""
_ANY = np.iinfo(np.int16).max
"""A floor nothing stands against."""


@dataclass(frozen=True, slots=True)
class _Count:
    """How many of these rows can have one of these places."""

    scores: Scores
    slots: Ints
    best: Ints
    """The best score of each row."""
    best_of_column: Ints

    def reached(self, floor: int) -> int:
        """Return how many can be matched by pairs of at least `floor`."""
        return int((self.partners(floor) >= 0).sum())

    def partners(self, floor: int) -> Ints:
        """Return a column for as many rows as can have one by pairs of at least `floor`; -1 for the others."""
        from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # scipy has no types
        from scipy.sparse.csgraph import (  # type: ignore[import-untyped]  # scipy has no types
            maximum_bipartite_matching,
        )

        rows, columns = np.flatnonzero(self.best >= floor), np.flatnonzero(self.best_of_column >= floor)
        column = np.repeat(columns, self.slots[columns])
        partners = np.full(len(self.scores), -1, np.int64)
        if not len(rows) or not len(column):
            return partners
        blocks = [rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK)]
        # Written into one array: the pairs may be half a hundred million.
        slots = self.slots.astype(np.float32)
        degrees = [(self.scores[block] >= floor).astype(np.float32) @ slots for block in blocks]
        ends = np.r_[0, np.cumsum(np.concatenate(degrees), dtype=np.int64)].astype(np.int32)
        places = np.empty(int(ends[-1]), np.int32)
        # Of fewer hits than one in ten numpy looks for each apart, which takes three times as long: so a tail of hits.
        cells = len(blocks[0]) * len(column)
        open_pairs = np.ones(cells + cells // 8 + 1, np.bool_)
        for number, block in enumerate(blocks):
            first, size = number * _BLOCK, len(block) * len(column)
            part = slice(int(ends[first]), int(ends[first + len(block)]))
            table = open_pairs[:size].reshape(len(block), len(column))
            np.take(self.scores[block] >= floor, column, axis=1, out=table, mode="clip")
            open_pairs[size:cells] = True
            hits = np.flatnonzero(open_pairs)[: part.stop - part.start]
            np.remainder(hits, len(column), out=places[part], casting="unsafe")
        graph = csr_matrix((np.ones(len(places), np.int8), places, ends), shape=(len(rows), len(column)))
        found = maximum_bipartite_matching(graph, perm_type="column")
        partners[rows] = np.where(found >= 0, column[found], -1)
        return partners

    def at_most(self) -> int:
        """Return a number no plan can exceed."""
        return min(int((self.best >= 0).sum()), int(self.slots[self.best_of_column >= 0].sum()))

    def highest(self, wanted: int) -> int:
        """Return a floor above which `wanted` cannot be matched."""
        if wanted <= 0:
            return _ANY
        rows = int(np.sort(self.best)[-wanted])
        order = np.argsort(-self.best_of_column, kind="stable")
        enough = int(np.searchsorted(np.cumsum(self.slots[order]), wanted))
        return min(rows, int(self.best_of_column[order[enough]]))


def _count(scores: Scores, slots: Ints) -> _Count:
    open_to = np.zeros(len(slots), np.int64)
    for start in range(0, len(scores), _BLOCK):
        open_to += np.count_nonzero(scores[start : start + _BLOCK] >= 0, axis=0)
    slots = np.minimum(slots, open_to)
    best = scores.max(axis=1, initial=-1).astype(np.int64)
    columns = np.where(slots > 0, scores.max(axis=0, initial=-1), -1).astype(np.int64)
    return _Count(scores, slots, best, columns)


def as_many_as_can_be(scores: Scores, places: Ints) -> Ints:
    """Return a column for as many rows as can have one, whatever their scores."""
    return _count(scores, places).partners(0)


class Reach:
    """What can be reached above a floor, compared with what can be reached without one."""

    def __init__(
        self,
        scores: Scores,
        places: Ints,
        priority: Mask | None,
        least: Ints | None,
        tick: Callable[[], None] = nothing_to_hear,
        needed: tuple[int, ...] = (),
    ) -> None:
        self._tick = tick
        self._counts = [_count(scores, places)]
        if priority is not None and priority.any():
            self._counts.append(_count(scores[priority], places))
        if least is not None and least.any():
            self._counts.append(_count(scores, np.minimum(least, places)))
        self._known: dict[tuple[int, int], int] = {}
        # What has to be reached may be told: what a plan that knows more rules than these reaches.
        self._full: list[int | None] = [*needed, *([None] * len(self._counts))][: len(self._counts)]

    def possible(self, floor: int) -> bool:
        """Say whether every count is as large above this floor as without one."""
        return all(self._kept(which, floor) for which in range(len(self._counts)))

    def _kept(self, which: int, floor: int) -> bool:
        return self._reached(which, floor) >= self._wanted(which)

    def _reached(self, which: int, floor: int) -> int:
        known = self._known.get((which, floor))
        if known is None:
            self._tick()
            known = self._known[which, floor] = self._counts[which].reached(floor)
        return known

    def highest(self) -> int:
        """Return the largest floor that costs nobody their mentor."""
        top = min(count.highest(full) for count, full in zip(self._counts, self.counts, strict=True))
        if top == _ANY:
            return 0
        step = _STEP
        low, high = top, top + 1
        while low > 0 and not self.possible(low):
            high, low, step = low, max(low - step, 0), step * 2
        while low < high - 1:
            middle = (low + high) // 2
            if self.possible(middle):
                low = middle
            else:
                high = middle
        return low

    @property
    def counts(self) -> tuple[int, ...]:
        """Return what can be reached without a floor: mentees, those with priority, first places."""
        return tuple(self._wanted(which) for which in range(len(self._counts)))

    def _wanted(self, which: int) -> int:
        full = self._full[which]
        if full is None:
            # Mostly as many are matched as could be at all, and far fewer pairs show that.
            most = self._counts[which].at_most()
            enough = self._reached(which, max(self._counts[which].highest(most), 0)) == most
            full = self._full[which] = most if enough else self._reached(which, 0)
        return full
