"""The engine against exhaustive search, and its certificate checked by other means."""

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.support.pairing import best_by_trying_everything

from nhipcau.pairing.engine.deciding.assignment import Assignment, Ints, Scores, assign


def small_case(seed: int) -> tuple[Scores, Ints]:
    dice = np.random.default_rng(seed)
    n, m = int(dice.integers(1, 6)), int(dice.integers(1, 5))
    scores = dice.integers(0, (3, 30, 10_001)[seed % 3], (n, m)).astype(np.int16)
    scores[dice.random((n, m)) > dice.choice((0.3, 0.6, 1.0))] = -1
    return scores, dice.integers(0, 3, m).astype(np.int64)


def figures(scores: Scores, made: Assignment) -> tuple[int, int]:
    matched = np.flatnonzero(made.partner >= 0)
    return len(matched), int(scores[matched, made.partner[matched]].astype(int).sum())


def certificate_holds(scores: Scores, places: Ints, made: Assignment) -> bool:
    """Check the proof in plain Python, number by number: complementary prices, nothing better anywhere."""
    n, m = scores.shape
    load = [0] * m
    for i in range(n):
        j = int(made.partner[i])
        if j < 0:
            if made.values[i] != 0:
                return False
            continue
        load[j] += 1
        if scores[i, j] < 0 or made.values[i] + made.prices[j] != int(scores[i, j]) + made.bonus:
            return False
    prices_fit = all(made.prices[j] >= 0 and (load[j] == places[j] or made.prices[j] == 0) for j in range(m))
    nothing_better = all(
        made.values[i] >= 0
        and all(
            scores[i, j] < 0 or made.values[i] + made.prices[j] >= int(scores[i, j]) + made.bonus
            for j in range(m)
        )
        for i in range(n)
    )
    return prices_fit and nothing_better and all(load[j] <= places[j] for j in range(m))


def test_thousands_of_small_cases_match_exhaustive_search() -> None:
    for seed in range(2500):
        scores, places = small_case(seed)
        made = assign(scores, places)
        allowed = [{j: int(s) for j, s in enumerate(row) if s >= 0} for row in scores]
        assert figures(scores, made) == best_by_trying_everything(allowed, places.tolist()), seed
        assert made.proved, seed
        assert certificate_holds(scores, np.minimum(places, len(scores)), made), seed


def shaped(kind: str, n: int, m: int, seed: int) -> tuple[Scores, Ints]:
    dice = np.random.default_rng(seed)
    made: NDArray[np.int64]
    if kind == "random":
        made = dice.integers(0, 10_001, (n, m))
    elif kind == "few answers":
        made = dice.integers(0, 12, (n, m)) * 800
    elif kind == "everyone wants the same":
        made = (dice.random((n, 1)) * dice.random((1, m)) * 9999).astype(np.int64)
    else:
        made = dice.integers(0, 9999, (6, m))[dice.integers(0, 6, n)]
    scores = made.astype(np.int16)
    scores[dice.random((n, m)) > 0.5] = -1
    return scores, dice.integers(0, 4, m).astype(np.int64)


@pytest.mark.parametrize("kind", ["random", "few answers", "everyone wants the same", "identical people"])
@pytest.mark.parametrize(("n", "m"), [(60, 240), (240, 60), (150, 150)])
def test_medium_cases_are_proved_by_prices_checked_one_by_one(kind: str, n: int, m: int) -> None:
    scores, places = shaped(kind, n, m, n + m)
    made = assign(scores, places)
    assert made.proved
    assert certificate_holds(scores, np.minimum(places, n), made)


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 3), (3, 0)])
def test_a_side_without_anybody_is_no_trouble(n: int, m: int) -> None:
    made = assign(np.zeros((n, m), np.int16), np.ones(m, np.int64))
    assert made.proved
    assert (made.partner == -1).all()


def test_a_wrong_plan_is_not_called_proved() -> None:
    from nhipcau.pairing.engine.deciding.assignment import gap_of

    scores = np.array([[5, 9], [9, 5]], np.int16)
    places = np.ones(2, np.int64)
    made = assign(scores, places)
    worse = made.partner[::-1].copy()
    assert gap_of(scores, places, worse, made.values, made.prices, made.bonus) == 8
