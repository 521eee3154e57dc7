"""The mark of the keyboard: light, outside what it marks, and only where the keyboard was used."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nhipcau.widgets.controls import Button, button
from nhipcau.widgets.focus_ring import FocusRing, _Ring


@pytest.fixture
def two(qtbot: QtBot, qapp: QApplication) -> Iterator[tuple[Button, Button]]:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    first, second = button("Nhập", "primary"), button("Thôi")
    row.addWidget(first)
    row.addWidget(second)
    owner = QObject()
    FocusRing(qapp, owner)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield first, second
    owner.deleteLater()


def ring(of: QWidget) -> QWidget | None:
    found = of.window().findChild(_Ring)
    return found if found is not None and found.isVisible() else None


def test_a_button_that_the_program_or_a_click_gave_the_keyboard_has_no_ring(
    two: tuple[Button, Button],
) -> None:
    first, second = two
    first.setFocus()
    assert ring(first) is None
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert ring(first) is None


def test_the_ring_goes_with_the_tab_key_and_stands_off(two: tuple[Button, Button]) -> None:
    first, second = two
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    around = ring(second)
    assert second.hasFocus()
    assert around is not None
    assert around.geometry() == second.geometry().adjusted(-4, -4, 4, 4)
    second.resize(second.width() - 20, second.height())
    assert around.geometry() == second.geometry().adjusted(-4, -4, 4, 4)


def test_a_click_takes_the_ring_away(two: tuple[Button, Button]) -> None:
    first, second = two
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert ring(second) is not None
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert ring(second) is None
    first.setFocus()
    assert ring(first) is None


def test_who_uses_the_keyboard_sees_also_what_the_program_gives_it_to(two: tuple[Button, Button]) -> None:
    first, _second = two
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    first.setFocus()
    assert ring(first) is not None
