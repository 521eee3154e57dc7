"""A bound on every plan there is: the linear relaxation, made of few pairs, with all others priced out.

Given a price of 0 or more for every row of the programme, no plan can be worth more than the limits at these prices
and what all pairs and extra variables are worth beyond them. That holds for any prices, so the bound does not depend
on how well the linear solver did its work.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from time import perf_counter

import numpy as np

from nhipcau.pairing.engine.deciding.integer_model import IntegerModel, Matrix, Objective
from nhipcau.pairing.engine.deciding.problem import Floats, Ints, Mask
from nhipcau.pairing.engine.stages import abandonable

_BLOCK = 256
_ENOUGH = 0.5
"""A bound so near the linear optimum says the same about whole numbers."""
_NEARLY = 60.0
"""Points so few that the search in whole numbers settles them sooner."""
_ADDED = 10
"""Pairs added for a mentee in one round."""
_ROUNDS = 60
_QUICK = 300
"""Pairs of which the answer comes sooner than another thread."""
_FEW = 2000
"""Pairs of which the simplex method is done before the other one has begun."""


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Prices of the programme's rows, and of the ties of the pairs that were written down."""

    lines: Floats
    pairs: Ints
    ties: Floats
    """For each of `pairs`; 0 for a pair without a tie."""

    def gains(self, programme: IntegerModel, objective: Objective) -> Iterator[tuple[int, Floats]]:
        """Return what each pair is worth beyond the prices, in blocks of mentees; -inf for one that may not be."""
        rows = objective.rows - programme.by_row.T @ self.lines
        columns = -(programme.by_column.T @ self.lines)
        tables = [
            (quota, self.lines[line] * quota.amounts) for line, quota in programme.quotas if self.lines[line]
        ]
        scores = programme.scores
        ties = np.zeros(0) if not self.ties.any() else np.zeros(scores.size)
        if len(ties):
            ties[self.pairs] = self.ties
        for start in range(0, len(scores), _BLOCK):
            part = slice(start, start + _BLOCK)
            found = objective.points * scores[part] + rows[part, None] + columns
            for quota, table in tables:
                found += table[quota.row_class[part]][:, quota.column_class]
            allowed = scores[part] >= 0
            if programme.mutual:
                found += objective.points * scores[:, part].T + rows + columns[part, None]
                for quota, table in tables:
                    found += table[quota.row_class][:, quota.column_class[part]].T
                allowed = allowed & (np.arange(len(scores)) > np.arange(len(scores))[part, None])
            if len(ties):
                found -= ties.reshape(scores.shape)[part]
            found[~allowed] = -np.inf
            yield start, found

    def of(self, programme: IntegerModel, objective: Objective, pairs: Ints) -> Floats:
        """Return what these pairs are worth beyond the prices."""
        width = programme.scores.shape[1]
        order = np.argsort(pairs, kind="stable")
        found = np.empty(len(pairs))
        for start, gains in self.gains(programme, objective):
            low, high = np.searchsorted(pairs[order], (start * width, (start + len(gains)) * width))
            part = order[low:high]
            found[part] = gains.ravel()[pairs[part] - start * width]
        return found

    def bound(self, programme: IntegerModel, objective: Objective) -> float:
        """Return what no plan can be worth more than."""
        pairs = sum(_best(found, programme, start) for start, found in self.gains(programme, objective))
        return pairs + self.without_pairs(programme, objective)

    def without_pairs(self, programme: IntegerModel, objective: Objective) -> float:
        """Return the part of the bound that no pair has a part in."""
        tied = np.zeros(len(programme.most))
        if self.ties.any():
            _, columns = programme.ends(self.pairs)
            held = np.flatnonzero(self.ties)
            np.add.at(tied, programme.tied[columns[held]], self.ties[held])
        extras = objective.extra - programme.of_extra.T @ self.lines + tied
        return float(self.lines @ programme.limits + (np.maximum(extras, 0.0) * programme.most).sum())

    def near(self, programme: IntegerModel, objective: Objective, slack: float) -> Ints:
        """Return the pairs that a plan can have which is worth at most `slack` less than the bound."""
        width = programme.scores.shape[1]
        found = [
            np.flatnonzero(gains >= -slack) + start * width
            for start, gains in self.gains(programme, objective)
        ]
        return np.concatenate([np.zeros(0, np.int64), *found])


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """The linear optimum over all pairs, as far as there was time."""

    bound: float
    prices: Prices
    pairs: Ints


