"""What is left to decide: the scores without the pairs that stand, and the places without those they take."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.assignment import FORBIDDEN
from nhipcau.pairing.engine.scores import Scoring, score
from nhipcau.pairing.engine.stages import nothing_to_hear
from nhipcau.pairing.profiles import PairingInput, Settings


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
    rows: NDArray[np.int64]
    places: NDArray[np.int64]

    def open_scores(self) -> NDArray[np.int16]:
        """Return the scores of the open mentees, FORBIDDEN where a rule keeps two apart."""
        scoring = self.scoring
        if len(self.rows) == len(scoring.mentees):
            return np.where(scoring.broken == 0, scoring.scores, np.int16(FORBIDDEN))
        return np.where(scoring.broken[self.rows] == 0, scoring.scores[self.rows], np.int16(FORBIDDEN))


_latest: tuple[PairingInput, Settings, Scoring] | None = None


def scored(
    people: PairingInput, settings: Settings | None, tick: Callable[[], None] = nothing_to_hear
) -> Scoring:
    """Score, or return the scoring just made of the same values: a page asks several things of one plan."""
    global _latest  # noqa: PLW0603
    wanted = people.settings if settings is None else settings
    latest = _latest
    if latest is not None and latest[0] is people and latest[1] == wanted:
        return latest[2]
    scoring = score(people, wanted, tick)
    _latest = (people, wanted, scoring)
    return scoring


def forget() -> None:
    """Let go of the latest scoring, so that the next one is made anew."""
    global _latest  # noqa: PLW0603
    _latest = None


def situation(
    people: PairingInput, settings: Settings | None, tick: Callable[[], None] = nothing_to_hear
) -> Situation:
    """Take out confirmed pairs, then locked ones, each with its place."""
    scoring = scored(people, settings, tick)
    row_of = {person.participant_id: k for k, person in enumerate(scoring.mentees)}
    column_of = {person.participant_id: k for k, person in enumerate(scoring.mentors)}
    places = np.array([max(person.capacity, 0) for person in scoring.mentors], np.int64)
    fixed: list[FixedPair] = []
    taken: set[int] = set()
    gone = {mentee for mentee, _ in people.current} - row_of.keys()
    wanted = [(mentee, mentor, True) for mentee, mentor in sorted(people.current)]
    locks = [(c.mentee_id, c.mentor_id) for c in scoring.settings.constraints if c.kind == "locked"]
    wanted += [(mentee, mentor, False) for mentee, mentor in sorted(locks)]
    for mentee, mentor, confirmed in wanted:
        column = column_of.get(mentor)
        if column is None or mentee in taken:
            continue
        if mentee not in row_of:
            places[column] -= mentee in gone
            continue
        taken.add(mentee)
        fixed.append(FixedPair(row_of[mentee], column, confirmed, over_capacity=bool(places[column] <= 0)))
        places[column] -= 1
    confirmed_alone = {mentee for mentee, _ in people.current}
    rows = [k for k, p in enumerate(scoring.mentees) if p.participant_id not in taken | confirmed_alone]
    return Situation(scoring, tuple(fixed), np.array(rows, np.int64), np.maximum(places, 0))
