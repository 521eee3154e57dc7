"""The general problem as an integer programme: rows of sums that must not exceed a limit, one variable a pair.

Beside the pairs there are variables of mentees with several mentors (a first, a second, a third), of places filled up
to a mentor's minimum, and of mentors who are used at all. A pair's part in a row comes from its mentee, its mentor, and
what a quota makes of it, so that every pair there is can be priced from a few numbers, without writing its column down.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nhipcau.pairing.engine.problem import Floats, Ints, Mask, MentorQuota, PairQuota, Problem, Scores

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
class Programme:
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

    def with_at_least(self, aim: Objective, value: int) -> "Programme":
        """Return the programme whose plans reach `value` in an aim."""
        from scipy.sparse import csr_matrix, vstack  # type: ignore[import-untyped]  # scipy has no types

        return replace(
            self,
            by_row=vstack([self.by_row, csr_matrix(-aim.rows.astype(float))]).tocsr(),
            by_column=vstack([self.by_column, csr_matrix((1, self.by_column.shape[1]))]).tocsr(),
            of_extra=vstack([self.of_extra, csr_matrix(-aim.extra.astype(float).reshape(1, -1))]).tocsr(),
            limits=np.r_[self.limits, -float(value)],
        )

    def with_at_most(self, aim: Objective, value: int) -> "Programme":
        """Return the programme with a row that says what no plan exceeds in an aim anyway."""
        return self.with_at_least(Objective(0, -aim.rows, -aim.extra), -value)

    def above(self, floor: int) -> "Programme":
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

    def columns(self, pairs: Ints) -> Matrix:
        """Return what these pairs and the extra variables add to the rows."""
        from scipy.sparse import csr_matrix, hstack

        rows, columns = self.ends(pairs)
        found = self._one_way(rows, columns)
        if self.mutual:
            found = found + self._one_way(columns, rows)
        made = hstack([found, self.of_extra]).tocsr()
        tied = np.flatnonzero(self.tied[columns] >= 0)
        if len(tied):
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


class _Rows:
    """Collects rows and extra variables."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.n, self.m = problem.scores.shape
        self.by_row: list[Matrix] = []
        self.by_column: list[Matrix] = []
        self.of_extra: list[tuple[Ints, Ints, Ints]] = []
        self.limits: list[Ints] = []
        self.most: list[Ints] = []
        self.whole: list[Ints] = []
        self.lines = 0
        self.extras = 0

    def variables(self, most: Ints, whole: int) -> Ints:
        """Make extra variables and return their numbers."""
        self.most.append(most)
        self.whole.append(np.full(len(most), whole))
        self.extras += len(most)
        return np.arange(self.extras - len(most), self.extras)

    def add(self, by_row: Matrix, by_column: Matrix, limits: Ints) -> Ints:
        """Add rows and return their numbers."""
        from scipy.sparse import csr_matrix

        count = len(limits)
        self.by_row.append(csr_matrix((count, self.n)) if by_row is None else by_row)
        self.by_column.append(csr_matrix((count, self.m)) if by_column is None else by_column)
        self.limits.append(limits)
        self.lines += count
        return np.arange(self.lines - count, self.lines)

    def put(self, lines: Ints, extras: Ints, amounts: Ints) -> None:
        """Let extra variables take part in rows."""
        self.of_extra.append((lines, extras, amounts))

    def pick(self, which: Ints, size: int, sign: int) -> Matrix:
        """Return rows that add up the pairs of each of `which`."""
        from scipy.sparse import csr_matrix

        ones = np.full(len(which), float(sign))
        return csr_matrix((ones, (np.arange(len(which)), which)), shape=(len(which), size))


def programme_of(problem: Problem) -> Programme:
    """Write the problem down."""
    from scipy.sparse import csr_matrix, vstack

    rows = _Rows(problem)
    levels = _mentees(rows)
    used, place_lines = _mentors(rows)
    filled = _least(rows)
    quotas, missing = _quotas(rows, used)
    lines = np.concatenate([lines for lines, _, _ in rows.of_extra]) if rows.of_extra else _none()
    extras = np.concatenate([extras for _, extras, _ in rows.of_extra]) if rows.of_extra else _none()
    amounts = np.concatenate([amounts for _, _, amounts in rows.of_extra]) if rows.of_extra else _none()
    return Programme(
        scores=_open(problem),
        mutual=problem.mutual,
        by_row=vstack(rows.by_row).tocsr(),
        by_column=vstack(rows.by_column).tocsr(),
        of_extra=csr_matrix((amounts.astype(float), (lines, extras)), shape=(rows.lines, rows.extras)),
        quotas=quotas,
        limits=np.concatenate(rows.limits).astype(np.float64),
        most=np.concatenate([_none(), *rows.most]),
        whole=np.concatenate([_none(), *rows.whole]),
        tied=_tied(problem, used),
        aims=_aims(rows, levels, filled, missing),
        place_lines=place_lines,
    )


def _tied(problem: Problem, used: Ints) -> Ints:
    """Return the extra variable of the mentors of whom it matters that none of their mentees comes without it."""
    tied = np.zeros(len(used), np.bool_)
    if problem.group_least is not None:
        tied |= problem.group_least > 1
    for quota in problem.quotas:
        if isinstance(quota, MentorQuota):
            tied |= (quota.amounts < 0) & (problem.places > 1)
    return np.where(tied, used, -1)


