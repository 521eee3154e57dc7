"""Rules with a number: by how much less strict they would let the first mentors go."""

from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.scoring.scores import Scoring
from nhipcau.pairing.settings.rules import level_gap
from nhipcau.pairing.settings.time_zones import hours_apart

Ints = NDArray[np.int64]

_FAR: Final = 1_000


class RuleSteps:
    """Measures how far pairs are from passing a rule, in its own unit: hours, levels."""

    def __init__(self, scoring: Scoring) -> None:
        self._scoring = scoring
        self._misses = {
            "common_slots": self._slots_missing,
            "level_gap": self._levels_too_many,
            "time_zone": self._hours_too_many,
        }

    def smallest(self, rule: str, row: int, columns: Ints) -> tuple[int, int]:
        """Return the smallest step that lets any of these mentors go, and how many; zeros for other rules."""
        measure = self._misses.get(rule)
        if measure is None or not len(columns):
            return 0, 0
        missing = measure(row, columns)
        step = int(missing.min())
        return (step, int((missing == step).sum())) if 0 < step < _FAR else (0, 0)

    def _slots_missing(self, row: int, columns: Ints) -> Ints:
        ours, theirs = self._scoring.sides.hours
        common = (theirs[columns] @ ours[row]).astype(np.int64)
        # Without any hour in common they have never said when to meet: no number is small enough to be agreed on.
        return np.where(common > 0, self._scoring.settings.rules.common_slots - common, _FAR)

    def _levels_too_many(self, row: int, columns: Ints) -> Ints:
        scoring, rules = self._scoring, self._scoring.settings.rules
        found = []
        for column in columns.tolist():
            gap = level_gap(scoring.mentees[row], scoring.mentors[column], scoring.people.kind) or 0
            below = 0 if rules.level_gap_least is None else rules.level_gap_least - gap
            above = 0 if rules.level_gap_most is None else gap - rules.level_gap_most
            found.append(max(below, above))
        return np.array(found, np.int64)

    def _hours_too_many(self, row: int, columns: Ints) -> Ints:
        scoring, most = self._scoring, self._scoring.settings.rules.time_zone_most or 0
        mentee = scoring.mentees[row]
        apart = [hours_apart(mentee.time_zone, scoring.mentors[column].time_zone) or 0 for column in columns]
        return np.array([ceil(hours - most) for hours in apart], np.int64)
