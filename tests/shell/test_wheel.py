"""The mouse wheel over anything that can be chosen or set leaves it as it is, in the real window."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.shell.conftest import Opener
from tests.support import make

from nhipcau.participants.ui.dialogs import AddDialog
from nhipcau.participants.ui.fields import KnownAnswers
from nhipcau.programmes.ui.editor import ProgrammeDialog
from nhipcau.sessions.ui.dialogs import SessionDialog
from nhipcau.shell.routes import ROUTES
from nhipcau.shell.window.main_window import MainWindow


def _turn(control: QWidget, notches: int = -1) -> QWheelEvent:
    middle = QPointF(control.rect().center())
    turned = QWheelEvent(
        middle, QPointF(control.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(control, turned)
    return turned


def _value(control: QWidget) -> object:
    if isinstance(control, QComboBox | QTabBar):
        return control.currentIndex()
    if isinstance(control, QAbstractSlider):
        return control.value()
    return control.property("value") or control.property("text")


def _changed_by_the_wheel(top: QWidget) -> list[str]:
    kinds = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar)
    controls = [
        one for one in top.findChildren(QWidget) if isinstance(one, kinds) and not isinstance(one, QScrollBar)
    ]
    found = []
    for control in controls:
        for notches in (-1, 1):
            for focused in (False, True):
                if focused:
                    control.setFocus()
                before = _value(control)
                turned = _turn(control, notches)
                if _value(control) != before or turned.isAccepted():
                    found.append(f"{type(control).__name__} {control.accessibleName()}")
    return found


def test_the_wheel_over_the_programme_box_stays_in_the_programme(open_window: Opener) -> None:
    window = open_window()
    assert window.data.database is not None
    first = make.programme(window.data.database, "Hạt Giống")
    make.programme(window.data.database, "Đồng Hành")
    window.choose_programme(first)
    box = window.sidebar.switcher
    for focused in (False, True):
        if focused:
            box.setFocus()
        for notches in (-1, 1):
            _turn(box, notches)
            assert (window.desk.programme_id, box.currentText()) == (first, "Hạt Giống")


@pytest.fixture
def sample(open_window: Opener, qtbot: QtBot) -> MainWindow:
    window = open_window()
    with qtbot.waitSignal(window.settled, timeout=60_000):
        window.do("sample")
    return window


def test_the_wheel_changes_nothing_on_any_page(sample: MainWindow) -> None:
    for route in ROUTES:
        sample.go(route, {"step": 4} if route == "step" else {})
        QApplication.processEvents()
        assert not _changed_by_the_wheel(sample), route
    sample.do("settings")
    assert not _changed_by_the_wheel(sample)


def test_the_wheel_changes_nothing_in_dialogs(sample: MainWindow, qtbot: QtBot) -> None:
    database = sample.data.database
    assert database is not None
    dialogs = (
        AddDialog(sample.desk, KnownAnswers(), lambda *_: None, sample),
        ProgrammeDialog(sample.desk, database, sample.desk.programme_id, sample),
        SessionDialog(sample.desk, lambda *_: None, sample, pairs=[(1, "An"), (2, "Chi")], title="Ghi"),
    )
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        dialog.show()
        assert not _changed_by_the_wheel(dialog), type(dialog).__name__
        dialog.close()
