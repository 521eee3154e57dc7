"""The general case: groups, several mentors, quotas and peers, through integer programmes."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from nhipcau.pairing.engine.fairness import Reach
from nhipcau.pairing.engine.groups import with_possible_groups
from nhipcau.pairing.engine.linear import Prices
from nhipcau.pairing.engine.peers import highest_floor, one_each, paired_at_most
from nhipcau.pairing.engine.problem import FAIREST, TOTAL, WHOLE, Floats, Ints, Problem, Solution
from nhipcau.pairing.engine.programme import Programme
from nhipcau.pairing.engine.search import Best, Search


def decide_general(problem: Problem, tick: Callable[[], None], budget: float | None) -> Solution:
    """Return the best plan of any problem; after `budget` seconds the best so far."""
    problem = with_possible_groups(problem)
    search = Search(problem, tick, budget)
    if not (search.programme.scores >= 0).any():
        return _nobody(problem)
    reach = _reach(problem, tick)
    most = _most(problem, reach)
    if one_each(problem):
        together = paired_at_most(search.programme.scores)
        most = (most[0], min(most[1], together), *most[2:])
        search.programme = search.programme.with_at_most(search.programme.aims[1], most[1])
    most = most[: len(search.aims)]
    floor = ceiling = 0
    if problem.aim == FAIREST:
        best, floor, ceiling = _fairest(search, most)
        floor, ceiling = (floor, ceiling) if len(best.pairs) else (0, 0)
        best = search.closed(best)
    else:
        best = search.aim_by_aim(search.programme, most)
    if problem.aim == TOTAL:
        people = search.programme.aims[1]
        best = search.refined(best, lambda pairs: search.programme.gains(people, pairs), people.extra)
        best = replace(best, programme=best.programme.with_at_least(people, _people(problem, search, best)))
    if problem.keep is not None and len(problem.keep[0]):
        kept = np.zeros(problem.scores.shape, np.int64)
        kept[problem.keep] = 1
        both = (kept + kept.T if problem.mutual else kept).ravel()
        best = search.refined(best, lambda pairs: both[pairs], np.zeros_like(search.points.extra))
    return _solution(search, best, floor, ceiling)


def _nobody(problem: Problem) -> Solution:
    """Return the only plan where no two may be a pair, or one side is empty: solvers need not be asked."""
    nobody = np.zeros(0, np.int64)
    mentors = len(problem.places)
    prices = np.zeros(mentors), np.zeros(mentors, np.int64)
    return Solution(nobody, nobody, 0, 0, 0, 0, True, 0, 0, *prices)


def _people(problem: Problem, search: Search, best: Best) -> int:
    rows, _ = search.programme.both_ways(best.pairs)
    held = np.zeros(len(problem.scores), np.bool_) if problem.held is None else problem.held
    return len(np.unique(rows[~held[rows]]))


def _waiting(problem: Problem) -> Ints:
    """Return the mentees who may get a first mentor."""
    waiting = np.ones(len(problem.scores), np.bool_)
    if problem.wanted is not None:
        waiting &= problem.wanted > 0
    if problem.held is not None:
        waiting &= ~problem.held
    return np.flatnonzero(waiting)


def _reach(problem: Problem, tick: Callable[[], None], needed: tuple[int, ...] = ()) -> Reach:
    rows = _waiting(problem)
    priority = None if problem.priority is None else problem.priority[rows]
    return Reach(problem.scores[rows], np.maximum(problem.places, 0), priority, None, tick, needed)


def _most(problem: Problem, reach: Reach) -> tuple[int, ...]:
    """Return for each aim what no plan exceeds, from counting alone."""
    n = len(problem.scores)
    counts = reach.counts
    open_pairs = (problem.scores >= 0) & (problem.places > 0)
    wanted = np.ones(n, np.int64) if problem.wanted is None else problem.wanted
    held = np.zeros(n, np.int64) if problem.held is None else problem.held.astype(np.int64)
    possible = np.minimum(wanted, open_pairs.sum(axis=1))
    more = [int(((possible > 0) & (possible + held > level)).sum()) for level in (1, 2)]
    least = 0
    if problem.least is not None:
        least = int(np.minimum(np.clip(problem.least, 0, problem.places), open_pairs.sum(axis=0)).sum())
    return (0, counts[0], counts[1] if len(counts) > 1 else 0, more[0], more[1], least)


def _fairest(search: Search, most: tuple[int, ...]) -> tuple[Best, int, int]:
    """Return the best plan above the largest floor, the floor, and what no possible one exceeds."""
    problem, programme = search.problem, search.programme
    top = _highest(search, most)
    quick = _at_once(search, programme.above(top), most)
    if quick is not None:
        bound = quick.found.prices.bound(programme, quick.objective)
        if _enough(quick.total, search.bound_of_total(bound, quick.pairs), problem.within):
            return quick, top, top
    best = search.aim_by_aim(programme, most)
    if not len(best.pairs):
        return best, 0, 0
    return _raised(search, best, _highest(search, best.reached))


def _highest(search: Search, reached: tuple[int, ...]) -> int:
    """Return a floor above which so much cannot be reached."""
    if not reached[1]:
        return _top(search.programme)
    top = _reach(search.problem, search.tick, reached[1:3]).highest()
    for level in (1, 2):
        top = min(top, _highest_of_several(search, level, reached[level + 2]))
    if not one_each(search.problem):
        return top
    return highest_floor(search.programme.scores, reached[1], top)


def _highest_of_several(search: Search, level: int, count: int) -> int:
    """Return a floor above which not so many can have a second, or a third mentor: they lack that many good ones."""
    problem = search.problem
    if count <= 0 or problem.wanted is None:
        return _top(search.programme)
    held = np.zeros(len(problem.scores), np.int64) if problem.held is None else problem.held.astype(np.int64)
    rows = np.flatnonzero((problem.wanted > 0) & (problem.wanted + held > level))
    ordered = -np.sort(-search.programme.scores[rows].astype(np.int64), axis=1)
    which = level - held[rows]
    enough = which < ordered.shape[1]
    least = ordered[np.flatnonzero(enough), which[enough]]
    return int(np.sort(least)[-count])


def _at_once(search: Search, programme: Programme, most: tuple[int, ...]) -> Best | None:
    """Return the best plan above a floor if it reaches in every aim what no plan exceeds."""
    objective = search.together()
    known = search.known_in(programme)
    found = search.solve(programme, objective, search.needed(most), share=0.25, known=known)
    if found.pairs is None or search.reached(found.pairs) != most:
        return None
    bound = search.bound_of_total(found.bound, found.pairs)
    total = search.total(found.pairs)
    fixed = search.fixed(programme, most)
    return Best(found.pairs, most, most, total, bound, fixed, programme, objective, found, bound)


def _enough(total: int, best: float, within: int) -> bool:
    return total * WHOLE >= best * (WHOLE - within)


def _top(programme: Programme) -> int:
    return int(programme.scores.max(initial=0))


def _raised(search: Search, best: Best, top: int) -> tuple[Best, int, int]:
    """Raise the floor by halving among the scores there are, while the aims and enough of the total are reached."""
    goal = -(-best.total * (WHOLE - search.problem.within) // WHOLE)
    low = _worst(search.programme, best.pairs)
    scores = search.programme.scores
    levels = np.unique(scores[(scores > low) & (scores <= top)]).tolist()
    levels = _within_bound(search, levels, search.needed(best.reached) + goal)
    # The plan is the best without a floor, and its own worst pair is one.
    highest, middle = replace(best, programme=best.programme.above(low)), len(levels) - 1
    ceiling = levels[-1] if levels else low
    while levels and not search.late:
        found, certain = _reaching(search, best, levels[middle], goal)
        if found is None:
            levels = levels[:middle]
            ceiling = (levels[-1] if levels else low) if certain else ceiling
        else:
            highest, low = found, _worst(search.programme, found.pairs)
            levels = [level for level in levels[middle + 1 :] if level > low]
        middle = len(levels) // 2
    return highest, low, max(ceiling, low)


def _reaching(search: Search, best: Best, floor: int, goal: int) -> tuple[Best | None, bool]:
    """Return the best plan above a floor that is as good in all aims, when its total reaches the goal.

    When there is none, say whether that is certain.
    """
    needed = search.needed(best.reached) + goal
    for programme, objective, least in (
        (search.programme.above(floor), search.together(), needed),
        (search.fixed(search.programme, best.reached).above(floor), search.points, goal),
    ):
        found = search.solve(programme, objective, least, share=0.25)
        if found.pairs is None or found.value < least:
            return None, found.bound < least
        if search.reached(found.pairs) == best.reached and search.total(found.pairs) >= goal:
            total = search.total(found.pairs)
            bound = max(found.bound - found.value, 0.0) + total
            fixed = search.fixed(search.programme, best.reached).above(floor)
            reached, most = best.reached, best.most
            made = Best(
                found.pairs, reached, most, total, bound, fixed, programme, objective, found, best.wide
            )
            return made, True
    return None, False


def _within_bound(search: Search, levels: list[int], needed: int) -> list[int]:
    """Return the levels up to the highest one at which the bound on all plans leaves room for what is needed."""
    low, high = 0, len(levels)
    middle = high - 1
    objective = search.together()
    known: list[Prices] = []
    while low < high and not search.late:
        above = search.programme.above(levels[middle])
        room = all(prices.bound(above, objective) >= needed for prices in known[-2:])
        if room:
            relaxed = search.relaxed(above, objective, needed)
            known.append(relaxed.prices)
            room = relaxed.bound >= needed
        low, high = (middle + 1, high) if room else (low, middle)
        middle = (low + high) // 2
    return levels[:high]


def _worst(programme: Programme, pairs: Ints) -> int:
    rows, columns = programme.both_ways(pairs)
    return int(programme.scores[rows, columns].min()) if len(rows) else 0


def _solution(search: Search, best: Best, floor: int, ceiling: int) -> Solution:
    problem = search.problem
    rows, columns = search.programme.both_ways(best.pairs)
    fits = problem.scores[rows, columns].astype(np.int64)
    short = [most - reached for most, reached in zip(best.most, best.reached, strict=True)]
    people = 0 if problem.aim == TOTAL else short.pop(1)
    # A plan that is better in an earlier aim need not keep to the floor.
    bound = max(best.bound, best.wide) if people or any(short) else best.bound
    gap = int(bound - best.total) if bound < np.inf else _top(search.programme) * len(problem.scores)
    proved = ceiling <= floor and not (gap or people or any(short))
    prices, more = _place_prices(search, best)
    return Solution(
        rows,
        columns,
        floor,
        _people(problem, search, best),
        int(fits.sum()),
        int(fits.min()) if len(fits) else 0,
        proved,
        gap,
        people,
        prices,
        more,
        max(ceiling - floor, 0),
        sum(short),
        not (proved or search.stopped),
    )


def _place_prices(search: Search, best: Best) -> tuple[Floats, Ints]:
    """Return what one more place is worth to the relaxation: near to what it brings, not exactly that."""
    lines = best.found.prices.lines[search.programme.place_lines]
    if best.objective.points and not best.objective.rows.any():
        return lines, np.zeros(len(lines), np.int64)
    person = search.weights[1] if len(search.weights) > 1 else 0
    people = (
        np.minimum(np.round(lines / person), 1).astype(np.int64) if person else np.zeros(len(lines), np.int64)
    )
    return np.maximum(lines - people * person, 0.0), people
