"""Groups, several mentors, places and constraints, switched and seen on the page."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlmodel import select
from tests.support.pairing_page import answering, choose_first, pairs, shown, texts

from nhipcau.database import Database
from nhipcau.pairing.ui.criteria.places_row import PlacesRow
from nhipcau.pairing.ui.midseason.end_dialog import EndDialog
from nhipcau.participants.models import Participant
from nhipcau.widgets.controls import Button


def test_every_mentee_may_have_two_mentors_each_in_a_row_of_its_own(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database, mentees=4)
    page.panel.groups.each.spin.setValue(2)
    qtbot.waitUntil(lambda: page.plan.list.items.rowCount() == 8)
    keys = [page.plan.list.items.item(row).key for row in range(8)]
    assert len(set(keys)) == 8
    seen = set()
    for row in range(8):
        page.plan.list.setCurrentIndex(page.plan.list.items.index(row))
        pair = page.pair()
        assert pair is not None
        seen.add((pair.mentee_id, pair.mentor_id))
    assert len(seen) == 8


def test_two_or_more_mentees_or_none(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    page.panel.groups.least.spin.setValue(2)
    qtbot.waitUntil(lambda: len(pairs(page)) == 2)
    assert page.reading is not None
    taken = Counter(pair.mentor_id for pair in page.reading.plan.pairs)
    assert set(taken.values()) == {2}


def test_only_what_suits_the_programme_is_asked(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    assert page.panel.groups.every_mentor.isVisibleTo(page.panel)
    assert not page.panel.groups.mutual.isVisibleTo(page.panel)
    assert not page.panel.groups.left_out.isVisibleTo(page.panel)


def test_peers_may_help_each_other(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database, kind="peer")
    assert page.panel.groups.mutual.isVisibleTo(page.panel)


def test_a_mentors_places_are_changed_where_the_mentor_is_open(qtbot: QtBot, database: Database) -> None:
    page, desk = shown(qtbot, database)
    page.plan.choose_list("mentors")
    mentor_id = choose_first(page)
    page.open_current()
    row = page.details.findChild(PlacesRow)
    assert isinstance(row, PlacesRow)
    row.most.setValue(3)
    assert page.reading is not None
    qtbot.waitUntil(
        lambda: page.reading is not None and page.reading.people.candidate(mentor_id).capacity == 3
    )
    assert desk.said[-1].undo


def test_the_list_of_mentors_says_whom_to_ask_first(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    page.plan.choose_list("mentors")
    assert "to take one more: +1 person paired" in page.plan.list.items.item(0).text
    choose_first(page)
    page.open_current()
    links = [made for made in page.details.findChildren(Button) if "take one more" in made.text()]
    QTest.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert len(pairs(page)) == 10


def test_a_locked_pair_that_breaks_a_rule_is_flagged_and_let_go(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    mentee_id = choose_first(page)
    QTest.keyClick(page.plan.list, Qt.Key.Key_L)
    page.panel.hard.slots.spin.setValue(9)
    qtbot.waitUntil(lambda: len(pairs(page)) == 1)
    row = page.panel.constraints.rows[0]
    assert "rule" in row.flag.text().lower()
    assert page.panel.constraints.headings["locked"].text() == "Locked pairs (1)"
    assert mentee_id in pairs(page)
    QTest.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert not pairs(page)
    assert "Locked pairs" not in texts(page.panel)


def test_two_peers_are_one_row_and_confirmed_both_ways(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database, kind="peer", mentees=6, mentors=0)
    with database.step("participants.step.amend") as db:
        for one in db.exec(select(Participant)):
            one.is_mentor, one.strengths = True, [{"topic": "Excel", "level": 3}]
            db.add(one)
    page.panel.groups.mutual.box.setChecked(True)
    qtbot.waitUntil(
        lambda: (
            page.reading is not None
            and page.reading.people.settings.rules.mutual
            and page.plan.list.items.rowCount() == 3
        )
    )
    assert page.headline.confirm.text() == "Confirm all (3)"
    choose_first(page)
    page.plan.list.setFocus()
    QTest.keyClick(page.plan.list, Qt.Key.Key_C)
    assert page.plan.list.items.rowCount() == 2
    assert page.reading is not None
    first, second = page.reading.rows
    assert (first.mentor_id, first.mentee_id) == (second.mentee_id, second.mentor_id)
    page.plan.choose_list("confirmed")
    assert page.plan.list.items.rowCount() == 1
    assert page.plan.chips.chip("confirmed").text().endswith(" 1")
    choose_first(page)
    page.open_current()
    page.details.answer.choose("deciding")

    def end(dialog: EndDialog) -> None:
        dialog.box.setEditText("Moved")
        dialog.accept()

    answering(page, end)
    page.doing.end_pair()
    assert {row.state for row in page.reading.rows} == {"ended"}
    assert page.plan.list.items.rowCount() == 1
