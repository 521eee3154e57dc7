"""The best plan in whole numbers among some pairs, and among all of them where a bound says so."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import floor, inf
from time import perf_counter
from typing import Any

import numpy as np

from nhipcau.pairing.engine.deciding.integer_model import IntegerModel, Objective
from nhipcau.pairing.engine.deciding.linear_bound import Prices, Relaxed, relax
from nhipcau.pairing.engine.deciding.problem import Ints
from nhipcau.pairing.engine.stages import abandonable

_ROUNDING = 0.01
"""What the solvers' sums may be off by; everything that is summed is a whole number."""
_FEW = 2
"""Pairs a mentee, on average, that the first search looks at."""
_QUICK = 60
"""Pairs of which the best plan is found sooner than another thread."""
_MORE = 300
_MANY = 20_000_000
_FEW_WITH_GOAL = 1_500
"""The same where no plan is known, but what it has to reach is."""


@dataclass(frozen=True, slots=True)
class WorkBudget:
    """How much a search in whole numbers does at most, counted, so that it ends alike on every machine."""

    first: int = 60
    """Nodes of the search among the pairs that are looked at first."""
    nodes: int = 2_000
    """Nodes of the search among all pairs that a better plan could have; 0 for no such search."""
    pairs: int = 20_000
    """Pairs beyond which a search among all of these would not end."""
    straight: int = 5_000
    """Pairs that a plan better than the known one could have, so few that no shorter list is tried before."""


THOROUGH = WorkBudget()
QUICK = WorkBudget(nodes=0)
SETTLING = WorkBudget(straight=20_000)
"""After a search among the nearest pairs."""
BOUND = WorkBudget(first=0, nodes=0)
"""No search at all: only the bound."""


@dataclass(frozen=True, slots=True, eq=False)
class KnownPlan:
    """A plan of the programme, and what it is worth."""

    pairs: Ints
    value: int


@dataclass(frozen=True, slots=True, eq=False)
class SearchResult:
    """The best plan found, and what no plan can be worth more than."""

    pairs: Ints | None
    """None when there is no plan that reaches what it has to, or none was found in time."""
    value: int
    bound: float
    prices: Prices
    looked: Ints
    """The pairs that the bound was made of."""


def best_plan(
    programme: IntegerModel,
    objective: Objective,
    pool: Ints,
    tick: Callable[[], None],
    until: float,
    goal: float = -inf,
    known: KnownPlan | None = None,
    work: WorkBudget = THOROUGH,
) -> SearchResult:
    """Return the best plan of the programme, or nothing when none reaches the goal.

    First the bound over all pairs, then the best plan among the pairs nearest to it, then, where these differ, among
    all pairs that a better plan could have. A plan that is known already is never given up for a worse one.
    """
    relaxed = relax(programme, objective, pool, tick, until)
    bound = _down(relaxed.bound)
    searching = _Searching(programme, objective, tick, until, goal, work, relaxed)
    if bound < goal:
        return searching.found(None, bound)
    if known is not None and known.value >= bound:
        return searching.found(known, known.value)
    if not work.first:
        return searching.found(known, bound)
    return searching.straight(known, bound) or searching.by_nearest(known, bound)


def _down(bound: float) -> float:
    return bound if bound == inf else floor(bound + _ROUNDING)


