"""The inbox asks of every own question whether the pair may be told the answers, with no click more than before."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot
from tests.exchange.inbox.test_quotable_questions import FOOD, LOW, TEAM, file, programme, stored
from tests.support.forms import google_forms_vi
from tests.support.slow_desk import SlowDesk

from nhipcau.database import Database
from nhipcau.exchange.ui.inbox.column_row import ColumnRow
from nhipcau.exchange.ui.inbox.page import ImportPage


@pytest.fixture
def desk(database: Database) -> SlowDesk:
    return SlowDesk(programme(database), "vi")


@pytest.fixture
def page(qtbot: QtBot, desk: SlowDesk, database: Database, tmp_path: Path) -> ImportPage:
    made = ImportPage(desk, database)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.arrive(paths=[file(tmp_path)])
    desk.let_go()
    return made


def rows(page: ImportPage) -> list[ColumnRow]:
    for card in page.cards:
        card.unfold()
    return [row for card in page.cards for row in card.rows.values()]


def boxes(page: ImportPage) -> list[QCheckBox]:
    QApplication.processEvents()  # a layout shows what it was given when it next has time
    return [box for card in page.cards for box in card.quoting.boxes.values() if box.isVisible()]


def box(page: ImportPage, heading: str) -> QCheckBox:
    return next(box for box in boxes(page) if heading in box.accessibleName())


def click(target: QCheckBox) -> None:
    QApplication.processEvents()  # laid out, so that the mouse meets it
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(10, target.height() // 2))


def take_in(page: ImportPage, desk: SlowDesk) -> None:
    page.import_button.click()
    desk.let_go()


def test_only_own_questions_have_the_box_and_only_harmless_ones_are_ticked(page: ImportPage) -> None:
    shown = boxes(page)
    assert [box.isChecked() for box in shown] == [True, False, False]
    assert all(each.toolTip() and each.accessibleName() for each in shown)


def test_a_sensitive_question_says_so_at_its_box(page: ImportPage) -> None:
    assert "nhạy cảm" in box(page, LOW).toolTip()
    assert not box(page, LOW).icon().isNull()
    assert box(page, FOOD).icon().isNull()


def test_what_is_clicked_is_stored_with_the_import(
    page: ImportPage, desk: SlowDesk, database: Database
) -> None:
    click(box(page, FOOD))
    click(box(page, TEAM))
    take_in(page, desk)
    assert desk.programme_id is not None
    assert stored(database, desk.programme_id) == {FOOD: False, LOW: False, TEAM: True}
    assert database.undo() is not None
    assert stored(database, desk.programme_id) == {}


def test_a_click_while_the_file_is_thought_over_again_is_not_lost(
    page: ImportPage, desk: SlowDesk, database: Database
) -> None:
    kind = rows(page)[-1].kind
    kind.setCurrentIndex(kind.findData("text"))
    kind.activated.emit(kind.currentIndex())
    click(box(page, TEAM))
    desk.let_go()
    assert box(page, TEAM).isChecked()
    take_in(page, desk)
    assert desk.programme_id is not None
    assert stored(database, desk.programme_id)[TEAM] is True


def test_a_column_that_is_no_question_any_more_loses_the_box(page: ImportPage, desk: SlowDesk) -> None:
    before = len(boxes(page))
    last = rows(page)[-1]
    last.meaning.setCurrentIndex(last.meaning.findData("ignore"))
    last.meaning.activated.emit(last.meaning.currentIndex())
    desk.let_go()
    assert len(boxes(page)) == before - 1


def test_a_choice_alone_can_be_stored_from_the_same_file(
    page: ImportPage, desk: SlowDesk, database: Database, tmp_path: Path
) -> None:
    take_in(page, desk)
    page.arrive(paths=[file(tmp_path)])
    desk.let_go()
    assert not page.import_button.isEnabled()
    click(box(page, FOOD))
    assert page.import_button.text() == desk.words("inbox.store_choices")
    take_in(page, desk)
    assert desk.programme_id is not None
    assert stored(database, desk.programme_id)[FOOD] is False


def test_the_lines_of_a_grid_share_one_box(
    page: ImportPage, desk: SlowDesk, database: Database, tmp_path: Path
) -> None:
    page.start_again()
    page.arrive(paths=[google_forms_vi(tmp_path / "form.xlsx")])
    desk.let_go()
    [shared] = [each for each in boxes(page) if "Bạn đồng ý với các ý sau" in each.toolTip()]
    assert not shared.isChecked()
    click(shared)
    take_in(page, desk)
    assert desk.programme_id is not None
    told = [
        said for asked, said in stored(database, desk.programme_id).items() if asked.startswith("Tôi thích")
    ]
    assert told == [True, True]
