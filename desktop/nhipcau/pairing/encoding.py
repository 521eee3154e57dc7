"""Criteria as numbers: each becomes columns of one matrix product, or a table, in whole points."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.wording import TopicIndex

Matrix = NDArray[np.float32]
Flags = NDArray[np.bool_]
Weighted = dict[str, int]


@dataclass(slots=True)
class Encoded:
    """One criterion over all pairs.

    A pair of whom both have answered gets `base + left[i] @ right[j]`, or `table[i, j]`; any other gets `neutral`,
    what those who answered get on average: not answering neither helps nor harms.
    """

    most: int
    left_known: Flags
    right_known: Flags
    base: int = 0
    left: Matrix | None = None
    right: Matrix | None = None
    table: NDArray[np.int16] | None = None
    neutral: int = 0

    def settle(self) -> "Encoded":
        """Blank out those who have not answered and find the neutral value."""
        if not self.left_known.any() or not self.right_known.any():
            self.neutral = self.most // 2
        elif self.table is not None:
            answered = self.table if self.left_known.all() else self.table[self.left_known]
            answered = answered if self.right_known.all() else answered[:, self.right_known]
            self.neutral = round(float(answered.mean(dtype=np.float64)))
        elif self.left is not None and self.right is not None:
            self.left[~self.left_known] = 0
            self.right[~self.right_known] = 0
            left = self.left[self.left_known].mean(axis=0, dtype=np.float64)
            right = self.right[self.right_known].mean(axis=0, dtype=np.float64)
            self.neutral = round(self.base + float(left @ right))
        return self

    def points(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the points of the pairs (rows[k], columns[k])."""
        known = self.left_known[rows] & self.right_known[columns]
        if self.table is not None:
            given = self.table[rows, columns].astype(np.int64)
        elif self.left is not None and self.right is not None:
            given = self.base + np.einsum("ij,ij->i", self.left[rows], self.right[columns]).astype(np.int64)
        else:
            given = np.full(len(rows), self.base, np.int64)
        return np.where(known, given, self.neutral)

    def all_points(self) -> NDArray[np.int16]:
        """Return the points of every pair."""
        if self.table is not None:
            given = self.table
        elif self.left is not None and self.right is not None:
            given = (self.left @ self.right.T + np.float32(self.base)).astype(np.int16)
        else:
            given = np.full((len(self.left_known), len(self.right_known)), self.base, np.int16)
        if self.left_known.all() and self.right_known.all():
            return given
        return np.where(self.left_known[:, None] & self.right_known, given, np.int16(self.neutral))


