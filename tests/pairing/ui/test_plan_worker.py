"""A long pairing: shown, stopped, taken up again; and what is told of a plan beside its pairs."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.support.pairing_page import choose_first, pairs, shown, texts
from tests.support.pairing_people import pairing_programme
from tests.support.slow_desk import SlowDesk

from nhipcau.database import Database
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.pairing.ui.plan.blocking_pairs_dialog import RatherDialog
from nhipcau.participants.service import amend_profile


def test_a_long_pairing_is_shown_stopped_and_taken_up_again(qtbot: QtBot, database: Database) -> None:
    desk = SlowDesk(pairing_programme(database))
    page = PairingPage(desk, database)
    qtbot.addWidget(page)
    page.resize(1400, 800)
    page.show()
    assert not page.strip.isVisible()
    qtbot.waitUntil(page.strip.isVisible)
    page.solving.progressed.emit(1, 4)
    assert page.strip.bar.value() == 1
    assert page.no_plan.waiting.isVisible()
    assert "Working out" in page.no_plan.waiting.text()
    QTest.mouseClick(page.strip.cancel_button, Qt.MouseButton.LeftButton)
    assert not page.strip.isVisible()
    assert "Stopped" in texts(page)
    desk.let_go()
    assert page.current.reading is None
    QTest.mouseClick(page.no_plan.again, Qt.MouseButton.LeftButton)
    assert page.no_plan.waiting.isVisible()
    desk.let_go()
    assert page.reading is not None
    assert not page.no_plan.isVisible()
    assert not page.headline.again.isVisible()


def test_what_is_set_while_pairing_is_stopped_is_shown_and_can_be_taken_back(
    qtbot: QtBot, database: Database
) -> None:
    desk = SlowDesk(pairing_programme(database))
    page = PairingPage(desk, database)
    qtbot.addWidget(page)
    database.subscribe(lambda changes: page.tables_changed(changes.ids))
    page.resize(1400, 800)
    page.show()
    desk.let_go()
    before = pairs(page)
    spin = page.panel.groups.least.spin
    spin.setValue(2)
    qtbot.waitUntil(page.strip.isVisible)
    QTest.mouseClick(page.strip.cancel_button, Qt.MouseButton.LeftButton)
    assert spin.value() == 2
    assert pairs(page) == before
    assert "those from before" in texts(page.headline)
    assert page.headline.again.isVisible()
    desk.speak("vi")
    assert "của lần tính trước" in texts(page.headline)
    spin.setValue(3)
    spin.setValue(1)
    qtbot.waitUntil(lambda: saved_least(database, page) == 0)
    desk.let_go()
    assert pairs(page) == before


def saved_least(database: Database, page: PairingPage) -> int:
    assert page.desk.programme_id is not None
    with database.read() as db:
        return pairing_input(db, page.desk.programme_id).settings.rules.group_least


def test_a_pair_says_where_each_stands_on_the_others_list(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    choose_first(page)
    page.open_current()
    pair = page.pair()
    assert pair is not None
    assert f"is choice {pair.mentor_rank} of {pair.mentors} for" in texts(page.details)


def test_those_who_would_rather_have_each_other_are_listed(qtbot: QtBot, database: Database) -> None:
    page, _ = shown(qtbot, database)
    assert page.reading is not None
    plan = page.reading.plan
    assert page.headline.rather.isVisible() == (plan.blocking_count > 0)
    dialog = RatherDialog(page.reading.people, plan, page.desk.words, page)
    qtbot.addWidget(dialog)
    assert dialog.list.items.rowCount() == len(plan.blocking)


def test_a_reverse_programme_over_eight_pairs_is_called_a_large_pilot(
    qtbot: QtBot, database: Database
) -> None:
    page, _ = shown(qtbot, database, kind="reverse")
    assert page.reading is not None
    assert page.headline.warning.isVisible() == (len(page.reading.plan.pairs) > 8)


def test_where_there_is_no_room_for_words_the_tools_are_icons_with_names(
    qtbot: QtBot, database: Database
) -> None:
    page, _ = shown(qtbot, database)
    page.tools.resize(page.tools.minimumSizeHint())
    assert page.tools.plans.text() == ""
    assert page.tools.plans.accessibleName() == "Plans…"
    page.tools.resize(page.tools.sizeHint())
    assert page.tools.plans.text() == "Plans…"


def test_a_change_of_settings_reads_nobody_again_and_a_change_of_people_does(
    qtbot: QtBot, database: Database
) -> None:
    page, _ = shown(qtbot, database)
    assert page.reading is not None
    people = page.reading.people
    page.panel.groups.least.spin.setValue(2)
    qtbot.waitUntil(lambda: page.reading is not None and page.reading.people.settings.rules.group_least == 2)
    assert page.reading.people.candidates is people.candidates
    with database.step("participants.step.add", name="x") as db:
        amend_profile(db, people.mentors[0].participant_id, {"capacity": 4})
    assert page.reading.people.candidate(people.mentors[0].participant_id).capacity == 4
