"""The fairest plan: the floor raised as far as nobody loses a mentor and enough of the total is kept."""

from dataclasses import dataclass, replace

import numpy as np

from nhipcau.pairing.engine.deciding.general_search import Best, GeneralSearch
from nhipcau.pairing.engine.deciding.group_minimums import asks_for_groups
from nhipcau.pairing.engine.deciding.integer_model import IntegerModel, Objective
from nhipcau.pairing.engine.deciding.integer_search import BOUND, QUICK, THOROUGH, WorkBudget
from nhipcau.pairing.engine.deciding.linear_bound import Prices
from nhipcau.pairing.engine.deciding.odd_peers import highest_floor, one_each
from nhipcau.pairing.engine.deciding.problem import WHOLE, Ints
from nhipcau.pairing.engine.deciding.reachable_counts import reach_of


def fairest(search: GeneralSearch, most: tuple[int, ...]) -> tuple[Best, int, int]:
    """Return the best plan above the largest floor, the floor, and what no possible one exceeds."""
    programme = search.programme
    top = _highest(search, most)
    quick = _at_once(search, programme.above(top), most)
    if quick is not None and _enough(quick.total, _bound_below(search, quick), search.problem.within):
        return quick, top, top
    best = search.aim_by_aim(programme, most, settle=not search.begun)
    if not len(best.pairs):
        return best, 0, 0
    top = _highest(search, best.reached)
    if not search.begun:
        return _raised(search, best, top)
    # The floor is raised quickly before any proof: when the time ends, the weakest pair is good already.
    quick, _, top = _raised(search, best, top, work=QUICK)
    return _raised(search, search.with_most_points(best), top, start=quick)


def _highest(search: GeneralSearch, reached: tuple[int, ...]) -> int:
    """Return a floor above which so much cannot be reached."""
    if not reached[1]:
        return search.programme.top
    top = reach_of(search.problem, search.tick, reached[1:3]).highest()
    for level in (1, 2):
        top = min(top, _highest_of_several(search, level, reached[level + 2]))
    if not one_each(search.problem):
        return top
    return highest_floor(search.programme.scores, reached[1], top)


def _highest_of_several(search: GeneralSearch, level: int, count: int) -> int:
    """Return a floor above which not so many can have a second, or a third mentor: they lack that many good ones."""
    problem = search.problem
    if count <= 0 or problem.wanted is None:
        return search.programme.top
    held = np.zeros(len(problem.scores), np.int64) if problem.held is None else problem.held.astype(np.int64)
    rows = np.flatnonzero((problem.wanted > 0) & (problem.wanted + held > level))
    ordered = -np.sort(-search.programme.scores[rows].astype(np.int64), axis=1)
    which = level - held[rows]
    enough = which < ordered.shape[1]
    least = ordered[np.flatnonzero(enough), which[enough]]
    return int(np.sort(least)[-count])


def _at_once(search: GeneralSearch, programme: IntegerModel, most: tuple[int, ...]) -> Best | None:
    """Return a good plan above a floor if one that is quickly found reaches in every aim what no plan exceeds."""
    objective = search.together()
    known = search.known_in(programme)
    found = search.solve(programme, objective, search.needed(most), known, BOUND if search.in_turn else QUICK)
    if found.pairs is None or search.reached(found.pairs) != most:
        return None
    bound = search.bound_of_total(found.bound, found.pairs)
    total = search.total(found.pairs)
    fixed = search.fixed(programme, most)
    best = Best(found.pairs, most, most, total, bound, fixed, programme, objective, found, bound)
    return search.with_most_points(best)


def _bound_below(search: GeneralSearch, best: Best) -> float:
    """Return what no plan that is as good in all aims, but for the floor, has a larger total than."""
    prices, programme = best.found.prices, search.programme
    if best.objective is search.points:
        return prices.bound(search.fixed(programme, best.reached), best.objective)
    return search.bound_of_total(prices.bound(programme, best.objective), best.pairs)


def _enough(total: int, best: float, within: int) -> bool:
    return total * WHOLE >= best * (WHOLE - within)


