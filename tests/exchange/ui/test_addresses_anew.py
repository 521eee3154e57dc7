"""An address in doubt is typed anew where it is said to be in doubt."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import text
from tests.exchange.ui.test_deciding import MENTEE, MENTOR, _file
from tests.support import make
from tests.support.desk import RecordingDesk

from nhipcau.database import Database
from nhipcau.exchange.ui.inbox.address_field import AddressField
from nhipcau.exchange.ui.inbox.page import ImportPage

DOUBTFUL = ["Phạm Gia Bảo", "pham gia bao@vidu.vn", MENTOR, "Kế toán"]
SURE = ["Trần Văn Ước", "uoc@vidu.vn", MENTEE, "Kinh doanh"]


@pytest.fixture
def page(qtbot: QtBot, database: Database, tmp_path: Path) -> ImportPage:
    made = ImportPage(RecordingDesk(programme_id=make.programme(database)), database)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    made.arrive(paths=[_file(tmp_path, DOUBTFUL, SURE)])
    made.people.table.select_id(0)
    return made


def _field(page: ImportPage) -> AddressField:
    found = [one for one in page.people.details.findChildren(AddressField) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def _taken_in(page: ImportPage, database: Database) -> dict[str, str]:
    page.import_button.click()
    with database.read() as db:
        return {
            str(name): str(email or "")
            for name, email in db.connection().execute(text("SELECT full_name, email FROM person"))
        }


def test_the_address_she_types_is_the_one_that_is_taken_in(page: ImportPage, database: Database) -> None:
    asked = _field(page)
    assert asked.field.value() == "pham gia bao@vidu.vn"
    asked.field.edit.setText("GiaBao@vidu.vn")
    asked.use.click()
    assert not [one for one in page.people.details.findChildren(AddressField) if one.isVisible()]
    assert "2" in page.import_button.text()
    assert _taken_in(page, database)["Phạm Gia Bảo"] == "giabao@vidu.vn"


def test_the_keyboard_goes_back_to_the_list(page: ImportPage) -> None:
    page.activateWindow()
    asked = _field(page)
    asked.field.edit.setFocus()
    asked.field.edit.setText("giabao@vidu.vn")
    QTest.keyClick(asked.field.edit, Qt.Key.Key_Return)
    assert page.people.table.hasFocus()


def test_what_is_no_address_either_is_said_and_changes_nothing(page: ImportPage) -> None:
    asked = _field(page)
    asked.field.edit.setText("gia bao@vidu")
    QTest.keyClick(asked.field.edit, Qt.Key.Key_Return)
    assert asked.field.problem.isVisible()
    assert "gia bao@vidu" in asked.field.problem.text()
    assert "1" in page.import_button.text()


def test_without_an_address_the_person_comes_in_all_the_same(page: ImportPage, database: Database) -> None:
    asked = _field(page)
    asked.field.edit.clear()
    asked.use.click()
    assert _taken_in(page, database) == {"Phạm Gia Bảo": "", "Trần Văn Ước": "uoc@vidu.vn"}


def test_a_number_in_an_address_decides_nothing(page: ImportPage) -> None:
    asked = _field(page)
    asked.field.edit.setFocus()
    asked.field.edit.clear()
    QTest.keyClicks(asked.field.edit, "bao1@vidu.vn")
    assert asked.field.value() == "bao1@vidu.vn"
    assert _field(page) is asked


def test_what_the_next_file_is_read_by_holds_nobodys_address(page: ImportPage, database: Database) -> None:
    asked = _field(page)
    asked.field.edit.setText("giabao@vidu.vn")
    asked.use.click()
    page.import_button.click()
    with database.read() as db:
        kept = db.connection().execute(text("SELECT * FROM remembered_form")).mappings().all()
    assert kept
    assert "giabao" not in json.dumps([dict(row) for row in kept], default=str)
