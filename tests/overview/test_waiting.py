"""The first page counts the rows that wait for her and leads to them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.support import make
from tests.support.desk import RecordingDesk
from tests.support.waiting import MENTOR, a_list, imported

from nhipcau.database import Database
from nhipcau.exchange.waiting.waiting_count import count_waiting
from nhipcau.overview.ui.home_page import HomePage
from nhipcau.shell.features import FEATURES


def test_rows_that_wait_are_counted_and_led_to(qtbot: QtBot, database: Database) -> None:
    desk = RecordingDesk(programme_id=make.programme(database))
    page = HomePage(desk, database, features=FEATURES, count_waiting=count_waiting)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert not page.waiting_text.isVisible()
    people = [("Nguyễn Thị Đào", "dao@vidu.vn", MENTOR), ("Trần Văn Ước", "uoc@vidu.vn", "")]
    imported(database, desk.programme_id or 0, a_list(*people))
    page.refresh()
    assert page.waiting_text.isVisible()
    assert page.waiting_text.text() == "1 dòng trong các tệp đã nhập còn chờ bạn quyết định."
    QTest.mouseClick(page.waiting_button, Qt.MouseButton.LeftButton)
    assert desk.gone == [("import", {"waiting": True})]
    database.undo()
    page.refresh()
    assert not page.waiting_text.isVisible()