def _raised(
    search: GeneralSearch, best: Best, top: int, *, start: Best | None = None, work: WorkBudget = THOROUGH
) -> tuple[Best, int, int]:
    """Raise the floor by halving among the scores there are, while the aims and enough of the total are reached.

    Begin with a plan above a floor where it is good enough; with little work, only until one floor is not reached.
    """
    goal = -(-best.total * (WHOLE - search.problem.within) // WHOLE)
    if start is None or start.reached != best.reached or start.total < goal:
        start = best
    low = _worst(search.programme, start.pairs)
    scores = search.programme.scores
    levels = np.unique(scores[(scores > low) & (scores <= top)]).tolist()
    asked = _asked(search, best, goal)
    levels = _within_bound(search, levels, _bounded_by(search, best, goal) or asked)
    # The plan is the best without a floor, and its own worst pair is one.
    highest = replace(start, programme=start.programme.above(low), wide=best.wide)
    middle = len(levels) - 1
    ceiling = levels[-1] if levels else low
    while levels and not search.late:
        found, certain = _reaching(search, best, levels[middle], asked, goal, work)
        if found is None:
            levels = levels[:middle]
            ceiling = (levels[-1] if levels else low) if certain else ceiling
            # Often the floor can be raised no further, and every other step of the halving would be in vain.
            middle = 0
            if work is QUICK:
                break
        else:
            highest, low = found, _worst(search.programme, found.pairs)
            levels = [level for level in levels[middle + 1 :] if level > low]
            middle = len(levels) // 2
    return highest, low, max(ceiling, low)


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """How a plan above a floor is looked for: all aims and the total in one, or the total with the aims as rules."""

    programme: IntegerModel
    objective: Objective
    least: int
    """What a plan has to be worth that gives up no more than it may."""


def _asked(search: GeneralSearch, best: Best, goal: int) -> _Asked:
    if search.begun or best.objective is search.points:
        return _Asked(search.fixed(search.programme, best.reached), search.points, goal)
    return _Asked(search.programme, search.together(), search.needed(best.reached) + goal)


def _bounded_by(search: GeneralSearch, best: Best, goal: int) -> _Asked | None:
    """Return the aims and the total in one, where that bounds more than the aims as rules: with several mentors.

    Half a pair here and half a pair there reach what is a rule, and every floor that leaves room for has to be
    searched in vain. The aims weigh more than what may be given up, so that no plan of fewer mentors makes up for them.
    """
    if not search.problem.several or asks_for_groups(search.problem):
        return None
    times = 1 + (best.total - goal) // max(min(filter(None, search.weights), default=1), 1)
    objective = search.points
    for aim, weight in zip(search.aims, search.weights, strict=True):
        objective = objective.plus(aim, weight * times)
    return _Asked(search.programme, objective, times * search.needed(best.reached) + goal)


def _reaching(
    search: GeneralSearch, best: Best, floor: int, asked: _Asked, goal: int, work: WorkBudget
) -> tuple[Best | None, bool]:
    """Return the best plan above a floor that is as good in all aims, when its total reaches the goal.

    When there is none, say whether that is certain.
    """
    fixed = _Asked(search.fixed(search.programme, best.reached), search.points, goal)
    for one in (asked, fixed):
        programme = one.programme.above(floor)
        found = search.solve(programme, one.objective, one.least, work=work)
        if found.pairs is None or found.value < one.least:
            return None, found.bound < one.least
        if search.reached(found.pairs) == best.reached and search.total(found.pairs) >= goal:
            total = search.total(found.pairs)
            bound = max(found.bound - found.value, 0.0) + total
            rules = fixed.programme.above(floor)
            reached, most = best.reached, best.most
            made = Best(
                found.pairs, reached, most, total, bound, rules, programme, one.objective, found, best.wide
            )
            return made, True
    return None, False


def _within_bound(search: GeneralSearch, levels: list[int], asked: _Asked) -> list[int]:
    """Return the levels up to the highest one at which the bound on all plans leaves room for what is needed."""
    low, high = 0, len(levels)
    middle = high - 1
    objective, needed = asked.objective, asked.least
    known: list[Prices] = []
    while low < high and not search.late:
        above = asked.programme.above(levels[middle])
        room = all(prices.bound(above, objective) >= needed for prices in known[-2:])
        if room:
            relaxed = search.relaxed(above, objective, needed)
            known.append(relaxed.prices)
            room = relaxed.bound >= needed
        low, high = (middle + 1, high) if room else (low, middle)
        middle = (low + high) // 2
    return levels[:high]


def _worst(programme: IntegerModel, pairs: Ints) -> int:
    rows, columns = programme.both_ways(pairs)
    return int(programme.scores[rows, columns].min()) if len(rows) else 0
