"""Peers who each have one other: in a group that can only be paired among itself, an odd one is left over."""

import numpy as np

from nhipcau.pairing.engine.deciding.problem import PairingProblem, Scores


def one_each(problem: PairingProblem) -> bool:
    """Say whether peers get one partner each."""
    alone = problem.wanted is None or bool((problem.wanted == 1).all())
    return problem.mutual and alone


def paired_at_most(scores: Scores, floor: int = 0) -> int:
    """Return how many can be paired by pairs of at least `floor`, or more, but never fewer."""
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # scipy has no types
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]  # scipy has no types

    if not len(scores):
        return 0
    both = np.minimum(scores, scores.T) >= max(floor, 0)
    _, group = connected_components(csr_matrix(both), directed=False)
    return int((np.bincount(group) // 2 * 2).sum())


def highest_floor(scores: Scores, wanted: int, top: int) -> int:
    """Return the largest floor up to `top` above which `wanted` might be paired."""
    low, high = 0, top + 1
    while low < high - 1:
        middle = (low + high) // 2
        if paired_at_most(scores, middle) >= wanted:
            low = middle
        else:
            high = middle
    return low
