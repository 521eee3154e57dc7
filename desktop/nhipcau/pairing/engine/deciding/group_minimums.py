"""Groups: so many mentees or none. Mentors who can never have so many are left out before anything is searched."""

from dataclasses import replace

import numpy as np

from nhipcau.pairing.engine.deciding.assignment import FORBIDDEN
from nhipcau.pairing.engine.deciding.problem import Ints, PairingProblem


def asks_for_groups(problem: PairingProblem) -> bool:
    """Say whether a mentor has several mentees or none."""
    return problem.group_least is not None and bool((problem.group_least > 1).any())


def with_possible_groups(problem: PairingProblem) -> PairingProblem:
    """Return the problem without the pairs of mentors whose group can never be large enough.

    No plan has such a pair. Left in, they mislead whatever begins with plain plans and with short lists.
    """
    if problem.group_least is None or not asks_for_groups(problem):
        return problem
    hopeless = _hopeless(problem)
    if not len(hopeless):
        return problem
    scores = problem.scores.copy()
    while len(hopeless):
        scores[:, hopeless] = FORBIDDEN
        if problem.mutual:
            scores[hopeless] = FORBIDDEN
        problem = replace(problem, scores=scores)
        hopeless = _hopeless(problem)
    return problem


def _hopeless(problem: PairingProblem) -> Ints:
    """Return the mentors with pairs, but fewer of them, or fewer places, than a group needs."""
    allowed = problem.scores > FORBIDDEN
    if problem.wanted is not None:
        allowed &= (problem.wanted > 0)[:, None]
    most = np.minimum(np.count_nonzero(allowed, axis=0), problem.places)
    least = np.zeros(len(problem.places), np.int64) if problem.group_least is None else problem.group_least
    return np.flatnonzero((most < least) & (problem.scores > FORBIDDEN).any(axis=0))
