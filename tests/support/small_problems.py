"""Every small pairing problem: none to three on either side, no feature or one at a time; and any at random."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import product

import numpy as np
from tests.support.problems import AIMS, any_problem

from nhipcau.pairing.engine.deciding.problem import MentorQuota, PairingProblem, PairQuota

SIZES = tuple(product(range(4), repeat=2))
"""Mentees and mentors."""

Feature = Callable[[PairingProblem], PairingProblem]


def _classes(count: int) -> np.ndarray:
    return np.arange(count) % 2


def _pair_share(
    problem: PairingProblem, amounts: tuple[tuple[int, int], tuple[int, int]], base: int
) -> PairingProblem:
    n, m = problem.scores.shape
    share = PairQuota(_classes(n), _classes(m), np.array(amounts), base)
    return replace(problem, quotas=(*problem.quotas, share))


def _mentor_share(problem: PairingProblem, base: int) -> PairingProblem:
    amounts = np.where(_classes(problem.scores.shape[1]) == 1, -60, 40)
    return replace(problem, quotas=(*problem.quotas, MentorQuota(amounts, base)))


def _some_forbidden(problem: PairingProblem) -> PairingProblem:
    rows, columns = np.indices(problem.scores.shape)
    return replace(problem, scores=np.where((rows + columns) % 2, np.int16(-1), problem.scores))


def _keeping(problem: PairingProblem) -> PairingProblem:
    both = np.arange(min(problem.scores.shape))
    return replace(problem, keep=(both[::-1].copy(), both))


FEATURES: Mapping[str, Feature] = {
    "no places": lambda one: replace(one, places=np.zeros_like(one.places)),
    "places for two": lambda one: replace(one, places=np.full_like(one.places, 2)),
    "some forbidden": _some_forbidden,
    "all forbidden": lambda one: replace(one, scores=np.full_like(one.scores, -1)),
    "two mentors each": lambda one: replace(one, wanted=np.full(len(one.scores), 2)),
    "some want nobody": lambda one: replace(one, wanted=_classes(len(one.scores))),
    "some have one": lambda one: replace(one, held=_classes(len(one.scores)) == 0),
    "priority": lambda one: replace(one, priority=_classes(len(one.scores)) == 1),
    "every mentor": lambda one: replace(one, least=np.ones_like(one.places)),
    "groups": lambda one: replace(one, group_least=np.full_like(one.places, 2)),
    "share of pairs": lambda one: _pair_share(one, ((-50, 50), (50, -50)), 0),
    "share broken already": lambda one: _pair_share(one, ((-10, 20), (20, -10)), -30),
    "share of mentors": lambda one: _mentor_share(one, 0),
    "share of mentors broken already": lambda one: _mentor_share(one, -60),
    "peers": lambda one: replace(one, mutual=True),
    "a plan to keep": _keeping,
}


def everybody_may(mentees: int, mentors: int, aim: str) -> PairingProblem:
    """Return a problem in which everybody may have everybody, some of whom suit each other alike."""
    rows, columns = np.indices((mentees, mentors))
    scores = (1000 * (1 + (rows * 2 + columns * 3) % 5)).astype(np.int16)
    return PairingProblem(scores, np.ones(mentors, np.int64), aim=aim)


def small_problems(*, every_aim: bool) -> Iterator[tuple[str, PairingProblem]]:
    """Return each with its name, under every aim or under one of them in turn."""
    some = list(product(enumerate(SIZES), enumerate(("plain", *FEATURES)), enumerate(AIMS)))
    for (which, (mentees, mentors)), (number, name), (turn, aim) in some:
        if not every_aim and (which + number + turn) % len(AIMS):
            continue
        if name != "peers" or mentees == mentors:
            problem = everybody_may(mentees, mentors, aim)
            asked = FEATURES[name](problem) if name in FEATURES else problem
            yield f"{mentees} mentees, {mentors} mentors, {aim}, {name}", asked


def featured_problem(seed: int) -> PairingProblem:
    """Return none to three on either side with up to five features."""
    dice = np.random.default_rng(seed)
    names = dice.choice(list(FEATURES), int(dice.integers(0, 6)), replace=False).tolist()
    mentees, mentors = dice.integers(0, 4, 2).tolist()
    problem = everybody_may(mentees, mentees if "peers" in names else mentors, str(dice.choice(AIMS)))
    for name in names:
        problem = FEATURES[name](problem)
    return problem


def narrow_problem(seed: int) -> PairingProblem:
    """Return a problem with any of all there is, of which few on either side are left, or none."""
    dice = np.random.default_rng(seed)
    problem = any_problem(seed)
    n, m = (int(dice.integers(0, min(size, 3) + 1)) for size in problem.scores.shape)
    if problem.mutual:
        m = n

    def cut(values: np.ndarray | None, size: int) -> np.ndarray | None:
        return None if values is None else values[:size]

    keep = problem.keep
    if keep is not None:
        inside = (keep[0] < n) & (keep[1] < m)
        keep = keep[0][inside], keep[1][inside]
    return replace(
        problem,
        scores=problem.scores[:n, :m],
        places=problem.places[:m],
        priority=cut(problem.priority, n),
        wanted=cut(problem.wanted, n),
        held=cut(problem.held, n),
        least=cut(problem.least, m),
        group_least=cut(problem.group_least, m),
        quotas=tuple(
            replace(one, amounts=one.amounts[:m])
            if isinstance(one, MentorQuota)
            else replace(one, row_class=one.row_class[:n], column_class=one.column_class[:m])
            for one in problem.quotas
        ),
        keep=keep,
    )
