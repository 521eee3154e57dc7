"""The sidebar: what can be gone to, what the rest waits for, and the way from it by the keyboard."""

import gc

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.shell.conftest import Opener

from nhipcau.common.preferences import Preferences
from nhipcau.programmes.service import add_programme
from nhipcau.shell.startup import start
from nhipcau.shell.window.main_window import MainWindow
from nhipcau.shell.window.nav_rows import NavRow


def reachable(window: MainWindow) -> set[str]:
    rows = window.sidebar.findChildren(NavRow)
    return {row.text() for row in rows if row.isVisible() and row.isEnabled()}


def test_without_a_programme_only_the_import_can_be_gone_to(open_window: Opener) -> None:
    window = open_window()
    assert reachable(window) == {"Nhập câu trả lời"}
    database = window.data.database
    assert database is not None
    with database.step("a.b") as db:
        add_programme(db, {"name": "Hạt Giống", "kind": "traditional"})
    assert len(reachable(window)) > 10


def test_while_a_file_is_being_opened_nothing_is_said_of_it(qapp: QApplication) -> None:
    window = MainWindow(qapp, Preferences(language="vi"))
    try:
        window.show()
        assert window.topbar.title.text() == "Đang mở dữ liệu của bạn…"
        assert window.sidebar.switcher.placeholderText() == "Đang mở…"
        shown = [
            label for label in window.sidebar.findChildren(type(window.topbar.eyebrow)) if label.isVisible()
        ]
        assert not any("0/8" in label.text() for label in shown)
    finally:
        start.finish(window)


def test_once_an_empty_file_is_open_the_welcome_greets(open_window: Opener) -> None:
    window = open_window()
    assert window.topbar.title.text() == "Chào mừng bạn đến với Nhịp Cầu"
    assert window.sidebar.switcher.placeholderText() == "Chưa có chương trình"


def test_the_tab_key_goes_from_the_sidebar_to_the_head_and_then_the_page(
    open_window: Opener, qtbot: QtBot
) -> None:
    window = open_window()
    database = window.data.database
    assert database is not None
    with database.step("a.b") as db:
        add_programme(db, {"name": "Hạt Giống", "kind": "traditional"})
    window.go("participants")
    window.activateWindow()
    window.sidebar.settings.setFocus()
    qtbot.waitUntil(window.sidebar.settings.hasFocus)
    reached: list[QWidget] = [window.sidebar.settings]
    for _ in range(4):
        QTest.keyClick(reached[-1], Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        reached.append(now)
    assert reached[1] is window.topbar.search
    assert window.topbar.isAncestorOf(reached[2])
    gc.collect()
    window.data.undo()
    qtbot.waitUntil(lambda: not window.menus.actions["undo"].isEnabled())


def test_settings_and_theme_are_beside_the_languages(open_window: Opener) -> None:
    window = open_window()
    QTest.mouseClick(window.sidebar.settings, Qt.MouseButton.LeftButton)
    assert window.navigator.route == "settings"
    assert window.sidebar.settings.accessibleName() == "Cài đặt"


def test_places_that_cannot_be_gone_to_say_what_they_wait_for(open_window: Opener) -> None:
    window = open_window()
    row = next(row for row in window.sidebar.findChildren(NavRow) if not row.isEnabled())
    assert "Tạo chương trình" in row.toolTip()
    assert window.sidebar._waiting.isVisible()
    database = window.data.database
    assert database is not None
    with database.step("a.b") as db:
        add_programme(db, {"name": "Hạt Giống", "kind": "traditional"})
    assert row.isEnabled()
    assert not row.toolTip()
    assert not window.sidebar._waiting.isVisible()
