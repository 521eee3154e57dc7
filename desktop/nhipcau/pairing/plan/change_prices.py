"""What each other mentor for one mentee costs the whole plan, all mentors at once.

Where one mentor a mentee is all there is to decide, chains of exchanges give the exact price without making a plan
again; a plan that keeps nobody below a floor keeps everybody else above it. Where groups, shares, several mentors or
peers tie pairs to one another, only the mentee's own difference is known at once: `price_by_solving` makes the plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding.aim_packing import Packed, pack
from nhipcau.pairing.engine.deciding.exchange_chains import FAR, Exchanges, Step
from nhipcau.pairing.engine.deciding.remaining_problem import Situation
from nhipcau.pairing.engine.scoring.scores import Scoring
from nhipcau.pairing.explanation.results import Alternative, Move, Plan
from nhipcau.pairing.explanation.rule_names import rule_label
from nhipcau.pairing.plan.pairing_session import PairingSession
from nhipcau.pairing.plan.problem_builder import pose
from nhipcau.pairing.settings.pairing_input import PairingInput, Phrase, Settings

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_BELOW: Final = 1
"""The step by which an equal total with one more mentee is better, when the total is the aim."""


def price_choices(
    people: PairingInput, settings: Settings | None, plan: Plan, mentee_id: int, session: PairingSession
) -> tuple[Alternative, ...]:
    """Price every mentor for the mentee, who is no choice for themself."""
    standing = _released(people, settings, mentee_id, session)
    problem = pose(standing).problem
    chooser = _Chooser(standing, plan, mentee_id)
    if not problem.plain:
        return chooser.sorted([chooser.unpriced(column) for column in chooser.columns()])
    chooser.price(pack(problem), plan.totals.floor)
    return chooser.sorted([chooser.alternative(column) for column in chooser.columns()])


def _released(
    people: PairingInput, settings: Settings | None, mentee_id: int, session: PairingSession
) -> Situation:
    """Return the situation without the mentee's own lock and confirmed pair."""
    standing = session.situation(people, settings)
    if standing.scoring.row(mentee_id) in standing.rows:
        return standing
    wanted = standing.scoring.settings
    constraints = tuple(
        one for one in wanted.constraints if one.kind != "locked" or one.mentee_id != mentee_id
    )
    current = tuple(pair for pair in people.current if pair[0] != mentee_id)
    return session.situation(replace(people, current=current), replace(wanted, constraints=constraints))


@dataclass(frozen=True, slots=True)
class _Tail:
    """What happens from one place of a chain to its end."""

    moves: tuple[Move, ...] = ()
    lost: int = 0
    unmatched: int = 0
    lowest: int = 10**6
    """The lowest fit that somebody who moves comes to."""
    bonus: int = 0
    """What counts before the total: people, priority, minimums; negative is lost."""


class _Chains:
    """The cheapest chains when nobody else may fall below a floor."""

    def __init__(
        self, scoring: Scoring, packed: Packed, rows: Ints, others: Ints, seating: "_Seating"
    ) -> None:
        self._scoring = scoring
        self._packed = packed
        self._origin = [*packed.origin.tolist(), -1]
        self._rows = rows
        self._others = others
        self.target = seating.target
        self._exchanges = Exchanges(_worth(packed, others), seating.partner, seating.places)
        self.distances, self._following = self._exchanges.cheapest(seating.target)
        self._tails: dict[int, _Tail] = {seating.target: _Tail()}

    def tail(self, place: int) -> _Tail:
        """Return who moves when a place is needed here; chains run together, so each link is looked at once."""
        path: list[int] = []
        # A plan that is not the best, as its time ended, may have exchanges that gain, and chains without an end.
        while place not in self._tails and len(path) < len(self._following):
            path.append(place)
            place = int(self._following[place])
        tail = self._tails.get(place, _Tail())
        for one in reversed(path):
            step = self._exchanges.step(one, int(self._following[one]))
            tail = self._tails[one] = self._before(step, tail)
        return tail

    def _before(self, step: Step | None, tail: _Tail) -> _Tail:
        if step is None:
            return tail
        packed, scoring = self._packed, self._scoring
        row, brings = int(self._rows[step.row]), int(packed.rows[self._others[step.row]])
        source, target = self._origin[step.source], self._origin[step.target]
        gained = scoring.fit(row, target) if target >= 0 else 0
        left = scoring.fit(row, source) if source >= 0 else 0
        bonus = brings + int(packed.columns[step.target]) if target >= 0 else 0
        bonus -= brings + int(packed.columns[step.source]) if source >= 0 else 0
        # Changing seats with the same mentor is no move.
        moves = (_move(scoring, row, source, target), *tail.moves) if source != target else tail.moves
        return _Tail(
            moves,
            tail.lost + left - gained,
            tail.unmatched + (target < 0) - (source < 0),
            min(tail.lowest, gained) if target >= 0 else tail.lowest,
            tail.bonus + bonus,
        )

    def forced(self, column: int) -> tuple[_Tail, int, bool]:
        """Return the cheapest chain when the mentee goes to this mentor, its bonus, and whether nobody can be moved."""
        seats = np.flatnonzero(self._packed.origin == column)
        gain = self._packed.columns[seats] - self.distances[seats]
        seat = int(seats[gain.argmax()]) if len(seats) else -1
        # Nobody there can be moved: all places are confirmed, locked, or none were offered. Nobody is pushed out
        # either, and the place that was left is free for somebody else.
        full = seat < 0 or bool(self.distances[seat] >= FAR / 2)
        tail = self.tail(self._exchanges.nowhere if full else seat)
        return tail, tail.bonus + (0 if full else int(self._packed.columns[seat])), full


