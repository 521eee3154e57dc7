"""The import inbox through its widgets: drop, correct, decide, take in, undo."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.support.desk import RecordingDesk

from nhipcau.database import Database
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.programmes.models import ProgrammeDraft
from nhipcau.programmes.service import add_programme

HEADINGS = ["Họ và tên", "Email", "Vai trò", "Phòng ban", "Bạn muốn học điều gì?", "Màu yêu thích"]
PEOPLE = [
    ["Nguyễn Thị Đào", "dao@vidu.vn", "Người cố vấn", "Nhân sự", "", "Xanh"],
    ["Trần Văn Ước", "uoc@vidu.vn", "Người được cố vấn", "Kinh doanh", "Thuyết trình, Lãnh đạo", "Đỏ"],
    ["Lê Minh Anh", "anh@vidu.vn", "Người được cố vấn", "Kế toán", "Lãnh đạo", "Xanh"],
]
Show = Callable[[], ImportPage]


def _file(folder: Path, people: list[list[str]] = PEOPLE) -> Path:
    path = folder / "câu trả lời.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *people])
    return path


@pytest.fixture
def desk(database: Database) -> RecordingDesk:
    with database.step("programmes.step.add", name="Hạt Giống") as db:
        programme_id = add_programme(db, ProgrammeDraft(name="Hạt Giống"))
    return RecordingDesk(programme_id=programme_id)


@pytest.fixture
def page(qtbot: QtBot, desk: RecordingDesk, database: Database) -> ImportPage:
    made = ImportPage(desk, database)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def test_a_dropped_file_is_shown_before_anything_is_written(
    page: ImportPage, database: Database, tmp_path: Path
) -> None:
    before = database.next_undo()
    page.arrive(paths=[_file(tmp_path)])
    assert "3" in page.import_button.text()
    assert page.people.table.model().rowCount() == 3
    assert database.next_undo() == before


def test_taking_a_file_in_is_one_step_that_can_be_undone(
    page: ImportPage, desk: RecordingDesk, database: Database, tmp_path: Path
) -> None:
    page.arrive(paths=[_file(tmp_path)])
    page.import_button.click()
    assert desk.said[-1].undo
    done = database.undo()
    assert done is not None
    assert done.label == "exchange.step.import"


def test_where_nobody_needs_her_the_import_leads_straight_to_the_pairs(
    page: ImportPage, desk: RecordingDesk, tmp_path: Path
) -> None:
    page.arrive(paths=[_file(tmp_path)])
    page.import_button.click()
    assert desk.gone[-1] == ("pairing", {})
    assert "Thêm mới: 3" in desk.said[-1].text
    assert page.drop_zone.isVisible(), "ready for another file when she comes back"


def test_what_was_done_is_not_told_again_when_she_comes_back(
    page: ImportPage, desk: RecordingDesk, tmp_path: Path
) -> None:
    page.arrive(paths=[_file(tmp_path, [*PEOPLE[:2], [PEOPLE[2][0], "", "", "", "", ""]])])
    page.import_button.click()
    assert page.done.isVisible(), "somebody waits"
    assert not desk.gone
    page.hide()
    page.show()
    assert not page.done.isVisible()
    assert page.waiting.isVisible()


def test_the_same_file_again_brings_nothing_new(page: ImportPage, tmp_path: Path) -> None:
    path = _file(tmp_path)
    page.arrive(paths=[path])
    page.import_button.click()
    page.more_button.click()
    page.arrive(paths=[path])
    assert page.import_button.text() == page.desk.words("inbox.nothing_new")
    assert not page.import_button.isEnabled()


def test_a_column_can_be_given_another_meaning(page: ImportPage, tmp_path: Path) -> None:
    page.arrive(paths=[_file(tmp_path)])
    page.cards[0].unfold()
    last = page.cards[0].rows[5]
    last.meaning.setCurrentIndex(last.meaning.findData("ignore"))
    last.meaning.activated.emit(last.meaning.currentIndex())
    assert page.cards[0].rows[5].meaning.currentData() == "ignore"


def test_a_changed_value_shows_old_and_new(page: ImportPage, tmp_path: Path) -> None:
    page.arrive(paths=[_file(tmp_path)])
    page.import_button.click()
    people = [row[:] for row in PEOPLE]
    people[0][3] = "Đào tạo"
    page.arrive(paths=[_file(tmp_path, people)])
    page.people.chips.choose("changed")
    assert page.people.table.model().rowCount() == 1
    assert "1" in page.import_button.text()


def test_a_file_that_is_no_table_is_refused_with_a_sentence(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "ảnh.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 2000)
    page.arrive(paths=[path])
    assert page.trouble.isVisible()
    assert "ảnh.xlsx" in page.trouble.text()


def test_without_a_programme_the_window_is_asked_to_see_to_one(
    qtbot: QtBot, desk: RecordingDesk, database: Database, tmp_path: Path
) -> None:
    programme, desk.programme_id = desk.programme_id, None
    made = ImportPage(desk, database)
    qtbot.addWidget(made)
    made.show()
    made.arrive(paths=[_file(tmp_path)])
    assert desk.gone[-1] == ("import", {"paths": [_file(tmp_path)]})
    desk.programme_id = programme
    made.arrive(paths=[_file(tmp_path)])
    assert made.people.table.model().rowCount() == 3


def test_the_page_speaks_both_languages(page: ImportPage, desk: RecordingDesk, tmp_path: Path) -> None:
    page.arrive(paths=[_file(tmp_path)])
    before = page.back_button.text()
    desk.speak("en")
    assert page.back_button.text() != before
    assert "new" in page.summary.text()


def test_a_sensitive_column_says_so_and_what_follows(
    page: ImportPage, desk: RecordingDesk, tmp_path: Path
) -> None:
    path = _with_sensitive_columns(tmp_path)
    page.arrive(paths=[path])
    page.cards[0].unfold()
    QApplication.processEvents()  # a layout shows what it was given when it next has time
    rows = page.cards[0].rows

    assert "sức khỏe tinh thần" in rows[6].caution.text()
    assert "(sức khỏe)" in rows[7].caution.text()
    assert rows[6].caution.isVisible()
    assert rows[7].caution.isVisible()
    assert not any(rows[place].caution.isVisible() for place in range(6))
    desk.speak("en")
    page.arrive(paths=[path])
    page.cards[0].unfold()
    assert "Sensitive (mental health)" in page.cards[0].rows[6].caution.text()


def test_a_sensitive_column_that_is_not_used_says_nothing(page: ImportPage, tmp_path: Path) -> None:
    page.arrive(paths=[_with_sensitive_columns(tmp_path)])
    page.cards[0].unfold()
    last = page.cards[0].rows[7]
    for meaning, is_warned in (("ignore", False), ("question", True)):
        last.meaning.setCurrentIndex(last.meaning.findData(meaning))
        last.meaning.activated.emit(last.meaning.currentIndex())
        last = page.cards[0].rows[7]
        assert bool(last.caution.text()) == is_warned


def _with_sensitive_columns(folder: Path) -> Path:
    path = folder / "câu trả lời.csv"
    more = [["Bạn có từng bị trầm cảm không?", "Khác"], ["Có", "HIV"], ["Không", "Không"], ["Không", ""]]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(
            [*one, *other] for one, other in zip([HEADINGS, *PEOPLE], more, strict=True)
        )
    return path
