"""The inbox offers to write the spellings of one department, place or level as one, before anybody is taken in."""

import csv
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.support import make
from tests.support.desk import RecordingDesk

from nhipcau.database import Database
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.participants.queries import value_counts

HEADINGS = ["Họ và tên", "Email", "Vai trò", "Phòng ban"]


def _file(folder: Path, *departments: str, family: str = "An") -> Path:
    path = folder / f"{family}.csv"
    given = ["Đào", "Ước", "Anh", "Bình", "Khôi", "Ngọc", "Hải", "Lan"]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = [
            [f"{family} {one}", f"{family}{place}@vidu.vn", "Mentor", department]
            for place, (one, department) in enumerate(zip(given, departments, strict=False))
        ]
        csv.writer(file).writerows([HEADINGS, *rows])
    return path


@pytest.fixture
def page(qtbot: QtBot, database: Database) -> ImportPage:
    made = ImportPage(RecordingDesk(programme_id=make.programme(database)), database)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def _read(page: ImportPage, path: Path) -> None:
    page.arrive(paths=[path])
    QApplication.processEvents()


def _departments(database: Database) -> dict[str, int]:
    with database.read() as db:
        return {value.text: value.count for value in value_counts(db, "department")}


def test_spellings_of_one_department_are_written_as_one_when_she_ticks_it(
    page: ImportPage, database: Database, tmp_path: Path
) -> None:
    _read(page, _file(tmp_path, "Kinh doanh", "Kinh doanh", "KINH DOANH", "Kế toán"))
    [box] = page.spellings.boxes
    assert box.isVisible()
    assert box.text() == "“KINH DOANH” → “Kinh doanh” (1 dòng)"
    assert box.accessibleName() == "Phòng ban: gộp “KINH DOANH” thành “Kinh doanh” (1 dòng)"
    assert not box.isChecked()
    box.click()
    assert page.spellings.boxes[0].isChecked()
    page.import_button.click()
    assert _departments(database) == {"Kinh doanh": 3, "Kế toán": 1}


def test_nothing_is_merged_unasked_and_a_tick_can_be_taken_back(
    page: ImportPage, database: Database, tmp_path: Path
) -> None:
    _read(page, _file(tmp_path, "Kinh doanh", "Kinh doanh", "KINH DOANH"))
    for _ in range(2):
        page.spellings.boxes[0].click()
    page.import_button.click()
    assert _departments(database) == {"Kinh doanh": 2, "KINH DOANH": 1}


def test_what_the_organisation_writes_is_kept_and_nobody_there_is_changed(
    page: ImportPage, database: Database, tmp_path: Path
) -> None:
    _read(page, _file(tmp_path, "CNTT"))
    page.import_button.click()
    _read(page, _file(tmp_path, "Công nghệ thông tin", "Công nghệ thông tin", family="Bui"))
    [box] = page.spellings.boxes
    assert box.accessibleName().endswith("gộp “Công nghệ thông tin” thành “CNTT” (2 dòng)")
    box.click()
    page.import_button.click()
    assert _departments(database) == {"CNTT": 3}


def test_what_she_has_written_otherwise_herself_is_left_alone(
    page: ImportPage, database: Database, tmp_path: Path
) -> None:
    _read(page, _file(tmp_path, "Kinh doanh", "Kinh doanh", "KINH DOANH"))
    meant = {"Kinh doanh": "Kinh doanh", "KINH DOANH": "Kinh doanh miền Bắc"}
    page.cards[0].values_changed.emit(0, 3, meant)
    assert not page.spellings.isVisible()
    page.import_button.click()
    assert _departments(database) == {"Kinh doanh": 2, "Kinh doanh miền Bắc": 1}


def test_many_proposals_fold_behind_two(page: ImportPage, tmp_path: Path) -> None:
    names = ("Kinh doanh", "KINH DOANH", "Kế toán", "KẾ TOÁN", "Nhân sự", "NHÂN SỰ", "Kho", "kho")
    _read(page, _file(tmp_path, *names))
    spellings = page.spellings
    assert [box.isVisible() for box in spellings.boxes] == [True, True, False, False]
    spellings.more.click()
    assert all(box.isVisible() for box in spellings.boxes)
    spellings.boxes[3].click()
    assert spellings.boxes[3].isChecked()
    assert spellings.boxes[3].isVisible()


def test_where_nothing_is_alike_nothing_is_offered(page: ImportPage, tmp_path: Path) -> None:
    _read(page, _file(tmp_path, "Kinh doanh", "Kế toán", "Nhân sự"))
    assert not page.spellings.isVisible()
