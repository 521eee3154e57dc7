"""The order of aims against exhaustive search, and the prices of one more place against deciding again."""

from dataclasses import replace

import numpy as np
import pytest
from tests.support.exhaustive import best_figures, breaks_nothing, figures_of
from tests.support.problems import plain_problem

from nhipcau.pairing.engine.deciding.aim_order import decide
from nhipcau.pairing.engine.deciding.problem import PairingProblem, Solution

pytestmark = pytest.mark.slow


def check(problem: PairingProblem, made: Solution, seed: int) -> None:
    """Hold the plan to the best one, aim by aim, and its own figures to the pairs."""
    assert breaks_nothing(problem, made.rows, made.columns), seed
    got, best = figures_of(problem, made.rows, made.columns), best_figures(problem)
    if problem.aim == "total":
        got, best = (replace(one, priority=0, second=0, third=0, least=0, worst=0) for one in (got, best))
    assert got == best, seed
    assert (made.matched, made.total) == (best.mentees, best.total), seed
    assert made.proved, seed
    assert (made.gap, made.people_gap) == (0, 0), seed
    if problem.aim == "fairest":
        assert made.floor == made.worst == best.worst, seed


def test_thousands_of_plain_cases_match_exhaustive_search() -> None:
    for seed in range(2000):
        problem = plain_problem(seed)
        check(problem, decide(problem), seed)


def test_one_more_place_brings_what_its_price_says() -> None:
    for seed in range(300):
        problem = replace(plain_problem(seed), aim=("everyone", "total")[seed % 2], keep=None)
        made = decide(problem)
        for column in range(len(problem.places)):
            places = problem.places.copy()
            places[column] += 1
            # One more place does not make a mentor's minimum larger where that lay above the places.
            least = None if problem.least is None else np.minimum(problem.least, problem.places)
            more = decide(replace(problem, places=places, least=least))
            assert more.total - made.total == made.prices[column], (seed, column)
            if problem.aim == "everyone":
                assert more.matched - made.matched == made.price_people[column], (seed, column)


def test_the_same_problem_gives_the_same_plan_again() -> None:
    for seed in range(100):
        problem = plain_problem(seed)
        first, second = decide(problem), decide(problem)
        assert first.rows.tolist() == second.rows.tolist()
        assert first.columns.tolist() == second.columns.tolist()


@pytest.mark.parametrize("aim", ["everyone", "total", "fairest"])
@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 3), (3, 0), (3, 2)])
def test_nobody_on_a_side_or_nobody_eligible_gives_an_empty_proved_plan(aim: str, n: int, m: int) -> None:
    made = decide(PairingProblem(np.full((n, m), -1, np.int16), np.ones(m, np.int64), aim=aim))
    assert (len(made.rows), made.matched, made.total, made.worst, made.floor) == (0, 0, 0, 0, 0)
    assert made.proved


@pytest.mark.parametrize("aim", ["everyone", "total", "fairest"])
def test_without_any_places_nobody_is_matched_and_a_place_is_worth_its_best_pair(aim: str) -> None:
    scores = np.array([[5, 9], [7, 3]], np.int16)
    made = decide(PairingProblem(scores, np.zeros(2, np.int64), aim=aim))
    assert not len(made.rows)
    assert made.proved
    assert made.prices.tolist() == [7, 9]
    assert made.price_people.tolist() == ([0, 0] if aim == "total" else [1, 1])


def everyone_wants_the_same(n: int) -> PairingProblem:
    dice = np.random.default_rng(n)
    scores = (dice.random((n, 1)) * dice.random((1, n)) * 9999).astype(np.int16)
    scores[dice.random((n, n)) > 0.5] = -1
    return PairingProblem(scores, dice.integers(1, 3, n))


def test_the_fairest_plan_is_best_above_its_floor_where_everyone_wants_the_same() -> None:
    problem = everyone_wants_the_same(120)
    made, plain = decide(problem), decide(replace(problem, aim="everyone"))
    assert made.proved
    assert made.matched == plain.matched
    assert made.worst > plain.worst
    assert made.total * 10_000 >= plain.total * (10_000 - problem.within)
    above = np.where(problem.scores >= made.floor, problem.scores, np.int16(-1))
    assert decide(replace(problem, aim="everyone", scores=above)).total == made.total
    higher = np.where(problem.scores > made.floor, problem.scores, np.int16(-1))
    best = decide(replace(problem, aim="everyone", scores=higher))
    assert best.matched < made.matched or best.total * 10_000 < plain.total * (10_000 - problem.within)


@pytest.mark.parametrize("least", [None, 1])
def test_prices_hold_where_mentors_are_contested_too(least: int | None) -> None:
    problem = replace(everyone_wants_the_same(150), aim="everyone")
    if least is not None:
        problem = replace(problem, least=np.full(150, least))
    made = decide(problem)
    for column in range(0, 150, 15):
        places = problem.places.copy()
        places[column] += 1
        more = decide(replace(problem, places=places))
        gained = (more.matched - made.matched, more.total - made.total)
        assert gained == (made.price_people[column], made.prices[column])


@pytest.mark.parametrize("aim", ["everyone", "total", "fairest"])
def test_when_the_time_ends_first_nobody_is_left_out_who_need_not_be(aim: str) -> None:
    problem = replace(everyone_wants_the_same(300), aim=aim)
    made, best = decide(problem, budget=0.0), decide(problem)
    assert made.people_gap == 0
    assert best.total <= made.total + made.gap or aim == "fairest"
    if aim != "total":
        assert made.matched == best.matched
    if not made.proved:
        assert made.gap <= int(problem.scores.max()) * 300


@pytest.mark.parametrize("seed", range(4))
def test_when_the_time_ends_before_the_floor_is_found_it_is_said_how_high_it_could_be(seed: int) -> None:
    dice = np.random.default_rng(seed)
    scores = (dice.random((60, 1)) * dice.random((1, 50)) * 9999).astype(np.int16)
    scores[dice.random((60, 50)) > 0.6] = -1
    problem = PairingProblem(scores, dice.integers(1, 3, 50), within=20, priority=dice.random(60) < 0.2)
    best, made = decide(problem), decide(problem, budget=0.0)
    assert best.proved
    assert best.floor_gap == best.counts_gap == 0
    assert made.matched + made.people_gap >= best.matched
    assert made.floor + made.floor_gap >= best.floor
    assert made.total + made.gap >= best.total or made.floor < best.floor
    if not made.floor_gap and (made.floor, made.total) != (best.floor, best.total):
        assert not made.proved
