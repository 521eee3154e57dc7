"""What each other mentor for one mentee costs the whole plan, exactly and all at once.

Forcing a pair pushes one mentee out of a full mentor's places; the best answer of the rest of the plan is the
cheapest chain of exchanges from there to the place that was left. One shortest-path search backwards from that place
gives the chain for every mentor. No plan has to be made again, and nothing is estimated.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.situation import Situation, situation
from nhipcau.pairing.profiles import PairingInput, Phrase, Settings
from nhipcau.pairing.results import Alternative, Move, Plan
from nhipcau.pairing.rule_names import rule_label

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_FAR = 2.0**52


@dataclass(frozen=True, slots=True)
class _Step:
    """One exchange: mentee `row` goes from a mentor to another; -1 is nowhere. `row` -1 moves nobody."""

    row: int
    source: int
    target: int


class _Exchanges:
    """The plan without one mentee, and what it costs to hand a mentee on."""

    def __init__(self, worth: Floats, partner: Ints, places: Ints) -> None:
        self._worth = worth
        self._partner = partner
        self._free = places > np.bincount(partner[partner >= 0], minlength=len(places))
        self.nowhere = len(places)
        self.costs = self._costs()

    def _costs(self) -> Floats:
        m = self.nowhere
        costs = np.full((m + 1, m + 1), _FAR)
        held = np.flatnonzero(self._partner >= 0)
        if len(held):
            order = held[np.argsort(self._partner[held], kind="stable")]
            mentors = self._partner[order]
            first = np.flatnonzero(np.r_[True, np.diff(mentors) != 0])
            own = self._worth[order, mentors]
            costs[mentors[first], :m] = np.minimum.reduceat(own[:, None] - self._worth[order], first, axis=0)
            costs[mentors[first], m] = np.minimum.reduceat(own, first)
        costs[:m, m] = np.where(self._free, 0.0, costs[:m, m])
        waiting = self._worth[self._partner < 0]
        costs[m, :m] = np.minimum(0.0, -waiting.max(axis=0, initial=-_FAR))
        np.fill_diagonal(costs, _FAR)
        return costs

    def cheapest(self, target: int) -> tuple[Floats, Ints]:
        """Return for every mentor the cheapest chain to `target`, and its next link."""
        size = self.nowhere + 1
        distance = np.full(size, _FAR)
        distance[target] = 0.0
        following = np.full(size, target, np.int64)
        changed = np.array([target])
        for _ in range(2 * size):
            through = self.costs[:, changed] + distance[changed]
            best = through.argmin(axis=1)
            cost = through[np.arange(size), best]
            better = cost < distance
            better[target] = False
            following[better] = changed[best[better]]
            distance[better] = cost[better]
            changed = np.flatnonzero(better)
            if not len(changed):
                break
        return distance, following

    def step(self, source: int, target: int) -> _Step:
        """Say who moves on the link from `source` to `target`."""
        nowhere = self.nowhere
        if source == nowhere:
            waiting = np.flatnonzero(self._partner < 0)
            if not len(waiting) or -self.costs[nowhere, target] <= 0:
                return _Step(-1, -1, -1)
            return _Step(int(waiting[self._worth[waiting, target].argmax()]), -1, target)
        held = np.flatnonzero(self._partner == source)
        if target == nowhere:
            if self._free[source]:
                return _Step(-1, -1, -1)
            return _Step(int(held[self._worth[held, source].argmin()]), source, -1)
        loss = self._worth[held, source] - self._worth[held, target]
        return _Step(int(held[loss.argmin()]), source, target)

    def chain(self, start: int, target: int, following: Ints) -> list[_Step]:
        steps: list[_Step] = []
        place = start
        while place != target and len(steps) <= self.nowhere + 1:
            step = self.step(place, int(following[place]))
            place = int(following[place])
            if step.row >= 0:
                steps.append(step)
        return steps


@dataclass(frozen=True, slots=True)
class _Choice:
    """The mentee who chooses, and the rest of the plan."""

    standing: Situation
    row: int
    others: Ints
    now: int
    bonus: float
    exchanges: _Exchanges

    @property
    def target(self) -> int:
        return self.now if self.now >= 0 else self.exchanges.nowhere


def price_choices(
    people: PairingInput, settings: Settings | None, plan: Plan, mentee_id: int
) -> tuple[Alternative, ...]:
    """Price every mentor for the mentee, who is no choice for themself."""
    choice = _choice(situation(people, settings), plan, mentee_id)
    scoring = choice.standing.scoring
    distance, following = choice.exchanges.cheapest(choice.target)
    fits = scoring.scores[choice.row].astype(np.int64)
    blocked = scoring.broken[choice.row] != 0
    order = np.lexsort((np.arange(len(fits)), -fits, blocked)).tolist()
    allowed_fits = np.sort(fits[~blocked])
    found: list[Alternative] = []
    own = scoring.mentees[choice.row].person_id
    for column in order:
        if scoring.mentors[column].person_id == own:
            continue
        above = len(allowed_fits) - int(np.searchsorted(allowed_fits, fits[column], side="right"))
        rank = 0 if blocked[column] else above + 1
        found.append(_alternative(choice, column, rank, distance, following))
    return tuple(sorted(found, key=lambda one: bool(one.blocked)))


def _choice(standing: Situation, plan: Plan, mentee_id: int) -> _Choice:
    scoring, places = standing.scoring, standing.places.copy()
    row = scoring.row(mentee_id)
    others = standing.rows[standing.rows != row]
    column_of = {person.participant_id: k for k, person in enumerate(scoring.mentors)}
    planned = {
        pair.mentee_id: column_of[pair.mentor_id] for pair in plan.pairs if pair.mentor_id in column_of
    }
    partner = np.array([planned.get(scoring.mentees[k].participant_id, -1) for k in others], np.int64)
    now = planned.get(mentee_id, -1)
    if now >= 0 and row in standing.rows:
        # The mentee's place is what has to be filled or left in the end, not a free place on the way. The place
        # of a locked or confirmed pair is taken out already.
        places[now] -= 1
    bonus = float(int(scoring.scores.max(initial=0)) * len(scoring.mentees) + 1)
    worth = np.where(scoring.broken[others] == 0, scoring.scores[others] + bonus, -_FAR)
    return _Choice(standing, row, others, now, bonus, _Exchanges(worth, partner, places))


def _alternative(choice: _Choice, column: int, rank: int, distances: Floats, following: Ints) -> Alternative:
    scoring = choice.standing.scoring
    fit = int(scoring.scores[choice.row, column])
    blocked = [rule_label(scoring, rule) for rule in scoring.broken_by(choice.row, column)]
    start = column
    if distances[column] >= _FAR / 2:
        # Nobody there can be moved: all places are confirmed, locked, or none were offered. Nobody is pushed out
        # either, and the place that was left is free for somebody else.
        start = choice.exchanges.nowhere
        blocked.append(Phrase("pairing.problem.over_capacity", {"n": scoring.mentors[column].capacity}))
    steps = [] if column == choice.now else choice.exchanges.chain(start, choice.target, following)
    own = float(scoring.scores[choice.row, choice.now]) + choice.bonus if choice.now >= 0 else 0.0
    unmatched = sum((step.target < 0) - (step.source < 0) for step in steps) - (choice.now < 0)
    loss = own - (fit + choice.bonus) + (0.0 if column == choice.now else float(distances[start]))
    return Alternative(
        scoring.mentors[column].participant_id,
        fit,
        0 if blocked else rank,
        int(loss - unmatched * choice.bonus),
        unmatched,
        tuple(_move(choice, step) for step in steps),
        tuple(blocked),
        current=column == choice.now,
    )


def _move(choice: _Choice, step: _Step) -> Move:
    scoring = choice.standing.scoring
    mentors = scoring.mentors
    return Move(
        scoring.mentees[choice.others[step.row]].participant_id,
        mentors[step.source].participant_id if step.source >= 0 else None,
        mentors[step.target].participant_id if step.target >= 0 else None,
    )
