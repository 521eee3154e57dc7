"""The largest floor, tried floor by floor."""

import numpy as np
from tests.support.problems import plain_problem

from nhipcau.pairing.engine.deciding import fairness_floor as fairness
from nhipcau.pairing.engine.deciding.aim_order import decide
from nhipcau.pairing.engine.deciding.fairness_floor import Reach
from nhipcau.pairing.engine.deciding.problem import PairingProblem


def best_floor(problem: PairingProblem) -> int:
    """Raise the floor score by score as long as nobody, nobody with priority and no first place is lost."""

    def reached(floor: int) -> tuple[int, int, int]:
        scores = np.where(problem.scores >= floor, problem.scores, np.int16(-1))
        priority = np.zeros(len(scores), np.bool_) if problem.priority is None else problem.priority
        least = np.zeros(len(problem.places), np.int64) if problem.least is None else problem.least
        counts = [
            decide(PairingProblem(scores, problem.places, aim="everyone")).matched,
            decide(PairingProblem(scores[priority], problem.places, aim="everyone")).matched,
            decide(PairingProblem(scores, np.minimum(least, problem.places), aim="everyone")).matched,
        ]
        return counts[0], counts[1], counts[2]

    without = reached(0)
    floors = np.unique(problem.scores[problem.scores >= 0]).tolist()
    return max((floor for floor in floors if reached(floor) == without), default=0) if without[0] else 0


def test_the_largest_floor_that_costs_nobody_their_mentor_is_found() -> None:
    for seed in range(200):
        problem = plain_problem(seed)
        reach = Reach(problem.scores, problem.places, problem.priority, problem.least)
        assert reach.highest() == best_floor(problem), seed


def test_many_mentees_are_counted_in_parts_with_the_same_answer() -> None:
    dice = np.random.default_rng(1)
    scores = dice.integers(0, 10_000, (700, 300)).astype(np.int16)
    scores[dice.random((700, 300)) > 0.2] = -1
    places = dice.integers(0, 4, 300)
    whole = Reach(scores, places, None, None).highest()
    block = fairness._BLOCK
    try:
        fairness._BLOCK = 7
        assert Reach(scores, places, None, None).highest() == whole
    finally:
        fairness._BLOCK = block
    above = np.where(scores >= whole, scores, np.int16(-1))
    assert decide(PairingProblem(above, places)).matched == decide(PairingProblem(scores, places)).matched
