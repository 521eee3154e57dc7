"""One criterion in numbers: columns of a matrix product, steps of a count, or points of single pairs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Points = NDArray[np.int16]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
_CELLS, _MOST_CELLS = 1 << 15, 1 << 20
"""Cells worked out together: few enough for the processor's cache, and never so many that the memory is felt."""
_ROWS = 100
"""Rows worked out together even if they are long: enough for a product to be worth while."""

_MANY_CELLS = 1 << 23
"""Cells beyond which not every row is asked for what is usual."""


def _height(columns: int) -> int:
    columns = max(columns, 1)
    return max(1, min(max(_ROWS, _CELLS // columns), _MOST_CELLS // columns))


def row_blocks(rows: slice, columns: int) -> list[slice]:
    """Return the parts of a range of rows that are worked out together."""
    size = _height(columns)
    return [slice(start, min(rows.stop, start + size)) for start in range(rows.start, rows.stop, size)]


class Scratch:
    """Memory for a block of a table, used over and over: asking for new memory takes longer than the work itself."""

    def __init__(self, columns: int, rows: int) -> None:
        height = min(_height(columns), rows)
        self._counts = np.empty((height, columns), np.float32)
        self._flags = np.empty((3, height, columns), np.bool_)
        self._points = np.empty((2, height, columns), np.int16)
        self._counted: tuple[Matrix, int] | None = None

    def product(self, left: Matrix, right: Matrix) -> Matrix:
        """Return the product of some rows with all columns; good until the next product."""
        self._counted = None
        return np.matmul(left, right.T, out=self._counts[: len(left)])

    def counts(self, ours: Matrix, theirs: Matrix, rows: slice) -> Matrix:
        """Return how many answers two have in common; two who ask one after the other are answered once."""
        if self._counted is None or self._counted[0] is not ours or self._counted[1] != rows.start:
            self.product(ours[rows], theirs)
            self._counted = (ours, rows.start)
        return self._counts[: rows.stop - rows.start]

    def flags(self, rows: slice, which: int = 0) -> Flags:
        return self._flags[which, : rows.stop - rows.start]

    def points(self, rows: slice, which: int = 0) -> Points:
        return self._points[which, : rows.stop - rows.start]


@dataclass(frozen=True, slots=True)
class Common:
    """Points by how many answers two have in common."""

    ours: Matrix
    theirs: Matrix
    steps: Points
    """By row, or one row for all: the points of none, and what each further one adds; none after the last."""

    def block(self, rows: slice, scratch: Scratch) -> Points:
        counts, flags = scratch.counts(self.ours, self.theirs, rows), scratch.flags(rows, 2)
        found, step = scratch.points(rows), scratch.points(rows, 1)
        steps = self.steps if len(self.steps) == 1 else self.steps[rows]
        found[:] = steps[:, :1]
        for count in range(1, steps.shape[1]):
            np.greater_equal(counts, count, out=flags)
            np.multiply(flags, steps[:, count : count + 1], out=step)
            found += step
        return found

    def of(self, rows: Ints, columns: Ints) -> Ints:
        counts = np.einsum("ij,ij->i", self.ours[rows], self.theirs[columns]).astype(np.int64)
        which = np.zeros_like(rows) if len(self.steps) == 1 else rows
        reached = np.cumsum(self.steps, axis=1, dtype=np.int64)
        found: Ints = reached[which, np.minimum(counts, reached.shape[1] - 1)]
        return found


@dataclass(frozen=True, slots=True)
class Singles:
    """Points of single pairs in the order of their rows; all others have none."""

    rows: Ints
    columns: Ints
    points: Points
    width: int

    def block(self, rows: slice, scratch: Scratch) -> Points:
        found = scratch.points(rows)
        found[:] = 0
        start, stop = np.searchsorted(self.rows, [rows.start, rows.stop])
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
    settled: int | None = 0
    """What those who have not answered get; None until somebody asks."""

    @property
    def neutral(self) -> int:
        if self.settled is None:
            self.settled = round(self._mean())
        return self.settled

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
            self.settled = self.most // 2
        elif self.common is not None:
            self.settled = None
        elif self.left is not None and self.right is not None:
            left, right = _mean_of(self.left, self.left_known), _mean_of(self.right, self.right_known)
            self.settled = round(self.base + float(left @ right))
        return self

    def _mean(self) -> float:
        """Return the mean points of those who have answered; of very many, of every so manieth mentee."""
        assert self.common is not None
        answered = np.flatnonzero(self.left_known)
        some = answered[:: 1 + len(answered) * len(self.right_known) // _MANY_CELLS]
        steps = self.common.steps if len(self.common.steps) == 1 else self.common.steps[some]
        part = Common(self.common.ours[some], self.common.theirs, steps)
        total, scratch = 0, Scratch(len(self.right_known), len(some))
        for rows in row_blocks(slice(0, len(some)), len(self.right_known)):
            total += int(part.block(rows, scratch)[:, self.right_known].sum(dtype=np.int64))
        return total / (len(some) * int(self.right_known.sum()))

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

    def block(self, rows: slice, scratch: Scratch) -> Points:
        """Return the points of some rows with every column; good until the scratch memory is used again."""
        if self.common is not None:
            given = self.common.block(rows, scratch)
        elif self.singles is not None:
            given = self.singles.block(rows, scratch)
        else:
            given = scratch.points(rows)
            given[:] = self.base
            if self.left is not None and self.right is not None:
                given[:] = scratch.product(self.left[rows], self.right) + np.float32(self.base)
        if not self.all_known:
            given[~self.left_known[rows]] = self.neutral
            given[:, ~self.right_known] = self.neutral
        return given


def _mean_of(side: Matrix, known: Flags) -> NDArray[np.float64]:
    """Blank out those who have not answered and return the mean of the others."""
    if not known.all():
        side[~known] = 0
    mean: NDArray[np.float64] = side.sum(axis=0, dtype=np.float64) / np.count_nonzero(known)
    return mean
