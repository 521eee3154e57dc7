"""Writing a problem down as an integer programme: mentees, mentors, minimums and quotas as rows, aims as sums."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nhipcau.pairing.engine.deciding.integer_model import IntegerModel, Matrix, Objective
from nhipcau.pairing.engine.deciding.problem import Ints, Mask, MentorQuota, PairingProblem, PairQuota, Scores

_MOST_STEPS = 40
"""Steps beyond which the next one hardly differs, and a share is as good as one of any number."""


class _Rows:
    """Collects rows and extra variables."""

    def __init__(self, problem: PairingProblem) -> None:
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
        from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # scipy has no types

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


def programme_of(problem: PairingProblem) -> IntegerModel:
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
    return IntegerModel(
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


def _tied(problem: PairingProblem, used: Ints) -> Ints:
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


def _open(problem: PairingProblem) -> Scores:
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
    _steps(rows, used)
    return tuple(found), np.concatenate(missing)


def _steps(rows: _Rows, used: Ints) -> None:
    """Write down that a share of few mentors is a whole number of them: so many at most while so many are used.

    No plan is lost; a search in whole numbers decides on a step, where it would else decide mentor by mentor.
    """
    alike: dict[tuple[int, int, int, bytes], list[Ints]] = {}
    for quota in rows.problem.quotas:
        if isinstance(quota, MentorQuota) and quota.base >= 0 and len(kinds := _kinds(quota)) == 2:
            against = np.flatnonzero(quota.amounts < 0)
            counted = (quota.amounts != 0).tobytes()
            alike.setdefault((-kinds[0], kinds[1], quota.base, counted), []).append(against)
    for (loss, gain, base, counted), all_against in alike.items():
        support = np.flatnonzero(np.frombuffer(counted, np.bool_))
        anyway = base // (loss + gain)
        steps = np.arange(anyway + 1, (gain * len(support) + base) // (loss + gain) + 1)
        if not 0 < len(steps) <= _MOST_STEPS:
            continue
        chosen = rows.variables(np.ones(len(steps), np.int64), 1)
        one = rows.add(None, None, np.array([1]))
        rows.put(np.repeat(one, len(steps)), chosen, np.ones(len(steps), np.int64))
        enough = rows.add(None, None, np.array([0]))
        rows.put(np.repeat(enough, len(steps)), chosen, -((base - (loss + gain) * steps) // gain))
        rows.put(np.repeat(enough, len(support)), used[support], np.full(len(support), -1))
        for against in all_against:
            line = rows.add(None, None, np.array([anyway]))
            rows.put(np.repeat(line, len(against)), used[against], np.ones(len(against), np.int64))
            rows.put(np.repeat(line, len(steps)), chosen, anyway - steps)


def _kinds(quota: MentorQuota) -> list[int]:
    """Return the amounts there are, where some are below and some above 0."""
    kinds: list[int] = np.unique(quota.amounts[quota.amounts != 0]).tolist()
    return kinds if kinds and kinds[0] < 0 < kinds[-1] else []


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
