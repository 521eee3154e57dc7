"""Groups, several mentors, quotas and peers against exhaustive search, and against one plain programme of all pairs."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.support.exhaustive import breaks_nothing, check_best
from tests.support.problems import any_problem

from nhipcau.common.progress import Cancelled
from nhipcau.pairing.engine.deciding import candidate_pairs as candidates
from nhipcau.pairing.engine.deciding import integer_search as integer
from nhipcau.pairing.engine.deciding import linear_bound as linear
from nhipcau.pairing.engine.deciding.aim_order import decide
from nhipcau.pairing.engine.deciding.problem import MentorQuota, PairingProblem, PairQuota

pytestmark = pytest.mark.slow

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "group-availability-mit"


def test_hundreds_of_cases_with_every_feature_at_random_match_exhaustive_search() -> None:
    for seed in range(300):
        problem = any_problem(seed)
        check_best(problem, decide(problem), seed)


def test_pairs_that_were_not_looked_at_first_are_found_when_they_matter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candidates, "_SMALL", 0)
    monkeypatch.setattr(candidates, "_LISTED", 1)
    monkeypatch.setattr(candidates, "_OF_KIND", 1)
    monkeypatch.setattr(integer, "_MORE", 0)
    monkeypatch.setattr(integer, "_FEW", 1)
    monkeypatch.setattr(linear, "_ADDED", 1)
    for seed in range(1000, 1120):
        problem = any_problem(seed)
        check_best(problem, decide(problem), seed)


def medium(seed: int) -> PairingProblem:
    dice = np.random.default_rng(seed)
    scores = dice.integers(0, 10_000, (40, 30)).astype(np.int16)
    scores[dice.random((40, 30)) > 0.5] = -1
    women, leaders = (dice.random(40) < 0.5).astype(np.int64), (dice.random(30) < 0.3).astype(np.int64)
    return PairingProblem(
        scores,
        dice.integers(2, 5, 30),
        aim="everyone",
        group_least=np.full(30, 2),
        quotas=(
            PairQuota(women, leaders, np.array([[0, 0], [-35, 65]])),
            MentorQuota(np.where(dice.random(30) < 0.3, -60, 40)),
        ),
    )


def best_of_all_pairs(problem: PairingProblem, matched: int) -> int:
    """Return the largest total of a plan of so many mentees, from one programme written down pair by pair."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]  # scipy has no types

    rows, columns = np.nonzero(problem.scores >= 0)
    count, m = len(rows), len(problem.places)
    lines = [np.r_[rows == i, np.zeros(m)] for i in range(len(problem.scores))]
    low, high = [0.0] * len(lines), [1.0] * len(lines)

    def add(line: np.ndarray, at_least: float, at_most: float) -> None:
        lines.append(line)
        low.append(at_least)
        high.append(at_most)

    assert problem.group_least is not None
    for j in range(m):
        used = (np.arange(m) == j).astype(int)
        add(np.r_[columns == j, -used * problem.places[j]], -np.inf, 0)
        add(np.r_[columns == j, -used * problem.group_least[j]], 0, np.inf)
    for quota in problem.quotas:
        if isinstance(quota, PairQuota):
            add(np.r_[quota.of(rows, columns), np.zeros(m)], 0, np.inf)
        else:
            add(np.r_[np.zeros(count), quota.amounts], 0, np.inf)
    add(np.r_[np.ones(count), np.zeros(m)], matched, matched)
    found = milp(
        -np.r_[problem.scores[rows, columns], np.zeros(m)].astype(float),
        constraints=LinearConstraint(np.array(lines, float), low, high),
        integrality=np.ones(count + m),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0},
    )
    return -1 if found.x is None else round(-found.fun)


@pytest.mark.parametrize("seed", range(3))
def test_quotas_and_groups_are_as_good_as_one_programme_of_all_pairs(seed: int) -> None:
    problem = medium(seed)
    made = decide(problem)
    assert made.proved
    assert made.total == best_of_all_pairs(problem, made.matched)
    assert best_of_all_pairs(problem, made.matched + 1) == -1


def test_a_plan_that_no_quota_forbids_is_the_plain_one() -> None:
    problem = replace(medium(7), group_least=None, quotas=())
    nothing = PairQuota(np.zeros(40, np.int64), np.zeros(30, np.int64), np.ones((1, 1), np.int64))
    for aim in ("everyone", "total", "fairest"):
        plain = decide(replace(problem, aim=aim))
        made = decide(replace(problem, aim=aim, quotas=(nothing,)))
        assert made.proved
        assert (made.matched, made.total, made.worst) == (plain.matched, plain.total, plain.worst)


def test_peers_have_each_other_and_nobody_has_themself() -> None:
    dice = np.random.default_rng(3)
    scores = dice.integers(0, 10_000, (31, 31)).astype(np.int16)
    made = decide(PairingProblem(scores, np.ones(31, np.int64), mutual=True))
    chosen = set(zip(made.rows.tolist(), made.columns.tolist(), strict=True))
    assert chosen == {(b, a) for a, b in chosen}
    assert all(a != b for a, b in chosen)
    assert (made.matched, made.proved) == (30, True)


def test_a_quota_that_standing_pairs_break_is_mended_as_far_as_can_be() -> None:
    kinds = np.array([0, 1])
    quota = PairQuota(np.zeros(3, np.int64), kinds, np.array([[-10, 10]]), base=-30)
    scores = np.array([[90, 10], [90, 10], [90, 10]], np.int16)
    made = decide(PairingProblem(scores, np.array([3, 2]), quotas=(quota,)))
    assert made.columns.tolist() == [1, 1]
    assert made.proved


def test_a_search_can_be_cancelled() -> None:
    heard = 0

    def tick() -> None:
        nonlocal heard
        heard += 1
        if heard > 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        decide(medium(1), tick)


def test_when_the_time_ends_first_the_plan_breaks_nothing_and_says_how_far_it_may_be() -> None:
    problem = replace(medium(2), aim="fairest")
    best = decide(replace(problem, aim="everyone"))
    made = decide(problem, budget=0.0)
    assert breaks_nothing(problem, made.rows, made.columns)
    assert made.matched + made.people_gap >= best.matched
    if not made.proved:
        assert made.gap > 0 or made.people_gap > 0 or made.worst < 9999


def hours(who: str) -> list[frozenset[str]]:
    people = json.loads((DATA / f"{who}.json").read_text(encoding="utf-8"))
    return [frozenset(hour.strip() for hour in person["availability"]) for person in people]


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is not there")
@pytest.mark.parametrize("aim", ["everyone", "fairest"])
def test_five_hundred_mentees_go_to_twenty_five_mentors_in_groups(aim: str) -> None:
    mentees, mentors = hours("mentees")[:500], hours("mentors")[:25]
    common = np.array([[len(a & b) for b in mentors] for a in mentees])
    scores = np.where(common > 0, np.minimum(common * 1500, 10_000), -1).astype(np.int16)
    groups = np.full(len(mentors), 10)
    problem = PairingProblem(scores, np.full(len(mentors), 20), aim=aim, group_least=groups)
    made = decide(problem, budget=60)
    plain = decide(replace(problem, group_least=None, aim=aim))
    assert breaks_nothing(problem, made.rows, made.columns)
    assert made.people_gap == 0
    assert plain.matched >= made.matched
    assert made.proved