def relax(
    programme: IntegerModel,
    objective: Objective,
    pairs: Ints,
    tick: Callable[[], None],
    until: float,
    goal: float | None = None,
) -> Relaxed:
    """Solve for these pairs, add those that would be worth more than the prices say, until there are none.

    With a goal, only until it is known whether the linear optimum reaches it.
    """
    best = Relaxed(np.inf, Prices(np.zeros(len(programme.limits)), pairs[:0], np.zeros(0)), pairs)
    enough = _NEARLY if objective.points else _ENOUGH
    for _ in range(_ROUNDS):
        tick()
        solved = _solved(programme, objective, pairs, tick, until)
        if solved is None:
            break
        prices, value = solved
        inside = np.zeros(programme.scores.size, np.bool_)
        inside[pairs] = True
        added, worth, beyond = _worthwhile(programme, objective, prices, inside)
        bound = worth + prices.without_pairs(programme, objective)
        if bound < best.bound:
            best = Relaxed(bound, prices, pairs)
        known = goal is not None and (bound < goal or value >= goal)
        if known or beyond < enough or perf_counter() > until:
            break
        pairs = np.union1d(pairs, added)
    return Relaxed(best.bound, best.prices, pairs)


def _best(gains: Floats, programme: IntegerModel, start: int) -> float:
    """Return what these mentees can gain at most, each by as many pairs as they may have."""
    wanted = programme.limits[start : start + len(gains)]
    most = int(wanted.max(initial=0))
    if most <= 1:
        return float((np.maximum(gains.max(axis=1, initial=0.0), 0.0) * wanted).sum())
    count = min(most, gains.shape[1])
    top = -np.sort(-np.partition(gains, gains.shape[1] - count, axis=1)[:, gains.shape[1] - count :], axis=1)
    return float(np.maximum(top, 0.0)[np.arange(count) < wanted[:, None]].sum())


def _worthwhile(
    programme: IntegerModel, objective: Objective, prices: Prices, inside: Mask
) -> tuple[Ints, float, float]:
    """Return the best pairs not written down, what all pairs are worth beyond the prices, and those alone."""
    width = programme.scores.shape[1]
    found: list[Ints] = [np.zeros(0, np.int64)]
    worth = beyond = 0.0
    for start, gains in prices.gains(programme, objective):
        worth += _best(gains, programme, start)
        gains[inside.reshape(programme.scores.shape)[start : start + _BLOCK]] = -np.inf
        rows = np.flatnonzero((gains > 0).any(axis=1))
        if not len(rows):
            continue
        left = gains[rows]
        beyond += float(np.maximum(left, 0.0).sum())
        count = min(_ADDED, width)
        columns = np.argpartition(left, width - count, axis=1)[:, width - count :]
        wanted = np.take_along_axis(left, columns, axis=1) > 0
        where = np.broadcast_to((rows + start)[:, None], columns.shape)
        found.append(where[wanted] * width + columns[wanted])
    return np.concatenate(found), worth, beyond


def _solved(
    programme: IntegerModel, objective: Objective, pairs: Ints, tick: Callable[[], None], until: float
) -> tuple[Prices, float] | None:
    """Return the prices and the worth of the linear optimum of these pairs, or nothing when the time ended first."""
    from scipy.optimize import linprog  # type: ignore[import-untyped]  # scipy has no types

    columns = programme.columns(pairs)
    ties = columns.shape[0] - len(programme.limits)
    missed = np.flatnonzero(programme.limits < 0)
    gains = np.r_[programme.gains(objective, pairs), objective.extra].astype(float)
    if not len(gains):
        return Prices(np.zeros(len(programme.limits)), pairs, np.zeros(0)), 0.0
    most = np.r_[np.ones(len(pairs)), programme.most]
    if len(missed):
        # What a plan has to reach may be out of reach of the few pairs looked at so far.
        columns, gains, most = _with_misses(columns, gains, most, missed)
    # With ties and points the interior point method takes many times as long, without points the simplex method.
    method = "highs-ds" if (ties and objective.points) or len(pairs) < _FEW else "highs-ipm"
    solve = partial(
        linprog,
        -gains,
        A_ub=columns,
        b_ub=np.r_[programme.limits, np.zeros(ties)],
        bounds=np.stack([np.zeros(len(most)), most], axis=1),
        method=method,
        options={"time_limit": max(until - perf_counter(), 0.01)},
    )
    result = solve() if len(pairs) < _QUICK else abandonable(solve, tick)
    if result.status != 0:
        return None
    duals = np.maximum(-result.ineqlin.marginals, 0.0)
    tied = np.zeros(len(pairs))
    tied[programme.tied[programme.ends(pairs)[1]] >= 0] = duals[len(programme.limits) :]
    return Prices(duals[: len(programme.limits)], pairs, tied), -float(result.fun)


def _with_misses(columns: Matrix, gains: Floats, most: Floats, missed: Ints) -> tuple[Matrix, Floats, Floats]:
    from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]  # scipy has no types

    count = len(missed)
    misses = csr_matrix((np.full(count, -1.0), (missed, np.arange(count))), shape=(columns.shape[0], count))
    dear = 4.0 * max(float(np.abs(gains).max(initial=1.0)), 1.0)
    return (
        hstack([columns, misses]).tocsr(),
        np.r_[gains, np.full(count, -dear)],
        np.r_[most, np.full(count, np.inf)],
    )
