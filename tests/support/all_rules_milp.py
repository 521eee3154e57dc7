"""The best plan aim by aim as one programme of all pairs written down for scipy: independent of the engine.

Every aim is one solve; what it reaches is a rule of the next. It is slow, and it takes rules as people say them: a
variable a pair, one a mentor for being used, one a mentee for a first, second and third mentor.
"""

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tests.support.exhaustive import breaks_nothing, figures_of

from nhipcau.pairing.engine.deciding.problem import (
    FAIREST,
    TOTAL,
    WHOLE,
    MentorQuota,
    PairingProblem,
    Solution,
)

Line = NDArray[np.float64]
_SECONDS = 300.0


class Undecided(Exception):
    """The solver needs longer than a comparison may take."""


@dataclass(frozen=True)
class Reached:
    """What the best plan reaches, in the order of the aims."""

    aims: tuple[int, ...]
    """Quotas broken (negative), people, priority, second and third mentors, places up to minimums."""
    floor: int
    total: int

    @property
    def matched(self) -> int:
        return self.aims[1]


class Written:
    """A problem written down: rules as rows over all variables, and the aims as sums of them."""

    def __init__(self, problem: PairingProblem) -> None:
        self.problem = problem
        self.n, self.m = problem.scores.shape
        may = (problem.scores >= 0) & (problem.places > 0)[None]
        if problem.mutual:
            may &= may.T & ~np.eye(self.n, dtype=np.bool_)
        self.rows, self.columns = np.nonzero(may)
        self.pairs = len(self.rows)
        self.used = self.pairs + np.arange(self.m)
        self.levels = self.pairs + self.m + np.arange(3 * self.n).reshape(3, self.n)
        self.filled = self.pairs + self.m + 3 * self.n + np.arange(self.m)
        self.missing = self.filled[-1:].max(initial=-1) + 1 + np.arange(len(problem.quotas))
        self.size = self.pairs + 2 * self.m + 3 * self.n + len(problem.quotas)
        self.whole = np.ones(self.size)
        self.most = np.ones(self.size)
        self._places: list[tuple[NDArray[np.int64], NDArray[np.int64], Line]] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self._write_mentees()
        self._write_mentors()
        self._write_quotas()
        if problem.mutual:
            self._write_peers()

    def add(self, where: NDArray[np.int64], amounts: Line, low: float, high: float) -> None:
        self._places.append((np.full(len(where), len(self.low)), where, amounts))
        self.low.append(low)
        self.high.append(high)

    def _write_mentees(self) -> None:
        problem, n = self.problem, self.n
        wanted = np.ones(n, np.int64) if problem.wanted is None else problem.wanted
        self.held = np.zeros(n, np.int64) if problem.held is None else problem.held.astype(np.int64)
        for row in range(n):
            mine = np.flatnonzero(self.rows == row)
            self.add(mine, np.ones(len(mine)), 0, wanted[row])
            # Level k counts when there are more than k mentors with the one held; each pair makes up for one level.
            mine_levels = self.levels[self.held[row] :, row]
            self.most[self.levels[: self.held[row], row]] = 0
            self.add(
                np.r_[mine, mine_levels], np.r_[np.ones(len(mine)), -np.ones(len(mine_levels))], 0, np.inf
            )
            for before, after in itertools.pairwise(mine_levels):
                self.add(np.array([before, after]), np.array([1.0, -1.0]), 0, np.inf)

    def _write_mentors(self) -> None:
        problem = self.problem
        least = (
            np.ones(self.m, np.int64) if problem.group_least is None else np.maximum(problem.group_least, 1)
        )
        asked = np.zeros(self.m, np.int64) if problem.least is None else np.maximum(problem.least, 0)
        self.most[self.filled] = np.minimum(asked, np.maximum(problem.places, 0))
        for column in range(self.m):
            theirs = np.flatnonzero(self.columns == column)
            ones, used, places = np.ones(len(theirs)), self.used[column], problem.places[column]
            self.add(np.r_[theirs, used], np.r_[ones, -float(max(places, 0))], -np.inf, 0)
            self.add(np.r_[theirs, used], np.r_[ones, -float(least[column])], 0, np.inf)
            self.add(np.r_[theirs, self.filled[column]], np.r_[ones, -1.0], 0, np.inf)

    def _write_quotas(self) -> None:
        problem = self.problem
        for which, quota in enumerate(problem.quotas):
            if isinstance(quota, MentorQuota):
                where, amounts = self.used, quota.amounts.astype(float)
            else:
                where, amounts = np.arange(self.pairs), quota.of(self.rows, self.columns).astype(float)
            self.most[self.missing[which]] = max(-quota.base, 0)
            self.add(np.r_[where, self.missing[which]], np.r_[amounts, 1.0], -quota.base, np.inf)

    def _write_peers(self) -> None:
        number = np.full((self.n, self.n), -1)
        number[self.rows, self.columns] = np.arange(self.pairs)
        for pair in range(self.pairs):
            back = number[self.columns[pair], self.rows[pair]]
            if back > pair:
                self.add(np.array([pair, back]), np.array([1.0, -1.0]), 0, 0)

    def aims(self) -> list[Line]:
        """Return what counts before the total, in order, as sums over the variables."""
        problem = self.problem
        priority = np.zeros(self.n, np.bool_) if problem.priority is None else problem.priority
        asked = (
            (self.missing, -1.0), (self.levels[0], 1.0), (self.levels[0][priority], 1.0),
            (self.levels[1], 1.0), (self.levels[2], 1.0), (self.filled, 1.0),
        )  # fmt: skip
        made = []
        for where, amount in asked:
            line = np.zeros(self.size)
            line[where] = amount
            made.append(line)
        return made[:1] if problem.aim == TOTAL else made

    def points(self) -> Line:
        scores = self.problem.scores[self.rows, self.columns].astype(float)
        points: Line = np.r_[scores, np.zeros(self.size - self.pairs)]
        return points

    def best(self, aim: Line, rules: list[tuple[Line, float]], floor: int = 0) -> float | None:
        """Return the most of an aim under these rules as well, each a sum and its least; None when nothing fits."""
        from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]  # scipy has no types
        from scipy.sparse import csr_array, vstack  # type: ignore[import-untyped]  # scipy has no types

        lines, where, amounts = (np.concatenate(part) for part in zip(*self._places, strict=True))
        matrix = csr_array((amounts, (lines, where)), shape=(len(self.low), self.size))
        if rules:
            matrix = vstack([matrix, csr_array(np.array([line for line, _ in rules]))]).tocsr()
        most = self.most.copy()
        most[: self.pairs][self.problem.scores[self.rows, self.columns] < floor] = 0
        found = milp(
            -aim,
            constraints=LinearConstraint(
                matrix, [*self.low, *(least for _, least in rules)], [*self.high, *([np.inf] * len(rules))]
            ),
            integrality=self.whole,
            bounds=Bounds(0, most),
            options={"mip_rel_gap": 1e-8, "time_limit": _SECONDS},
        )
        if found.status == 2:
            return None
        if found.status:
            raise Undecided(found.message)
        return float(-found.fun)


