"""One general problem being decided: its programme, its aims one after the other, and the pairs looked at so far."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf
from time import perf_counter
from typing import Final

import numpy as np

from nhipcau.pairing.engine.candidates import likely_pairs
from nhipcau.pairing.engine.groups import asks_for_groups
from nhipcau.pairing.engine.integer import UNBOUNDED, Found, Known, Work, among, best_plan
from nhipcau.pairing.engine.linear import Relaxed, relax
from nhipcau.pairing.engine.problem import TOTAL, Ints, PairQuota, Problem
from nhipcau.pairing.engine.programme import Objective, Programme, programme_of
from nhipcau.pairing.engine.repairing import sound_pairs

_LONG = 60.0
"""Seconds after which the best plan so far is taken when nothing was said about that."""
_WORK: Final = Work(first=60, nodes=2_000, pairs=20_000)
"""What a search for groups does at most: enough to end within the time, and the same on every machine."""
_FIRST_NODES: Final = 200
_SMALL: Final = 2_500
"""Pairs of which the bound comes as soon as a plan without it."""


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """The best plan of a programme, what it reaches in each aim, and what no other can exceed."""

    pairs: Ints
    reached: tuple[int, ...]
    most: tuple[int, ...]
    """No plan that is as good in the aims before reaches more in this one."""
    total: int
    bound: float
    """No plan that is as good in all aims has a larger total."""
    programme: Programme
    """Its plans are those that are as good in all aims, above the floor."""
    priced: Programme
    objective: Objective
    found: Found
    """What `priced` gave for `objective`."""
    wide: float
    """No plan that is better in any of the aims, or as good in all, has a larger total, whatever its floor."""


class Search:
    """Finds best plans of one problem; what was learned about its pairs serves from one to the next."""

    def __init__(self, problem: Problem, tick: Callable[[], None], budget: float | None) -> None:
        self.problem = problem
        self.tick = tick
        self.until = perf_counter() + (_LONG if budget is None else budget)
        self.programme = programme_of(problem)
        n, extras = len(problem.scores), len(self.programme.most)
        self.points = Objective(1, np.zeros(n, np.int64), np.zeros(extras, np.int64))
        # Quotas that are broken before anything is chosen are mended first, even when the total is all that counts.
        self.aims = self.programme.aims[:1] if problem.aim == TOTAL else self.programme.aims
        unit = 4 * int(problem.scores.max(initial=0)) * (2 if problem.mutual else 1) + 1
        self.weights: list[int] = []
        for aim in reversed(self.aims):
            self.weights.insert(0, 0 if aim.empty else unit)
            unit *= 1 if aim.empty else 2
        self.pool = likely_pairs(problem, self.programme, unit, tick)
        nobody = np.zeros(0, np.int64)
        self.known = ((*self.reached(nobody), 0), nobody)
        self.stopped = False
        self.work = UNBOUNDED
        if asks_for_groups(problem):
            self.work = _WORK
            if int((self.programme.scores >= 0).sum()) > _SMALL:
                self._begin()

    @property
    def late(self) -> bool:
        """Say whether the time is over: what was not done by now is not done at all."""
        late = perf_counter() > self.until
        self.stopped |= late
        return late

    def _begin(self) -> None:
        """Make a plan in whole numbers of the likely pairs, before anything is proved.

        Without the ties, which help the bound alone and make the search longer.
        """
        self._note(sound_pairs(self.problem, self.programme, self.tick))
        untied = replace(self.programme, tied=np.full_like(self.programme.tied, -1))
        pairs = np.union1d(self.pool, self.known[1])
        made, _, _ = among(untied, self.together(), pairs, self.tick, self.until, nodes=_FIRST_NODES)
        if made is not None:
            self._note(made)
        self.pool = np.union1d(self.pool, self.known[1])

    def together(self) -> Objective:
        """Return the aims and the total in one: as a rule the best of it is the best aim by aim."""
        made = self.points
        for aim, weight in zip(self.aims, self.weights, strict=True):
            made = made.plus(aim, weight)
        return made

    def solve(
        self,
        programme: Programme,
        objective: Objective,
        goal: float = -inf,
        share: float = 1.0,
        known: Known | None = None,
    ) -> Found:
        """Return the best plan, beginning with the pairs that mattered before, in a share of the time left.

        Work that is counted ends by itself, and needs no share of the time.
        """
        now = perf_counter()
        until = now + (share if self.work is UNBOUNDED else 1.0) * (self.until - now)
        found = best_plan(
            programme, objective, self._open(programme), self.tick, until, goal, known, self.work
        )
        self.stopped |= perf_counter() > until
        self.pool = np.union1d(self.pool, found.looked)
        if found.pairs is not None:
            self.pool = np.union1d(self.pool, found.pairs)
            # A plan above a floor, or of one aim alone, is still a plan.
            self._note(found.pairs)
        return found

    def known_in(self, programme: Programme) -> Known | None:
        """Return the best plan so far, where a programme above a floor has it and its work is counted."""
        pairs = self.known[1]
        if self.work is UNBOUNDED or not len(pairs):
            return None
        rows, columns = programme.both_ways(pairs)
        return self.worth(pairs) if (programme.scores[rows, columns] >= 0).all() else None

    def worth(self, pairs: Ints) -> Known:
        """Return a plan with what it is worth in all aims and the total together."""
        return Known(pairs, self.needed(self.reached(pairs)) + self.total(pairs))

    def relaxed(self, programme: Programme, objective: Objective, goal: float) -> Relaxed:
        """Return the bound on all plans as far as it tells of the goal, and take what pairs it needs into the pool."""
        found = relax(programme, objective, self._open(programme), self.tick, self.until, goal)
        self.pool = np.union1d(self.pool, found.pairs)
        return found

    def _open(self, programme: Programme) -> Ints:
        """Return the pairs of the pool that may be in this programme."""
        rows, columns = programme.ends(self.pool)
        may = programme.scores[rows, columns] >= 0
        if programme.mutual:
            may &= programme.scores[columns, rows] >= 0
        return np.asarray(self.pool[may], np.int64)

    def _note(self, pairs: Ints) -> None:
        known = (*self.reached(pairs), self.total(pairs))
        if known > self.known[0]:
            self.known = (known, pairs)

    def reached(self, pairs: Ints) -> tuple[int, ...]:
        """Return what a plan reaches in each aim."""
        return reached_in(self.problem, *self.programme.both_ways(pairs))[: len(self.aims)]

    def total(self, pairs: Ints) -> int:
        return int(self.programme.gains(self.points, pairs).sum())

    def bound_of_total(self, bound: float, pairs: Ints) -> float:
        """Turn a bound on aims and total together into one on the total of plans as good in the aims."""
        return max(bound - self.needed(self.reached(pairs)), float(self.total(pairs)))

    def needed(self, reached: tuple[int, ...]) -> int:
        """Return what a plan that reaches so much in the aims is worth beside its total."""
        return sum(weight * one for weight, one in zip(self.weights, reached, strict=True))

    def aim_by_aim(self, programme: Programme, most: tuple[int, ...]) -> Best:
        """Return the best plan: all aims together, and then each alone that may not have been reached."""
        objective = self.together()
        priced = programme
        found = self.solve(priced, objective, share=0.6, known=self.known_in(priced))
        if found.pairs is None:
            self._note(sound_pairs(self.problem, self.programme, self.tick))
        pairs = self.known[1] if found.pairs is None or self.late else self._better(found.pairs)
        limits = list(most)
        for which, aim in enumerate(self.aims):
            reached = self.reached(pairs)[which]
            if reached < limits[which] and not self.late:
                known = None if self.work is UNBOUNDED else Known(pairs, reached)
                alone = self.solve(programme, aim, reached + 1, share=0.3, known=known)
                limits[which] = int(max(min(limits[which], alone.bound), reached))
                if alone.pairs is not None and self._gained(alone.pairs, which, reached):
                    pairs, reached = alone.pairs, self.reached(alone.pairs)[which]
                    tighter = programme.with_at_least(aim, reached)
                    known = None if self.work is UNBOUNDED else self.worth(pairs)
                    again = self.solve(tighter, objective, share=0.6, known=known)
                    if again.pairs is not None:
                        found, priced, pairs = again, tighter, self._better(again.pairs)
            programme = programme if aim.empty else programme.with_at_least(aim, reached)
        bound = self.bound_of_total(found.bound, pairs)
        total = self.total(pairs)
        return Best(
            pairs,
            self.reached(pairs),
            tuple(limits),
            total,
            bound,
            programme,
            priced,
            objective,
            found,
            bound,
        )

    def _better(self, pairs: Ints) -> Ints:
        """Return these pairs, or the best plan so far where it is better in the order of the aims."""
        return self.known[1] if self.known[0] > (*self.reached(pairs), self.total(pairs)) else pairs

    def _gained(self, pairs: Ints, which: int, reached: int) -> bool:
        """Say whether a plan is one to go on from: worse ones come of a search that had no time."""
        now = self.reached(pairs)[which]
        return now > reached or (now == reached and self.work is UNBOUNDED)

    def closed(self, best: Best) -> Best:
        """Spend the time that is left on what the proof still lacks."""
        if best.bound <= best.total or self.late:
            return best
        found = self.solve(best.priced, best.objective, share=0.9)
        bound = self.bound_of_total(found.bound, best.pairs) if best.objective.rows.any() else found.bound
        if found.pairs is None or self.reached(found.pairs) != best.reached:
            return best
        total = self.total(found.pairs)
        if total < best.total:
            return replace(best, bound=max(min(best.bound, bound), best.total))
        bound = max(min(best.bound, bound), total)
        return replace(best, pairs=found.pairs, total=total, bound=bound, found=found)

    def fixed(self, programme: Programme, reached: tuple[int, ...]) -> Programme:
        """Return the programme of the plans that reach so much in every aim."""
        for aim, value in zip(self.aims, reached, strict=True):
            programme = programme if aim.empty else programme.with_at_least(aim, value)
        return programme

    def refined(self, best: Best, gains: Callable[[Ints], Ints], extra: Ints) -> Best:
        """Return the plan of the most gain among those as good as the best."""
        if self.late:
            return best
        prices = best.found.prices
        slack = prices.bound(best.priced, best.objective) - best.found.value
        pairs = np.union1d(prices.near(best.priced, best.objective, slack + 0.5), best.pairs)
        points = self.programme.gains(self.points, pairs)
        objective = Objective(0, np.zeros_like(self.points.rows), extra)
        plan, _, _ = among(
            best.programme, objective, pairs, self.tick, self.until, gains(pairs), points, best.total
        )
        if plan is None or self.total(plan) != best.total or self.reached(plan) != best.reached:
            return best
        return replace(best, pairs=plan)


def reached_in(problem: Problem, rows: Ints, columns: Ints) -> tuple[int, ...]:
    """Return what a plan reaches in each aim of the programme, counted from its pairs."""
    n, m = problem.scores.shape
    held = np.zeros(n, np.int64) if problem.held is None else problem.held.astype(np.int64)
    mentors, load = np.bincount(rows, minlength=n), np.bincount(columns, minlength=m)
    first = (mentors > 0) & (held == 0)
    priority = 0 if problem.priority is None else int((first & problem.priority).sum())
    more = [int(((mentors > 0) & (mentors + held > level)).sum()) for level in (1, 2)]
    least = 0 if problem.least is None else int(np.minimum(load, problem.least).sum())
    return (-missing_in(problem, rows, columns), int(first.sum()), priority, more[0], more[1], least)


def missing_in(problem: Problem, rows: Ints, columns: Ints) -> int:
    """Return how much all quotas together are broken by."""
    used = np.bincount(columns, minlength=len(problem.places)) > 0
    missing = 0
    for quota in problem.quotas:
        amounts = quota.of(rows, columns) if isinstance(quota, PairQuota) else quota.amounts[used]
        missing += max(0, -int(amounts.sum()) - quota.base)
    return missing
