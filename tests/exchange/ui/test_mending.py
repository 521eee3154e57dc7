"""The box that offers to mend names in capitals: off until she says so, and remembered for the form."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlmodel import select
from tests.support import make
from tests.support.desk import RecordingDesk

from nhipcau.database import Database
from nhipcau.exchange.ui.inbox.page import ImportPage
from nhipcau.participants.models import Person


@pytest.fixture
def page(qtbot: QtBot, database: Database) -> ImportPage:
    made = ImportPage(RecordingDesk(programme_id=make.programme(database)), database)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    return made


def _file(folder: Path, *names: str) -> Path:
    path = folder / "Danh sách.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = [(name, f"p{place}@vidu.vn", "Mentee") for place, name in enumerate(names)]
        csv.writer(file).writerows([("Họ và tên", "Email", "Vai trò"), *rows])
    return path


def _shown(page: ImportPage) -> list[str]:
    rows = page.people.table.model()
    return sorted(str(rows.index(place, 0).data()) for place in range(rows.rowCount()))


def _press(page: ImportPage) -> None:
    page.people.mending.setFocus()
    QTest.keyClick(page.people.mending, Qt.Key.Key_Space)


def test_names_in_capitals_are_offered_and_mended_when_the_box_is_ticked(
    page: ImportPage, database: Database, tmp_path: Path
) -> None:
    page.open_files([_file(tmp_path, "NGUYỄN VĂN AN", "TRẦN BÌNH", "Lê Hà")])
    assert page.people.mending.isVisible()
    assert page.people.mending.text() == "Viết hoa 2 tên cho đúng: NGUYỄN VĂN AN → Nguyễn Văn An"
    assert not page.people.mending.isChecked()
    assert _shown(page) == ["Lê Hà", "NGUYỄN VĂN AN", "TRẦN BÌNH"]
    _press(page)
    assert _shown(page) == ["Lê Hà", "Nguyễn Văn An", "Trần Bình"]
    _press(page)
    assert "NGUYỄN VĂN AN" in _shown(page)
    _press(page)
    page.take_in()
    with database.read() as db:
        assert {person.full_name for person in db.exec(select(Person))} == {
            "Lê Hà",
            "Nguyễn Văn An",
            "Trần Bình",
        }


def test_what_was_agreed_is_remembered_for_the_form(page: ImportPage, tmp_path: Path) -> None:
    page.open_files([_file(tmp_path, "NGUYỄN VĂN AN", "Lê Hà")])
    _press(page)
    page.take_in()
    page.start_again()
    page.open_files([_file(tmp_path, "NGUYỄN VĂN AN", "Lê Hà", "ĐỖ THU")])
    assert page.people.mending.isChecked()
    assert "Đỗ Thu" in _shown(page)


def test_where_names_are_written_as_people_write_nothing_is_offered(page: ImportPage, tmp_path: Path) -> None:
    page.open_files([_file(tmp_path, "Nguyễn Văn An", "Lê Hà")])
    assert not page.people.mending.isVisible()
