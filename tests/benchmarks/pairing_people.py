"""Made-up answers in the shape of a real programme's, for measuring pairing."""

import random

from nhipcau.pairing.settings.pairing_input import (
    Candidate,
    CriterionSetting,
    PairingInput,
    Rules,
    Settings,
    Topic,
)

_TOPICS = [f"Kỹ năng {number}" for number in range(60)]
_TASTE = [1 / (place + 1) ** 0.7 for place in range(60)]
_HOURS = [f"{day}-{hour:02}" for day in ("mon", "tue", "wed", "thu", "fri") for hour in range(8, 20, 2)]
_PLACES = ("Hà Nội", "Đà Nẵng", "TP. Hồ Chí Minh", "Huế", "Cần Thơ")
_LANGUAGES = (("Tiếng Việt",), ("English",), ("Tiếng Việt", "English"), ("Tiếng Việt", "Tiếng Nhật"))
_WAYS = (("online",), ("in_person",), ("online", "in_person"))
_CRITERIA = (
    CriterionSetting("goals_strengths", "high"),
    CriterionSetting("interests", "low"),
    CriterionSetting("same_place", "low"),
    CriterionSetting("different_department", "medium"),
    CriterionSetting("learning_style", "low"),
    CriterionSetting("availability", "medium"),
    CriterionSetting("level_gap", "medium"),
)


def answers(mentees: int, mentors: int, seed: int = 1) -> PairingInput:
    """Return a programme with seven criteria and all hard rules on; about half of all pairs are allowed."""
    dice = random.Random(seed)
    people = [
        _person(dice, number + 1, mentors, is_mentor=number < mentors) for number in range(mentees + mentors)
    ]
    rules = Rules(common_slots=1, level_gap_least=1, level_gap_most=6)
    return PairingInput(1, "traditional", tuple(people), settings=Settings(_CRITERIA, rules))


def _person(dice: random.Random, number: int, mentors: int, *, is_mentor: bool) -> Candidate:
    count = dice.randint(3, 8) if is_mentor else dice.randint(1, 4)
    topics = list(dict.fromkeys(dice.choices(_TOPICS, _TASTE, k=count)))
    return Candidate(
        number,
        number,
        f"u{number:06}",
        f"Người {dice.randint(0, 10**6)} {number}",
        is_mentor=is_mentor,
        is_mentee=not is_mentor,
        capacity=dice.choices((1, 2, 3), (5, 3, 2))[0],
        department=f"Phòng {dice.randint(1, 12)}",
        place=dice.choices(_PLACES, (4, 2, 2, 1, 1))[0],
        level_rank=max(1, min(10, round(dice.gauss(6.2 if is_mentor else 3.2, 1.4)))),
        languages=dice.choices(_LANGUAGES, (5, 1, 4, 1))[0],
        meeting_ways=dice.choice(_WAYS),
        managers=(dice.randint(1, mentors),),
        goals=() if is_mentor else tuple(Topic(name, dice.randint(1, 5)) for name in topics),
        strengths=tuple(Topic(name, dice.randint(1, 4)) for name in topics) if is_mentor else (),
        learning_style=dice.choice(("Thực hành", "Đọc", "Nghe", "Thảo luận")),
        interests=tuple(f"Sở thích {k}" for k in dice.sample(range(24), dice.randint(0, 5))),
        availability=tuple(hour for hour in _HOURS if dice.random() < 0.35),
    )
