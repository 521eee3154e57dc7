"""So many mentees or none, at the sizes of real programmes, against a programme of scipy's written down apart."""

from dataclasses import replace
from functools import cache
from time import perf_counter

import numpy as np
import pytest
from tests.benchmarks.pairing_people import answers
from tests.support.exhaustive import breaks_nothing
from tests.support.groups_milp import best_of, every_pair, short_lists

from nhipcau.pairing.engine.deciding import general_search as search
from nhipcau.pairing.engine.deciding import integer_search as integer
from nhipcau.pairing.engine.deciding import linear_bound as linear
from nhipcau.pairing.engine.deciding.aim_order import decide
from nhipcau.pairing.engine.deciding.group_minimums import with_possible_groups
from nhipcau.pairing.engine.deciding.integer_search import SearchResult
from nhipcau.pairing.engine.deciding.linear_bound import Prices
from nhipcau.pairing.engine.deciding.problem import PairingProblem
from nhipcau.pairing.engine.deciding.remaining_problem import situation
from nhipcau.pairing.plan.problem_builder import pose

pytestmark = pytest.mark.slow


@cache
def programme(size: int, least: int, seed: int = 1) -> PairingProblem:
    people = answers(size, size, seed)
    rules = replace(people.settings.rules, group_least=least, aim="everyone")
    return pose(situation(people, replace(people.settings, rules=rules))).problem


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("least", [2, 3])
def test_fifty_a_side_are_matched_as_well_as_by_all_pairs_written_down(least: int, seed: int) -> None:
    problem = programme(50, least, seed)
    made, best = decide(problem), best_of(problem, every_pair(problem))
    assert breaks_nothing(problem, made.rows, made.columns)
    assert made.proved
    assert (made.matched, made.total) == (best.matched, best.total)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("least", [2, 3])
def test_two_hundred_a_side_are_matched_as_well_as_on_short_lists(least: int, seed: int) -> None:
    problem = programme(200, least, seed)
    made, best = decide(problem), best_of(problem, short_lists(problem, 15))
    assert breaks_nothing(problem, made.rows, made.columns)
    assert made.matched >= best.matched
    if made.matched == best.matched:
        assert made.total >= best.total
    assert made.proved


@pytest.mark.parametrize(("size", "least"), [(50, 2), (50, 3), (200, 3)])
def test_no_plan_that_is_as_good_has_a_better_weakest_pair(size: int, least: int) -> None:
    problem = replace(programme(size, least, 3), aim="fairest")
    made, plain = decide(problem), decide(replace(problem, aim="everyone"))
    assert made.proved
    assert made.worst == made.floor >= plain.worst
    assert made.matched == plain.matched
    assert made.total * 10_000 >= plain.total * (10_000 - problem.within)
    higher = replace(problem, scores=np.where(problem.scores > made.floor, problem.scores, np.int16(-1)))
    best = best_of(higher, every_pair(higher))
    assert best.matched < made.matched or best.total * 10_000 < plain.total * (10_000 - problem.within)


def everyone_wants_the_same(seed: int) -> PairingProblem:
    dice = np.random.default_rng(seed)
    scores = (dice.random((90, 1)) * dice.random((1, 60)) * 9999).astype(np.int16)
    scores[dice.random((90, 60)) > (0.1, 0.5)[seed % 2]] = -1
    least = int(dice.integers(2, 5))
    return PairingProblem(scores, dice.integers(1, 6, 60), aim="everyone", group_least=np.full(60, least))


@pytest.mark.parametrize("seed", range(8))
def test_where_everyone_wants_the_same_the_plan_is_the_best_or_says_how_far_it_may_be(seed: int) -> None:
    problem = everyone_wants_the_same(seed)
    made, best = decide(problem), best_of(problem, every_pair(problem))
    assert breaks_nothing(problem, made.rows, made.columns)
    assert made.matched <= best.matched <= made.matched + made.people_gap
    if made.matched == best.matched:
        assert made.total <= best.total <= made.total + made.gap


def test_a_machine_a_hundred_times_slower_gives_the_same_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = replace(programme(100, 2), aim="fairest")
    idle = decide(problem, budget=60)
    start = perf_counter()
    for module in (search, integer, linear):
        monkeypatch.setattr(module, "perf_counter", lambda: start + 100 * (perf_counter() - start))
    loaded = decide(problem, budget=600)
    assert loaded.rows.tolist() == idle.rows.tolist()
    assert loaded.columns.tolist() == idle.columns.tolist()
    assert loaded.proved


def test_when_there_is_no_time_at_all_nearly_everybody_is_matched_and_the_gap_is_told() -> None:
    problem = replace(programme(200, 2), aim="fairest")
    made, best = decide(problem, budget=0.0), decide(problem)
    assert breaks_nothing(problem, made.rows, made.columns)
    assert made.matched >= 150
    assert made.matched + made.people_gap >= best.matched
    assert made.total + made.gap >= best.total
    assert made.worst + made.floor_gap >= best.worst or made.matched < best.matched
    assert not made.proved
    assert not made.counted


def test_a_plan_is_not_given_up_for_a_worse_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand for searches that the time ended when they had hardly anything."""
    problem = programme(200, 2)
    best = decide(problem)

    def hardly_anything(*asked: object) -> SearchResult:
        few = np.sort(best.rows[best.columns == best.columns[0]] * 200 + best.columns[0])
        return SearchResult(few, 2, np.inf, Prices(np.zeros(10_000), few[:0], np.zeros(0)), few)

    monkeypatch.setattr(search, "best_plan", hardly_anything)
    for aim in ("everyone", "fairest"):
        made = decide(replace(problem, aim=aim))
        assert breaks_nothing(problem, made.rows, made.columns)
        assert made.matched >= best.matched - 2
        assert made.matched + made.people_gap >= best.matched
        assert made.total + made.gap >= best.total
        assert not made.proved


def test_mentors_whose_group_can_never_be_large_enough_are_left_out_first() -> None:
    scores = np.array([[5, 5, 5], [5, 5, -1], [5, -1, -1]], np.int16)
    problem = PairingProblem(scores, np.array([1, 3, 3]), group_least=np.full(3, 2))
    left = with_possible_groups(problem)
    assert (left.scores >= 0).any(axis=0).tolist() == [False, True, False]
    assert decide(problem).columns.tolist() == [1, 1]
    assert with_possible_groups(left) is left
    assert with_possible_groups(replace(problem, group_least=None)).scores is scores
