"""The best plan of a small pairing problem by looking at every plan there is: slow, short, and plainly right."""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding.problem import (
    FAIREST,
    TOTAL,
    MentorQuota,
    PairingProblem,
    PairQuota,
    Solution,
)

Plans = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Figures:
    """What a plan reaches, in the order of the aims; `worst` is 0 without pairs."""

    missing: int
    """What quotas lack, negative; only where pairs outside the problem broke them."""
    mentees: int
    priority: int
    second: int
    third: int
    least: int
    worst: int
    total: int
    kept: int


def every_plan(problem: PairingProblem) -> Plans:
    """Return all plans that break nothing: plan, row, column."""
    n, m = problem.scores.shape
    wanted = np.ones(n, np.int64) if problem.wanted is None else problem.wanted
    options = [_options(problem, row, int(wanted[row])) for row in range(n)]
    chosen = list(product(*options))
    plans = np.array(chosen, np.bool_).reshape(len(chosen), n, m)
    return plans[_fits(problem, plans)]


def _options(problem: PairingProblem, row: int, wanted: int) -> list[tuple[bool, ...]]:
    allowed = (problem.scores[row] >= 0).tolist()
    if problem.mutual:
        allowed[row] = False
    choices = [(False, True) if may and problem.places[j] > 0 else (False,) for j, may in enumerate(allowed)]
    return [option for option in product(*choices) if sum(option) <= wanted]


def breaks_nothing(problem: PairingProblem, rows: Ints, columns: Ints) -> bool:
    """Say whether a plan is one of those that break nothing."""
    plan = np.zeros((1, *problem.scores.shape), np.bool_)
    plan[0, rows, columns] = True
    wanted = np.ones(len(problem.scores), np.int64) if problem.wanted is None else problem.wanted
    once = plan.sum() == len(rows)
    allowed = bool((problem.scores[rows, columns] >= 0).all())
    return once and allowed and bool((plan[0].sum(1) <= wanted).all()) and bool(_fits(problem, plan).all())


def _fits(problem: PairingProblem, plans: Plans) -> NDArray[np.bool_]:
    load = plans.sum(1)
    fits: NDArray[np.bool_] = (load <= problem.places).all(1)
    if problem.group_least is not None:
        fits &= ((load == 0) | (load >= problem.group_least)).all(1)
    if problem.mutual:
        fits &= (plans == plans.transpose(0, 2, 1)).all((1, 2))
    for quota in problem.quotas:
        fits &= _quota(quota, plans) >= min(quota.base, 0)
    return fits


def _quota(quota: PairQuota | MentorQuota, plans: Plans) -> NDArray[np.int64]:
    found: NDArray[np.int64]
    if isinstance(quota, MentorQuota):
        found = ((plans.sum(1) > 0) * quota.amounts).sum(1) + quota.base
    else:
        amounts = quota.amounts[quota.row_class[:, None], quota.column_class]
        found = (plans * amounts).sum((1, 2)) + quota.base
    return found


def figures(problem: PairingProblem, plans: Plans) -> NDArray[np.int64]:
    """Return the figures of plans, one row a plan, in the order of `Figures`."""
    n, m = problem.scores.shape
    mentors, load = plans.sum(2), plans.sum(1)
    held = np.zeros(n, np.bool_) if problem.held is None else problem.held
    some = mentors > 0
    missing = [np.minimum(_quota(quota, plans), 0) for quota in problem.quotas]
    priority = np.zeros(n, np.bool_) if problem.priority is None else problem.priority
    least = np.zeros(m, np.int64) if problem.least is None else problem.least
    fits = problem.scores.astype(np.int64)
    worst = np.where(plans, fits, 32767).min((1, 2), initial=32767)
    kept = np.zeros((n, m), np.bool_)
    if problem.keep is not None:
        kept[problem.keep] = True
    return np.stack(
        [
            np.sum(missing, axis=0) if missing else np.zeros(len(plans), np.int64),
            (some & ~held).sum(1),
            (some & ~held & priority).sum(1),
            (some & (mentors + held > 1)).sum(1),
            (some & (mentors + held > 2)).sum(1),
            np.minimum(load, least).sum(1),
            np.where(worst == 32767, 0, worst),
            (plans * fits).sum((1, 2)),
            (plans & kept).sum((1, 2)),
        ],
        axis=1,
    )


def figures_of(problem: PairingProblem, rows: Ints, columns: Ints) -> Figures:
    plan = np.zeros((1, *problem.scores.shape), np.bool_)
    plan[0, rows, columns] = True
    return Figures(*figures(problem, plan)[0].tolist())


def best_figures(problem: PairingProblem) -> Figures:
    """Return the figures of the best plan, aim by aim."""
    left = figures(problem, every_plan(problem))
    missing, mentees, worst, total, kept = 0, 1, 6, 7, 8
    order = [missing, total, mentees, kept] if problem.aim == TOTAL else [0, 1, 2, 3, 4, 5]
    for which in order:
        left = left[left[:, which] == left[:, which].max()]
    if problem.aim == FAIREST:
        enough = left[:, total] * 10_000 >= left[:, total].max() * (10_000 - problem.within)
        left = left[enough]
        left = left[left[:, worst] == left[:, worst].max()]
    for which in (total, kept):
        left = left[left[:, which] == left[:, which].max()]
    return Figures(*left[0].tolist())


def check_best(problem: PairingProblem, made: Solution, name: object) -> None:
    """Hold the plan to the best one, aim by aim, and its own figures to the pairs."""
    assert breaks_nothing(problem, made.rows, made.columns), name
    got, best = figures_of(problem, made.rows, made.columns), best_figures(problem)
    assert (got.missing, got.mentees, got.total, got.kept) == (
        best.missing,
        best.mentees,
        best.total,
        best.kept,
    ), name
    if problem.aim != "total":
        assert (got.priority, got.second, got.third, got.least) == (
            best.priority,
            best.second,
            best.third,
            best.least,
        ), name
    if problem.aim == "fairest":
        assert made.floor == made.worst == got.worst == best.worst, name
    assert (made.matched, made.total) == (best.mentees, best.total), name
    assert (made.proved, made.gap, made.people_gap) == (True, 0, 0), name
