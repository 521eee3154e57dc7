"""Whatever goes wrong while pairs are worked out: nothing waits for ever, the last plan stays, it can be retried."""

import sqlite3
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.support.pairing_page import pairs, texts
from tests.support.pairing_people import pairing_programme
from tests.support.slow_desk import SlowDesk

from nhipcau.common.errors import Unavailable
from nhipcau.common.words import LANGUAGES, Language
from nhipcau.database import Database
from nhipcau.pairing.store.midseason_plan import mid_season
from nhipcau.pairing.ui import page_data as reading
from nhipcau.pairing.ui.board import why_dialog
from nhipcau.pairing.ui.board.why_dialog import WhyDialog
from nhipcau.pairing.ui.criteria import aim_figures as comparing
from nhipcau.pairing.ui.midseason import midseason_dialog as repair_dialog
from nhipcau.pairing.ui.midseason.midseason_dialog import RepairDialog
from nhipcau.pairing.ui.page import PairingPage
from nhipcau.pairing.ui.plan import partner_chooser as chooser
from nhipcau.pairing.ui.plan.partner_chooser import PartnerDialog
from nhipcau.programmes.service import add_programme

WAITING = {"en": "Working out the pairs…", "vi": "Đang tính lại các cặp…"}
FAILED = {"en": "The pairs could not be worked out", "vi": "Chưa tính được các cặp"}
BEFORE = {"en": "Those below are from before.", "vi": "Các cặp dưới đây là của lần tính trước."}


class Broken(Exception):
    """Stands in for a mistake in the program."""


TROUBLES = [
    Broken("x"),
    MemoryError(),
    sqlite3.OperationalError("disk I/O error"),
    Unavailable("database.gone"),
]


def breaking(trouble: Exception) -> Callable[..., object]:
    def fail(*_arguments: object, **_named: object) -> object:
        raise trouble

    return fail


def opened(
    qtbot: QtBot, database: Database, language: Language = "en", mentees: int = 10
) -> tuple[PairingPage, SlowDesk]:
    """Show the page; its plan is not there yet. With eight mentees the answers to the first question differ."""
    desk = SlowDesk(pairing_programme(database, mentees=mentees), language)
    page = PairingPage(desk, database)
    qtbot.addWidget(page)
    database.subscribe(lambda changes: page.tables_changed(changes.ids))
    page.resize(1400, 800)
    page.show()
    return page, desk


