"""The Tab key follows the reading, also to what was made later than what stands after it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTabWidget
from pytestqt.qtbot import QtBot

from nhipcau.widgets.controls import Chips, button
from nhipcau.widgets.dialog import Dialog


def test_filters_that_are_made_late_come_before_what_they_filter(qtbot: QtBot) -> None:
    dialog = Dialog("Chọn người")
    qtbot.addWidget(dialog)
    search, chips, tabs, go = QLineEdit(), Chips(), QTabWidget(), button("Xem")
    tabs.addTab(button("Trong trang"), "Trang")
    for part in (search, chips, tabs, go):
        dialog.add(part)
    chips.set_items([("all", "Tất cả", 3), ("none", "Chưa ghép", 1)])
    dialog.show()
    dialog.activateWindow()
    search.setFocus()
    qtbot.waitUntil(search.hasFocus)
    reached = []
    for _ in range(5):
        before = QApplication.focusWidget()
        assert before is not None
        QTest.keyClick(before, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == [chips.chip("all"), tabs.tabBar(), tabs.widget(0), go, search]
