"""Small programmes with aims, groups, several mentors, quotas and peers, the same for the same seed."""

import random
from collections.abc import Callable
from dataclasses import replace

from tests.support.pairing import random_programme

from nhipcau.pairing.models import AIMS, ATTRIBUTES, QUOTA_KINDS
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput, QuotaSetting

GENDERS = ("Nữ", "nữ", "Nam", "")


def with_aims(seed: int, mentees: int = 7, mentors: int = 5) -> PairingInput:
    """Return a small programme under a random aim, some people with priority, some mentors with a minimum."""
    people, dice = random_programme(seed, mentees, mentors), random.Random(seed)
    candidates = tuple(
        replace(
            one,
            left_out_before=dice.random() < 0.3,
            least=dice.choice((0, 0, 1, 2)),
            capacity=dice.choice((0, 1, 1, 2, 3)),
            gender=dice.choice(GENDERS),
        )
        for one in people.candidates
    )
    rules = replace(
        people.settings.rules,
        aim=dice.choice(AIMS),
        fair_within=dice.choice((0, 50, 500, 3000)),
        every_mentor=dice.random() < 0.3,
        priority_left_out=dice.random() < 0.7,
    )
    return replace(people, candidates=candidates, settings=replace(people.settings, rules=rules))


def with_everything(seed: int, mentees: int = 7, mentors: int = 5) -> PairingInput:
    """Return a small programme with every feature switched on and off at random, some pairs confirmed."""
    dice = random.Random(f"everything {seed}")
    people = with_aims(seed, mentees, mentors)
    mutual = dice.random() < 0.2
    rules = replace(
        people.settings.rules,
        group_least=0 if mutual else dice.choice((0, 0, 2, 3)),
        mentors_each=1 if mutual else dice.choice((1, 1, 1, 2)),
        mutual=mutual,
    )
    quotas = tuple(a_quota(dice) for _ in range(dice.choice((0, 0, 1, 2))))
    candidates = tuple(
        replace(one, mentors_wanted=1 if mutual else dice.choice((1, 1, 1, 2, 3)))
        for one in people.candidates
    )
    made = replace(
        people, candidates=candidates, settings=replace(people.settings, rules=rules, quotas=quotas)
    )
    return replace(made, current=some_current(made, dice))


def a_quota(dice: random.Random) -> QuotaSetting:
    kind = dice.choice(QUOTA_KINDS)
    attribute = dice.choice(ATTRIBUTES) if kind == "different" else "gender"
    value = dice.choice(("", "Nam")) if kind == "used" else "Nữ"
    percent = dice.choice((20, 33, 50)) if kind != "used" else dice.choice((50, 60))
    bound = "most" if kind == "used" else dice.choice(("least", "most"))
    return QuotaSetting(kind, attribute, value, "Nữ", bound, percent)  # type: ignore[arg-type]  # drawn from the names


def some_current(people: PairingInput, dice: random.Random) -> tuple[tuple[int, int], ...]:
    """Return confirmed pairs of some mentees, one each."""
    chosen = [
        (one.participant_id, dice.choice(people.mentors)) for one in people.mentees if dice.random() < 0.15
    ]
    mentors = [(mentee_id, mentor.participant_id) for mentee_id, mentor in chosen]
    if people.settings.rules.mutual:
        mentors = mentors[:1]
    return tuple(sorted(pair for pair in mentors if pair[0] != pair[1]))


def renumbered(people: PairingInput, new: Callable[[int], int]) -> PairingInput:
    """Return the same programme with other row ids, its people in another order."""

    def person(one: Candidate) -> Candidate:
        return replace(
            one,
            participant_id=new(one.participant_id),
            person_id=new(one.person_id),
            managers=tuple(map(new, one.managers)),
        )

    constraints = tuple(
        replace(one, mentor_id=new(one.mentor_id), mentee_id=new(one.mentee_id))
        for one in people.settings.constraints
    )
    candidates = [person(one) for one in people.candidates]
    random.Random(len(candidates)).shuffle(candidates)
    return replace(
        people,
        candidates=tuple(candidates),
        settings=replace(people.settings, constraints=constraints[::-1]),
        earlier=frozenset((new(one), new(other)) for one, other in people.earlier),
        current=tuple((new(one), new(other)) for one, other in reversed(people.current)),
    )
