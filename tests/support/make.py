"""Programmes and people for tests, made through the services as the program makes them."""

from collections.abc import Sequence

from nhipcau.database import Database
from nhipcau.participants.service import add_person, enrol, give_consent
from nhipcau.programmes.service import add_programme


def programme(database: Database, name: str = "Hạt Giống 2026", kind: str = "traditional") -> int:
    """Make a programme and return its id."""
    with database.step("programmes.step.add", name=name) as db:
        return add_programme(db, {"name": name, "kind": kind})


def person(database: Database, full_name: str = "Lê Thị Mai", **answers: object) -> int:
    """Make a person and return their id."""
    with database.step("participants.step.add", name=full_name) as db:
        return add_person(db, {"full_name": full_name, **answers})


def participant(
    database: Database,
    programme_id: int,
    full_name: str = "Lê Thị Mai",
    *,
    mentor: bool = False,
    complete: bool = True,
    consents: bool = True,
    email: str = "",
    wishes: Sequence[str] = (),
) -> int:
    """Make somebody and enrol them; return the participant's id."""
    topics = [{"topic": "Thuyết trình", "level": 3}] if mentor else []
    goals = [] if mentor else [{"topic": "Thuyết trình", "importance": 4}]
    profile: dict[str, object] = {"is_mentor": mentor, "is_mentee": not mentor, "wishes": list(wishes)}
    if complete:
        profile |= {
            "goals": goals,
            "strengths": topics,
            "availability": ["mon-18"],
            "expectations": "Tiến bộ mỗi tháng.",
        }
    with database.step("participants.step.add", name=full_name) as db:
        person_id = add_person(db, {"full_name": full_name, "email": email})
        if consents:
            give_consent(db, person_id)
        return enrol(db, programme_id, person_id, profile)
