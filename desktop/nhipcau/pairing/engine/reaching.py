"""What can be reached at all by the mentees who wait for a first mentor, from counting alone."""

from collections.abc import Callable

import numpy as np

from nhipcau.pairing.engine.fairness import Reach
from nhipcau.pairing.engine.problem import Ints, Problem


def _waiting(problem: Problem) -> Ints:
    """Return the mentees who may get a first mentor."""
    waiting = np.ones(len(problem.scores), np.bool_)
    if problem.wanted is not None:
        waiting &= problem.wanted > 0
    if problem.held is not None:
        waiting &= ~problem.held
    return np.flatnonzero(waiting)


def reach_of(problem: Problem, tick: Callable[[], None], needed: tuple[int, ...] = ()) -> Reach:
    rows = _waiting(problem)
    priority = None if problem.priority is None else problem.priority[rows]
    return Reach(problem.scores[rows], np.maximum(problem.places, 0), priority, None, tick, needed)
