"""Blocking pairs, looked for one by one as well."""

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding.aim_order import decide
from nhipcau.pairing.engine.deciding.problem import PairingProblem
from nhipcau.pairing.engine.deciding.stability import blocking_pairs


def one_by_one(
    ours: NDArray[np.int16], theirs: NDArray[np.int16], chosen: set[tuple[int, int]], places: list[int]
) -> set[tuple[int, int]]:
    found = set()
    for i in range(len(ours)):
        for j in range(len(places)):
            if ours[i, j] < 0 or theirs[i, j] < 0 or (i, j) in chosen:
                continue
            mine = [ours[a, b] for a, b in chosen if a == i]
            held = [theirs[a, b] for a, b in chosen if b == j]
            gains = not mine or ours[i, j] > min(mine)
            taken = places[j] > 0 and (len(held) < places[j] or theirs[i, j] > min(held))
            if gains and taken:
                found.add((i, j))
    return found


def test_exactly_the_pairs_of_whom_both_gain_are_found() -> None:
    for seed in range(300):
        dice = np.random.default_rng(seed)
        n, m = int(dice.integers(1, 8)), int(dice.integers(1, 7))
        ours = dice.integers(-2, 12, (n, m)).astype(np.int16)
        theirs = np.where(ours < 0, -1, dice.integers(0, 12, (n, m))).astype(np.int16)
        places = dice.integers(0, 3, m)
        made = decide(PairingProblem(np.maximum(ours, -1).astype(np.int16), places))
        rows, columns = blocking_pairs(ours, theirs, (made.rows, made.columns), places)
        chosen = set(zip(made.rows.tolist(), made.columns.tolist(), strict=True))
        found = list(zip(rows.tolist(), columns.tolist(), strict=True))
        assert set(found) == one_by_one(ours, theirs, chosen, places.tolist()), seed
        assert ours[rows, columns].tolist() == sorted(ours[rows, columns].tolist(), reverse=True)


def test_everybody_with_their_first_choice_blocks_nothing() -> None:
    fits = np.array([[9, 1], [1, 9]], np.int16)
    rows, _ = blocking_pairs(fits, fits, (np.arange(2), np.arange(2)), np.ones(2, np.int64))
    assert not len(rows)
