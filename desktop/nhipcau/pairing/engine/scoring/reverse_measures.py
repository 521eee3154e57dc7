"""Criteria of reverse programmes: what one side brings to every pair, and the leader's hours and place.

They are one-sided on purpose. A junior's passion for technology or a leader's openness does good in every pair of
theirs; free hours and ways of meeting are counted as a share of the leader's few, however many the junior has.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.scoring.criterion_encoding import Recipe, by_class, by_count
from nhipcau.pairing.engine.scoring.sides import Sides
from nhipcau.pairing.settings.answer_keys import answer_key
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput
from nhipcau.pairing.settings.reverse_criteria import reading, wants_technology

Side = Sequence[Candidate]

_STEPS: Final = 20
"""Qualities are told apart in so many steps: few distinct values keep the product narrow."""
_ENOUGH_HOURS: Final = 2
"""A monthly talk needs one hour; a second one to fall back on is as good as ten."""
_HALF: Final = 0.5


def _qualities(code: str, people: PairingInput, side: Side) -> list[float | None]:
    found = (reading(code, person, people.questions, people.skills) for person in side)
    return [None if one is None else round(one.share * _STEPS) / _STEPS for one in found]


def technology_passion(sides: Sides) -> Recipe:
    """Score the junior's passion for technology; it weighs half where the leader wants to learn other things."""

    def share(wants: bool, passion: float) -> float:
        return passion if wants else _HALF + passion * _HALF

    wanted = [wants_technology(person, sides.people.skills) for person in sides.mentees]
    return by_class(wanted, _qualities("technology_passion", sides.people, sides.mentors), share)


def communication(sides: Sides) -> Recipe:
    """Score how well the junior explains and listens: good for whichever leader."""
    return by_class(
        [0] * len(sides.mentees),
        _qualities("communication", sides.people, sides.mentors),
        lambda _, given: float(given),
    )


def openness(sides: Sides) -> Recipe:
    """Score how ready the leader is to learn from somebody younger: good for whichever junior."""
    return by_class(
        _qualities("openness", sides.people, sides.mentees),
        [0] * len(sides.mentors),
        lambda given, _: float(given),
    )


def leader_time(sides: Sides) -> Recipe:
    """Score how much of the leader's few free hours the junior can keep."""
    slots, _ = sides.slots
    enough = np.clip(np.bincount(slots.rows, minlength=slots.size), 1, _ENOUGH_HOURS)

    def points(most: int) -> NDArray[np.int64]:
        kept = np.minimum(np.arange(_ENOUGH_HOURS + 1), enough[:, None])
        return most * kept // enough[:, None]

    return by_count(sides, points)


def leader_place(sides: Sides) -> Recipe:
    """Score whether the two can meet where and how the leader likes to."""
    return by_class(list(map(_whereabouts, sides.mentees)), list(map(_whereabouts, sides.mentors)), _suits)


Whereabouts = tuple[str, frozenset[str]]


def _whereabouts(person: Candidate) -> Whereabouts | None:
    place, ways = answer_key(person.place), frozenset(person.meeting_ways)
    return (place, ways) if place or ways else None


def _suits(leader: Whereabouts, junior: Whereabouts) -> float:
    """Return 1 where the leader need not move or change habits, less where the two only meet half way."""
    place, ways = leader
    if ways == {"online"}:
        return 1.0 if not junior[1] or "online" in junior[1] else 0.0
    in_person = bool(place) and place == junior[0] and (not junior[1] or "in_person" in junior[1])
    if in_person:
        return 1.0
    return _HALF if (not ways or "online" in ways) and (not junior[1] or "online" in junior[1]) else 0.0
