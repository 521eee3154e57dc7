"""The inbox unfolds only what is in doubt, each with its two best readings and one key to choose."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.support.desk import RecordingDesk

from nhipcau.database import Database
from nhipcau.exchange.ui.inbox.doubt_row import DoubtRow
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.programmes.models import ProgrammeDraft
from nhipcau.programmes.service import add_programme

HEADINGS = ["Họ và tên", "Email", "Vai trò", "Ngày sinh"]
PEOPLE = [
    ["Nguyễn Thị Đào", "dao@vidu.vn", "Mentor", "05/06/1981"],
    ["Trần Văn Ước", "uoc@vidu.vn", "Mentee", "03/04/1999"],
]
DOUBTED = 3
"""Day and month of a birth date cannot be told apart here, so the column is in doubt."""


@pytest.fixture
def page(qtbot: QtBot, database: Database) -> ImportPage:
    with database.step("programmes.step.add", name="Hạt Giống") as db:
        programme_id = add_programme(db, ProgrammeDraft(name="Hạt Giống"))
    made = ImportPage(RecordingDesk(programme_id=programme_id), database)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def _read(page: ImportPage, folder: Path, *, doubtful: bool = True) -> None:
    path = folder / "đăng ký.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(row[: 4 if doubtful else 3] for row in [HEADINGS, *PEOPLE])
    page.arrive(paths=[path])
    QApplication.processEvents()  # a layout shows what it was given when it next has time


def _doubt(page: ImportPage) -> DoubtRow:
    QApplication.processEvents()
    return page.cards[0].doubts[DOUBTED]


def _told(page: ImportPage) -> list[str]:
    """Return what the panel of the chosen person says."""
    QApplication.processEvents()
    return [label.text() for label in page.people.details.findChildren(QLabel) if label.isVisible()]


def _press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QWidget)
    QTest.keyClick(focused, key)


def test_a_form_that_is_understood_shows_its_people_and_one_line_about_its_columns(
    page: ImportPage, tmp_path: Path
) -> None:
    _read(page, tmp_path, doubtful=False)
    card = page.cards[0]
    assert not card.doubts
    assert "3" in card.fold.text()
    assert not card.details.isVisible()
    assert page.people.table.isVisible()
    assert page.import_button.isVisible()


def test_a_column_in_doubt_stands_in_the_open_with_two_readings_and_the_answers(
    page: ImportPage, tmp_path: Path
) -> None:
    _read(page, tmp_path)
    doubt = _doubt(page)
    assert doubt.isVisible()
    assert "05/06/1981" in doubt.samples.text()
    assert next(iter(doubt.choices)) == "birth_year"
    assert len(doubt.choices) == 2
    assert doubt.choices["birth_year"].radio.isChecked()
    assert list(page.cards[0].doubts) == [DOUBTED]


def test_one_key_chooses_and_the_rows_below_follow(page: ImportPage, tmp_path: Path) -> None:
    _read(page, tmp_path)
    second = list(_doubt(page).choices)[1]
    _doubt(page).focus_choice()
    _press(Qt.Key.Key_2)
    doubt = _doubt(page)
    assert doubt.decided
    assert doubt.choices[second].radio.isChecked()
    page.cards[0].unfold()
    assert page.cards[0].rows[DOUBTED].meaning.currentData() == second
    page.people.table.selectRow(0)
    assert page.desk.words("fields.birth_year") not in _told(page)


def test_before_a_choice_the_better_reading_is_what_will_be_written(page: ImportPage, tmp_path: Path) -> None:
    _read(page, tmp_path)
    page.people.table.selectRow(0)
    assert page.desk.words("fields.birth_year") in _told(page)


def test_after_the_last_decision_the_keyboard_is_on_the_import(page: ImportPage, tmp_path: Path) -> None:
    _read(page, tmp_path)
    _doubt(page).focus_choice()
    _press(Qt.Key.Key_1)
    assert _doubt(page).decided
    assert page.import_button.hasFocus()


def test_a_decision_can_be_changed_and_both_readings_stay_where_they_were(
    page: ImportPage, tmp_path: Path
) -> None:
    _read(page, tmp_path)
    readings = list(_doubt(page).choices)
    _doubt(page).focus_choice()
    _press(Qt.Key.Key_2)
    QTest.keyClick(_doubt(page), Qt.Key.Key_1)  # off the screen a second focus is not given
    assert list(_doubt(page).choices) == readings
    assert _doubt(page).choices[readings[0]].radio.isChecked()


def test_what_is_decided_folds_to_one_line_and_can_be_opened(page: ImportPage, tmp_path: Path) -> None:
    _read(page, tmp_path)
    assert "3 trên 4 cột đã hiểu" in page.summary.text()
    _doubt(page).focus_choice()
    _press(Qt.Key.Key_1)
    assert not _doubt(page).isVisible()
    assert "4 trên 4 cột đã hiểu" in page.summary.text()
    page.cards[0].chosen_fold.click()
    assert _doubt(page).isVisible()


def test_after_the_last_column_the_first_person_who_needs_her_is_opened(
    page: ImportPage, tmp_path: Path
) -> None:
    path = tmp_path / "đăng ký.csv"
    nobody = [PEOPLE[0][0], "khac@vidu.vn", PEOPLE[0][2], PEOPLE[0][3]]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *PEOPLE, nobody])
    page.arrive(paths=[path])
    assert page.people.table.selected_id() is None, "the columns come first"
    _doubt(page).focus_choice()
    _press(Qt.Key.Key_1)
    chosen = page.people.table.selected_id()
    assert chosen is not None
    assert page.people.table.hasFocus()
    assert page.people.details.isVisible()


def test_a_column_is_one_line(page: ImportPage, tmp_path: Path) -> None:
    _read(page, tmp_path)
    page.cards[0].unfold()
    QApplication.processEvents()
    assert max(row.sizeHint().height() for row in page.cards[0].rows.values()) <= 36


def test_a_click_anywhere_on_a_reading_chooses_it(page: ImportPage, tmp_path: Path) -> None:
    _read(page, tmp_path)
    second = list(_doubt(page).choices)[1]
    target = _doubt(page).choices[second]
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=target.rect().bottomRight() / 1.2)
    assert _doubt(page).choices[second].radio.isChecked()
    assert _doubt(page).decided


def test_other_keys_choose_nothing(page: ImportPage, tmp_path: Path) -> None:
    _read(page, tmp_path)
    _doubt(page).focus_choice()
    _press(Qt.Key.Key_3)
    _press(Qt.Key.Key_0)
    assert not _doubt(page).decided


def test_when_neither_is_right_every_meaning_is_one_click_away(page: ImportPage, tmp_path: Path) -> None:
    _read(page, tmp_path)
    _doubt(page).other.click()
    QApplication.processEvents()
    row = page.cards[0].rows[DOUBTED]
    assert row.meaning.isVisible()
    assert row.meaning.hasFocus()
    assert not row.meaning.visibleRegion().isEmpty(), "it is below what is in sight"
    row.meaning.setCurrentIndex(row.meaning.findData("note"))
    row.meaning.activated.emit(row.meaning.currentIndex())
    QApplication.processEvents()
    assert _doubt(page).decided
    assert page.cards[0].unfolded
    assert page.cards[0].rows[DOUBTED].meaning.currentData() == "note"