@dataclass(frozen=True, slots=True, eq=False)
class _Searching:
    """The search in whole numbers once a bound over all pairs is known."""

    programme: IntegerModel
    objective: Objective
    tick: Callable[[], None]
    until: float
    goal: float
    work: WorkBudget
    relaxed: Relaxed

    def found(self, best: KnownPlan | None, bound: float) -> SearchResult:
        pairs, value = (None, 0) if best is None else (best.pairs, best.value)
        return SearchResult(pairs, value, bound, self.relaxed.prices, self.relaxed.pairs)

    def straight(self, known: KnownPlan | None, bound: float) -> SearchResult | None:
        """Return the best of the pairs that a plan better than the known one could have, if these are few."""
        if known is None and self.goal == -inf:
            return None
        needed, beyond = self._needed(known, self.work.straight if known else _FEW_WITH_GOAL)
        if needed is None or beyond > -inf or needed is self.relaxed.pairs:
            return None
        best, reach, _ = self._among_with(needed, known, self.work.nodes or self.work.first)
        return self.found(best, max(min(bound, reach), self.goal - 1))

    def by_nearest(self, known: KnownPlan | None, bound: float) -> SearchResult:
        """Return the best of the pairs nearest to the bound, then of all that a better plan could have."""
        tried = _nearest(self.programme, self.objective, self.relaxed)
        best, reach, complete = self._among_with(tried, known, self.work.first)
        if best is not None and best.value >= bound:
            return self.found(best, best.value)
        if not self.work.nodes:
            return self.found(best, bound)
        needed, beyond = self._needed(best, self.work.pairs)
        if needed is None:
            return self.found(best, bound)
        if len(np.setdiff1d(needed, tried)) or not complete:
            known_only = needed is self.relaxed.pairs
            if not known_only and perf_counter() > self.until:
                return self.found(best, bound)
            best, reach, _ = self._among_with(needed, best, self.work.nodes)
            if known_only:
                return self.found(best, bound)
        # Plans that do not reach the goal were not looked for.
        return self.found(best, max(min(bound, max(reach, beyond)), self.goal - 1))

    def _among_with(
        self, pairs: Ints, known: KnownPlan | None, nodes: int
    ) -> tuple[KnownPlan | None, float, bool]:
        """Return the better of the plan known and the best of these pairs and its own, and what none of them exceeds.

        Say too whether the search ended by itself.
        """
        if known is not None:
            # The plan found so far goes along, so that the search has something to beat.
            pairs = np.union1d(pairs, known.pairs)
        plan, value, reach = among(self.programme, self.objective, pairs, self.tick, self.until, nodes=nodes)
        best = (
            known if plan is None or (known is not None and known.value >= value) else KnownPlan(plan, value)
        )
        least = -inf if best is None else best.value
        return best, max(reach, least), reach <= least

    def _needed(self, best: KnownPlan | None, most: int) -> tuple[Ints | None, float]:
        """Return the pairs a better plan could have, and what no plan with any other pair can be worth more than.

        Nothing when these are too many.
        """
        programme, objective, relaxed = self.programme, self.objective, self.relaxed
        if relaxed.bound == inf:
            return relaxed.pairs, inf
        reach_for = max(self.goal, -inf if best is None else best.value + 1)
        needed = relaxed.prices.near(programme, objective, relaxed.bound - reach_for + _ROUNDING)
        if len(needed) <= most:
            return needed, -inf
        if best is None:
            return relaxed.pairs, -inf
        if programme.scores.size > _MANY:
            return None, -inf
        found = relaxed.prices.of(programme, objective, needed)
        nearest = np.argpartition(-found, most)[:most]
        return np.sort(needed[nearest]), _down(relaxed.bound + float(found[nearest].min()))


def _nearest(programme: IntegerModel, objective: Objective, relaxed: Relaxed) -> Ints:
    """Return the pairs nearest to being worth their price: of all, or, where these are very many, of those known."""
    count = int(_FEW * programme.limits[: len(programme.scores)].sum()) + _MORE
    if programme.scores.size <= count or not len(relaxed.prices.lines):
        return relaxed.pairs
    if programme.scores.size > _MANY:
        found = relaxed.prices.of(programme, objective, relaxed.pairs)
        return relaxed.pairs[np.sort(np.argpartition(-found, min(count, len(found) - 1))[:count])]
    gains = np.concatenate([found.ravel() for _, found in relaxed.prices.gains(programme, objective)])
    best = np.argpartition(-gains, count)[:count]
    return np.sort(best[gains[best] > -inf])


def among(
    programme: IntegerModel,
    objective: Objective,
    pairs: Ints,
    tick: Callable[[], None],
    until: float,
    gains: Ints | None = None,
    reached: Ints | None = None,
    value: int = 0,
    nodes: int | None = None,
) -> tuple[Ints | None, int, float]:
    """Return the best plan of these pairs, its worth, and what no plan of them can be worth more than.

    `gains` takes the place of what the objective gives each pair; `reached` adds up to `value` at least.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]  # scipy has no types

    # The ties say nothing new about whole numbers, and make every step of the search longer.
    columns = programme.columns(pairs, ties=False)
    gains = programme.gains(objective, pairs) if gains is None else gains
    worth = np.r_[gains, objective.extra].astype(float)
    if not len(worth):
        empty = value <= 0 and not (programme.limits < 0).any()
        return (pairs, 0, 0.0) if empty else (None, 0, -inf)
    rules = [LinearConstraint(columns, -np.inf, programme.limits)]
    if reached is not None:
        whole = np.r_[reached, np.zeros(len(programme.most))].astype(float)
        rules.append(LinearConstraint(whole[None, :], value, np.inf))
    reckoned = float(programme.limits[: len(programme.scores)].sum()) * float(np.abs(worth).max(initial=1.0))
    solve = partial(
        milp,
        -worth,
        constraints=rules,
        integrality=np.r_[np.ones(len(pairs)), programme.whole],
        bounds=Bounds(0, np.r_[np.ones(len(pairs)), programme.most]),
        options={
            "time_limit": max(until - perf_counter(), 0.05),
            "mip_rel_gap": 0.5 / max(reckoned, 1.0),
            "node_limit": nodes,
        },
    )
    result: Any = solve() if len(pairs) < _QUICK else abandonable(solve, tick)
    if result.status == 2:
        return None, 0, -inf
    reach = inf if result.mip_dual_bound is None else _down(-result.mip_dual_bound)
    if result.x is None:
        return None, 0, reach
    chosen = result.x[: len(pairs)] > 0.5
    extras = np.round(result.x[len(pairs) :]).astype(np.int64)
    made = int(gains[chosen].sum() + (objective.extra * extras).sum())
    return pairs[chosen], made, made if result.status == 0 else max(reach, made)
