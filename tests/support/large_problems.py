"""Programmes of hundreds a side with every rule switched at random, as the engine is asked for them."""

import random
from dataclasses import replace

import numpy as np
from tests.benchmarks.pairing_people import answers

from nhipcau.pairing.engine.deciding import remaining_problem as situations
from nhipcau.pairing.engine.deciding.problem import MentorQuota, PairingProblem, PairQuota
from nhipcau.pairing.engine.deciding.remaining_problem import everyone_both
from nhipcau.pairing.models import Aim
from nhipcau.pairing.plan.problem_builder import pose
from nhipcau.pairing.settings.pairing_input import (
    Candidate,
    Constraint,
    CriterionSetting,
    PairingInput,
    QuotaSetting,
)

_SHARES = (
    QuotaSetting("partner", "gender", "Nữ", "Nữ", "least", 50),
    QuotaSetting("different", "place", bound="least", percent=60),
    QuotaSetting("used", "gender", "Nữ", bound="least", percent=45),
    QuotaSetting("different", "department", bound="least", percent=90),
    QuotaSetting("used", "department", "Phòng 3", bound="most", percent=12),
)


def everything(seed: int, size: int) -> PairingInput:
    """Return a programme with locks, wishes, groups, shares, several mentors and minimums at random."""
    dice = random.Random(f"large {seed}")
    people = answers(size, size, seed)
    mutual = dice.random() < 0.15
    group = 0 if mutual else dice.choice((0, 0, 2, 3))
    aims: tuple[Aim, ...] = ("everyone", "fairest", "fairest", "total")
    rules = replace(
        people.settings.rules,
        aim=dice.choice(aims),
        fair_within=dice.choice((0, 50, 50, 500)),
        group_least=group,
        mentors_each=1 if mutual else dice.choice((1, 1, 2, 3)),
        every_mentor=not group and dice.random() < 0.3,
        priority_left_out=dice.random() < 0.5,
        mutual=mutual,
    )
    if mutual:
        rules = replace(rules, level_gap_least=-9, level_gap_most=9)
    ids = [one.participant_id for one in people.candidates]
    mentors, mentees = ids[:size], ids[size:]
    constraints = tuple(
        Constraint(dice.choice(mentors), mentee, dice.choice(("locked", "forbidden")))
        for mentee in dice.sample(mentees, size // 20)
    )
    names = [one.name for one in people.mentors]
    candidates = tuple(_person(dice, one, names) for one in people.candidates[: size if mutual else None])
    quotas = tuple(dice.sample(_SHARES, 0 if mutual else dice.choice((0, 1, 1, 2, 3))))
    criteria = (*people.settings.criteria, CriterionSetting("mentee_wishes", "medium"))
    settings = replace(
        people.settings, criteria=criteria, rules=rules, constraints=constraints, quotas=quotas
    )
    made = replace(people, candidates=candidates, settings=settings)
    return everyone_both(made) if mutual else made


def _person(dice: random.Random, one: Candidate, mentors: list[str]) -> Candidate:
    return replace(
        one,
        gender=dice.choice(("Nữ", "Nam", "Nam", "")),
        left_out_before=dice.random() < 0.1,
        least=dice.choice((0, 0, 0, 1, 2)) if one.is_mentor else 0,
        wishes=tuple(dice.sample(mentors, 2)) if one.is_mentee and dice.random() < 0.3 else one.wishes,
    )


def posed(people: PairingInput) -> PairingProblem:
    return pose(situations.situation(people, people.settings)).problem


def adversarial(seed: int, size: int) -> PairingProblem:
    """Return a problem in which what is quickly found misleads: ties, one taste, shares tight or impossible."""
    dice = np.random.default_rng(seed)
    kind = ("ties", "one taste", "tight", "impossible", "any")[seed % 5]
    n, m = size, int(size * dice.choice((0.4, 0.7, 1.0)))
    scores = dice.integers(0, 10_000, (n, m))
    if kind == "ties":
        scores = dice.integers(0, 3, (n, m)) * 3000 + 1000
    if kind == "one taste":
        scores = (dice.random((n, 1)) * dice.random((1, m)) * 9999).astype(np.int64)
    allowed = dice.random((n, m)) < dice.choice((0.1, 0.5))
    problem = PairingProblem(
        np.where(allowed, scores, -1).astype(np.int16),
        dice.integers(1, 4, m),
        aim=str(dice.choice(("everyone", "fairest"))),
        wanted=dice.integers(1, 4, n) if dice.random() < 0.5 else None,
        held=dice.random(n) < 0.1 if dice.random() < 0.3 else None,
        priority=dice.random(n) < 0.2 if dice.random() < 0.3 else None,
        least=dice.integers(0, 3, m) if dice.random() < 0.5 else None,
        group_least=np.full(m, int(dice.integers(2, 4))) if dice.random() < 0.4 else None,
    )
    share = {"tight": 90, "impossible": 100}.get(kind, 40)
    rows, columns = (dice.random(n) < 0.5).astype(np.int64), (dice.random(m) < 0.3).astype(np.int64)
    pairs = PairQuota(rows, columns, np.array([[0, 0], [-share, 100 - share]]))
    mentors = MentorQuota(np.where(dice.random(m) < 0.2, share - 110, 10 + share // 2))
    chosen = ((), (pairs,), (mentors,), (pairs, mentors))[int(dice.integers(0 if kind != "tight" else 1, 4))]
    return replace(problem, quotas=chosen)


def wanted_by_all(seed: int, size: int) -> PairingProblem:
    """Return a problem of several mentors a mentee in which nearly everybody wants the same ones."""
    dice = np.random.default_rng(seed)
    mentee, mentor = dice.random((size, 1)), dice.random((1, size))
    scores = 8000 * mentee * mentor + 1500 * mentor + 500 * dice.random((size, size))
    return PairingProblem(
        np.where(dice.random((size, size)) < 0.2, -1, scores).astype(np.int16),
        dice.integers(1, 4, size),
        within=500,
        wanted=dice.integers(1, 4, size),
        least=dice.integers(0, 3, size),
    )
