"""Small pairing problems with every feature switched at random."""

import numpy as np

from nhipcau.pairing.engine.deciding.problem import MentorQuota, PairingProblem, PairQuota

AIMS = ("everyone", "total", "fairest")
WITHIN = (0, 50, 1000, 4000, 10_000)


def plain_problem(seed: int) -> PairingProblem:
    """Return up to 5 mentees and 4 mentors with any of what the plain case knows."""
    dice = np.random.default_rng(seed)
    n, m = int(dice.integers(1, 6)), int(dice.integers(1, 5))
    most = int(dice.choice((3, 30, 10_001)))
    scores = dice.integers(0, most, (n, m)).astype(np.int16)
    scores[dice.random((n, m)) > dice.choice((0.3, 0.6, 1.0))] = -1
    return PairingProblem(
        scores,
        dice.integers(0, 4, m),
        aim=str(dice.choice(AIMS)),
        within=int(dice.choice(WITHIN)),
        priority=dice.random(n) < 0.5 if dice.random() < 0.5 else None,
        least=dice.integers(0, 4, m) if dice.random() < 0.5 else None,
        keep=some_plan(dice, n, m) if dice.random() < 0.5 else None,
    )


def some_plan(dice: np.random.Generator, n: int, m: int) -> tuple[np.ndarray, np.ndarray]:
    rows = np.flatnonzero(dice.random(n) < 0.7)
    return rows, dice.integers(0, m, len(rows))


def _base(dice: np.random.Generator, most: int) -> int:
    return int(dice.integers(-most, most + 1)) if dice.random() < 0.3 else 0


def any_problem(seed: int) -> PairingProblem:
    """Return up to 4 mentees and 4 mentors with any of all there is."""
    dice = np.random.default_rng(seed)
    mutual = bool(dice.random() < 0.2)
    several = bool(dice.random() < 0.4)
    n = int(dice.integers(2, 5))
    m = n if mutual else int(dice.integers(1, 4 if several else 5))
    several = several and not (mutual and n > 3)
    most = int(dice.choice((3, 30, 10_001)))
    scores = dice.integers(0, most, (n, m)).astype(np.int16)
    scores[dice.random((n, m)) > dice.choice((0.4, 0.7, 1.0))] = -1
    quotas: list[PairQuota | MentorQuota] = []
    if dice.random() < 0.4:
        quotas.append(MentorQuota(dice.integers(-3, 4, m), _base(dice, 3)))
    quotas += [
        PairQuota(
            dice.integers(0, 2, n),
            dice.integers(0, 2, m),
            dice.integers(-100, 101, (2, 2)),
            _base(dice, 100),
        )
        for _ in range(int(dice.integers(0, 3)))
    ]
    return PairingProblem(
        scores,
        dice.integers(0, 4, m),
        aim=str(dice.choice(AIMS)),
        within=int(dice.choice(WITHIN)),
        priority=dice.random(n) < 0.5 if dice.random() < 0.3 else None,
        wanted=dice.integers(0 if dice.random() < 0.2 else 1, 4, n) if several else None,
        held=dice.random(n) < 0.3 if several and dice.random() < 0.4 else None,
        least=dice.integers(0, 4, m) if dice.random() < 0.3 else None,
        group_least=dice.integers(0, 4, m) if dice.random() < 0.4 else None,
        quotas=tuple(quotas),
        mutual=mutual,
        keep=some_plan(dice, n, m) if dice.random() < 0.3 else None,
    )
