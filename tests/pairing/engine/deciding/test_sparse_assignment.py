"""The engine for large and contested problems: the same answers as the plain one, and a proof, or a stated gap."""

import subprocess
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from nhipcau.common.progress import Cancelled
from nhipcau.pairing.engine.deciding import assignment
from nhipcau.pairing.engine.deciding import sparse_assignment as sparse
from nhipcau.pairing.engine.deciding.assignment import Assignment, Ints, Scores, assign, gap_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
KINDS = ("random", "few answers", "everyone wants the same", "identical people", "yes or no")


@pytest.fixture
def sparse_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assignment, "_SMALL", -1)
    monkeypatch.setattr(assignment, "_TABLE", -1)


def dense(scores: Scores, places: Ints, rows: Ints | None, columns: Ints | None) -> Assignment:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assignment, "_SMALL", 10**9)
        patch.setattr(assignment, "_TABLE", 10**9)
        return assign(scores, places, row_bonus=rows, column_bonus=columns)


def case(seed: int, n: int, m: int, most_places: int = 4) -> tuple[Scores, Ints]:
    dice = np.random.default_rng(seed)
    kind = KINDS[seed % len(KINDS)]
    if kind == "random":
        made = dice.integers(0, 10_001, (n, m))
    elif kind == "few answers":
        made = dice.integers(0, 12, (n, m)) * 800
    elif kind == "everyone wants the same":
        made = (dice.random((n, 1)) * dice.random((1, m)) * 9999).astype(np.int64)
    elif kind == "identical people":
        made = dice.integers(0, 9999, (6, m))[dice.integers(0, 6, n)]
    else:
        made = dice.integers(0, 2, (n, m))
    scores = made.astype(np.int16)
    scores[dice.random((n, m)) > dice.choice((0.1, 0.5, 1.0))] = -1
    return scores, dice.integers(0, most_places, m).astype(np.int64)


