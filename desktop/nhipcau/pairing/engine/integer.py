"""The best plan in whole numbers among some pairs, and among all of them where a bound says so."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import floor, inf
from time import perf_counter
from typing import Any

import numpy as np

from nhipcau.pairing.engine.linear import Prices, Relaxed, relax
from nhipcau.pairing.engine.problem import Ints
from nhipcau.pairing.engine.programme import Objective, Programme
from nhipcau.pairing.engine.stages import abandonable

_ROUNDING = 0.01
"""What the solvers' sums may be off by; everything that is summed is a whole number."""
_FEW = 2
"""Pairs a mentee, on average, that the first search looks at."""
_QUICK = 60
"""Pairs of which the best plan is found sooner than another thread."""
_MORE = 300
_MANY = 20_000_000
_MOST = 60_000
"""Pairs beyond which a search in whole numbers would not end."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The best plan found, and what no plan can be worth more than."""

    pairs: Ints | None
    """None when there is no plan that reaches what it has to, or none was found in time."""
    value: int
    bound: float
    prices: Prices
    looked: Ints
    """The pairs that the bound was made of."""


def best_plan(
    programme: Programme,
    objective: Objective,
    pool: Ints,
    tick: Callable[[], None],
    until: float,
    goal: float = -inf,
) -> Found:
    """Return the best plan of the programme, or nothing when none reaches the goal.

    First the bound over all pairs, then the best plan among the pairs nearest to it, then, where these differ, among
    all pairs that a better plan could have.
    """
    relaxed = relax(programme, objective, pool, tick, until)
    bound = _down(relaxed.bound)
    if bound < goal:
        return Found(None, 0, bound, relaxed.prices, relaxed.pairs)
    tried = _nearest(programme, objective, relaxed)
    plan, value, reach = among(programme, objective, tried, tick, until)
    if plan is not None and value >= bound:
        return Found(plan, value, value, relaxed.prices, relaxed.pairs)
    reach_for = max(goal, -inf if plan is None else value + 1)
    slack = relaxed.bound - reach_for + _ROUNDING
    needed = relaxed.prices.near(programme, objective, slack)
    if len(np.setdiff1d(needed, tried)):
        if len(needed) > _MOST and plan is None:
            needed = relaxed.pairs
        elif len(needed) > _MOST or perf_counter() > until:
            return Found(plan, value, bound, relaxed.prices, relaxed.pairs)
        # The plan found so far goes along, so that the search has something to beat.
        needed = needed if plan is None else np.union1d(needed, plan)
        again, other, reach = among(programme, objective, needed, tick, until)
        if again is not None and (plan is None or other > value):
            plan, value = again, other
        if needed is relaxed.pairs:
            return Found(plan, value, bound, relaxed.prices, relaxed.pairs)
    # Plans that do not reach the goal were not looked for.
    return Found(plan, value, max(min(bound, reach), goal - 1), relaxed.prices, relaxed.pairs)


def _down(bound: float) -> float:
    return bound if bound == inf else floor(bound + _ROUNDING)


def _nearest(programme: Programme, objective: Objective, relaxed: Relaxed) -> Ints:
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
    programme: Programme,
    objective: Objective,
    pairs: Ints,
    tick: Callable[[], None],
    until: float,
    gains: Ints | None = None,
    reached: Ints | None = None,
    value: int = 0,
) -> tuple[Ints | None, int, float]:
    """Return the best plan of these pairs, its worth, and what no plan of them can be worth more than.

    `gains` takes the place of what the objective gives each pair; `reached` adds up to `value` at least.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]  # scipy has no types

    columns = programme.columns(pairs)
    gains = programme.gains(objective, pairs) if gains is None else gains
    worth = np.r_[gains, objective.extra].astype(float)
    if not len(worth):
        empty = value <= 0 and not (programme.limits < 0).any()
        return (pairs, 0, 0.0) if empty else (None, 0, -inf)
    limits = np.r_[programme.limits, np.zeros(columns.shape[0] - len(programme.limits))]
    rules = [LinearConstraint(columns, -np.inf, limits)]
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
        options={"time_limit": max(until - perf_counter(), 0.05), "mip_rel_gap": 0.5 / max(reckoned, 1.0)},
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
