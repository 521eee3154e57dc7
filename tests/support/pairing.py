"""People for pairing tests, plain and made up."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from nhipcau.pairing.settings.pairing_input import (
    Candidate,
    Constraint,
    CriterionSetting,
    PairingInput,
    Rules,
    Settings,
    Topic,
)

TOPICS = ("Excel", "Thuyết trình", "Quản lý dự án", "AI tạo sinh", "Đàm phán", "Tiếng Nhật", "Kế toán")
SLOTS = ("mon-18", "tue-18", "wed-12", "thu-09", "sat-10")
PLACES = ("Hà Nội", "Đà Nẵng", "TP. Hồ Chí Minh", "")


def mentor(number: int, **fields: object) -> Candidate:
    base = Candidate(
        number,
        number,
        f"m{number:04}",
        f"Trần Văn {number:03}",
        is_mentor=True,
        is_mentee=False,
        email=f"m{number}@x.vn",
    )
    return replace(base, **fields)  # type: ignore[arg-type]  # fields by name, checked by the dataclass


def mentee(number: int, **fields: object) -> Candidate:
    base = Candidate(
        number,
        number,
        f"e{number:04}",
        f"Lê Thị {number:03}",
        is_mentor=False,
        is_mentee=True,
        email=f"e{number}@x.vn",
    )
    return replace(base, **fields)  # type: ignore[arg-type]


def programme(
    people: Sequence[Candidate],
    criteria: Sequence[CriterionSetting] = (),
    rules: Rules | None = None,
    **fields: object,
) -> PairingInput:
    settings = Settings(tuple(criteria), rules or Rules())
    return PairingInput(1, "traditional", tuple(people), settings=settings, **fields)  # type: ignore[arg-type]


def some_topics(dice: random.Random, most: int, top: int) -> tuple[Topic, ...]:
    return tuple(Topic(name, dice.randint(1, top)) for name in dice.sample(TOPICS, dice.randint(0, most)))


def random_person(dice: random.Random, number: int, *, is_mentor: bool) -> Candidate:
    """Return somebody who has answered some of everything."""
    make = mentor if is_mentor else mentee
    return make(
        number,
        capacity=dice.choice((0, 1, 1, 2)),
        goals=some_topics(dice, 3, 5),
        strengths=some_topics(dice, 4, 4),
        interests=tuple(dice.sample(("Chạy bộ", "Nấu ăn", "Đọc sách", "Cờ vua"), dice.randint(0, 3))),
        availability=tuple(dice.sample(SLOTS, dice.randint(0, 4))),
        place=dice.choice(PLACES),
        department=dice.choice(("Kinh doanh", "Nhân sự", "Kỹ thuật", "")),
        learning_style=dice.choice(("Thực hành", "Đọc", "")),
        level_rank=dice.choice((None, 1, 2, 3, 4, 6)),
        languages=dice.choice(((), ("Tiếng Việt",), ("English",), ("Vietnamese", "Tiếng Anh"))),
        meeting_ways=dice.choice(((), ("online",), ("in_person",), ("online", "in_person"))),
    )


CRITERIA = (
    CriterionSetting("goals_strengths", "high"),
    CriterionSetting("strengths_goals", "medium"),
    CriterionSetting("interests", "low"),
    CriterionSetting("same_place", "low"),
    CriterionSetting("different_department", "low"),
    CriterionSetting("learning_style", "medium"),
    CriterionSetting("availability", "medium"),
    CriterionSetting("mentee_wishes", "high"),
    CriterionSetting("mentor_wishes", "high"),
    CriterionSetting("level_gap", "medium"),
)


def random_programme(seed: int, mentees: int = 4, mentors: int = 4) -> PairingInput:
    """Return a small programme with rules, wishes, locks and forbidden pairs, the same for the same seed."""
    dice = random.Random(seed)
    people = [random_person(dice, 100 + k, is_mentor=True) for k in range(dice.randint(1, mentors))]
    people += [random_person(dice, 500 + k, is_mentor=False) for k in range(dice.randint(1, mentees))]
    names = [person.name for person in people]
    people = [
        replace(person, wishes=tuple(dice.sample(names, dice.choice((0, 0, 1, 2)) % len(names))))
        for person in people
    ]
    bosses = [person.person_id for person in people]
    people = [
        replace(person, managers=(dice.choice(bosses),) if dice.random() < 0.2 else ()) for person in people
    ]
    rules = Rules(
        common_language=dice.random() < 0.5,
        meeting_way=dice.random() < 0.5,
        common_slots=dice.choice((0, 0, 1, 2)),
        level_gap_least=dice.choice((None, None, 0, 1)),
        level_gap_most=dice.choice((None, None, 3)),
        mentee_share=dice.choice((50, 50, 20, 100)),
    )
    criteria = tuple(
        replace(
            setting,
            weight=dice.choice(("must", "high", "medium", "low", "off", setting.weight, setting.weight)),
        )
        for setting in dice.sample(CRITERIA, dice.randint(0, len(CRITERIA)))
    )
    kind = dice.choice(("traditional", "reverse"))
    made = PairingInput(1, kind, tuple(people), settings=Settings(criteria, rules))
    constraints = [
        Constraint(
            dice.choice(made.mentors).participant_id, one.participant_id, dice.choice(("locked", "forbidden"))
        )
        for one in made.mentees
        if dice.random() < 0.15
    ]
    return replace(made, settings=replace(made.settings, constraints=tuple(constraints)))


def best_by_trying_everything(allowed: list[dict[int, int]], places: list[int]) -> tuple[int, int]:
    """Return the most that can be matched and the largest total then, by looking at every possible plan.

    `allowed[i]` gives the score of mentee i with the mentors who may have them.
    """
    best = (0, 0)
    for choice in product(*([-1, *scores] for scores in allowed)):
        used = [0] * len(places)
        for j in choice:
            if j >= 0:
                used[j] += 1
        if all(u <= p for u, p in zip(used, places, strict=True)):
            total = sum(scores[j] for scores, j in zip(allowed, choice, strict=True) if j >= 0)
            best = max(best, (sum(j >= 0 for j in choice), total))
    return best
