"""Corrections made faster than they are thought through: none is lost, and nothing half thought is written."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from tests.exchange.ui.inbox.test_page import PEOPLE, _file
from tests.support.slow_desk import SlowDesk

from nhipcau.database import Database
from nhipcau.exchange.preview.import_plan import RowDecision
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.programmes.models import ProgrammeDraft
from nhipcau.programmes.service import add_programme


@pytest.fixture
def desk(database: Database) -> SlowDesk:
    with database.step("programmes.step.add", name="Hạt Giống") as db:
        programme_id = add_programme(db, ProgrammeDraft(name="Hạt Giống"))
    return SlowDesk(programme_id, "vi")


@pytest.fixture
def page(qtbot: QtBot, desk: SlowDesk, database: Database, tmp_path: Path) -> ImportPage:
    made = ImportPage(desk, database)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    unsure = ["Phạm Gia Bảo", "bao@vidu.vn", "", "Kế toán", "Lãnh đạo", "Đỏ"]
    made.arrive(paths=[_file(tmp_path, [*PEOPLE, unsure])])
    desk.let_go()
    made.cards[0].unfold()
    return made


def _choose(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def _meanings(page: ImportPage) -> list[str]:
    page.cards[0].unfold()
    return [str(row.meaning.currentData()) for row in page.cards[0].rows.values()]


def test_a_second_correction_builds_on_the_first_that_is_still_thought_through(
    page: ImportPage, desk: SlowDesk
) -> None:
    _choose(page.cards[0].rows[5].meaning, "ignore")
    _choose(page.cards[0].rows[3].meaning, "ignore")
    desk.let_go()
    assert _meanings(page)[5] == "ignore"
    assert _meanings(page)[3] == "ignore"


def test_what_is_not_thought_through_yet_cannot_be_taken_in(page: ImportPage, desk: SlowDesk) -> None:
    assert page.import_button.isEnabled()
    _choose(page.cards[0].rows[5].meaning, "ignore")
    assert not page.import_button.isEnabled()
    desk.speak("en")
    assert not page.import_button.isEnabled()
    desk.let_go()
    assert page.import_button.isEnabled()


def test_a_decision_made_meanwhile_stands(page: ImportPage, desk: SlowDesk) -> None:
    assert page._inbox is not None
    row = next(row for row in page._inbox.plan.rows if row.choices)
    _choose(page.cards[0].rows[5].meaning, "ignore")
    page.people.decided.emit(row.id, RowDecision("leave_out"))
    desk.let_go()
    assert [one.decision for one in page._inbox.plan.rows if one.decision] == [RowDecision("leave_out")]
    assert _meanings(page)[5] == "ignore"


def test_a_correction_that_is_stopped_is_taken_back(page: ImportPage, desk: SlowDesk) -> None:
    before = _meanings(page)
    _choose(page.cards[0].rows[5].meaning, "ignore")
    assert page._running is not None
    page._running.cancel()
    desk.let_go()
    desk.work_ended.emit()
    assert _meanings(page) == before
    assert page.import_button.isEnabled()
