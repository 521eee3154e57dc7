"""What it costs to push somebody out of a mentor's places: the cheapest chains of exchanges, all at once.

A plan that is the best has no exchange that gains. Putting one mentee elsewhere pushes another out of a full mentor's
places; the best answer of the rest of the plan is the cheapest chain of exchanges from there to the place that was
left. One shortest-path search backwards from that place finds the chain for every mentor. Nothing is estimated.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FAR: Final = 2.0**52
"""More than any chain of allowed exchanges costs; minus this is the worth of a pair that may not be."""


@dataclass(frozen=True, slots=True)
class Step:
    """One exchange: mentee `row` goes from a column to another; -1 is nowhere."""

    row: int
    source: int
    target: int


class Exchanges:
    """The plan without one mentee, and what it costs to hand a mentee on. `nowhere` is a place of its own."""

    def __init__(self, worth: Floats, partner: Ints, places: Ints) -> None:
        self._worth = worth
        self._partner = partner
        self._free = places > np.bincount(partner[partner >= 0], minlength=len(places))
        self.nowhere = len(places)
        self.costs = self._costs()

    def _costs(self) -> Floats:
        m = self.nowhere
        costs = np.full((m + 1, m + 1), FAR)
        held = np.flatnonzero(self._partner >= 0)
        if len(held):
            order = held[np.argsort(self._partner[held], kind="stable")]
            mentors = self._partner[order]
            first = np.flatnonzero(np.concatenate([[True], np.diff(mentors) != 0]))
            own = self._worth[order, mentors]
            costs[mentors[first], :m] = np.minimum.reduceat(own[:, None] - self._worth[order], first, axis=0)
            costs[mentors[first], m] = np.minimum.reduceat(own, first)
        costs[:m, m] = np.where(self._free, 0.0, costs[:m, m])
        waiting = self._worth[self._partner < 0]
        costs[m, :m] = np.minimum(0.0, -waiting.max(axis=0, initial=-FAR))
        np.fill_diagonal(costs, FAR)
        return costs

    def cheapest(self, target: int) -> tuple[Floats, Ints]:
        """Return for every column the cost of the cheapest chain to `target`, and its next link."""
        size = self.nowhere + 1
        distance = np.full(size, FAR)
        distance[target] = 0.0
        following = np.full(size, target, np.int64)
        changed = np.array([target])
        for _ in range(2 * size):
            through = self.costs[:, changed] + distance[changed]
            best = through.argmin(axis=1)
            cost = through[np.arange(size), best]
            better = cost < distance
            better[target] = False
            following[better] = changed[best[better]]
            distance[better] = cost[better]
            changed = np.flatnonzero(better)
            if not len(changed):
                break
        return distance, following

    def step(self, source: int, target: int) -> Step | None:
        """Say who moves on the link from `source` to `target`; None when nobody has to."""
        nowhere = self.nowhere
        if source == nowhere:
            waiting = np.flatnonzero(self._partner < 0)
            if not len(waiting) or -self.costs[nowhere, target] <= 0:
                return None
            return Step(int(waiting[self._worth[waiting, target].argmax()]), -1, target)
        held = np.flatnonzero(self._partner == source)
        if target == nowhere:
            if self._free[source]:
                return None
            return Step(int(held[self._worth[held, source].argmin()]), source, -1)
        loss = self._worth[held, source] - self._worth[held, target]
        return Step(int(held[loss.argmin()]), source, target)
