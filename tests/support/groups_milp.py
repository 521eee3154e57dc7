"""Groups of so many or none as one programme written down pair by pair, for scipy: independent of the engine."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding.problem import PairingProblem

Pairs = NDArray[np.int64]


@dataclass(frozen=True)
class Reached:
    """What the programme's plan reaches."""

    matched: int
    total: int
    worst: int


def short_lists(problem: PairingProblem, each: int) -> Pairs:
    """Return rows and columns of the best pairs of every mentee, and of every mentor who can have a group."""
    scores, groups = _possible(problem)
    count = min(each, *(size - 1 for size in scores.shape))
    listed = np.zeros(scores.shape, np.bool_)
    np.put_along_axis(listed, np.argpartition(-scores, count, axis=1)[:, :count], values=True, axis=1)
    np.put_along_axis(listed, np.argpartition(-scores, count, axis=0)[:count], values=True, axis=0)
    return np.stack(np.nonzero(listed & (scores >= 0) & groups))


def every_pair(problem: PairingProblem) -> Pairs:
    """Return rows and columns of all pairs of mentors who can have a group."""
    scores, groups = _possible(problem)
    return np.stack(np.nonzero((scores >= 0) & groups))


def _possible(problem: PairingProblem) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    assert problem.group_least is not None
    groups = problem.places >= problem.group_least
    return np.where(groups, problem.scores, -1).astype(float), groups


def best_of(problem: PairingProblem, pairs: Pairs) -> Reached:
    """Return the most people that these pairs can match, then the largest total: one solve each."""
    rows, columns = pairs
    scores = problem.scores[rows, columns].astype(float)
    people = _solved(problem, pairs, np.ones(len(rows)), None)
    matched = int(people.sum())
    chosen = _solved(problem, pairs, scores, matched)
    return Reached(int(chosen.sum()), int(scores[chosen].sum()), int(scores[chosen].min(initial=10_000)))


def in_one(problem: PairingProblem, pairs: Pairs) -> Reached:
    """Return the most people and the total from one solve, in which a person counts for more than any fit."""
    rows, columns = pairs
    scores = problem.scores[rows, columns].astype(float)
    chosen = _solved(problem, pairs, scores + 10_001, None, 1e-5)
    return Reached(int(chosen.sum()), int(scores[chosen].sum()), int(scores[chosen].min(initial=10_000)))


def _solved(
    problem: PairingProblem, pairs: Pairs, worth: NDArray[np.float64], matched: int | None, gap: float = 1e-7
) -> NDArray[np.bool_]:
    from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]  # scipy has no types
    from scipy.sparse import csr_array, hstack  # type: ignore[import-untyped]  # scipy has no types

    assert problem.group_least is not None
    rows, columns = pairs
    (n, m), count = problem.scores.shape, len(rows)
    which = np.arange(count)
    of_mentee = csr_array((np.ones(count), (rows, which)), shape=(n, count + m))
    of_mentor = csr_array((np.ones(count), (columns, which)), shape=(m, count))
    fits = np.minimum(problem.places, n).astype(float)
    rules = [
        LinearConstraint(of_mentee, -np.inf, 1),
        LinearConstraint(hstack([of_mentor, csr_array(np.diag(-fits))]).tocsr(), -np.inf, 0),
        LinearConstraint(
            hstack([of_mentor, csr_array(np.diag(-problem.group_least.astype(float)))]).tocsr(), 0
        ),
    ]
    if matched is not None:
        rules.append(LinearConstraint(np.r_[np.ones(count), np.zeros(m)][None], matched))
    found = milp(
        -np.r_[worth, np.zeros(m)],
        constraints=rules,
        integrality=np.ones(count + m),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": gap},
    )
    assert found.status == 0, found.message
    return np.asarray(found.x[:count] > 0.5)
