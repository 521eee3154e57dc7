"""The inbox while she decides: whose preview it is, where the keyboard goes, and what is said of e-mail."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.support import make
from tests.support.desk import RecordingDesk

from nhipcau.database import Database
from nhipcau.exchange.preview.import_plan import RowDecision
from nhipcau.exchange.ui.inbox.comparison import Comparison
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.participants.queries import people_for_search
from nhipcau.widgets.controls import Button
from nhipcau.widgets.theme import font

HEADINGS = ["Họ và tên", "Email", "Vai trò", "Phòng ban"]
MENTOR, MENTEE = "Người cố vấn", "Người được cố vấn"


def _file(folder: Path, *people: list[str]) -> Path:
    path = folder / "câu trả lời.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *people])
    return path


@pytest.fixture
def desk(database: Database) -> RecordingDesk:
    return RecordingDesk(programme_id=make.programme(database))


@pytest.fixture
def page(qtbot: QtBot, desk: RecordingDesk, database: Database) -> Iterator[ImportPage]:
    """Return the page as it lies in the window, beside a box that takes the keyboard."""
    frame = QWidget()
    qtbot.addWidget(frame)
    column = QVBoxLayout(frame)
    column.addWidget(QComboBox())
    made = ImportPage(desk, database)
    column.addWidget(made)
    frame.resize(1200, 760)
    frame.show()
    frame.activateWindow()
    yield made
    frame.close()


def _states(page: ImportPage) -> list[str]:
    rows = page.people.table.model()
    return [str(rows.index(place, 2).data()) for place in range(rows.rowCount())]


def _decide(page: ImportPage, text: str) -> None:
    QApplication.processEvents()  # what has just been laid out is not on the screen yet
    buttons = (one for one in page.people.details.findChildren(Button) if one.isVisible())
    choice = next(one for one in buttons if one.text().endswith(f"· {text}"))
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_after_a_decision_the_keyboard_is_at_the_next_person_who_needs_her(
    page: ImportPage, tmp_path: Path
) -> None:
    nobody = [
        ["Nguyễn Thị Đào", "dao@vidu.vn", "", "Nhân sự"],
        ["Lê Minh Anh", "anh@vidu.vn", MENTEE, "Kế toán"],
    ]
    page.arrive(paths=[_file(tmp_path, *nobody, ["Trần Văn Ước", "uoc@vidu.vn", "", "Kinh doanh"])])
    assert page.people.table.selected_id() == 0, "the first is opened by itself"
    assert page.people.table.hasFocus()
    _decide(page, "Là người cố vấn")
    assert page.people.table.selected_id() == 2
    assert page.people.table.hasFocus()
    assert "Trần Văn Ước" in {label.text() for label in page.people.details.findChildren(QLabel)}
    _decide(page, "Là người được cố vấn")
    assert page.import_button.hasFocus(), "nobody needs her any more"


def test_who_needs_her_stands_first_and_stays_there_once_decided(page: ImportPage, tmp_path: Path) -> None:
    sure = ["Lê Minh Anh", "anh@vidu.vn", MENTEE, "Kế toán"]
    page.arrive(paths=[_file(tmp_path, sure, ["Trần Văn Ước", "uoc@vidu.vn", "", "Kinh doanh"])])
    rows = page.people.table.model()
    assert str(rows.index(0, 0).data()).startswith("Trần Văn Ước")
    _decide(page, "Là người cố vấn")
    assert str(rows.index(0, 0).data()).startswith("Trần Văn Ước")
    assert "needs_you" not in page.summary.parts


def test_a_long_address_is_shown_whole_while_the_last_column_has_room(
    page: ImportPage, tmp_path: Path
) -> None:
    long = "nguyen.thi.dao.2026@congty.vn"
    page.arrive(paths=[_file(tmp_path, ["Nguyễn Thị Đào", long, MENTOR, "Nhân sự"])])
    QApplication.processEvents()
    table = page.people.table
    assert table.columnWidth(0) > QFontMetrics(font(12)).horizontalAdvance(long) + 50
    assert sum(table.columnWidth(place) for place in range(4)) <= table.viewport().width()


def test_a_preview_never_goes_into_another_programme(
    page: ImportPage, desk: RecordingDesk, database: Database, tmp_path: Path
) -> None:
    first, other = desk.programme_id or 0, make.programme(database, "Đồng Hành")
    page.arrive(paths=[_file(tmp_path, ["Nguyễn Thị Đào", "dao@vidu.vn", MENTOR, "Nhân sự"])])
    desk.programme_id = other
    desk.programme_changed.emit()
    assert not page.import_button.isEnabled()
    assert page.elsewhere.isVisible()
    assert "Hạt Giống 2026" in page.elsewhere.told.text()
    page.take_in()
    with database.read() as db:
        assert not people_for_search(db, other)
    desk.programme_id = first
    desk.programme_changed.emit()
    assert not page.elsewhere.isVisible()
    page.import_button.click()
    with database.read() as db:
        assert [name for _, name, _, _ in people_for_search(db, first)] == ["Nguyễn Thị Đào"]


def test_a_preview_of_another_programme_can_be_read_for_this_one(
    page: ImportPage, desk: RecordingDesk, database: Database, tmp_path: Path
) -> None:
    other = make.programme(database, "Đồng Hành")
    page.arrive(paths=[_file(tmp_path, ["Nguyễn Thị Đào", "dao@vidu.vn", MENTOR, "Nhân sự"])])
    desk.programme_id = other
    desk.programme_changed.emit()
    assert page.elsewhere.read_button.text() == "Đọc tệp cho “Đồng Hành”"
    page.elsewhere.read_button.click()
    page.import_button.click()
    with database.read() as db:
        assert len(people_for_search(db, other)) == 1


def test_somebody_without_an_email_address_is_shown_as_such(page: ImportPage, tmp_path: Path) -> None:
    page.arrive(
        paths=[
            _file(tmp_path, ["Vũ Hà My", "", MENTEE, "Kế toán"], ["Lê An", "an@vidu.vn", MENTOR, "Nhân sự"])
        ]
    )
    assert "1 người chưa có email" in page.summary.text()
    page.people.table.select_id(0)
    told = [label.text() for label in page.people.details.findChildren(QLabel)]
    assert any(text.startswith("Chưa có email") for text in told)


@pytest.mark.parametrize("known_before", [True, False])
def test_an_address_that_takes_the_place_of_another_is_said_in_the_row(
    page: ImportPage, desk: RecordingDesk, database: Database, tmp_path: Path, known_before: bool
) -> None:
    work = ["Phạm Thu Hà", "ha@congty.vn", MENTEE, "Kế toán"]
    home = ["Phạm Thu Hà", "ha.pham@gmail.com", MENTEE, "Kế toán"]
    if known_before:
        page.arrive(paths=[_file(tmp_path, work)])
        page.import_button.click()
        page.arrive(paths=[_file(tmp_path, home)])
        same = RowDecision("same_as", person_id=1)
        page.people.decided.emit(0, same)
    else:
        page.arrive(paths=[_file(tmp_path, work, home)])
        page.people.decided.emit(1, RowDecision("same_as", row_id=0))
    rows = page.people.table.model()
    assert "Email sẽ đổi từ ha@congty.vn thành ha.pham@gmail.com" in str(rows.index(0, 3).data())


def test_a_row_that_may_be_somebody_is_shown_beside_them_with_what_differs_marked(
    page: ImportPage, tmp_path: Path
) -> None:
    page.arrive(paths=[_file(tmp_path, ["Phạm Thu Hà", "ha@congty.vn", MENTEE, "Kế toán"])])
    page.import_button.click()
    page.arrive(paths=[_file(tmp_path, ["Phạm Thu Hà", "", MENTEE, "Nhân sự"])])
    page.people.table.select_id(0)
    QApplication.processEvents()
    [compared] = page.people.details.findChildren(Comparison)
    told = [[cell.text() for cell in line] for line in compared.cells]
    assert ["Phạm Thu Hà", "Phạm Thu Hà"] in told
    assert ["Nhân sự", "Kế toán"] in told
    marked = [line[0].text() for line in compared.cells if line[0].property("differs")]
    assert marked == ["Nhân sự"]


@pytest.mark.parametrize(("key", "state"), [(Qt.Key.Key_1, "changed"), (Qt.Key.Key_2, "new")])
def test_a_number_decides_while_the_keyboard_is_in_the_table(
    page: ImportPage, tmp_path: Path, key: Qt.Key, state: str
) -> None:
    page.arrive(paths=[_file(tmp_path, ["Phạm Thu Hà", "ha@congty.vn", MENTEE, "Kế toán"])])
    page.import_button.click()
    page.arrive(paths=[_file(tmp_path, ["Phạm Thu Hà", "", MENTEE, "Nhân sự"])])
    page.people.table.select_id(0)
    QTest.keyClick(page.people.table, Qt.Key.Key_9)
    assert page.people.chips.chip("needs_you").text().endswith("1")
    QTest.keyClick(page.people.table, key)
    assert page.people.chips.chip(state).text().endswith("1")
