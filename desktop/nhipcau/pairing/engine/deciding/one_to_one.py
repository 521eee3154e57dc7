"""The plain case: one mentor a mentee, nothing that ties one pair to another. Exact, and proved by prices."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from nhipcau.pairing.engine.deciding.aim_packing import Packed, pack, refined
from nhipcau.pairing.engine.deciding.assignment import Assignment
from nhipcau.pairing.engine.deciding.fairness_floor import Reach, as_many_as_can_be
from nhipcau.pairing.engine.deciding.problem import (
    FAIREST,
    TOTAL,
    WHOLE,
    Floats,
    Ints,
    Mask,
    PairingProblem,
    Solution,
)


@dataclass(frozen=True, slots=True, eq=False)
class _Best:
    packed: Packed
    solved: Assignment
    floor: int
    ceiling: int = 0
    """No floor above this one is possible; above `floor` only when the time ended first."""

    @property
    def proved(self) -> bool:
        return self.solved.proved and self.ceiling <= self.floor


def decide_plain(problem: PairingProblem, tick: Callable[[], None], budget: float | None) -> Solution:
    """Return the best plan of a plain problem."""
    until = None if budget is None else perf_counter() + budget
    packed = pack(problem)
    if problem.aim == FAIREST:
        best = _fairest(problem, packed, tick, until)
    else:
        best = _Best(packed, packed.solved(tick, until), 0)
    partner = best.solved.partner if best.solved.proved else _stand_in(problem, best)
    keep = _kept(problem, best.packed)
    # Only a plan proved to be the best has prices that tell the others that are as good.
    fewer = problem.aim == TOTAL and int((partner >= 0).sum()) < len(partner)
    if best.solved.proved and (keep is not None or fewer):
        partner = refined(best.packed, best.solved, keep, tick)
    return _solution(problem, best, partner)


def _fairest(problem: PairingProblem, packed: Packed, tick: Callable[[], None], until: float | None) -> _Best:
    """Raise the floor as far as nobody loses their mentor, then lower it until the total is good enough."""
    reach = Reach(problem.scores, np.maximum(problem.places, 0), problem.priority, problem.least, tick)
    floor = reach.highest()
    high = packed.above(floor)
    best = _Best(high, high.solved(tick, until), floor, floor)
    if floor == 0 or _enough(packed, best.solved, packed.bound(best.solved.prices), problem.within):
        return best
    plain = packed.solved(tick, until)
    goal = packed.worth(plain.partner)
    if _enough(packed, best.solved, goal, problem.within):
        return best
    return _lowered(packed, plain, goal, problem.within, floor, tick, until)


def _enough(packed: Packed, solved: Assignment, goal: int, within: int) -> bool:
    """Say whether the plan's total is near enough to that of a plan worth `goal` that is as good in all before it."""
    total = packed.total(solved.partner)
    return total * WHOLE >= (total + goal - packed.worth(solved.partner)) * (WHOLE - within)


def _lowered(
    packed: Packed,
    plain: Assignment,
    goal: int,
    within: int,
    high: int,
    tick: Callable[[], None],
    until: float | None,
) -> _Best:
    """Return the largest floor below `high` whose best plan has enough, by halving."""
    low, ceiling = _worst(packed, plain.partner), high - 1
    best = _Best(packed.above(low), plain, low)
    prices = [plain.prices]
    while low < high - 1 and (until is None or perf_counter() < until):
        middle = (low + high) // 2
        cut = packed.above(middle)
        if any(_too_little(packed, plain, cut.bound(known), goal, within) for known in prices[-3:]):
            high, ceiling = middle, min(ceiling, middle - 1)
            continue
        solved = cut.solved(tick, until)
        prices.append(solved.prices)
        if _enough(packed, solved, goal, within):
            low = _worst(packed, solved.partner)
            best = _Best(packed.above(low), solved, low)
        else:
            high = middle
            ceiling = min(ceiling, middle - 1) if solved.proved else ceiling
    return replace(best, ceiling=max(ceiling, low))


def _too_little(packed: Packed, plain: Assignment, bound: int, goal: int, within: int) -> bool:
    """Say whether even a plan worth `bound` would give up too much, without making one."""
    total = packed.total(plain.partner)
    return (total + bound - goal) * WHOLE < total * (WHOLE - within)


def _worst(packed: Packed, partner: Ints) -> int:
    rows = np.flatnonzero(partner >= 0)
    return int(packed.scores[rows, partner[rows]].min(initial=np.iinfo(np.int16).max)) if len(rows) else 0


def _kept(problem: PairingProblem, packed: Packed) -> Mask | None:
    if problem.keep is None or not len(problem.keep[0]):
        return None
    kept = np.zeros(problem.scores.shape, np.bool_)
    kept[problem.keep] = True
    return kept[:, packed.origin]


def _stand_in(problem: PairingProblem, best: _Best) -> Ints:
    """Return the plan found when the time ended, or one that at least leaves nobody out who need not be."""
    found = best.solved.partner
    if problem.aim == TOTAL:
        return found
    other = as_many_as_can_be(best.packed.scores, best.packed.places)
    return other if (other >= 0).sum() > (found >= 0).sum() else found


def _solution(problem: PairingProblem, best: _Best, partner: Ints) -> Solution:
    rows = np.flatnonzero(partner >= 0)
    columns = best.packed.origin[partner[rows]]
    fits = problem.scores[rows, columns].astype(np.int64)
    people, points = _place_prices(best, problem)
    # Whatever the proof lacks, no plan has more than the best score in every place.
    room = best.packed.worth(best.solved.partner) + best.solved.gap - best.packed.worth(partner)
    gap = max(min(room, best.packed.unit // 2 - int(fits.sum())), 0)
    return Solution(
        rows,
        columns,
        best.floor if problem.aim == FAIREST else 0,
        len(rows),
        int(fits.sum()),
        int(fits.min()) if len(fits) else 0,
        best.proved,
        gap,
        0 if best.solved.proved else _people_gap(best, partner, problem),
        points,
        people,
        max(best.ceiling - best.floor, 0),
        _counts_gap(best, room, problem),
    )


def _counts_gap(best: _Best, room: int, problem: PairingProblem) -> int:
    """Return how much more could at most be reached of priority and minimums."""
    counted = problem.priority is not None or problem.least is not None
    if best.solved.proved or not counted or problem.aim == TOTAL:
        return 0
    return max(room, 0) // best.packed.unit


def _people_gap(best: _Best, partner: Ints, problem: PairingProblem) -> int:
    """Return how many more mentees could be matched."""
    if problem.aim == TOTAL:
        return 0
    most = as_many_as_can_be(best.packed.scores, best.packed.places)
    return int((most >= 0).sum() - (partner >= 0).sum())


def _place_prices(best: _Best, problem: PairingProblem) -> tuple[Ints, Floats]:
    """Return what one more place of each mentor brings: mentees, and points beside them."""
    packed = best.packed
    prices = packed.place_prices(problem.scores, best.floor, best.solved).astype(np.int64)
    if not packed.person:
        return np.zeros(len(prices), np.int64), prices.astype(np.float64)
    counted = np.floor_divide(2 * prices + packed.unit, 2 * packed.unit)
    points = prices - counted * packed.unit
    step = packed.person // packed.unit
    return np.floor_divide(2 * counted + step, 2 * step), points.astype(np.float64)
