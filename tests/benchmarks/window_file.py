"""The organisation on which the window is measured: many people, 2,000 pairs, 100,000 sessions, one wave."""

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

PAIRS: Final = 2_000
SESSIONS: Final = 100_000
PAIRED: Final = 0.9
"""How many of the mentees have a mentor, where the pairs reach that far: the others can be paired."""
_FAMILIES: Final = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ")
_MIDDLES: Final = ("Văn", "Thị", "Minh", "Đức", "Thu", "Quốc", "Ngọc", "Hữu", "Thanh", "Kim")
_GIVEN: Final = ("An", "Bình", "Châu", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Mai", "Nam", "Phúc", "Yến")
_TOPICS: Final = tuple(f"Kỹ năng {number}" for number in range(60))
_PLACES: Final = ("Hà Nội", "Đà Nẵng", "TP. Hồ Chí Minh", "Huế", "Cần Thơ")
_BEGAN: Final = date(2026, 1, 5)

Rows = Iterable[Mapping[str, Any]]


def organisation(path: Path, people: int) -> int:
    """Make a file and return its programme; written in bulk, for the services would take an hour."""
    from nhipcau.database import create
    from nhipcau.database.sqlite import sqlite_engine

    create(path, backups=False).close()
    engine = sqlite_engine(path, writes=True)
    with engine.begin() as connection:
        _people(connection, people, random.Random(people))
        _pairs(connection, people)
        _wave(connection)
    engine.dispose()
    return 1


def _put(connection: "Connection", model: Any, rows: Rows) -> None:
    from sqlalchemy import JSON

    empty: dict[str, Any] = {each.name: [] for each in model.__table__.columns if isinstance(each.type, JSON)}
    held = [empty | dict(row) for row in rows]
    for start in range(0, len(held), 20_000):
        connection.execute(model.__table__.insert(), held[start : start + 20_000])


def _people(connection: "Connection", count: int, dice: random.Random) -> None:
    from nhipcau.participants.derived_columns import derived_person_columns
    from nhipcau.participants.models import Consent, Level, Participant, Person
    from nhipcau.programmes.models import Programme

    _put(connection, Programme, [{"name": "Hạt Giống 2026", "kind": "traditional", "vision": "Cùng lớn."}])
    _put(connection, Level, [{"name": f"Bậc {rank}", "rank": rank * 10} for rank in range(1, 8)])
    people, participants = [], []
    for number in range(1, count + 1):
        is_mentor = number <= count // 2
        name = f"{dice.choice(_FAMILIES)} {dice.choice(_MIDDLES)} {dice.choice(_GIVEN)} {number}"
        known: dict[str, Any] = {
            "full_name": name, "email": f"nguoi{number}@a.vn", "phone": f"09{number:08}",
            "employee_code": f"E{number:06}", "department": f"Phòng {number % 12}", "title": f"Vị trí {number % 40}",
        }  # fmt: skip
        rest = {
            "level": f"Bậc {dice.randint(4, 7) if is_mentor else dice.randint(1, 4)}",
            "place": dice.choice(_PLACES), "languages": ["Tiếng Việt"], "meeting_ways": ["online"],
        }  # fmt: skip
        people.append(known | derived_person_columns(**known) | rest)
        participants.append(_participant(dice, number, is_mentor=is_mentor))
    _put(connection, Person, people)
    _put(connection, Participant, participants)
    _put(connection, Consent, ({"person_id": n, "given_on": _BEGAN} for n in range(1, count + 1)))


def _participant(dice: random.Random, number: int, *, is_mentor: bool) -> dict[str, Any]:
    topics = dice.sample(_TOPICS, dice.randint(2, 5))
    return {
        "programme_id": 1, "person_id": number, "is_mentor": is_mentor, "is_mentee": not is_mentor, "capacity": 3,
        "goals": [] if is_mentor else [{"topic": topic, "importance": dice.randint(1, 5)} for topic in topics],
        "strengths": [{"topic": topic, "level": dice.randint(1, 4)} for topic in topics] if is_mentor else [],
        "expectations": "Tiến bộ mỗi tháng.", "interests": [f"Sở thích {dice.randrange(24)}"],
        "availability": [f"{dice.choice(('mon', 'tue', 'wed'))}-{dice.randrange(8, 20):02}" for _ in range(4)],
    }  # fmt: skip


def _pairs(connection: "Connection", people: int) -> None:
    from nhipcau.journey.models import PairGoal
    from nhipcau.pairing.models import Pair
    from nhipcau.sessions.models import MentoringSession, PulseAnswer

    mentors = people // 2
    mentees = int((people - mentors) * PAIRED)
    pairs = [
        {
            "programme_id": 1, "mentor_id": 1 + (number * 7 + number // mentees) % mentors,
            "mentee_id": 1 + mentors + number % mentees, "state": "active", "fit": 5_000 + number % 4_000,
            "confirmed_on": _BEGAN,
            "reasons": [{
                "code": "goals_strengths", "points": 30, "most": 40,
                "label": {"code": "pairs.criterion.goals_strengths", "values": {}},
            }],
        }
        for number in range(PAIRS)
    ]  # fmt: skip
    _put(connection, Pair, pairs)
    held = (
        {
            "pair_id": 1 + number % PAIRS, "held_on": _BEGAN + timedelta(days=number * 300 // SESSIONS),
            "minutes": 30 + number % 4 * 15, "way": "online", "topic": f"Chủ đề {number % 50}",
            "rating": 1 + number % 5, "next_step": f"Đọc chương {number % 90}",
        }
        for number in range(SESSIONS)
    )  # fmt: skip
    _put(connection, MentoringSession, held)
    goals = (
        {"pair_id": 1 + n, "wording": f"Trình bày tự tin {n}", "progress": n % 100} for n in range(PAIRS)
    )
    _put(connection, PairGoal, goals)
    _put(connection, PulseAnswer, (
        {"pair_id": 1 + n // 2, "role": ("mentor", "mentee")[n % 2], "answered_on": _BEGAN, "feeling": 1 + n % 5}
        for n in range(2 * PAIRS)
    ))  # fmt: skip


def _wave(connection: "Connection") -> None:
    from nhipcau.pairing.models import Pair
    from nhipcau.surveys.models import Survey, SurveyAnswer, SurveyQuestion, SurveyResponse, SurveyWave

    questions: Sequence[Mapping[str, Any]] = (
        {"survey_id": 1, "kind": "scale", "wording_vi": "Anh/chị thấy thế nào?", "means": "feeling", "position": 0},
        {"survey_id": 1, "kind": "one_choice", "wording_vi": "Hai người có hợp không?", "means": "fit", "position": 1,
         "options_vi": ["Hợp", "Chưa rõ", "Không hợp"]},
        {"survey_id": 1, "kind": "text", "wording_vi": "Điều gì nên khác đi?", "means": "", "position": 2},
    )  # fmt: skip
    _put(connection, Survey, [{"programme_id": 1, "kind": "fit", "name_vi": "Sau buổi đầu"}])
    for each in questions:
        _put(connection, SurveyQuestion, [each])
    _put(connection, SurveyWave, [{"survey_id": 1, "name": "Đợt 1", "opens_on": _BEGAN + timedelta(days=30)}])
    table = Pair.metadata.tables["pair"]
    pairs = connection.execute(table.select()).mappings().all()
    responses = [
        {
            "wave_id": 1, "participant_id": pair[f"{role}_id"], "pair_id": pair["id"], "role": role,
            "answered_on": _BEGAN + timedelta(days=31) if pair["id"] % 2 else None,
        }
        for pair in pairs
        for role in ("mentor", "mentee")
    ]  # fmt: skip
    _put(connection, SurveyResponse, responses)
    answered = [number for number, row in enumerate(responses, start=1) if row["answered_on"]]
    for question, value in ((1, 4), (2, 0), (3, "Gặp thường hơn.")):
        _put(connection, SurveyAnswer, (
            {"response_id": number, "question_id": question, "value": value} for number in answered
        ))  # fmt: skip
