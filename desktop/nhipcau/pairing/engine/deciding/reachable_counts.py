"""What can be reached at all by the mentees who wait for a first mentor, and what a plan reaches, by counting alone."""

from collections.abc import Callable

import numpy as np

from nhipcau.pairing.engine.deciding.fairness_floor import Reach
from nhipcau.pairing.engine.deciding.problem import Ints, PairingProblem, PairQuota


def _waiting(problem: PairingProblem) -> Ints:
    """Return the mentees who may get a first mentor."""
    waiting = np.ones(len(problem.scores), np.bool_)
    if problem.wanted is not None:
        waiting &= problem.wanted > 0
    if problem.held is not None:
        waiting &= ~problem.held
    return np.flatnonzero(waiting)


def reach_of(problem: PairingProblem, tick: Callable[[], None], needed: tuple[int, ...] = ()) -> Reach:
    rows = _waiting(problem)
    priority = None if problem.priority is None else problem.priority[rows]
    return Reach(problem.scores[rows], np.maximum(problem.places, 0), priority, None, tick, needed)


def reached_in(problem: PairingProblem, rows: Ints, columns: Ints) -> tuple[int, ...]:
    """Return what a plan reaches in each aim of the programme, counted from its pairs."""
    n, m = problem.scores.shape
    held = np.zeros(n, np.int64) if problem.held is None else problem.held.astype(np.int64)
    mentors, load = np.bincount(rows, minlength=n), np.bincount(columns, minlength=m)
    first = (mentors > 0) & (held == 0)
    priority = 0 if problem.priority is None else int((first & problem.priority).sum())
    more = [int(((mentors > 0) & (mentors + held > level)).sum()) for level in (1, 2)]
    least = 0 if problem.least is None else int(np.minimum(load, problem.least).sum())
    return (-missing_in(problem, rows, columns), int(first.sum()), priority, more[0], more[1], least)


def missing_in(problem: PairingProblem, rows: Ints, columns: Ints) -> int:
    """Return how much all quotas together are broken by."""
    used = np.bincount(columns, minlength=len(problem.places)) > 0
    missing = 0
    for quota in problem.quotas:
        amounts = quota.of(rows, columns) if isinstance(quota, PairQuota) else quota.amounts[used]
        missing += max(0, -int(amounts.sum()) - quota.base)
    return missing