def bonuses(seed: int, n: int, m: int) -> tuple[Ints | None, Ints | None]:
    dice = np.random.default_rng(seed + 1)
    large = int(dice.choice((0, 20, 20_000, 10**7)))
    rows = None if seed % 3 == 0 else dice.integers(-large // 4, large + 1, n)
    columns = None if seed % 2 else dice.integers(0, large + 1, m)
    return rows, columns


def worth_of(made: Assignment, scores: Scores, rows: Ints | None, columns: Ints | None) -> int:
    n, m = scores.shape
    row_worth = np.full(n, made.bonus) if rows is None else rows
    column_worth = np.zeros(m, np.int64) if columns is None else columns
    own = np.flatnonzero(made.partner >= 0)
    chosen = made.partner[own]
    return int((scores[own, chosen].astype(np.int64) + row_worth[own] + column_worth[chosen]).sum())


def best_worth(scores: Scores, places: Ints, rows: Ints, columns: Ints) -> int:
    """Look at every possible plan."""
    best = 0
    for choice in product(range(-1, scores.shape[1]), repeat=len(scores)):
        used = np.bincount([j for j in choice if j >= 0], minlength=len(places))
        if (used > places).any() or any(j >= 0 and scores[i, j] < 0 for i, j in enumerate(choice)):
            continue
        worth = sum(
            int(scores[i, j]) + int(rows[i]) + int(columns[j]) for i, j in enumerate(choice) if j >= 0
        )
        best = max(best, worth)
    return best


@pytest.mark.usefixtures("sparse_only")
def test_hundreds_of_small_cases_match_exhaustive_search() -> None:
    for seed in range(400):
        dice = np.random.default_rng(seed)
        n, m = int(dice.integers(1, 5)), int(dice.integers(1, 5))
        scores, places = case(seed, n, m, 3)
        rows, columns = bonuses(seed, n, m)
        made = assign(scores, places, row_bonus=rows, column_bonus=columns)
        row_worth = np.full(n, made.bonus) if rows is None else rows
        column_worth = np.zeros(m, np.int64) if columns is None else columns
        best = best_worth(scores, places, row_worth, column_worth)
        assert made.proved, seed
        assert worth_of(made, scores, rows, columns) == best, seed


@pytest.mark.usefixtures("sparse_only")
def test_both_engines_agree_on_the_worth_and_on_what_one_more_place_is_worth() -> None:
    for seed in range(150):
        dice = np.random.default_rng(seed)
        n, m = int(dice.integers(1, 60)), int(dice.integers(1, 60))
        scores, places = case(seed, n, m, int(dice.choice((2, 4, 30))))
        rows, columns = bonuses(seed, n, m)
        made = assign(scores, places, row_bonus=rows, column_bonus=columns)
        other = dense(scores, places, rows, columns)
        assert made.proved, seed
        assert other.proved, seed
        assert worth_of(made, scores, rows, columns) == worth_of(other, scores, rows, columns), seed
        assert (made.prices == other.prices).all(), seed
        again = assign(scores, places, row_bonus=rows, column_bonus=columns, start=other.start)
        assert again.proved, seed
        assert (again.prices == other.prices).all(), seed


@pytest.mark.usefixtures("sparse_only")
@pytest.mark.parametrize("seed", range(5))
def test_the_proof_holds_when_checked_pair_by_pair(seed: int) -> None:
    scores, places = case(seed, 120, 90)
    made = assign(scores, places)
    load = np.bincount(made.partner[made.partner >= 0], minlength=90)
    assert (load <= places).all()
    assert (made.prices[load < np.minimum(places, 120)] == 0).all()
    allowed = scores >= 0
    worth = scores.astype(np.int64) + made.bonus
    assert (made.values[:, None] + made.prices >= worth)[allowed].all()
    assert (made.values[made.partner < 0] == 0).all()
    own = np.flatnonzero(made.partner >= 0)
    assert (made.values[own] + made.prices[made.partner[own]] == worth[own, made.partner[own]]).all()


def test_a_mentor_without_places_still_has_a_price() -> None:
    scores = np.array([[9000, 100]], np.int16)
    made = assign(scores, np.array([0, 1]), row_bonus=np.zeros(1, np.int64))
    assert made.partner.tolist() == [1]
    assert made.prices.tolist() == [8900, 0]


def test_a_pair_worth_less_than_nothing_is_left_out() -> None:
    scores = np.array([[5, 9], [7, 8]], np.int16)
    made = assign(scores, np.array([1, 1]), row_bonus=np.array([-8, -20]))
    assert made.partner.tolist() == [1, -1]
    assert made.proved


def test_the_certificate_takes_nothing_for_a_plan_that_is_none() -> None:
    scores = np.array([[5, -1], [7, 8]], np.int16)
    nothing = np.zeros(2)
    for partner in ([1, 0], [0, 0]):
        with pytest.raises(ValueError, match="not a plan"):
            gap_of(scores, np.array([1, 1]), np.array(partner), nothing, nothing, 10)


def wanted_by_all(n: int) -> tuple[Scores, Ints]:
    dice = np.random.default_rng(4)
    made = 8000 * dice.random((n, 1)) * (mentor := dice.random((1, n))) + 1500 * mentor
    scores = (made + 500 * dice.random((n, n))).astype(np.int16)
    scores[dice.random((n, n)) < 0.2] = -1
    return scores, dice.choice([1, 2, 3], n).astype(np.int64)


def test_where_everyone_wants_the_same_the_plan_is_proved() -> None:
    scores, places = wanted_by_all(300)
    made = assign(scores, places)
    assert made.proved
    assert (made.partner >= 0).all()


@pytest.mark.parametrize("budget", [0.0, 0.01, 0.05])
def test_when_the_time_is_up_the_gap_is_stated_and_true(budget: float) -> None:
    scores, places = wanted_by_all(300)
    best = assign(scores, places)
    early = assign(scores, places, budget=budget)
    rest = worth_of(best, scores, None, None) - worth_of(early, scores, None, None)
    assert 0 <= rest <= early.gap
    assert early.proved == (early.gap == 0)


def test_five_hundred_mentees_are_shared_among_twenty_five_mentors() -> None:
    dice = np.random.default_rng(8)
    scores = dice.integers(0, 10_001, (500, 25)).astype(np.int16)
    scores[dice.random((500, 25)) < 0.5] = -1
    made = assign(scores, np.full(25, 18))
    assert made.proved
    assert (np.bincount(made.partner[made.partner >= 0], minlength=25) == 18).all()


@pytest.mark.usefixtures("sparse_only")
def test_a_search_can_be_given_up_wherever_it_is() -> None:
    scores, places = case(3, 80, 60)
    heard = 0

    def count() -> None:
        nonlocal heard
        heard += 1

    assign(scores, places, tick=count)
    for at in range(1, heard, 5):
        left = at

        def stop() -> None:
            nonlocal left
            left -= 1
            if not left:
                raise Cancelled

        with pytest.raises(Cancelled):
            assign(scores, places, tick=stop)


def test_what_is_added_never_lets_the_search_go_round_in_circles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sparse, "_ADDED", 1)
    monkeypatch.setattr(sparse, "_USUAL", 1)
    monkeypatch.setattr(sparse, "_MOST", 1)
    monkeypatch.setattr(assignment, "_TABLE", -1)
    scores, places = case(2, 70, 50)
    made = assign(scores, places)
    assert made.proved


_HASH = """
import hashlib, sys
sys.path[:0] = [{desktop!r}, {root!r}]
from tests.benchmarks.pairing_people import answers
from nhipcau.pairing.engine.deciding.remaining_problem import situation
from nhipcau.pairing.engine.deciding.assignment import assign
standing = situation(answers(260, 240, 3), None)
scores = standing.open_scores()
made = assign(scores, standing.places, start=assign(scores[:, ::-1], standing.places[::-1]).start)
found = hashlib.sha256(scores.tobytes() + made.partner.tobytes() + made.prices.tobytes())
print(made.proved, found.hexdigest())
"""


def test_the_plan_is_the_same_whatever_the_number_of_threads() -> None:
    code = _HASH.format(desktop=str(ROOT / "desktop"), root=str(ROOT))
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"OPENBLAS_NUM_THREADS": threads, "PATH": ""},
            capture_output=True, text=True, check=True,
        ).stdout
        for threads in ("1", "4")
    }  # fmt: skip
    assert len(found) == 1
    assert found.pop().startswith("True")
