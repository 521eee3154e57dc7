"""Rows that wait, through the inbox: kept, shown, decided, dropped; every number of a sum leads to its list."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.support import make
from tests.support.desk import RecordingDesk
from tests.support.waiting import MENTOR, waits

from nhipcau.database import Database
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.participants.queries import people_for_search
from nhipcau.widgets.controls import Button

HEADINGS = ["Họ và tên", "Email", "Vai trò", "Phòng ban"]
DAO = ["Nguyễn Thị Đào", "dao@vidu.vn", MENTOR, "Nhân sự"]
UOC = ["Trần Văn Ước", "uoc@vidu.vn", "", "Kinh doanh"]
ANH = ["Lê Minh Anh", "anh@vidu.vn", "", "Kế toán"]
TOTAL = ["Tổng cộng", "3", "", ""]


def _file(folder: Path, *people: list[str], name: str = "câu trả lời.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *people])
    return path


@pytest.fixture
def desk(database: Database) -> RecordingDesk:
    return RecordingDesk(programme_id=make.programme(database))


@pytest.fixture
def page(qtbot: QtBot, desk: RecordingDesk, database: Database) -> Iterator[ImportPage]:
    frame = QWidget()
    qtbot.addWidget(frame)
    column = QVBoxLayout(frame)
    made = ImportPage(desk, database)
    column.addWidget(made)
    frame.resize(1200, 760)
    frame.show()
    frame.activateWindow()
    yield made
    frame.close()


def press(made: Button) -> None:
    QApplication.processEvents()
    assert made.isVisible(), made.text()
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def decide(page: ImportPage, text: str) -> None:
    QApplication.processEvents()
    choices = (one for one in page.people.details.findChildren(Button) if one.isVisible())
    press(next(one for one in choices if one.text().endswith(text)))


def people(database: Database, desk: RecordingDesk) -> list[str]:
    with database.read() as db:
        return [name for _, name, _, _ in people_for_search(db, desk.programme_id or 0)]


def shown(page: ImportPage) -> list[str]:
    rows = page.people.table.model()
    return [str(rows.index(place, 0).data()) for place in range(rows.rowCount())]


def test_undecided_rows_are_kept_said_and_decided_later(
    page: ImportPage, desk: RecordingDesk, database: Database, tmp_path: Path
) -> None:
    page.arrive(paths=[_file(tmp_path, DAO, UOC, ANH)])
    assert page.summary.text().startswith("3 dòng trong tệp = 1 mới + 2 cần bạn quyết định ·")
    press(page.import_button)
    assert "2 dòng chờ bạn quyết định" in page.done.state.text.text()
    press(page.more_button)
    assert page.waiting.title.text() == "2 dòng đang chờ bạn quyết định"
    press(page.waiting.open_buttons[0])
    assert sorted(shown(page)) == ["Lê Minh Anh", "Trần Văn Ước"]
    assert not page.cards or not page.cards[0].isVisible()
    page.people.table.select_id(0)
    decide(page, "Là người được cố vấn")
    assert page.import_button.text() == "Nhập 1 người"
    press(page.import_button)
    assert people(database, desk) == ["Nguyễn Thị Đào", "Trần Văn Ước"]
    assert waits(database, desk.programme_id or 0) == 1
    assert page.done.sum.text() == "2 dòng đang chờ = 1 mới + 1 cần bạn quyết định"


def test_a_file_of_which_nobody_can_be_taken_in_yet_is_kept_too(
    page: ImportPage, desk: RecordingDesk, database: Database, tmp_path: Path
) -> None:
    page.arrive(paths=[_file(tmp_path, UOC, ANH)])
    assert page.import_button.text() == "Để 2 dòng chờ quyết định"
    press(page.import_button)
    assert waits(database, desk.programme_id or 0) == 2
    done = database.undo()
    assert done is not None
    assert done.label == "exchange.step.keep"
    press(page.more_button)
    assert not page.waiting.isVisible()


def test_rows_that_wait_can_be_left_out_one_by_one(
    page: ImportPage, desk: RecordingDesk, database: Database, tmp_path: Path
) -> None:
    page.arrive(paths=[_file(tmp_path, UOC, ANH)])
    press(page.import_button)
    page.arrive(waiting=True)
    assert page.import_button.text() == "Chưa quyết định dòng nào"
    assert not page.import_button.isEnabled()
    page.people.table.select_id(0)
    decide(page, "Bỏ qua dòng này")
    assert page.import_button.text() == "Xong với 1 dòng đang chờ"
    press(page.import_button)
    assert waits(database, desk.programme_id or 0) == 1
    assert people(database, desk) == []


def test_all_that_waits_of_a_file_can_be_left_out_and_brought_back(
    page: ImportPage, desk: RecordingDesk, database: Database, tmp_path: Path
) -> None:
    for name, row in (("một.csv", UOC), ("hai.csv", ANH)):
        page.arrive(paths=[_file(tmp_path, row, name=name)])
        press(page.import_button)
    press(page.more_button)
    assert page.waiting.all_button.isVisible()
    press(page.waiting.drop_buttons[0])
    assert desk.said[-1].undo
    assert waits(database, desk.programme_id or 0) == 1
    assert len(page.waiting.open_buttons) == 1
    database.undo()
    assert waits(database, desk.programme_id or 0) == 2


def test_each_number_of_the_sum_leads_to_its_list(page: ImportPage, tmp_path: Path) -> None:
    page.arrive(paths=[_file(tmp_path, DAO, UOC, DAO, TOTAL)])
    assert page.summary.text().startswith(
        "4 dòng trong tệp = 2 mới (1 người) + 1 cần bạn quyết định + 1 bỏ qua ·"
    )
    press(page.summary.parts["needs_you"])
    assert shown(page) == ["Trần Văn Ước"]
    press(page.summary.parts["left_out"])
    assert shown(page) == ["Tổng cộng · 3"]
    page.people.table.select_id(-1)
    QApplication.processEvents()
    assert not [one for one in page.people.details.findChildren(Button) if "Bỏ qua" in one.text()]


def test_the_result_leads_from_each_number_to_its_list_and_back(page: ImportPage, tmp_path: Path) -> None:
    page.arrive(paths=[_file(tmp_path, DAO, UOC, TOTAL)])
    press(page.import_button)
    press(page.done.sum.parts["left_out"])
    rows = page.done.people.table.model()
    assert [rows.index(0, place).data() for place in (0, 3)] == [
        "Tổng cộng · 3", "Dòng tổng cộng, không phải một người",
    ]  # fmt: skip
    press(page.done.back_button)
    press(page.done.sum.parts["new"])
    assert page.done.people.table.model().index(0, 3).data() == "Đã thêm vào chương trình"
    press(page.done.back_button)
    press(page.done.sum.parts["needs_you"])
    assert shown(page) == ["Trần Văn Ước"], "what waits is shown where it can be decided"


def test_the_inbox_says_what_waits_in_both_languages(
    page: ImportPage, desk: RecordingDesk, tmp_path: Path
) -> None:
    page.arrive(paths=[_file(tmp_path, DAO, UOC)])
    press(page.import_button)
    desk.speak("en")
    assert page.done.sum.text() == "2 rows in the file = 1 new + 1 needs your decision"
    press(page.more_button)
    assert page.waiting.title.text() == "1 row waits for your decision"


def test_rows_settled_elsewhere_meanwhile_are_not_settled_again(
    page: ImportPage, desk: RecordingDesk, database: Database, tmp_path: Path
) -> None:
    page.arrive(paths=[_file(tmp_path, UOC)])
    press(page.import_button)
    page.arrive(waiting=True)
    page.people.table.select_id(0)
    decide(page, "Là người cố vấn")
    database.undo()
    press(page.import_button)
    assert page.trouble.isVisible()
    assert "đã thay đổi" in page.trouble.text()
    assert people(database, desk) == []


def test_the_button_after_an_import_counts_all_that_it_opens(page: ImportPage, tmp_path: Path) -> None:
    page.arrive(paths=[_file(tmp_path, DAO, UOC)])
    press(page.import_button)
    page.arrive(paths=[_file(tmp_path, ANH, name="danh sách hai.csv")])
    press(page.import_button)
    assert "2 dòng" in page.done.waiting_button.text()
    press(page.done.waiting_button)
    assert len(shown(page)) == 2
