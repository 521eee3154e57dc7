"""The general problem as an integer programme: rows of sums that must not exceed a limit, one variable a pair.

Beside the pairs there are variables of mentees with several mentors (a first, a second, a third), of places filled up
to a mentor's minimum, and of mentors who are used at all. A pair's part in a row comes from its mentee, its mentor, and
what a quota makes of it, so that every pair there is can be priced from a few numbers, without writing its column down.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nhipcau.pairing.engine.deciding.problem import Floats, Ints, Mask, PairQuota, Scores

Matrix = Any
"""A sparse matrix of scipy's, which has no types."""


@dataclass(frozen=True, slots=True, eq=False)
class Objective:
    """What is to be made large: the pairs' points so often, and so much for each mentee's pairs and each extra."""

    points: int
    rows: Ints
    extra: Ints

    @property
    def empty(self) -> bool:
        return not (self.points or self.rows.any() or self.extra.any())

    def plus(self, other: "Objective", times: int) -> "Objective":
        return Objective(
            self.points + times * other.points,
            self.rows + times * other.rows,
            self.extra + times * other.extra,
        )


@dataclass(frozen=True, slots=True, eq=False)
class IntegerModel:
    """Rows of sums, each at most its limit. Pairs are numbered row * columns + column."""

    scores: Scores
    mutual: bool
    by_row: Matrix
    by_column: Matrix
    of_extra: Matrix
    quotas: tuple[tuple[int, PairQuota], ...]
    limits: Floats
    most: Ints
    """The largest value of each extra variable."""
    whole: Ints
    """1 for an extra variable that has to be a whole number."""
    tied: Ints
    """The extra variable that says whether a mentor is used, where no pair may be without; else -1."""
    aims: tuple[Objective, ...]
    """What counts before the total, in order."""
    place_lines: Ints
    """The row that limits each mentor's mentees."""

    @property
    def top(self) -> int:
        """Return the best score there is."""
        return int(self.scores.max(initial=0))

    def with_at_least(self, aim: Objective, value: int) -> "IntegerModel":
        """Return the programme whose plans reach `value` in an aim."""
        from scipy.sparse import csr_matrix, vstack  # type: ignore[import-untyped]  # scipy has no types

        return replace(
            self,
            by_row=vstack([self.by_row, csr_matrix(-aim.rows.astype(float))]).tocsr(),
            by_column=vstack([self.by_column, csr_matrix((1, self.by_column.shape[1]))]).tocsr(),
            of_extra=vstack([self.of_extra, csr_matrix(-aim.extra.astype(float).reshape(1, -1))]).tocsr(),
            limits=np.r_[self.limits, -float(value)],
        )

    def with_at_most(self, aim: Objective, value: int) -> "IntegerModel":
        """Return the programme with a row that says what no plan exceeds in an aim anyway."""
        return self.with_at_least(Objective(0, -aim.rows, -aim.extra), -value)

    def above(self, floor: int) -> "IntegerModel":
        """Return the programme without pairs below the floor."""
        if floor <= 0:
            return self
        high: Mask = self.scores >= floor
        if self.mutual:
            high = high & high.T
        return replace(self, scores=np.where(high, self.scores, np.int16(-1)))

    def ends(self, pairs: Ints) -> tuple[Ints, Ints]:
        """Return the rows and columns of numbered pairs."""
        rows, columns = np.divmod(pairs, self.scores.shape[1])
        return rows, columns

    def both_ways(self, pairs: Ints) -> tuple[Ints, Ints]:
        """Return the rows and columns of the plan of numbered pairs: of peers, each has the other."""
        rows, columns = self.ends(pairs)
        if self.mutual:
            rows, columns = np.r_[rows, columns], np.r_[columns, rows]
        order = np.lexsort((columns, rows))
        return rows[order], columns[order]

    def columns(self, pairs: Ints, *, ties: bool = True) -> Matrix:
        """Return what these pairs and the extra variables add to the rows, and the ties below them."""
        from scipy.sparse import csr_matrix, hstack

        rows, columns = self.ends(pairs)
        found = self._one_way(rows, columns)
        if self.mutual:
            found = found + self._one_way(columns, rows)
        made = hstack([found, self.of_extra]).tocsr()
        tied = np.flatnonzero(self.tied[columns] >= 0)
        if ties and len(tied):
            made = _stacked(made, self._ties(tied, self.tied[columns[tied]], len(pairs)))
        return csr_matrix(made)

    def _one_way(self, rows: Ints, columns: Ints) -> Matrix:
        from scipy.sparse import csr_matrix

        found = self.by_row[:, rows] + self.by_column[:, columns]
        for line, quota in self.quotas:
            amounts = quota.of(rows, columns).astype(float)
            where = (np.full(len(rows), line), np.arange(len(rows)))
            found = found - csr_matrix((amounts, where), shape=found.shape)
        return found

    def _ties(self, pairs: Ints, extras: Ints, count: int) -> Matrix:
        from scipy.sparse import csr_matrix

        lines = np.arange(len(pairs))
        return csr_matrix(
            (
                np.r_[np.ones(len(pairs)), -np.ones(len(pairs))],
                (np.r_[lines, lines], np.r_[pairs, count + extras]),
            ),
            shape=(len(pairs), count + len(self.most)),
        )

    def gains(self, objective: Objective, pairs: Ints) -> Ints:
        """Return what each of these pairs adds to an objective."""
        rows, columns = self.ends(pairs)
        gains = objective.points * self.scores[rows, columns].astype(np.int64) + objective.rows[rows]
        if self.mutual:
            gains += objective.points * self.scores[columns, rows].astype(np.int64) + objective.rows[columns]
        return gains


def _stacked(above: Matrix, below: Matrix) -> Matrix:
    from scipy.sparse import vstack

    return vstack([above, below])
