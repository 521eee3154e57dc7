"""Criteria as numbers: each becomes columns of one matrix product, or a table, in whole points."""

from collections.abc import Callable, Mapping, Sequence, Sized
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
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
    return np.fromiter(map(bool, answers), np.bool_, len(answers))


def wanted_and_offered(most: int, wanted: Sequence[Weighted], offered: Sequence[Weighted]) -> Encoded:
    """Score what one side wants (topic to importance) against what the other offers (topic to level 1-4)."""
    index = TopicIndex(key for goals in wanted for key in goals)
    width = max(len(index.columns), 1)
    left = np.zeros((len(wanted), width), np.float32)
    columns = [index.columns[key] for goals in wanted for key in goals]
    shares = [s for goals in wanted for s in apportion(most // 4, tuple(goals.values()))]
    left[_rows(wanted), columns] = shares
    return Encoded(
        most, known(wanted), known(offered), left=left, right=_offers(index, width, offered)
    ).settle()


def _rows(side: Sequence[Sized]) -> NDArray[np.int64]:
    """Return the row of every answer, one after the other."""
    return np.repeat(np.arange(len(side)), np.fromiter(map(len, side), np.int64, len(side)))


def _offers(index: TopicIndex, width: int, offered: Sequence[Weighted]) -> Matrix:
    """Return the level each person offers for each wanted topic; the best of several offers counts."""
    kinds = {key: place for place, key in enumerate({key: 0 for strengths in offered for key in strengths})}
    answers = [index.answered_by(key) for key in kinds]
    count = np.fromiter(map(len, answers), np.int64, len(answers))
    start = np.cumsum(count) - count
    topics = np.array([column for columns in answers for column in columns], np.int64)
    kind = np.array([kinds[key] for strengths in offered for key in strengths], np.int64)
    level = np.array([level for strengths in offered for level in strengths.values()], np.int64)
    if len(level) and level.min() == level.max():
        level = np.full_like(level, 4)
    # One cell for every topic that an offer answers.
    each = np.repeat(np.arange(len(kind)), count[kind])
    within = np.arange(len(each)) - np.repeat(np.cumsum(count[kind]) - count[kind], count[kind])
    cells = _rows(offered)[each] * width + topics[start[kind[each]] + within]
    out = np.zeros(len(offered) * width, np.float32)
    np.maximum.at(out, cells, np.clip(level, 0, 4).astype(np.float32)[each])
    return out.reshape(len(offered), width)


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
    ours = _hot(left, both, -most if different else most)
    theirs = _hot(right, both, 1)
    base = most if different else 0
    return Encoded(most, known(left), known(right), base, ours, theirs).settle()


def _hot(answers: Sequence[Any], places: Mapping[Any, int], amount: int) -> Matrix:
    """Return a column per known answer, with the amount where it was given."""
    place = np.fromiter(map(places.get, answers, repeat(-1)), np.int64, len(answers))
    out = np.zeros((len(answers), max(len(places), 1)), np.float32)
    rows = np.flatnonzero(place >= 0)
    out[rows, place[rows]] = amount
    return out


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
    right_hot = _hot(right, theirs, 1)
    left_known = np.fromiter((v is not None for v in left), np.bool_, len(left))
    right_known = np.fromiter((v is not None for v in right), np.bool_, len(right))
    return Encoded(most, left_known, right_known, left=points[rows], right=right_hot).settle()


@lru_cache(maxsize=2)
def shared_counts(left: tuple[frozenset[str], ...], right: tuple[frozenset[str], ...]) -> Matrix:
    """Return how many answers each two have in common."""
    names = {key: place for place, key in enumerate(sorted(set().union(*left) & set().union(*right)))}
    ours, theirs = _held(left, names), _held(right, names)
    counts: Matrix = ours @ theirs.T
    counts.setflags(write=False)
    return counts


def _held(side: Sequence[frozenset[str]], names: Mapping[str, int]) -> Matrix:
    """Return 1 where a person has given the answer; the last column, which counts for nothing, is for all others."""
    place = np.array([names.get(key, -1) for keys in side for key in keys], np.int64)
    out = np.zeros((len(side), len(names) + 1), np.float32)
    out[_rows(side), place] = 1
    return out[:, :-1]


def by_table(
    most: int, table: NDArray[np.int16], left_known: Flags, right_known: Flags | None = None
) -> Encoded:
    """Take points worked out pair by pair."""
    everybody = np.ones(table.shape[1], np.bool_) if right_known is None else right_known
    return Encoded(most, left_known, everybody, table=table).settle()