def press(button: QWidget) -> None:
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda one: type(one).__name__)
def test_without_a_plan_yet_the_page_says_that_there_is_none_and_tries_again(
    qtbot: QtBot, database: Database, monkeypatch: pytest.MonkeyPatch, trouble: Exception, language: Language
) -> None:
    page, desk = opened(qtbot, database, language)
    assert WAITING[language] in texts(page)
    monkeypatch.setattr(reading, "solve", breaking(trouble))
    with pytest.raises(type(trouble)):
        desk.let_go()
    monkeypatch.undo()
    assert FAILED[language] in texts(page)
    assert WAITING[language] not in texts(page)
    assert not page.strip.isVisible()
    press(page.no_plan.again)
    assert WAITING[language] in texts(page)
    desk.let_go()
    assert len(pairs(page)) == 9
    assert FAILED[language] not in texts(page)
    assert page.headline.isVisible()


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda one: type(one).__name__)
def test_the_last_plan_stays_in_sight_with_what_was_set_and_says_that_it_is_the_last(
    qtbot: QtBot, database: Database, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    page, desk = opened(qtbot, database)
    desk.let_go()
    before = pairs(page)
    rows = page.plan.list.items.rowCount()
    spin = page.panel.groups.least.spin
    spin.setValue(2)
    qtbot.waitUntil(lambda: bool(desk.held))
    page.solving.waiting.emit()  # the coordinator has been patient
    assert WAITING["en"] in texts(page.headline)
    monkeypatch.setattr(reading, "solve", breaking(trouble))
    with pytest.raises(type(trouble)):
        desk.let_go()
    monkeypatch.undo()
    assert BEFORE["en"] in texts(page.headline)
    assert WAITING["en"] not in texts(page)
    assert (pairs(page), page.plan.list.items.rowCount()) == (before, rows)
    assert spin.value() == 2
    desk.speak("vi")
    assert BEFORE["vi"] in texts(page.headline)
    press(page.headline.again)
    desk.let_go()
    assert pairs(page) != before
    assert BEFORE["vi"] not in texts(page)


def test_with_the_first_question_open_it_is_told_that_the_plan_is_the_last(
    qtbot: QtBot, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, desk = opened(qtbot, database, mentees=8)
    page.resize(760, 480)
    desk.let_go()
    assert page.question.isVisible()
    page.refresh()
    monkeypatch.setattr(reading, "solve", breaking(Broken("x")))
    with pytest.raises(Broken):
        desk.let_go()
    monkeypatch.undo()
    assert BEFORE["en"] in texts(page.headline)
    assert page.headline.isVisible()
    press(page.headline.again)
    desk.let_go()
    assert page.question.isVisible()


def test_the_plan_of_another_programme_is_not_shown_for_one_that_could_not_be_worked_out(
    qtbot: QtBot, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, desk = opened(qtbot, database)
    desk.let_go()
    with database.step("programmes.step.add", name="x") as db:
        desk.programme_id = add_programme(db, {"name": "Mùa thu", "kind": "traditional"})
    desk.programme_changed.emit()
    monkeypatch.setattr(reading, "solve", breaking(Broken("x")))
    with pytest.raises(Broken):
        desk.let_go()
    assert FAILED["en"] in texts(page)
    assert not page.headline.isVisible()
    desk.speak("vi")
    assert not desk.held
    monkeypatch.undo()
    assert FAILED["vi"] in texts(page)
    assert not page.headline.isVisible()
    press(page.no_plan.again)
    desk.let_go()
    assert "Chưa có ai để ghép" in texts(page)


def test_a_failure_nobody_waits_for_any_more_changes_nothing(
    qtbot: QtBot, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, desk = opened(qtbot, database)
    first = desk.held.pop()
    page.refresh()
    desk.let_go()
    plan = page.reading
    monkeypatch.setattr(reading, "solve", breaking(Broken("x")))
    first()
    assert page.reading is plan
    assert page.headline.isVisible()


def test_aims_that_could_not_be_compared_are_offered_again(
    qtbot: QtBot, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, desk = opened(qtbot, database)
    monkeypatch.setattr(comparing, "compare_aims", breaking(Broken("x")))
    with pytest.raises(Broken):
        desk.let_go()
    monkeypatch.undo()
    assert len(pairs(page)) == 9
    assert not page.panel.aim.waiting.isVisibleTo(page.panel.aim)
    assert page.question.isVisible()
    assert "…" not in texts(page.question)
    press(page.question.compare)
    desk.let_go()
    assert not page.question.isVisible()  # every answer comes to the same


def test_a_dialog_that_could_not_work_out_its_answer_says_so(
    qtbot: QtBot, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, desk = opened(qtbot, database)
    desk.let_go()
    assert page.reading is not None
    reading, people = page.reading, page.reading.people
    pair = reading.plan.pairs[0]
    other = next(one for one in people.mentors if one.participant_id != pair.mentor_id)
    with database.read() as db:
        season = mid_season(db, people.programme_id)
    made: list[tuple[object, str, Callable[[], QWidget]]] = [
        (chooser, "alternatives", lambda: PartnerDialog(desk, reading, pair.mentee_id)),
        (
            why_dialog,
            "why_not",
            lambda: WhyDialog(desk, reading, (pair.mentee_id, other.participant_id)),
        ),
        (repair_dialog, "propose", lambda: RepairDialog(desk, season)),
    ]
    for module, name, make in made:
        monkeypatch.setattr(module, name, breaking(Broken("x")))
        dialog = make()
        qtbot.addWidget(dialog)
        dialog.show()
        with pytest.raises(Broken):
            desk.let_go()
        assert "Close this window and open it again" in texts(dialog)
        assert "…" not in texts(dialog)
        dialog.close()


def test_another_language_puts_the_plan_into_words_and_pairs_nobody_anew(
    qtbot: QtBot, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, desk = opened(qtbot, database)
    desk.let_go()
    monkeypatch.setattr(reading, "solve", breaking(Broken("x")))
    desk.speak("vi")
    desk.let_go()
    assert page.reading is not None
    assert page.reading.language == "vi"
    assert "đã có cặp" in texts(page)


def test_a_language_chosen_while_pairing_is_the_one_the_plan_is_told_in(
    qtbot: QtBot, database: Database
) -> None:
    page, desk = opened(qtbot, database)
    desk.speak("vi")
    desk.let_go()
    assert page.reading is not None
    assert page.reading.language == "vi"
    assert "đã có cặp" in texts(page)