def _none() -> Ints:
    return np.zeros(0, np.int64)


def _open(problem: Problem) -> Scores:
    """Return the scores of pairs that may be: of peers each has a place for the other, and nobody has themself."""
    may: Mask = (problem.scores >= 0) & (problem.places > 0)
    if problem.mutual:
        may = may & may.T
        np.fill_diagonal(may, val=False)
    return np.where(may, problem.scores, np.int16(-1))


@dataclass(frozen=True, slots=True, eq=False)
class _Levels:
    """What a mentee's first, second and third mentor are counted by: their pairs, or extra variables."""

    alone: tuple[Mask, Mask, Mask]
    extras: tuple[Ints, Ints, Ints]
    whose: Ints
    """The mentees of the extras that count first mentors."""


def _mentees(rows: _Rows) -> _Levels:
    """Limit the mentors of each mentee, and count who has a first, a second and a third one."""
    problem, n = rows.problem, rows.n
    wanted = np.ones(n, np.int64) if problem.wanted is None else problem.wanted
    held = np.zeros(n, np.bool_) if problem.held is None else problem.held
    rows.add(rows.pick(np.arange(n), n, 1), None, wanted)
    alone = ((wanted == 1) & ~held, (wanted == 1) & held, np.zeros(n, np.bool_))
    several = np.flatnonzero(wanted > 1)
    extras = [_none(), _none(), _none()]
    if len(several):
        lines = rows.add(rows.pick(several, n, -1), None, np.zeros(len(several), np.int64))
        for level in range(3):
            counted = np.flatnonzero((held[several] <= level) & (wanted + held > level)[several])
            extras[level] = rows.variables(np.ones(len(counted), np.int64), 0)
            rows.put(lines[counted], extras[level], np.ones(len(counted), np.int64))
    return _Levels(alone, (extras[0], extras[1], extras[2]), several[~held[several]])


def _mentors(rows: _Rows) -> tuple[Ints, Ints]:
    """Limit the mentees of each mentor: their places, and as many as a group needs or none."""
    problem = rows.problem
    places = np.clip(problem.places, 0, rows.n).astype(np.int64)
    least = np.ones(rows.m, np.int64)
    if problem.group_least is not None:
        least = np.maximum(problem.group_least, 1)
    needed = least > 1
    if any(isinstance(quota, MentorQuota) for quota in problem.quotas):
        needed[:] = True
    used = np.full(rows.m, -1)
    which = np.flatnonzero(needed)
    used[which] = rows.variables(np.ones(len(which), np.int64), 1)
    full = rows.add(None, rows.pick(np.arange(rows.m), rows.m, 1), np.where(needed, 0, places))
    rows.put(full[which], used[which], -places[which])
    lines = rows.add(None, rows.pick(which, rows.m, -1), np.zeros(len(which), np.int64))
    rows.put(lines, used[which], least[which])
    return used, full


def _least(rows: _Rows) -> Ints:
    """Count the places filled up to each minimum."""
    least = rows.problem.least
    which = _none() if least is None else np.flatnonzero(least > 0)
    if least is None or not len(which):
        return which
    filled = rows.variables(least[which].astype(np.int64), 0)
    lines = rows.add(None, rows.pick(which, rows.m, -1), np.zeros(len(which), np.int64))
    rows.put(lines, filled, np.ones(len(which), np.int64))
    return filled


def _quotas(rows: _Rows, used: Ints) -> tuple[tuple[tuple[int, PairQuota], ...], Ints]:
    """Write down the quotas; return those of pairs, and what is missing of those broken before anything is chosen."""
    found: list[tuple[int, PairQuota]] = []
    missing: list[Ints] = [_none()]
    for quota in rows.problem.quotas:
        line = rows.add(None, None, np.array([quota.base]))
        if quota.base < 0:
            missing.append(rows.variables(np.array([-quota.base]), 0))
            rows.put(line, missing[-1], np.array([-1]))
        if isinstance(quota, MentorQuota):
            rows.put(np.repeat(line, rows.m), used, -quota.amounts)
        else:
            found.append((int(line[0]), quota))
    return tuple(found), np.concatenate(missing)


def _aims(rows: _Rows, levels: _Levels, filled: Ints, missing: Ints) -> tuple[Objective, ...]:
    """Return what counts before the total, in order; quotas broken already come before all."""

    def extras(which: Ints, each: int = 1) -> Ints:
        made = np.zeros(rows.extras, np.int64)
        made[which] = each
        return made

    nobody = np.zeros(rows.n, np.int64)
    asked = rows.problem.priority
    priority = np.zeros(rows.n, np.bool_) if asked is None else asked
    return (
        Objective(0, nobody, extras(missing, -1)),
        _level(levels, 0, extras),
        Objective(
            0, (levels.alone[0] & priority).astype(np.int64), extras(levels.extras[0][priority[levels.whose]])
        ),
        _level(levels, 1, extras),
        _level(levels, 2, extras),
        Objective(0, nobody, extras(filled)),
    )


def _level(levels: _Levels, level: int, extras: Callable[[Ints], Ints]) -> Objective:
    return Objective(0, levels.alone[level].astype(np.int64), extras(levels.extras[level]))
