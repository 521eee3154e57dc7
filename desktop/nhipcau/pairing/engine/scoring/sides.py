"""The two sides of a programme, and what several criteria and rules ask of the same people."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nhipcau.pairing.engine.scoring.encoded_criteria import Matrix
from nhipcau.pairing.engine.scoring.side_answers import Told, slots_told
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput


@dataclass(frozen=True, eq=False)
class Sides:
    """Mentees (rows) and mentors (columns), both in an order that depends on who they are only."""

    people: PairingInput
    mentees: tuple[Candidate, ...]
    mentors: tuple[Candidate, ...]

    @cached_property
    def slots(self) -> tuple[Told, Told]:
        """Everybody's free hours."""
        mine, yours = ([person.availability for person in side] for side in (self.mentees, self.mentors))
        return slots_told(mine), slots_told(yours)

    @cached_property
    def hours(self) -> tuple[Matrix, Matrix]:
        """A column per hour that both sides know, with 1 where it is free."""
        ours, theirs = self.slots
        names = {key: place for place, key in enumerate(sorted({*ours.keys} & {*theirs.keys}))}
        return _held(ours, names), _held(theirs, names)


def _held(told: Told, names: Mapping[str, int]) -> Matrix:
    """Return 1 where a person has given the answer; the last column, which counts for nothing, is for all others."""
    place = np.array([names.get(key, -1) for key in told.keys], np.int64)
    out = np.zeros((told.size, len(names) + 1), np.float32)
    out[told.rows, place[told.kinds]] = 1
    return out[:, :-1]
