"""A plan that breaks nothing, quickly: plain plans, with groups too small given up until all rules are kept.

It stands in for the best plan when the time ends before any other was found; nothing is proved of it.
"""

from collections.abc import Callable

import numpy as np

from nhipcau.pairing.engine.deciding.assignment import FORBIDDEN, assign
from nhipcau.pairing.engine.deciding.integer_model import IntegerModel
from nhipcau.pairing.engine.deciding.problem import Ints, Mask, MentorQuota, PairingProblem, PairQuota, Scores

_TRIES = 12
"""Plain plans made before groups still too small go without."""
_DEAREST = 30_000


def sound_pairs(problem: PairingProblem, programme: IntegerModel, tick: Callable[[], None]) -> Ints:
    """Return the numbered pairs of a plan that breaks nothing; none when none was found."""
    if problem.mutual:
        pairs = _greedy(problem, programme)
        rows, columns = programme.both_ways(pairs)
        return (
            pairs
            if _undersized(problem, columns) is None and not _broken(problem, rows, columns)
            else pairs[:0]
        )
    scores = programme.scores.copy()
    if problem.wanted is not None:
        scores[problem.wanted < 1] = FORBIDDEN
    price = 64
    rows = columns = np.zeros(0, np.int64)
    for _ in range(_TRIES):
        tick()
        made = assign(scores, problem.places, tick=tick)
        rows = np.flatnonzero(made.partner >= 0)
        columns = made.partner[rows]
        small = _undersized(problem, columns)
        broken = _broken(problem, rows, columns)
        if small is not None:
            scores[:, small] = FORBIDDEN
        elif not broken:
            return np.asarray(rows * scores.shape[1] + columns, np.int64)
        else:
            scores = _dearer(problem, scores, broken, columns, price)
            price *= 2
    rows, columns = _given_up(problem, rows, columns)
    return np.asarray(rows * scores.shape[1] + columns, np.int64)


def _given_up(problem: PairingProblem, rows: Ints, columns: Ints) -> tuple[Ints, Ints]:
    """Return the plan without pairs that break something: in the end, without any."""
    while len(rows):
        kept = _large_enough(problem, columns)
        rows, columns = rows[kept], columns[kept]
        broken = _broken(problem, rows, columns)
        if not broken:
            break
        kept = ~_in_the_way(problem, broken[0], rows, columns)
        if kept.all():
            return rows[:0], columns[:0]
        rows, columns = rows[kept], columns[kept]
    return rows, columns


def _large_enough(problem: PairingProblem, columns: Ints) -> Mask:
    if problem.group_least is None:
        return np.ones(len(columns), np.bool_)
    load = np.bincount(columns, minlength=len(problem.places))
    large: Mask = (load >= problem.group_least)[columns]
    return large


def _in_the_way(problem: PairingProblem, quota: PairQuota | MentorQuota, rows: Ints, columns: Ints) -> Mask:
    """Say which pairs, as few as will do, stand against a quota that is broken."""
    if isinstance(quota, MentorQuota):
        dropped: Mask = np.isin(columns, _too_many(problem, quota, columns))
        return dropped
    amounts = quota.of(rows, columns)
    missing = min(quota.base, 0) - quota.base - int(amounts.sum())
    order = np.lexsort((problem.scores[rows, columns], amounts))
    order = order[amounts[order] < 0]
    enough = int(np.searchsorted(np.cumsum(-amounts[order]), missing)) + 1
    found = np.zeros(len(rows), np.bool_)
    found[order[:enough]] = True
    return found


def _too_many(problem: PairingProblem, quota: MentorQuota, columns: Ints) -> Ints:
    """Return as few of the mentors who stand against a quota as will do, those with the fewest mentees."""
    load = np.bincount(columns, minlength=len(problem.places))
    missing = min(quota.base, 0) - quota.base - int(quota.amounts[load > 0].sum())
    against = np.flatnonzero((load > 0) & (quota.amounts < 0))
    order: Ints = against[np.argsort(load[against], kind="stable")]
    return order[: int(np.searchsorted(np.cumsum(-quota.amounts[order]), missing)) + 1]


def _undersized(problem: PairingProblem, columns: Ints) -> Ints | None:
    """Return the smaller half of the mentors whose group is too small."""
    if problem.group_least is None:
        return None
    load = np.bincount(columns, minlength=len(problem.places))
    small = np.flatnonzero((load > 0) & (load < problem.group_least))
    if not len(small):
        return None
    order: Ints = np.argsort(load[small] - problem.group_least[small], kind="stable")
    chosen: Ints = small[order[: (len(small) + 1) // 2]]
    return chosen


def _broken(problem: PairingProblem, rows: Ints, columns: Ints) -> list[PairQuota | MentorQuota]:
    used = np.bincount(columns, minlength=len(problem.places)) > 0
    found: list[PairQuota | MentorQuota] = []
    for quota in problem.quotas:
        amounts = quota.of(rows, columns) if isinstance(quota, PairQuota) else quota.amounts[used]
        if int(amounts.sum()) + quota.base < min(quota.base, 0):
            found.append(quota)
    return found


def _dearer(
    problem: PairingProblem, scores: Scores, broken: list[PairQuota | MentorQuota], columns: Ints, price: int
) -> Scores:
    """Make pairs that help a quota worth more, and do without a mentor who stands against one."""
    for quota in broken:
        if isinstance(quota, MentorQuota):
            scores[:, _too_many(problem, quota, columns)] = FORBIDDEN
            continue
        amounts = quota.amounts[quota.row_class][:, quota.column_class]
        step = price * amounts // max(int(np.abs(quota.amounts).max(initial=1)), 1)
        if price > _DEAREST:
            scores = np.where(amounts < 0, np.int16(FORBIDDEN), scores)
        dearer = np.clip(scores.astype(np.int64) + step, 0, _DEAREST).astype(np.int16)
        scores = np.where(scores >= 0, dearer, np.int16(FORBIDDEN))
    return scores


def _greedy(problem: PairingProblem, programme: IntegerModel) -> Ints:
    """Give peers each other, best first."""
    rows, columns = np.nonzero(np.triu(programme.scores >= 0, 1))
    worth = programme.scores[rows, columns].astype(np.int64) + programme.scores[columns, rows]
    wanted = np.ones(len(problem.scores), np.int64) if problem.wanted is None else problem.wanted
    room = np.minimum(wanted, problem.places).tolist()
    found: list[int] = []
    order = np.argsort(-worth, kind="stable").tolist()
    first, second = rows.tolist(), columns.tolist()
    for k in order:
        if room[first[k]] > 0 and room[second[k]] > 0:
            room[first[k]] -= 1
            room[second[k]] -= 1
            found.append(first[k] * len(problem.places) + second[k])
    return np.sort(np.array(found, np.int64))
