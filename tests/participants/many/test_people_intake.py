"""Many people taken in together are as if each had been taken in alone, one after another, by the service."""

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, select
from tests.support import make
from tests.support.database import dump, new_database

from nhipcau.common.errors import Rejected
from nhipcau.database import Database
from nhipcau.participants import service
from nhipcau.participants.many.known_people import SaidConsent
from nhipcau.participants.many.people_intake import PeopleWriter, Said
from nhipcau.participants.models import Consent, Participant, Person, Question

_CHANCE = {
    "full_name": ("Lê Chi", "  Phạm   Văn Mới ", ""),
    "email": ("", "một chữ", "a1@x.vn", "A2@x.vn", "moi@x.vn"),
    "department": ("Ban 1", " Ban  hai ", "x" * 300),
    "level": ("", "Trưởng nhóm", "Mới đặt"),
    "manager_id": (None, 1, 2, 3, 4, 5, 6),
    "languages": ([], ["Tiếng Việt"]),
}
_PROFILE = {
    "capacity": (0, 2, 99),
    "least": (0, 1, 3),
    "is_mentor": (True, False),
    "is_mentee": (True, False),
    "goals": ([], [{"topic": "Lãnh đạo", "importance": 3}], [{"topic": "Lãnh đạo", "importance": 9}]),
    "expectations": ("", "Nhiều điều"),
}


def _organisation(folder: Path) -> tuple[Database, int]:
    database = new_database(folder)
    programme_id = make.programme(database)
    with database.step("participants.step.add") as db:
        asked = [service.add_question(db, programme_id, f"Câu {number}", "text") for number in range(2)]
        for number in range(6):
            said = {"full_name": f"Trần Bình {number}", "email": f"a{number}@x.vn" if number % 2 else ""}
            person_id = service.add_person(db, said)
            one = service.enrol(db, programme_id, person_id, {"is_mentee": True})
            service.set_answer(db, one, asked[number % 2], "trước")
            if number % 3 == 0:
                service.give_consent(db, person_id, dt.date(2026, 1, 5), "giấy")
    return database, programme_id


def _some(chance: random.Random, of: dict[str, tuple[Any, ...]]) -> dict[str, Any]:
    return {name: chance.choice(of[name]) for name in chance.sample(sorted(of), chance.randrange(3))}


def _said(chance: random.Random) -> Said:
    answers = {
        number: chance.choice(("", [], "sau", ["a"])) for number in chance.sample((1, 2), chance.randrange(3))
    }
    consent = chance.choice(
        (
            SaidConsent(),
            SaidConsent(dated=True),
            SaidConsent(dated=True, on=dt.date(2026, 2, 3), source="thư"),
        )
    )
    return Said(_some(chance, _CHANCE), _some(chance, _PROFILE), answers, consent)


def _one_by_one(db: Session, uid: str, said: Said) -> None:
    found = db.exec(select(Participant).where(col(Participant.uid) == uid)).one()
    participant_id, person_id = found.id or 0, found.person_id
    if said.person:
        service.amend_person(db, person_id, said.person)
    if said.profile:
        service.amend_profile(db, participant_id, said.profile)
    for question_id, value in said.answers.items():
        service.set_answer(db, participant_id, question_id, value)
    if said.consent.dated and said.consent.on is None:
        service.withdraw_consent(db, person_id)
    elif said.consent.on is not None:
        given = service.give_consent(db, person_id, said.consent.on, "thư")
        consent = db.get_one(Consent, given)
        consent.given_on, consent.source = said.consent.on, "thư"
        db.flush()


def _held(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return what is held, but for the public ids and times of what is new."""
    with database.read() as db:
        uids = {name for model in (Person, Participant, Question) for name in db.exec(select(model.uid))}
    return {
        name: [
            tuple("" if len(str(cell)) in (16, 26) and cell not in uids else cell for cell in row)
            for row in rows
        ]
        for name, rows in dump(database).items()
        if name in ("person", "participant", "answer", "consent", "level")
    }


@pytest.mark.parametrize("seed", range(12))
def test_together_is_as_one_after_another(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    refused: list[list[object]] = [[], []]
    alone, programme_id = _organisation(tmp_path / "alone")
    alone.close(back_up=False)
    (tmp_path / "together.nhipcau").write_bytes(alone.path.read_bytes())
    databases = [_reopened(alone.path), _reopened(tmp_path / "together.nhipcau")]
    with databases[0].read() as db:
        uids = list(db.exec(select(Participant.uid)))
    said = [(chance.choice(uids), _said(chance)) for _ in range(14)]
    said = list(dict(said).items())
    with databases[0].step("participants.step.edit") as db:
        for uid, one in said:
            try:
                with db.begin_nested():
                    _one_by_one(db, uid, one)
            except Rejected as refusal:
                refused[0].append((uid, refusal.problems))
    before = dump(databases[1])
    with databases[1].step("participants.step.edit") as db:
        writer = PeopleWriter(db, programme_id, uids, uids)
        for uid, one in said:
            try:
                writer.amend(uid, one)
            except Rejected as refusal:
                refused[1].append((uid, refusal.problems))
        writer.store()
    assert refused[0] == refused[1]
    assert _held(databases[0]) == _held(databases[1])
    databases[1].undo()
    assert dump(databases[1]) == before
    for one_of in databases:
        one_of.close(back_up=False)


def _reopened(path: Path) -> Database:
    from nhipcau.database import open_file

    return open_file(path, backups=False)
