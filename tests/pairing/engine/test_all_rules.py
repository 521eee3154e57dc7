"""Everything together against one programme of scipy's that was written down apart from the engine."""

import itertools
from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest
from tests.benchmarks.quotas import asked
from tests.support.all_rules_milp import best_of_all, check_claims
from tests.support.exhaustive import best_figures, breaks_nothing
from tests.support.large_problems import adversarial, everything, posed, wanted_by_all
from tests.support.problems import any_problem

from nhipcau.pairing.engine.deciding import general_search as search
from nhipcau.pairing.engine.deciding import integer_search as integer
from nhipcau.pairing.engine.deciding import linear_bound as linear
from nhipcau.pairing.engine.deciding.aim_order import decide
from nhipcau.pairing.engine.deciding.fallback_plan import sound_pairs
from nhipcau.pairing.engine.deciding.model_formulation import programme_of
from nhipcau.pairing.engine.deciding.problem import MentorQuota, PairingProblem

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", range(0, 300, 12))
def test_the_programme_written_apart_agrees_with_every_plan_looked_at(seed: int) -> None:
    problem = any_problem(seed)
    best, apart = best_figures(problem), best_of_all(problem)
    figures = (best.missing, best.mentees, best.priority, best.second, best.third, best.least)
    assert figures[: len(apart.aims)] == apart.aims
    assert best.total == apart.total
    if problem.aim == "fairest":
        assert best.worst == apart.floor


@pytest.mark.parametrize("seed", [0, 2, 5, 6, 7, 9, 10, 11])
def test_with_locks_wishes_groups_shares_and_several_mentors_no_plan_is_better(seed: int) -> None:
    problem = posed(everything(seed, 40))
    check_claims(problem, decide(problem), best_of_all(problem), seed)


@pytest.mark.parametrize("seed", range(10))
def test_where_what_is_quickly_found_misleads_no_plan_is_better(seed: int) -> None:
    problem = adversarial(seed, 30)
    check_claims(problem, decide(problem), best_of_all(problem), seed)


@pytest.mark.parametrize("seed", range(60, 68))
def test_what_is_said_of_a_search_without_any_time_holds(seed: int) -> None:
    problem = adversarial(seed, 30)
    check_claims(problem, decide(problem, budget=0.0), best_of_all(problem), seed)


@pytest.mark.parametrize("seed", [42, 44, 47, 52, 54, 60, 62, 67])
def test_what_is_said_of_a_search_holds_wherever_it_is_stopped(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every look at the clock is a second, and also a small problem has a plan before any proof."""
    problem = adversarial(seed, 30)
    best = best_of_all(problem)
    monkeypatch.setattr(search, "_SMALL", 0)
    for seconds in (2, 5, 9, 14, 20, 30, 45, 1000):
        clock = itertools.count()
        for module in (search, integer, linear):
            monkeypatch.setattr(module, "perf_counter", lambda clock=clock: float(next(clock)))
        check_claims(problem, decide(problem, budget=float(seconds)), best, (seed, seconds))


def test_three_shares_of_fifty_a_side_are_proved() -> None:
    assert decide(asked(50, 3, "everyone", 3)).proved


@pytest.mark.parametrize("count", [2, 3, 5])
def test_with_shares_there_is_a_plan_before_any_search(count: int) -> None:
    problem = asked(200, count, "fairest")
    programme = programme_of(problem)
    rows, columns = programme.both_ways(sound_pairs(problem, programme, lambda: None))
    assert breaks_nothing(problem, rows, columns)
    assert len(rows) >= 100
    made = decide(problem, budget=0.0)
    assert breaks_nothing(problem, made.rows, made.columns)
    assert made.matched >= len(rows)
    assert not made.proved
    assert not made.counted


def in_need_of_counting(which: str) -> PairingProblem:
    if which == "shares":
        return asked(50, 3, "fairest", 2)
    return replace(adversarial(42, 60), aim="fairest")


@pytest.mark.parametrize("seed", range(4))
def test_where_everybody_wants_the_same_several_mentors_no_plan_is_better(seed: int) -> None:
    problem = wanted_by_all(seed, 20)
    check_claims(problem, decide(problem), best_of_all(problem), seed)


def test_floors_that_only_half_pairs_reach_leave_no_gap() -> None:
    """Too many pairs to search each such floor to its end: the bound has to know."""
    assert decide(wanted_by_all(2, 165), budget=600.0).proved


@pytest.mark.parametrize("which", ["shares", "several mentors"])
def test_a_slower_machine_gives_the_same_plan(which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = in_need_of_counting(which)
    plans = []
    start = perf_counter()
    for slower in (1, 100):
        for module in (search, integer, linear):
            monkeypatch.setattr(
                module, "perf_counter", lambda times=slower: start + times * (perf_counter() - start)
            )
        made = decide(problem, budget=600.0 * slower)
        plans.append((made.rows.tolist(), made.columns.tolist(), made.gap, made.floor_gap, made.proved))
    assert plans[0] == plans[1]


def test_a_share_of_few_mentors_loses_no_plan() -> None:
    """Steps of whole mentors are rows beside the share itself: every number used has its own most."""
    dice = np.random.default_rng(5)
    for seed in range(6):
        scores = dice.integers(0, 10_000, (12, 9)).astype(np.int16)
        amounts = np.where(dice.random(9) < 0.4, -int(dice.integers(50, 95)), int(dice.integers(5, 50)))
        base = int(dice.integers(0, 200))
        problem = PairingProblem(scores, dice.integers(1, 3, 9), quotas=(MentorQuota(amounts, base),))
        check_claims(problem, decide(problem), best_of_all(problem), seed)
