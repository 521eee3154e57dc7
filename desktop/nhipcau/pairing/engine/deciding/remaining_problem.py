"""What is left to decide: the scores without the pairs that stand, and the places without those they take."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding.assignment import FORBIDDEN
from nhipcau.pairing.engine.scoring.scores import Scoring, score
from nhipcau.pairing.engine.stages import nothing_to_hear
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput, Rules, Settings

Ints = NDArray[np.int64]
MOST_WANTED: Final = 3
"""Mentors a mentee may have."""


@dataclass(frozen=True, slots=True)
class FixedPair:
    """A pair that stands before anything is decided: confirmed earlier, or locked."""

    row: int
    column: int
    confirmed: bool
    over_capacity: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """The open mentees (rows of the scoring) and the places still free per mentor."""

    scoring: Scoring
    fixed: tuple[FixedPair, ...]
    rows: Ints
    places: Ints
    wanted: Ints
    """Mentors each open mentee still wants."""
    held: Ints
    """Mentors each open mentee has already."""
    filled: Ints
    """Mentees each mentor has already."""

    def open_scores(self) -> NDArray[np.int16]:
        """Return the scores of the open mentees, FORBIDDEN where a rule keeps two apart or they are a pair already."""
        scoring = self.scoring
        if len(self.rows) < len(scoring.mentees):
            scores = scoring.open[self.rows]
        elif self.fixed:
            scores = scoring.open.copy()
        else:
            return scoring.open
        place_of = {row: place for place, row in enumerate(self.rows.tolist())}
        for pair in self.fixed:
            if pair.row in place_of:
                scores[place_of[pair.row], pair.column] = FORBIDDEN
        return scores


def scored(
    people: PairingInput, settings: Settings | None, tick: Callable[[], None] = nothing_to_hear
) -> Scoring:
    """Score these people by what is asked of them: among peers everyone with everyone."""
    wanted = people.settings if settings is None else settings
    return score(everyone_both(people) if wanted.rules.mutual else people, wanted, tick)


def what_scores(settings: Settings) -> Settings:
    """Return the settings without what only decides: locks, quotas, what makes one plan better than another."""
    plain = Rules()
    rules = replace(
        settings.rules,
        aim=plain.aim,
        fair_within=plain.fair_within,
        every_mentor=plain.every_mentor,
        group_least=plain.group_least,
        mentors_each=plain.mentors_each,
        priority_left_out=plain.priority_left_out,
    )
    forbidden = tuple(one for one in settings.constraints if one.kind == "forbidden")
    return Settings(settings.criteria, rules, forbidden)


def everyone_both(people: PairingInput) -> PairingInput:
    """Return the people of a peer programme, in which each is the other's mentor and mentee."""
    return replace(people, candidates=tuple(map(_both, people.candidates)))


def _both(person: Candidate) -> Candidate:
    capacity = person.capacity if person.is_mentor else max(person.capacity, 1)
    return replace(person, is_mentor=True, is_mentee=True, capacity=capacity)


def wanted_by(person: Candidate, rules: Rules) -> int:
    """Return how many mentors a mentee gets if there are enough: what the programme gives, or more when asked for."""
    return min(max(rules.mentors_each, person.mentors_wanted, 1), MOST_WANTED)


def situation(
    people: PairingInput, settings: Settings | None, tick: Callable[[], None] = nothing_to_hear
) -> Situation:
    """Score these people and say what is left to decide."""
    return situation_of(scored(people, settings, tick), people)


def situation_of(scoring: Scoring, people: PairingInput) -> Situation:
    """Take out confirmed pairs, then locked ones, each with its place."""
    row_of = {person.participant_id: k for k, person in enumerate(scoring.mentees)}
    column_of = {person.participant_id: k for k, person in enumerate(scoring.mentors)}
    standing, held, filled = _confirmed(people, scoring, row_of, column_of)
    rules = scoring.settings.rules
    asked = np.array([person.mentors_wanted for person in scoring.mentees], np.int64)
    wanted = np.minimum(np.maximum(asked, max(rules.mentors_each, 1)), MOST_WANTED)
    places = np.maximum(np.array([person.capacity for person in scoring.mentors], np.int64), 0)
    fixed = _seated(standing, places, confirmed=True)
    taken = set(standing)
    locked: list[tuple[int, int]] = []
    for row, column in _locks(scoring, row_of, column_of):
        both = [(row, column), (column, row)] if rules.mutual else [(row, column)]
        if (row, column) not in taken and all(held[one] < wanted[one] for one, _ in both):
            taken.update(both)
            locked += both
            held[[one for one, _ in both]] += 1
    fixed += _seated(locked, places - filled, confirmed=False)
    np.add.at(filled, [column for _, column in locked], 1)
    rows = np.flatnonzero(held < wanted)
    return Situation(
        scoring,
        tuple(fixed),
        rows,
        np.maximum(places - filled, 0),
        wanted[rows] - held[rows],
        held[rows],
        filled,
    )


def _confirmed(
    people: PairingInput, scoring: Scoring, row_of: dict[int, int], column_of: dict[int, int]
) -> tuple[list[tuple[int, int]], Ints, Ints]:
    """Return the confirmed pairs in a fixed order, the mentors each mentee has by them, the mentees each mentor."""
    mutual = scoring.settings.rules.mutual
    found: set[tuple[int, int]] = set()
    held, filled = np.zeros(len(row_of), np.int64), np.zeros(len(column_of), np.int64)
    turned = [(mentor, mentee) for mentee, mentor in people.current] if mutual else []
    for mentee, mentor in {*people.current, *turned}:
        # Who has left keeps nobody from being paired anew here, but a pair that stands still counts for the other.
        row, column = row_of.get(mentee), column_of.get(mentor)
        if row is not None:
            held[row] += 1
        if column is not None:
            filled[column] += 1
        if row is not None and column is not None:
            found.add((row, column))
    return sorted(found), held, filled


def _locks(scoring: Scoring, row_of: dict[int, int], column_of: dict[int, int]) -> list[tuple[int, int]]:
    locks = [
        (one.mentee_id, one.mentor_id)
        for one in scoring.settings.constraints
        if one.kind == "locked"
        and one.mentee_id != one.mentor_id  # a wish, but nobody is paired with themself
    ]
    return sorted(
        {
            (row_of[mentee], column_of[mentor])
            for mentee, mentor in locks
            if mentee in row_of and mentor in column_of
        }
    )


def _seated(pairs: list[tuple[int, int]], places: Ints, *, confirmed: bool) -> list[FixedPair]:
    """Say of each pair whether its mentor had a place left for it."""
    taken: Counter[int] = Counter()
    found = []
    for row, column in pairs:
        found.append(FixedPair(row, column, confirmed, over_capacity=bool(places[column] <= taken[column])))
        taken[column] += 1
    return found