@dataclass(frozen=True, slots=True)
class _Seating:
    """The others in columns of the packed problem, and the place the mentee has left, which is nowhere for nobody."""

    partner: Ints
    places: Ints
    target: int


class _Chooser:
    """The mentee who chooses, and the rest of the plan."""

    def __init__(self, standing: Situation, plan: Plan, mentee_id: int) -> None:
        self._standing = standing
        self._scoring = scoring = standing.scoring
        self._proved = plan.totals.proved
        self._row = scoring.row(mentee_id)
        self._fits = scoring.fits_of(self._row)
        self._blocked = scoring.open[self._row] < 0
        self._allowed_fits = np.sort(self._fits[~self._blocked])
        column_of = {person.participant_id: k for k, person in enumerate(scoring.mentors)}
        planned = [pair for pair in plan.pairs if pair.mentor_id in column_of]
        self._now = {column_of[pair.mentor_id] for pair in planned if pair.mentee_id == mentee_id}
        self._partner_of = {pair.mentee_id: column_of[pair.mentor_id] for pair in planned}
        new = [pair for pair in planned if not pair.confirmed and pair.mentee_id != mentee_id]
        self._others = sorted((pair.fit, pair.mentee_id) for pair in new)
        self._chains: _Chains | None = None
        self._kept: Ints | None = None

    def columns(self) -> list[int]:
        """Return the mentors in the order of fit, those a rule keeps away last."""
        own = self._scoring.mentees[self._row].person_id
        order = np.lexsort((np.arange(len(self._fits)), -self._fits, self._blocked)).tolist()
        return [column for column in order if self._scoring.mentors[column].person_id != own]

    def sorted(self, found: Sequence[Alternative]) -> tuple[Alternative, ...]:
        return tuple(sorted(found, key=lambda one: bool(one.blocked)))

    def unpriced(self, column: int) -> Alternative:
        """Return the mentor with what is known without making a plan."""
        fit, blocked = int(self._fits[column]), self._broken(column)
        current = column in self._now
        before = min((int(self._fits[one]) for one in self._now), default=0)
        return Alternative(
            self._scoring.mentors[column].participant_id,
            fit,
            self._rank(column, blocked),
            0 if current else before - fit,
            0 if current or self._now else -1,
            (),
            tuple(blocked),
            current,
            min([fit, *(other for other, _ in self._others[:1])]),
            exact=current,
        )

    def _broken(self, column: int) -> list[Phrase]:
        broken = self._scoring.broken_by(self._row, column) if self._blocked[column] else ()
        return [rule_label(self._scoring, rule) for rule in broken]

    def _rank(self, column: int, blocked: list[Phrase]) -> int:
        if blocked:
            return 0
        above = int(np.searchsorted(self._allowed_fits, self._fits[column], side="right"))
        return len(self._allowed_fits) - above + 1

    def price(self, packed: Packed, floor: int) -> None:
        """Find the chains of exchanges of the rest of the plan."""
        others = np.flatnonzero(self._standing.rows != self._row)
        seating = self._seating(packed, others)
        self._chains = _Chains(
            self._scoring, packed.above(floor), self._standing.rows[others], others, seating
        )
        if floor > 0:
            self._kept = _most_kept(packed, len(self._scoring.mentors), others, seating)

    def _seating(self, packed: Packed, others: Ints) -> _Seating:
        """Seat the others: the places a mentor wants filled first."""
        ids, rows = self._scoring.mentees, self._standing.rows[others]
        places, now = packed.places.copy(), next(iter(self._now), -1)
        seats: dict[int, list[int]] = {}
        for seat, column in enumerate(packed.origin.tolist()):
            seats.setdefault(column, []).append(seat)
        partner = np.full(len(others), -1, np.int64)
        left = places.tolist()
        for k, row in enumerate(rows.tolist()):
            column = self._partner_of.get(ids[row].participant_id, -1)
            partner[k] = next((seat for seat in seats.get(column, ()) if left[seat] > 0), -1)
            if partner[k] >= 0:
                left[partner[k]] -= 1
        # The mentee's place is what has to be filled or left in the end, not a free place on the way. One that was
        # given over and above the mentor's places is gone when it is left.
        target = next((seat for seat in seats.get(now, ()) if left[seat] > 0), len(places))
        if target < len(places):
            places[target] -= 1
        return _Seating(partner, places, target)

    def alternative(self, column: int) -> Alternative:
        """Return the mentor with the price for the plan."""
        assert self._chains is not None
        if column in self._now:
            return replace(self.unpriced(column), worst=self._worst(column, _Tail()))
        tail, bonus, full = self._chains.forced(column)
        # Should the floor cost what counts for more than it, it gives way, and only a new plan tells how far.
        exact = self._proved and (self._kept is None or int(self._kept[column]) <= bonus)
        return self._priced(column, tail, full=full, exact=exact)

    def _priced(self, column: int, tail: _Tail, *, full: bool, exact: bool) -> Alternative:
        scoring = self._scoring
        blocked = self._broken(column)
        if full:
            over = Phrase("pairing.problem.over_capacity", {"n": scoring.mentors[column].capacity})
            blocked.append(over)
        own = sum(int(self._fits[now]) for now in self._now)
        return Alternative(
            scoring.mentors[column].participant_id,
            int(self._fits[column]),
            self._rank(column, blocked),
            own - int(self._fits[column]) + tail.lost,
            tail.unmatched - (not self._now),
            tail.moves,
            tuple(blocked),
            worst=self._worst(column, tail),
            exact=exact,
        )

    def _worst(self, column: int, tail: _Tail) -> int:
        """Return the worst fit of the plan with these moves."""
        lowest = min(int(self._fits[column]), tail.lowest)
        moved = {move.mentee_id for move in tail.moves}
        stays = next((fit for fit, mentee in self._others if mentee not in moved), None)
        return lowest if stays is None else min(lowest, stays)


