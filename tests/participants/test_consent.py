"""Consent: what it is for, since when, and that it may be given again."""

from datetime import date

from sqlmodel import col, select
from tests.support.make import person
from tests.support.sessions import TODAY, hold_clock

from nhipcau.database import Database
from nhipcau.participants.models import Consent
from nhipcau.participants.service import give_consent, withdraw_consent

MARCH, APRIL, MAY = (date(2026, month, 1) for month in (3, 4, 5))


def consents(database: Database, person_id: int) -> list[tuple[str, date | None, date | None, str]]:
    with database.read() as db:
        found = db.exec(select(Consent).where(Consent.person_id == person_id).order_by(col(Consent.id)))
        return [(one.purpose, one.given_on, one.withdrawn_on, one.source) for one in found]


def test_a_consent_keeps_its_day_and_how_it_is_known(database: Database) -> None:
    hold_clock()
    mai, an = person(database), person(database, "Trần An")
    with database.step("test") as db:
        first = give_consent(db, mai, MARCH, "Phiếu giấy")
        assert give_consent(db, mai, APRIL, "Thư") == first, "one that stands is not given twice"
        give_consent(db, an)
    assert consents(database, mai) == [("programme", MARCH, None, "Phiếu giấy")]
    assert consents(database, an) == [("programme", TODAY, None, "")]


def test_a_consent_withdrawn_can_be_given_again_and_both_are_kept(database: Database) -> None:
    mai = person(database)
    with database.step("test") as db:
        give_consent(db, mai, MARCH)
        withdraw_consent(db, mai, APRIL)
        give_consent(db, mai, MAY)
    assert [one[1:3] for one in consents(database, mai)] == [(MARCH, APRIL), (MAY, None)]
    with database.step("test") as db:
        withdraw_consent(db, mai, TODAY)
    assert [one[2] for one in consents(database, mai)] == [APRIL, TODAY], "the first day stays"


def test_withdrawing_touches_neither_other_purposes_nor_other_people(database: Database) -> None:
    hold_clock()
    mai, an = person(database), person(database, "Trần An")
    with database.step("test") as db:
        give_consent(db, mai, MARCH)
        give_consent(db, mai, MARCH, purpose="photos")
        give_consent(db, an, MARCH)
        withdraw_consent(db, mai)
    assert [(one[0], one[2]) for one in consents(database, mai)] == [("programme", TODAY), ("photos", None)]
    assert [one[2] for one in consents(database, an)] == [None]
