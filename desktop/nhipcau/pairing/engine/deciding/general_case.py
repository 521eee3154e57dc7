"""The general case: groups, several mentors, quotas and peers, through integer programmes."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from nhipcau.pairing.engine.deciding.fairness_floor import Reach
from nhipcau.pairing.engine.deciding.floor_raising import fairest
from nhipcau.pairing.engine.deciding.general_search import Best, GeneralSearch
from nhipcau.pairing.engine.deciding.group_minimums import with_possible_groups
from nhipcau.pairing.engine.deciding.odd_peers import one_each, paired_at_most
from nhipcau.pairing.engine.deciding.problem import FAIREST, TOTAL, Floats, Ints, PairingProblem, Solution
from nhipcau.pairing.engine.deciding.reachable_counts import reach_of


def decide_general(problem: PairingProblem, tick: Callable[[], None], budget: float | None) -> Solution:
    """Return the best plan of any problem; after `budget` seconds the best so far."""
    problem = with_possible_groups(problem)
    search = GeneralSearch(problem, tick, budget)
    if not (search.programme.scores >= 0).any():
        return _nobody(problem)
    reach = reach_of(problem, tick)
    most = _most(problem, reach)
    if one_each(problem):
        together = paired_at_most(search.programme.scores)
        most = (most[0], min(most[1], together), *most[2:])
        search.programme = search.programme.with_at_most(search.programme.aims[1], most[1])
    most = most[: len(search.aims)]
    floor = ceiling = 0
    if problem.aim == FAIREST:
        best, floor, ceiling = fairest(search, most)
        floor, ceiling = (floor, ceiling) if len(best.pairs) else (0, 0)
        best = search.with_most_points(best)
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


def _nobody(problem: PairingProblem) -> Solution:
    """Return the only plan where no two may be a pair, or one side is empty: solvers need not be asked."""
    nobody = np.zeros(0, np.int64)
    mentors = len(problem.places)
    prices = np.zeros(mentors), np.zeros(mentors, np.int64)
    return Solution(nobody, nobody, 0, 0, 0, 0, True, 0, 0, *prices)


def _people(problem: PairingProblem, search: GeneralSearch, best: Best) -> int:
    rows, _ = search.programme.both_ways(best.pairs)
    held = np.zeros(len(problem.scores), np.bool_) if problem.held is None else problem.held
    return len(np.unique(rows[~held[rows]]))


def _most(problem: PairingProblem, reach: Reach) -> tuple[int, ...]:
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


def _solution(search: GeneralSearch, best: Best, floor: int, ceiling: int) -> Solution:
    problem = search.problem
    rows, columns = search.programme.both_ways(best.pairs)
    fits = problem.scores[rows, columns].astype(np.int64)
    short = [most - reached for most, reached in zip(best.most, best.reached, strict=True)]
    people = 0 if problem.aim == TOTAL else short.pop(1)
    # A plan that is better in an earlier aim need not keep to the floor.
    bound = max(best.bound, best.wide) if people or any(short) else best.bound
    gap = int(bound - best.total) if bound < np.inf else search.programme.top * len(problem.scores)
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


def _place_prices(search: GeneralSearch, best: Best) -> tuple[Floats, Ints]:
    """Return what one more place is worth to the relaxation: near to what it brings, not exactly that."""
    lines = best.found.prices.lines[search.programme.place_lines]
    if best.objective.points and not best.objective.rows.any():
        return lines, np.zeros(len(lines), np.int64)
    person = search.weights[1] if len(search.weights) > 1 else 0
    people = (
        np.minimum(np.round(lines / person), 1).astype(np.int64) if person else np.zeros(len(lines), np.int64)
    )
    return np.maximum(lines - people * person, 0.0), people