def _most_kept(packed: Packed, mentors: int, others: Ints, seating: _Seating) -> Ints:
    """Return for every mentor the most that chains can bring of what counts before the floor, whatever the fits."""
    alike = replace(packed, scores=np.minimum(packed.scores, 0))
    exchanges = Exchanges(_worth(alike, others), seating.partner, seating.places)
    distances, _ = exchanges.cheapest(seating.target)
    most = np.full(mentors, -FAR)
    np.maximum.at(most, packed.origin, packed.columns - distances[:-1])
    return np.where(most > -FAR / 2, most, -distances[-1]).astype(np.int64)


def _worth(packed: Packed, rows: Ints) -> Floats:
    """Return what each pair is worth; when the total is all, one more mentee is better where it costs nothing."""
    scores = packed.scores[rows].astype(np.float64)
    more = packed.rows[rows, None] + packed.columns
    if not packed.person:
        scores, more = scores * (len(packed.scores) + 2), more + _BELOW
    return np.where(packed.scores[rows] >= 0, scores + more, -FAR)


def _move(scoring: Scoring, row: int, source: int, target: int) -> Move:
    mentors = scoring.mentors
    return Move(
        scoring.mentees[row].participant_id,
        mentors[source].participant_id if source >= 0 else None,
        mentors[target].participant_id if target >= 0 else None,
    )