@lru_cache(maxsize=65536)
def apportion(total: int, weights: tuple[int, ...]) -> tuple[int, ...]:
    """Share out `total` in whole numbers by weight, largest remainders first, so that the shares add up to it."""
    whole = sum(weights)
    if not whole:
        return (0,) * len(weights)
    shares = [total * weight // whole for weight in weights]
    left = total - sum(shares)
    by_remainder = sorted(range(len(weights)), key=lambda k: (-(total * weights[k] % whole), k))
    for place in by_remainder[:left]:
        shares[place] += 1
    return tuple(shares)


def known(answers: Sequence[object]) -> Flags:
    return np.fromiter((bool(answer) for answer in answers), np.bool_, len(answers))


def wanted_and_offered(most: int, wanted: Sequence[Weighted], offered: Sequence[Weighted]) -> Encoded:
    """Score what one side wants (topic to importance) against what the other offers (topic to level 1-4)."""
    index = TopicIndex(key for goals in wanted for key in goals)
    width = max(len(index.columns), 1)
    left: dict[int, int] = {}
    for row, goals in enumerate(wanted):
        start = row * width
        for key, share in zip(goals, apportion(most // 4, tuple(goals.values())), strict=True):
            left[start + index.columns[key]] = share
    levels = {level for strengths in offered for level in strengths.values()}
    full = 4 if len(levels) < 2 else 0
    right: dict[int, int] = {}
    for row, strengths in enumerate(offered):
        start = row * width
        for key, level in strengths.items():
            for column in index.answered_by(key):
                place = start + column
                right[place] = max(right.get(place, 0), full or min(max(level, 0), 4))
    return Encoded(
        most,
        known(wanted),
        known(offered),
        left=_filled(left, len(wanted), width),
        right=_filled(right, len(offered), width),
    ).settle()


def _filled(cells: Mapping[int, int], height: int, width: int) -> Matrix:
    """Return a matrix with these cells, counted row by row; the rest is 0."""
    out = np.zeros(height * width, np.float32)
    out[np.fromiter(cells.keys(), np.int64, len(cells))] = np.fromiter(cells.values(), np.float32, len(cells))
    return out.reshape(height, width)


def turned(encoded: Encoded) -> Encoded:
    """Exchange the two sides."""
    table = None if encoded.table is None else np.ascontiguousarray(encoded.table.T)
    return Encoded(
        encoded.most,
        encoded.right_known,
        encoded.left_known,
        encoded.base,
        encoded.right,
        encoded.left,
        table,
        encoded.neutral,
    )


def alike(most: int, left: Sequence[str], right: Sequence[str], *, different: bool = False) -> Encoded:
    """Score equal answers; with `different`, unequal ones."""
    both = {key: place for place, key in enumerate(sorted((set(left) & set(right)) - {""}))}
    width = max(len(both), 1)
    ours = np.zeros((len(left), width), np.float32)
    theirs = np.zeros((len(right), width), np.float32)
    for row, key in enumerate(left):
        if key in both:
            ours[row, both[key]] = -most if different else most
    for row, key in enumerate(right):
        if key in both:
            theirs[row, both[key]] = 1
    base = most if different else 0
    return Encoded(most, known(left), known(right), base, ours, theirs).settle()


def by_class(
    most: int, left: Sequence[Any], right: Sequence[Any], share: Callable[[Any, Any], float]
) -> Encoded:
    """Score two single answers by a function of both, 0 to 1; None is not answered."""
    ours = {value: place for place, value in enumerate(dict.fromkeys(v for v in left if v is not None))}
    theirs = {value: place for place, value in enumerate(dict.fromkeys(v for v in right if v is not None))}
    points = np.zeros((len(ours) + 1, max(len(theirs), 1)), np.float32)
    for mine, row in ours.items():
        for yours, column in theirs.items():
            points[row, column] = round(most * min(max(share(mine, yours), 0.0), 1.0))
    rows = np.fromiter((len(ours) if v is None else ours[v] for v in left), np.int64, len(left))
    right_hot = np.zeros((len(right), points.shape[1]), np.float32)
    for row, value in enumerate(right):
        if value is not None:
            right_hot[row, theirs[value]] = 1
    left_known = np.fromiter((v is not None for v in left), np.bool_, len(left))
    right_known = np.fromiter((v is not None for v in right), np.bool_, len(right))
    return Encoded(most, left_known, right_known, left=points[rows], right=right_hot).settle()


@lru_cache(maxsize=2)
def shared_counts(left: tuple[frozenset[str], ...], right: tuple[frozenset[str], ...]) -> Matrix:
    """Return how many answers each two have in common."""
    names = {key: place for place, key in enumerate(sorted(set().union(*left) & set().union(*right)))}
    width = max(len(names), 1)
    sides = (
        _filled(
            {row * width + names[key]: 1 for row, keys in enumerate(side) for key in keys if key in names},
            len(side),
            width,
        )
        for side in (left, right)
    )
    ours, theirs = sides
    counts: Matrix = ours @ theirs.T
    counts.setflags(write=False)
    return counts


def by_table(
    most: int, table: NDArray[np.int16], left_known: Flags, right_known: Flags | None = None
) -> Encoded:
    """Take points worked out pair by pair."""
    everybody = np.ones(table.shape[1], np.bool_) if right_known is None else right_known
    return Encoded(most, left_known, everybody, table=table).settle()
