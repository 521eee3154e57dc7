"""What stands in for the best plan when the time ends too early breaks nothing."""

import numpy as np
import pytest
from tests.support.exhaustive import breaks_nothing
from tests.support.large_problems import adversarial
from tests.support.problems import any_problem

from nhipcau.pairing.engine.deciding import general_search as search
from nhipcau.pairing.engine.deciding.aim_order import decide
from nhipcau.pairing.engine.deciding.assignment import assign
from nhipcau.pairing.engine.deciding.fallback_plan import sound_pairs
from nhipcau.pairing.engine.deciding.integer_search import SearchResult
from nhipcau.pairing.engine.deciding.model_formulation import programme_of
from nhipcau.pairing.engine.deciding.problem import PairingProblem


def nothing() -> None:
    """Hear nothing."""


def test_a_stand_in_breaks_nothing_whatever_is_asked() -> None:
    some = 0
    for seed in range(400):
        problem = any_problem(seed)
        programme = programme_of(problem)
        rows, columns = programme.both_ways(sound_pairs(problem, programme, nothing))
        assert breaks_nothing(problem, rows, columns), seed
        some += len(rows) > 0
    assert some > 100


@pytest.mark.parametrize("seed", [12, 26, 38, 43, 75, 103, 107, 110, 116, 117])
def test_when_no_plain_plan_keeps_all_rules_only_what_breaks_them_is_given_up(seed: int) -> None:
    problem = adversarial(seed, 30)
    programme = programme_of(problem)
    rows, columns = programme.both_ways(sound_pairs(problem, programme, nothing))
    assert breaks_nothing(problem, rows, columns)
    plain = int((assign(problem.scores, problem.places).partner >= 0).sum())
    assert len(rows) * 4 >= plain


def test_groups_too_small_are_given_up_for_others() -> None:
    dice = np.random.default_rng(4)
    scores = dice.integers(0, 10_000, (60, 40)).astype(np.int16)
    problem = PairingProblem(scores, np.full(40, 4), group_least=np.full(40, 3))
    programme = programme_of(problem)
    rows, columns = programme.both_ways(sound_pairs(problem, programme, nothing))
    assert breaks_nothing(problem, rows, columns)
    assert len(rows) >= 50


def test_when_the_search_finds_nothing_in_time_the_stand_in_is_the_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def finds_nothing(programme: object, objective: object, pool: np.ndarray, *_: object) -> SearchResult:
        from nhipcau.pairing.engine.deciding.linear_bound import Prices

        assert programme is not None
        return SearchResult(None, 0, np.inf, Prices(np.zeros(10_000), pool[:0], np.zeros(0)), pool)

    monkeypatch.setattr(search, "best_plan", finds_nothing)
    scores = np.random.default_rng(4).integers(0, 10_000, (20, 12)).astype(np.int16)
    made = decide(PairingProblem(scores, np.full(12, 4), aim="everyone", group_least=np.full(12, 3)))
    assert made.matched > 10
    assert not made.proved
    assert made.gap > 0
