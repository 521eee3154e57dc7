"""Who can be given a mentor first, and which pairs need not move for it: the numbers behind re-pairing."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding.aim_order import decide
from nhipcau.pairing.engine.deciding.assignment import FORBIDDEN
from nhipcau.pairing.engine.deciding.problem import EVERYONE
from nhipcau.pairing.engine.deciding.remaining_problem import situation
from nhipcau.pairing.engine.stages import nothing_to_hear
from nhipcau.pairing.plan.problem_builder import Posed, pose
from nhipcau.pairing.settings.pairing_input import PairingInput, Settings

Ids = tuple[int, int]
_BUDGET: Final = 30.0
"""Seconds after which few enough moves are good enough; only groups and shares ever take so long."""


def with_priority(people: PairingInput, first: Collection[int]) -> PairingInput:
    """Return the people with these, and no others, coming first."""
    return replace(
        people,
        candidates=tuple(
            replace(person, left_out_before=person.participant_id in first) for person in people.candidates
        ),
    )


def served_first(
    people: PairingInput, settings: Settings, order: Sequence[int], allowed: Collection[Ids] = ()
) -> frozenset[int]:
    """Return who of these can all get a mentor at once, taking each in turn who still can.

    Somebody who has been given a place may be handed on to another mentor, but never loses having one: so whoever
    stands earlier in the order is served, however many wait behind. `allowed` are pairs that may be against a rule.
    """
    standing = situation(people, settings)
    rows = {standing.scoring.mentees[row].participant_id: k for k, row in enumerate(standing.rows.tolist())}
    may = standing.open_scores() >= 0
    columns = {person.participant_id: k for k, person in enumerate(standing.scoring.mentors)}
    for mentee, mentor in allowed:
        if mentee in rows and mentor in columns:
            may[rows[mentee], columns[mentor]] = True
    seats = _Seats(may, standing.places.tolist())
    return frozenset(one for one in order if one in rows and seats.seat(rows[one]))


class _Seats:
    """People with a place each, and the places left; augmenting paths over mentors."""

    def __init__(self, allowed: NDArray[np.bool_], places: Sequence[int]) -> None:
        self._open_to = [row.nonzero()[0].tolist() for row in allowed]
        self._places = places
        self._seated: list[set[int]] = [set() for _ in places]
        self._mentor_of: dict[int, int] = {}

    def seat(self, row: int) -> bool:
        """Give a mentee a place, moving others where that helps; False when that cannot be."""
        reached: dict[int, int] = {}
        frontier = [row]
        for one in frontier:
            for column in self._open_to[one]:
                if column in reached or not self._places[column]:
                    continue
                reached[column] = one
                if len(self._seated[column]) < self._places[column]:
                    self._hand_on(column, reached)
                    return True
                frontier.extend(sorted(self._seated[column]))
        return False

    def _hand_on(self, column: int, reached: dict[int, int]) -> None:
        free: int | None = column
        while free is not None:
            row = reached[free]
            before = self._mentor_of.get(row)
            self._mentor_of[row] = free
            self._seated[free].add(row)
            if before is not None:
                self._seated[before].discard(row)
            free = before


def kept_by_fewest_moves(
    people: PairingInput,
    settings: Settings,
    first: Sequence[int],
    movable: Collection[Ids],
    tick: Callable[[], None] = nothing_to_hear,
) -> set[Ids]:
    """Return the pairs that can stay when as many as possible get a mentor and as few as possible move.

    Nobody who has a mentor is left without one. A pair is worth one point with the mentor the mentee has, and nothing
    with any other: the largest total is the fewest moves.
    """
    fixed = set(people.current) - set(movable)
    opened = _with_room(people, sorted(fixed))
    well = sorted({mentee for mentee, _ in movable})
    served = served_first(opened, settings, [*well, *first], movable)
    standing = situation(with_priority(opened, served), settings, tick)
    posed = pose(standing)
    mentees = [standing.scoring.mentees[row].participant_id for row in posed.rows.tolist()]
    mentors = [person.participant_id for person in standing.scoring.mentors]
    chosen = _nearest(posed, mentees, mentors, movable, tick)
    return fixed | (chosen & set(movable))


def _with_room(people: PairingInput, current: Sequence[Ids]) -> PairingInput:
    """Return the people with only these pairs, and a place for everyone whom a mentor has now."""
    has = Counter(mentor for _, mentor in people.current)
    candidates = tuple(
        replace(person, capacity=max(person.capacity, has[person.participant_id]))
        for person in people.candidates
    )
    return replace(people, candidates=candidates, current=tuple(current))


def _nearest(
    posed: Posed, mentees: list[int], mentors: list[int], movable: Collection[Ids], tick: Callable[[], None]
) -> set[Ids]:
    row_of = {one: k for k, one in enumerate(mentees)}
    column_of = {one: k for k, one in enumerate(mentors)}
    scores = np.where(posed.problem.scores == FORBIDDEN, FORBIDDEN, 0).astype(np.int16)
    for mentee, mentor in movable:
        if mentee in row_of and mentor in column_of:
            scores[row_of[mentee], column_of[mentor]] = (
                1  # also where a rule would keep two apart who are a pair
            )
    solution = decide(replace(posed.problem, scores=scores, aim=EVERYONE), tick, _BUDGET)
    return {
        (mentees[row], mentors[column])
        for row, column in zip(solution.rows.tolist(), solution.columns.tolist(), strict=True)
    }