def best_of_all(problem: PairingProblem) -> Reached:
    """Return what the best plan of a problem reaches."""
    written = Written(problem)
    if not written.pairs:
        return Reached((-sum(max(-quota.base, 0) for quota in problem.quotas), 0, 0, 0, 0, 0), 0, 0)
    rules: list[tuple[Line, float]] = []
    reached: list[int] = []
    for aim in written.aims():
        most = round(written.best(aim, rules) or 0) if aim.any() else 0
        reached.append(most)
        if aim.any():
            rules.append((aim, most - 0.5))
    total = written.best(written.points(), rules) or 0.0
    floor = 0
    if problem.aim == FAIREST and any(reached[1:]):
        goal = -(-round(total) * (WHOLE - problem.within) // WHOLE)
        floor, total = highest_floor(written, rules, goal)
    return Reached(tuple(reached), floor, round(total))


def highest_floor(written: Written, rules: list[tuple[Line, float]], goal: int) -> tuple[int, float]:
    """Return the best of all weakest pairs with which as much is reached, and the most points with it."""
    scores = written.problem.scores[written.rows, written.columns]
    levels = np.unique(scores).tolist()
    low, high, best = 0, len(levels), 0.0
    # Level 0 is every pair there is.
    while low < high:
        middle = (low + high) // 2
        found = written.best(written.points(), rules, levels[middle])
        if found is not None and round(found) >= goal:
            low, best = middle + 1, found
        else:
            high = middle
    return levels[low - 1], best


def check_claims(problem: PairingProblem, made: Solution, best: Reached, name: object) -> None:
    """Hold a plan to the best there is: as good in every aim, or within what its stated gaps leave open."""
    assert breaks_nothing(problem, made.rows, made.columns), name
    got = figures_of(problem, made.rows, made.columns)
    aims = (got.missing, got.mentees, got.priority, got.second, got.third, got.least)[: len(best.aims)]
    if made.proved:
        assert (made.gap, made.people_gap, made.floor_gap, made.counts_gap) == (0, 0, 0, 0), name
        assert aims == best.aims, (name, aims, best)
        assert got.total == best.total, (name, got.total, best.total)
        if problem.aim == FAIREST:
            assert got.worst == best.floor == made.floor, (name, got.worst, best.floor)
        return
    assert aims <= best.aims, (name, "better than the best", aims, best)
    if problem.aim != TOTAL:
        assert got.mentees + made.people_gap >= best.aims[1], (name, "people", made, best)
    if made.people_gap == made.counts_gap == 0:
        assert aims == best.aims, (name, "counts", aims, best)
        if problem.aim == FAIREST:
            assert made.floor + made.floor_gap >= best.floor, (name, "floor", made, best)
    if problem.aim != FAIREST or made.floor <= best.floor:
        assert got.total + made.gap >= best.total, (name, "total", made, best)
