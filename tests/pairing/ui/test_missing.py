"""Too few people to pair: the page says who is missing and what to do, whatever is set, and never waits."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlmodel import Session, select
from tests.support.pairing_page import pairs, shown, texts

from nhipcau.common.words import LANGUAGES, Language
from nhipcau.database import Database
from nhipcau.pairing.settings.pairing_input import QuotaSetting, Rules
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.pairing.store.service import set_quotas, set_rules
from nhipcau.participants.models import Participant
from nhipcau.participants.service import amend_profile

TITLES = {
    "people": {"en": "Nobody to pair yet", "vi": "Chưa có ai để ghép"},
    "partner": {"en": "Only one person so far", "vi": "Mới có một người"},
    "mentors": {"en": "No mentors yet", "vi": "Chưa có người cố vấn nào"},
    "mentees": {"en": "No mentees yet", "vi": "Chưa có người được cố vấn nào"},
}


def two_each(db: Session, programme_id: int) -> None:
    set_rules(db, programme_id, Rules(mentors_each=2))


def a_share(db: Session, programme_id: int) -> None:
    set_quotas(db, programme_id, [QuotaSetting("different", "place", percent=50)])


def both(db: Session, programme_id: int) -> None:
    two_each(db, programme_id)
    a_share(db, programme_id)


def plain(db: Session, programme_id: int) -> None:
    """Leave everything as it begins."""


def everybody_is_both(db: Session, programme_id: int) -> None:
    for one in db.exec(select(Participant).where(Participant.programme_id == programme_id)):
        amend_profile(db, one.id or 0, {"is_mentor": True, "is_mentee": True})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("before", [plain, a_share, two_each, both])
@pytest.mark.parametrize(("mentors", "mentees", "missing"), [
    (0, 0, "people"), (0, 1, "mentors"), (0, 3, "mentors"), (1, 0, "mentees"), (3, 0, "mentees"),
])  # fmt: skip
def test_the_page_says_who_is_missing_whatever_is_set(
    qtbot: QtBot,
    database: Database,
    mentors: int,
    mentees: int,
    missing: str,
    before: object,
    language: Language,
) -> None:
    page, desk = shown(qtbot, database, mentors=mentors, mentees=mentees, before=before, language=language)  # type: ignore[arg-type]
    seen = texts(page)
    assert TITLES[missing][language] in seen
    assert str(mentors + mentees) in seen or missing == "people"
    assert ("…" in seen, page.no_plan.isVisible()) == (False, False)
    kept = {"en": "Your choices", "vi": "Các lựa chọn"}[language]
    assert (kept in seen) == (before in (a_share, both))
    ways = {made.text(): made for made in page.empty.findChildren(QPushButton) if made.isVisible()}
    for made in ways.values():
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    assert desk.gone == [("import", {}), ("participants", {})]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_person_who_is_mentor_and_mentee_needs_a_second(
    qtbot: QtBot, database: Database, language: Language
) -> None:
    page, _ = shown(qtbot, database, mentors=1, mentees=0, before=everybody_is_both, language=language)
    assert TITLES["partner"][language] in texts(page)


def mutual(db: Session, programme_id: int) -> None:
    set_rules(db, programme_id, Rules(mutual=True))


def test_one_peer_needs_a_second(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database, kind="peer", mentors=0, mentees=1, before=mutual)
    assert TITLES["partner"]["en"] in texts(page)


def test_two_peers_need_no_roles(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database, kind="peer", mentors=2, mentees=0, before=mutual)
    assert page.headline.title.text() == "2 of 2 mentees have a partner"


def test_the_plan_is_there_as_soon_as_somebody_is_a_mentor(qtbot: QtBot, database: Database) -> None:
    page, desk = shown(qtbot, database, mentors=0, mentees=3, before=both)
    assert desk.programme_id is not None
    with database.read() as db:
        first = pairing_input(db, desk.programme_id).mentees[0]
    with database.step("participants.step.add", name="x") as db:
        amend_profile(db, first.participant_id, {"is_mentor": True, "is_mentee": False})
    assert page.headline.title.text() == "1 of 2 mentees has a partner"
    assert not page.empty.isVisible()
    database.undo()
    assert "No mentors yet" in texts(page)


@pytest.mark.parametrize(("language", "sentence"), [
    ("en", "Each mentee is to have 2 mentors, but there is only 1 to be had. Invite more mentors"),
    ("vi", "Mỗi người được cố vấn cần 2 người cố vấn, nhưng hiện không ai có thể có quá 1. Hãy mời thêm"),
])  # fmt: skip
def test_with_two_mentors_each_and_one_mentor_the_plan_says_that_one_is_all_there_is(
    qtbot: QtBot, database: Database, language: Language, sentence: str
) -> None:
    page, _ = shown(qtbot, database, mentors=1, mentees=1, before=two_each, language=language)
    assert len(pairs(page)) == 1
    assert sentence in texts(page.headline)


@pytest.mark.parametrize(("language", "sentence"), [
    ("en", "None of the 2 mentors takes anybody. Give them places"),
    ("vi", "Cả 2 người cố vấn hiện không nhận ai. Hãy tăng số người họ nhận"),
])  # fmt: skip
def test_where_no_mentor_takes_anybody_the_plan_says_so(
    qtbot: QtBot, database: Database, language: Language, sentence: str
) -> None:
    def nobody_taken(db: Session, programme_id: int) -> None:
        both(db, programme_id)
        for one in pairing_input(db, programme_id).mentors:
            amend_profile(db, one.participant_id, {"capacity": 0})

    page, _ = shown(qtbot, database, mentors=2, mentees=3, before=nobody_taken, language=language)
    assert pairs(page) == {}
    assert sentence in texts(page.headline)
    assert page.plan.chips.chip("left_out").text().endswith("3")


def test_two_sentences_about_a_plan_stand_apart(qtbot: QtBot, database: Database) -> None:
    def three_each(db: Session, programme_id: int) -> None:
        found = pairing_input(db, programme_id)
        set_rules(db, programme_id, replace(found.settings.rules, mentors_each=3, level_gap_least=None))
        for one in found.mentors:
            amend_profile(db, one.participant_id, {"capacity": 10})

    page, _ = shown(qtbot, database, kind="reverse", mentors=2, mentees=10, before=three_each)
    told = page.headline.warning.text()
    assert "for each mentee. This reverse programme has 20 pairs." in told
