"""One criterion in numbers: columns of a matrix product, steps of a count, or points of single pairs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Points = NDArray[np.int16]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
_CELLS = 1 << 18
"""Cells worked out together."""


def row_blocks(rows: int, columns: int) -> list[slice]:
    """Return row ranges of a table that are worked out together."""
    size = max(1, _CELLS // max(columns, 1))
    return [slice(start, min(rows, start + size)) for start in range(0, rows, size)]


@dataclass(frozen=True, slots=True)
class Common:
    """Points by how many answers two have in common."""

    ours: Matrix
    theirs: Matrix
    points: Points
    """By row, or one row for all, and count; the last column is for that many and more."""

    def block(self, rows: slice) -> Points:
        counts = self.ours[rows] @ self.theirs.T
        points = self.points if len(self.points) == 1 else self.points[rows]
        found = np.repeat(points[:, :1], counts.shape[1], axis=1)
        found = np.repeat(found, len(counts), axis=0) if len(found) < len(counts) else found
        for count in range(1, points.shape[1]):
            found += np.multiply(
                counts >= count, points[:, count : count + 1] - points[:, count - 1 : count], dtype=np.int16
            )
        return found

    def of(self, rows: Ints, columns: Ints) -> Ints:
        counts = np.einsum("ij,ij->i", self.ours[rows], self.theirs[columns]).astype(np.int64)
        which = np.zeros_like(rows) if len(self.points) == 1 else rows
        found: Ints = self.points[which, np.minimum(counts, self.points.shape[1] - 1)].astype(np.int64)
        return found


@dataclass(frozen=True, slots=True)
class Singles:
    """Points of single pairs in the order of their rows; all others have none."""

    rows: Ints
    columns: Ints
    points: Points
    width: int

    def block(self, rows: slice, height: int) -> Points:
        found = np.zeros((height, self.width), np.int16)
        start, stop = np.searchsorted(self.rows, [rows.start, rows.start + height])
        found[self.rows[start:stop] - rows.start, self.columns[start:stop]] = self.points[start:stop]
        return found

    def of(self, rows: Ints, columns: Ints) -> Ints:
        keys = self.rows * self.width + self.columns
        wanted = rows * self.width + columns
        order = np.argsort(keys, kind="stable")
        place = np.minimum(np.searchsorted(keys[order], wanted), max(len(keys) - 1, 0))
        if not len(keys):
            return np.zeros(len(rows), np.int64)
        hit = order[place]
        return np.where(keys[hit] == wanted, self.points[hit].astype(np.int64), 0)

    def turned(self, width: int) -> "Singles":
        order = np.argsort(self.columns, kind="stable")
        return Singles(self.columns[order], self.rows[order], self.points[order], width)


@dataclass(slots=True)
class Encoded:
    """One criterion over all pairs.

    A pair of whom both have answered gets `base + left[i] @ right[j]`, or what `common` or `singles` say; any other
    gets `neutral`, what those who answered get on average: not answering neither helps nor harms.
    """

    most: int
    left_known: Flags
    right_known: Flags
    base: int = 0
    left: Matrix | None = None
    right: Matrix | None = None
    common: Common | None = None
    singles: Singles | None = None
    neutral: int = 0

    @property
    def linear(self) -> bool:
        """Whether the points are columns of a product."""
        return self.common is None and self.singles is None

    @property
    def all_known(self) -> bool:
        return bool(self.left_known.all() and self.right_known.all())

    def settle(self) -> "Encoded":
        """Blank out those who have not answered and find the neutral value."""
        if not self.left_known.any() or not self.right_known.any():
            self.neutral = self.most // 2
        elif self.common is not None:
            answered = int(self.left_known.sum()) * int(self.right_known.sum())
            self.neutral = round(self._given_in_all() / answered)
        elif self.left is not None and self.right is not None:
            self.left[~self.left_known] = 0
            self.right[~self.right_known] = 0
            left = self.left[self.left_known].mean(axis=0, dtype=np.float64)
            right = self.right[self.right_known].mean(axis=0, dtype=np.float64)
            self.neutral = round(self.base + float(left @ right))
        return self

    def _given_in_all(self) -> int:
        """Return all points of those who have answered together."""
        assert self.common is not None
        total = 0
        for rows in row_blocks(len(self.left_known), len(self.right_known)):
            given = self.common.block(rows)
            if not self.all_known:
                given = given[self.left_known[rows]][:, self.right_known]
            total += int(given.sum(dtype=np.int64))
        return total

    def points(self, rows: Ints, columns: Ints) -> Ints:
        """Return the points of the pairs (rows[k], columns[k])."""
        known = self.left_known[rows] & self.right_known[columns]
        if self.common is not None:
            given = self.common.of(rows, columns)
        elif self.singles is not None:
            given = self.singles.of(rows, columns)
        elif self.left is not None and self.right is not None:
            given = self.base + np.einsum("ij,ij->i", self.left[rows], self.right[columns]).astype(np.int64)
        else:
            given = np.full(len(rows), self.base, np.int64)
        return np.where(known, given, self.neutral)

    def block(self, rows: slice) -> Points:
        """Return the points of some rows with every column."""
        known = self.left_known[rows]
        if self.common is not None:
            given = self.common.block(rows)
        elif self.singles is not None:
            given = self.singles.block(rows, len(known))
        elif self.left is not None and self.right is not None:
            given = (self.left[rows] @ self.right.T + np.float32(self.base)).astype(np.int16)
        else:
            given = np.full((len(known), len(self.right_known)), self.base, np.int16)
        if self.all_known:
            return given
        return np.where(known[:, None] & self.right_known, given, np.int16(self.neutral))
