"""Every small programme: none to three on either side, no setting or one at a time; and several at random."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from tests.support.pairing import mentee, mentor, programme

from nhipcau.pairing.models import AIMS
from nhipcau.pairing.settings.pairing_input import (
    Candidate,
    Constraint,
    CriterionSetting,
    PairingInput,
    QuotaSetting,
)

SIZES = tuple(product(range(4), repeat=2))
"""Mentees and mentors."""

Setting = Callable[[PairingInput], PairingInput]


def _rules(**fields: Any) -> Setting:
    def put(people: PairingInput) -> PairingInput:
        settings = people.settings
        return replace(people, settings=replace(settings, rules=replace(settings.rules, **fields)))

    return put


def _share(kind: str, **fields: Any) -> Setting:
    def put(people: PairingInput) -> PairingInput:
        quota = QuotaSetting(kind, **fields)  # type: ignore[arg-type]  # written out below
        return replace(people, settings=replace(people.settings, quotas=(*people.settings.quotas, quota)))

    return put


def _each(change: Callable[[Candidate, int], Candidate]) -> Setting:
    def put(people: PairingInput) -> PairingInput:
        return replace(people, candidates=tuple(change(one, k) for k, one in enumerate(people.candidates)))

    return put


def _constrained(kind: str) -> Setting:
    """Bind the first mentee and the last mentor, where there are both."""

    def put(people: PairingInput) -> PairingInput:
        if not people.mentees or not people.mentors:
            return people
        first, last = people.mentees[0].participant_id, people.mentors[-1].participant_id
        made = (*people.settings.constraints, Constraint(last, first, kind))
        return replace(people, settings=replace(people.settings, constraints=made))

    return put


def _confirmed(people: PairingInput) -> PairingInput:
    """Let the last mentee have the first mentor, unless these are one."""
    if not people.mentees or not people.mentors or people.mentees[-1] is people.mentors[0]:
        return people
    return replace(people, current=((people.mentees[-1].participant_id, people.mentors[0].participant_id),))


def _partner_left(people: PairingInput) -> PairingInput:
    """Let the last mentee have a pair with a mentor who has left."""
    if not people.mentees:
        return people
    return replace(people, current=(*people.current, (people.mentees[-1].participant_id, 99)))


_PLACES = ("Hà Nội", "Huế")

SETTINGS: Mapping[str, Setting] = {
    "nobody takes anybody": _each(lambda one, _: replace(one, capacity=0)),
    "two places": _each(lambda one, _: replace(one, capacity=2)),
    "everybody is both": _each(lambda one, _: replace(one, is_mentor=True, is_mentee=True)),
    "peers": _rules(mutual=True),
    "two mentors each": _rules(mentors_each=2),
    "some want three": _each(lambda one, k: replace(one, mentors_wanted=1 + 2 * (k % 2))),
    "groups": _rules(group_least=2),
    "every mentor": _rules(every_mentor=True),
    "least two": _each(lambda one, _: replace(one, least=2)),
    "left out before": _each(lambda one, k: replace(one, left_out_before=bool(k % 2))),
    "half in other places": _share("different", attribute="place", percent=50),
    "women for women": _share("partner", value="Nữ", partner_value="Nữ", percent=60),
    "mentors of one place at most": _share("used", attribute="place", bound="most", percent=40),
    "women among mentors": _share("used", value="Nữ", percent=50),
    "locked": _constrained("locked"),
    "forbidden": _constrained("forbidden"),
    "confirmed": _confirmed,
    "partner left": _partner_left,
    "same place a must": lambda people: replace(
        people, settings=replace(people.settings, criteria=(CriterionSetting("same_place", "must"),))
    ),
    "reverse": lambda people: replace(people, kind="reverse"),
}


def everybody_may(mentees: int, mentors: int, aim: str) -> PairingInput:
    """Return people of two places and genders of whom everybody may have everybody."""
    people = [_person(mentor(1 + k), k) for k in range(mentors)]
    people += [_person(mentee(11 + k), k) for k in range(mentees)]
    made = programme(people, (CriterionSetting("same_place", "high"), CriterionSetting("interests", "low")))
    return _rules(aim=aim)(made)


def _person(one: Candidate, number: int) -> Candidate:
    liked = ("Chạy bộ", "Nấu ăn")[: 1 + number % 2]
    gender = ("Nữ", "Nam", "")[number % 3]
    return replace(one, place=_PLACES[number % 2], gender=gender, interests=liked)


def small_programmes(*, every_aim: bool) -> Iterator[tuple[str, PairingInput]]:
    """Return each with its name, under every aim or under one of them in turn."""
    some = list(product(enumerate(SIZES), enumerate(("plain", *SETTINGS)), enumerate(AIMS)))
    for (which, (mentees, mentors)), (number, name), (turn, aim) in some:
        if not every_aim and (which + number + turn) % len(AIMS):
            continue
        people = everybody_may(mentees, mentors, aim)
        asked = SETTINGS[name](people) if name in SETTINGS else people
        yield f"{mentees} mentees, {mentors} mentors, {aim}, {name}", asked


def some_settings(seed: int) -> tuple[str, PairingInput]:
    """Return a small programme with up to six settings, and its name."""
    dice = random.Random(seed)
    mentees, mentors = dice.choice(SIZES)
    people = everybody_may(mentees, mentors, aim := dice.choice(AIMS))
    names = dice.sample(list(SETTINGS), dice.randint(0, 6))
    for name in names:
        people = SETTINGS[name](people)
    return f"{seed}: {mentees} mentees, {mentors} mentors, {aim}, {', '.join(names)}", people


def narrowed(people: PairingInput, seed: int) -> PairingInput:
    """Return a programme of which few people on either side are left, or none; what binds the others stays."""
    dice = random.Random(seed)
    mentors = people.mentors[: dice.randint(0, 3)]
    mentees = people.mentees[: dice.randint(0, 3)]
    left = [*mentors, *(one for one in mentees if one not in mentors)]
    return replace(people, candidates=tuple(left))
