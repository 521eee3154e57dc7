"""What is chosen in the settings holds at once and is remembered."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nhipcau.common.preferences import Preferences
from nhipcau.shell.pages.settings_page import SettingsPage
from nhipcau.shell.startup import start
from nhipcau.shell.window.main_window import MainWindow


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    made = MainWindow(qapp, Preferences(signed_by="Hà"))
    made.show()
    yield made
    start.finish(made)


def test_the_name_under_letters_is_typed_once_and_holds_for_all(window: MainWindow) -> None:
    assert window.desk.signed_by == "Hà"
    window.go("settings")
    page = window.navigator.current()
    assert isinstance(page, SettingsPage)
    assert page.signed_by.edit.text() == "Hà"
    heard: list[str] = []
    window.appearance.changed.connect(lambda: heard.append(window.preferences.signed_by))
    page.signed_by.edit.selectAll()
    QTest.keyClicks(page.signed_by.edit, " Tran Thu Ha ")
    assert (window.desk.signed_by, window.preferences.signed_by) == ("Tran Thu Ha", "Tran Thu Ha")
    QTest.keyClick(page.signed_by.edit, Qt.Key.Key_Return)
    assert heard[-1:] == ["Tran Thu Ha"]
