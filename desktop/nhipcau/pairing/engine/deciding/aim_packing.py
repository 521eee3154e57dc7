"""Several aims in one number a pair: whole numbers, large enough that no aim pays for another.

Two plans differ by chains of exchanges. A chain that ends at two mentees, or at two places, changes who has a mentor,
or which places are filled, by one; only a chain from a mentee left out to a free place matches one more, and it takes
nothing from anybody. So each of the three bonuses has to outweigh one chain's scores, and need not outweigh the other
bonuses; they are multiples of each other only so that a price can be read as so many people, so many points.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from nhipcau.pairing.engine.deciding.assignment import FORBIDDEN, Assignment, assign, best_left
from nhipcau.pairing.engine.deciding.problem import TOTAL, Floats, Ints, Mask, PairingProblem, Scores
from nhipcau.pairing.engine.stages import nothing_to_hear

_BLOCK = 256
"""Mentees looked at together."""


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """The problem with a column for the places up to a mentor's minimum, and one for the rest, where there are such."""

    scores: Scores
    places: Ints
    rows: Ints
    """What a row brings with it."""
    columns: Ints
    origin: Ints
    """The mentor of each column."""
    rest: Ints
    """The column of each mentor's places beyond the minimum; -1 where there are none."""
    person: int
    """What one mentee more is worth."""
    unit: int
    """The smallest bonus; more than twice all scores."""

    def above(self, floor: int) -> "Packed":
        """Return the problem without pairs below the floor."""
        if floor <= 0:
            return self
        return replace(self, scores=scores_above(self.scores, floor))

    def solved(self, tick: Callable[[], None] = nothing_to_hear, until: float | None = None) -> Assignment:
        """Return the plan of the largest worth, as good as it is at `until` by `perf_counter`."""
        budget = None if until is None else max(until - perf_counter(), 0.0)
        return assign(
            self.scores, self.places, row_bonus=self.rows, column_bonus=self.columns, tick=tick, budget=budget
        )

    def bound(self, prices: Floats) -> int:
        """Return what no plan can be worth more than, given any prices of 0 or more."""
        values = np.maximum(best_left(self.scores, prices - self.columns) + self.rows, 0.0).sum()
        return int(values + (prices * np.minimum(self.places, len(self.scores))).sum())

    def worth(self, partner: Ints) -> int:
        """Return what a plan is worth."""
        rows = np.flatnonzero(partner >= 0)
        columns = partner[rows]
        bonus = self.rows[rows].sum() + self.columns[columns].sum()
        return int(self.scores[rows, columns].astype(np.int64).sum() + bonus)

    def place_prices(self, scores: Scores, floor: int, solved: Assignment) -> Floats:
        """Return what one more place beyond the minimum is worth, given the scores of every mentor.

        The smallest prices that support the plan are exactly that; where there is no such place yet, the best that
        anybody would gain by one.
        """
        prices = np.zeros(scores.shape[1])
        there = self.rest >= 0
        prices[there] = solved.prices[self.rest[there]]
        missing = np.flatnonzero(~there)
        if len(missing):
            gained = best_left(scores_above(scores[:, missing], floor).T, solved.values - self.rows)
            prices[missing] = np.maximum(gained, 0.0)
        return prices

    def total(self, partner: Ints) -> int:
        """Return the scores of a plan without any bonus."""
        rows = np.flatnonzero(partner >= 0)
        return int(self.scores[rows, partner[rows]].astype(np.int64).sum())


def pack(problem: PairingProblem) -> Packed:
    """Return the problem with all that counts before the total in bonuses; nothing does when that is the aim."""
    scores, places = problem.scores, np.maximum(problem.places, 0).astype(np.int64)
    n, m = scores.shape
    unit = 2 * int(scores.max(initial=0)) * min(n, int(places.sum()) + 1) + 1
    if problem.aim == TOTAL:
        return Packed(scores, places, _none(n), _none(m), np.arange(m), np.arange(m), 0, unit)
    least = _minimums(problem.least, places)
    columns, worth = _none(m), unit
    origin = rest = np.arange(m)
    if least is not None:
        first, beyond = np.flatnonzero(least > 0), np.flatnonzero(places > least)
        origin = np.r_[first, beyond]
        rest = np.full(m, -1)
        rest[beyond] = len(first) + np.arange(len(beyond))
        scores = scores[:, origin]
        columns = np.r_[np.full(len(first), worth), _none(len(beyond))]
        places = np.r_[least[first], (places - least)[beyond]]
        worth *= 3
    rows = _none(n)
    if problem.priority is not None and problem.priority.any():
        rows += problem.priority * worth
        worth *= 3
    return Packed(scores, places, rows + worth, columns, origin, rest, worth, unit)


def scores_above(scores: Scores, floor: int) -> Scores:
    """Return the scores with the pairs below the floor forbidden; a few rows at a time, as the table may be large."""
    found = np.empty_like(scores)
    for start in range(0, len(scores), _BLOCK):
        block, out = scores[start : start + _BLOCK], found[start : start + _BLOCK]
        # All bits set below the floor: -1, which is forbidden.
        np.negative((block < floor).view(np.int8), out=out, dtype=np.int16)
        np.bitwise_or(block, out, out=out)
    return found


def _none(size: int) -> Ints:
    return np.zeros(size, np.int64)


def _minimums(least: Ints | None, places: Ints) -> Ints | None:
    if least is None or not (least > 0).any():
        return None
    return np.clip(least, 0, places).astype(np.int64)


def refined(
    packed: Packed,
    solved: Assignment,
    keep: Mask | None,
    tick: Callable[[], None] = nothing_to_hear,
) -> Ints:
    """Return the partners of the plan that keeps the most pairs (and mentees) among those worth the same.

    Those are the plans of pairs whose value and price make up their worth exactly, which match every mentee of a
    value above 0 and fill every mentor of a price above 0.
    """
    n = len(packed.scores)
    worth = packed.scores + packed.rows[:, None] + packed.columns
    tight = (packed.scores >= 0) & (solved.values[:, None] + solved.prices == worth)
    scores = np.where(tight, np.int16(0), np.int16(FORBIDDEN))
    if keep is not None:
        scores[tight & keep] = 1
    person = n + 1
    needed = (person + 1) * n + 1
    return assign(
        scores,
        packed.places,
        row_bonus=np.where(solved.values > 0, needed + person, person),
        column_bonus=np.where(solved.prices > 0, needed, 0),
        tick=tick,
    ).partner
