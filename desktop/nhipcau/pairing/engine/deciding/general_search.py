"""One general problem being decided: its programme, its aims one after the other, and the pairs looked at so far."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf
from time import perf_counter
from typing import Final

import numpy as np

from nhipcau.pairing.engine.deciding.candidate_pairs import likely_pairs
from nhipcau.pairing.engine.deciding.fallback_plan import sound_pairs
from nhipcau.pairing.engine.deciding.integer_model import IntegerModel, Objective
from nhipcau.pairing.engine.deciding.integer_search import (
    BOUND,
    QUICK,
    SETTLING,
    THOROUGH,
    KnownPlan,
    SearchResult,
    WorkBudget,
    among,
    best_plan,
)
from nhipcau.pairing.engine.deciding.linear_bound import Relaxed, relax
from nhipcau.pairing.engine.deciding.model_formulation import programme_of
from nhipcau.pairing.engine.deciding.problem import TOTAL, Ints, MentorQuota, PairingProblem
from nhipcau.pairing.engine.deciding.reachable_counts import reached_in

_LONG = 60.0
"""Seconds after which the best plan so far is taken when nothing was said about that."""
_FIRST_NODES: Final = 200
_BOUND_SOON: Final = 100_000
"""Pairs of which the bound never takes long."""
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
    programme: IntegerModel
    """Its plans are those that are as good in all aims, above the floor."""
    priced: IntegerModel
    objective: Objective
    found: SearchResult
    """What `priced` gave for `objective`."""
    wide: float
    """No plan that is better in any of the aims, or as good in all, has a larger total, whatever its floor."""


class GeneralSearch:
    """Finds best plans of one problem; what was learned about its pairs serves from one to the next."""

    def __init__(self, problem: PairingProblem, tick: Callable[[], None], budget: float | None) -> None:
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
        # What no plan reaches more of than the bound: in the aim after those of which it reaches so much, or in points.
        self.bounded: dict[int, tuple[tuple[int, ...], float]] = {}
        self._whole: tuple[IntegerModel, SearchResult] | None = None
        # Shares of mentors make one search of all aims far longer than one after the other.
        self.in_turn = any(isinstance(quota, MentorQuota) for quota in problem.quotas)
        if int((self.programme.scores >= 0).sum()) > _SMALL:
            self._begin()

    @property
    def late(self) -> bool:
        """Say whether the time is over: what was not done by now is not done at all."""
        late = perf_counter() > self.until
        self.stopped |= late
        return late

    @property
    def begun(self) -> bool:
        """Say whether a plan of many points is known that reaches what is quickly reached in every aim."""
        return len(self.aims) in self.bounded

    def _begin(self) -> None:
        """Make a plan in whole numbers of the likely pairs, before anything is proved."""
        self._note(sound_pairs(self.problem, self.programme, self.tick))
        # A plan of one mentor each says little of the pairs of several: there the bound comes first.
        misled = self.problem.several and self.problem.scores.size <= _BOUND_SOON
        if not (self.in_turn or misled):
            self._tried(self.programme, self.together(), _FIRST_NODES)
        if self.in_turn:
            self._in_turn()
        self.pool = np.union1d(self.pool, self.known[1])

    def _in_turn(self) -> None:
        """Bound each aim, then reach for it, then the total: when the time ends, most of what is said is proved."""
        programme = self.programme
        self._together(programme)
        for which, aim in enumerate(self.aims):
            if not aim.empty:
                known = KnownPlan(self.known[1], self.known[0][which])
                if self._bounded(programme, aim, which, known, BOUND) > known.value:
                    self._tried(programme, aim, QUICK.first)
                programme = programme.with_at_least(aim, self.known[0][which])
        known = KnownPlan(self.known[1], self.known[0][-1])
        self._bounded(programme, self.points, len(self.aims), known, QUICK)

    def _together(self, programme: IntegerModel) -> SearchResult:
        """Return the best plan of all aims and the total in one, where they are looked for in turn only the bound."""
        if self._whole is None or self._whole[0] is not programme:
            work = BOUND if self.in_turn else QUICK
            known = self.known_in(programme)
            self._whole = programme, self.solve(programme, self.together(), known=known, work=work)
        return self._whole[1]

    def _bounded(
        self, programme: IntegerModel, objective: Objective, which: int, known: KnownPlan, work: WorkBudget
    ) -> float:
        """Return what no plan reaches more of that is as good in the aims before, and remember it."""
        if self.late:
            return inf
        before = self.known[0][:which]
        bound = self.solve(programme, objective, known=known, work=work).bound
        self.bounded[which] = before, bound
        return bound

    def _bound_after(self, before: tuple[int, ...]) -> float:
        """Return what plans that reach so much in the first aims cannot exceed in what comes next, as known so far."""
        asked, bound = self.bounded.get(len(before), ((), inf))
        return bound if all(one <= other for one, other in zip(asked, before, strict=False)) else inf

    def _tried(self, programme: IntegerModel, objective: Objective, nodes: int) -> None:
        if self.late:
            return
        pairs = np.union1d(self.pool, self.known[1])
        made, _, _ = among(programme, objective, pairs, self.tick, self.until, nodes=nodes)
        if made is not None:
            self._note(made)

    def together(self) -> Objective:
        """Return the aims and the total in one: as a rule the best of it is the best aim by aim."""
        made = self.points
        for aim, weight in zip(self.aims, self.weights, strict=True):
            made = made.plus(aim, weight)
        return made

    def solve(
        self,
        programme: IntegerModel,
        objective: Objective,
        goal: float = -inf,
        known: KnownPlan | None = None,
        work: WorkBudget = THOROUGH,
    ) -> SearchResult:
        """Return the best plan, beginning with the pairs that mattered before."""
        pool = self._open(programme)
        found = best_plan(programme, objective, pool, self.tick, self.until, goal, known, work)
        self.stopped |= perf_counter() > self.until
        self.pool = np.union1d(self.pool, found.looked)
        if found.pairs is not None:
            self.pool = np.union1d(self.pool, found.pairs)
            # A plan above a floor, or of one aim alone, is still a plan.
            self._note(found.pairs)
        return found

    def known_in(self, programme: IntegerModel, reached: tuple[int, ...] | None = None) -> KnownPlan | None:
        """Return the best plan so far, where a programme above a floor has it.

        With what is to be reached, only a plan that does, and with its points alone.
        """
        pairs = self.known[1]
        rows, columns = programme.both_ways(pairs)
        if not len(pairs) or (programme.scores[rows, columns] < 0).any():
            return None
        if reached is None:
            return self.worth(pairs)
        return KnownPlan(pairs, self.total(pairs)) if self.reached(pairs) == reached else None

    def worth(self, pairs: Ints) -> KnownPlan:
        """Return a plan with what it is worth in all aims and the total together."""
        return KnownPlan(pairs, self.needed(self.reached(pairs)) + self.total(pairs))

    def relaxed(self, programme: IntegerModel, objective: Objective, goal: float) -> Relaxed:
        """Return the bound on all plans as far as it tells of the goal, and take what pairs it needs into the pool."""
        found = relax(programme, objective, self._open(programme), self.tick, self.until, goal)
        self.pool = np.union1d(self.pool, found.pairs)
        return found

    def _open(self, programme: IntegerModel) -> Ints:
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

    def aim_by_aim(self, programme: IntegerModel, most: tuple[int, ...], *, settle: bool = True) -> Best:
        """Return the best plan: all aims together quickly, then each alone that may not be reached, then the total."""
        found = self._together(programme)
        if found.pairs is None:
            self._note(sound_pairs(self.problem, self.programme, self.tick))
        pairs = self.known[1]
        wide = self.bound_of_total(found.bound, pairs)
        limits, above = list(most), programme
        for which, aim in enumerate(self.aims):
            now = self.reached(pairs)[which]
            limits[which] = int(max(min(limits[which], self._bound_after(self.reached(pairs)[:which])), now))
            if now < limits[which] and not self.late:
                alone = self.solve(above, aim, now + 1, KnownPlan(pairs, now))
                limits[which] = int(max(min(limits[which], alone.bound), now))
                if alone.pairs is not None and self.reached(alone.pairs)[which] > now:
                    pairs, now = self._better(alone.pairs), self.reached(alone.pairs)[which]
            above = above if aim.empty else above.with_at_least(aim, now)
        reached, total = self.reached(pairs), self.total(pairs)
        most = tuple(max(limit, one) for limit, one in zip(limits, reached, strict=True))
        fixed = self.fixed(programme, reached)
        bound = max(min(wide, self._bound_after(reached)), total)
        best = Best(pairs, reached, most, total, bound, fixed, programme, self.together(), found, wide)
        return self.with_most_points(best) if settle else best

    def with_most_points(self, best: Best) -> Best:
        """Return the plan of the largest total among those as good in all aims."""
        if best.bound <= best.total or self.late:
            return best
        # Once the nearest pairs were searched, all are that a better plan could have.
        work = SETTLING if self.begun else THOROUGH
        found = self.solve(best.programme, self.points, known=KnownPlan(best.pairs, best.total), work=work)
        if found.pairs is None or self.reached(found.pairs) != best.reached:
            return replace(best, bound=max(min(best.bound, found.bound), best.total))
        total = self.total(found.pairs)
        bound = max(min(best.bound, found.bound), total)
        return replace(
            best,
            pairs=found.pairs,
            total=total,
            bound=bound,
            priced=best.programme,
            objective=self.points,
            found=found,
        )

    def _better(self, pairs: Ints) -> Ints:
        """Return these pairs, or the best plan so far where it is better in the order of the aims."""
        return self.known[1] if self.known[0] > (*self.reached(pairs), self.total(pairs)) else pairs

    def fixed(self, programme: IntegerModel, reached: tuple[int, ...]) -> IntegerModel:
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
