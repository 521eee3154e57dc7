import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication, QDoubleSpinBox, QSlider, QSpinBox
from pytestqt.qtbot import QtBot

from nhipcau.widgets.wheel_guard import calm


@pytest.mark.parametrize("kind", [QSpinBox, QDoubleSpinBox, QSlider])
@pytest.mark.parametrize("focused", [False, True])
def test_the_wheel_leaves_the_number_to_the_page(
    qtbot: QtBot, kind: type[QSpinBox | QDoubleSpinBox | QSlider], focused: bool
) -> None:
    control = calm(kind())
    qtbot.addWidget(control)
    control.setValue(5)
    control.show()
    if focused:
        control.setFocus()
    middle = QPointF(control.rect().center())
    for aim in [control] if isinstance(control, QAbstractSlider) else [control, control.lineEdit()]:
        turned = QWheelEvent(
            middle, middle, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(aim, turned)
        assert control.value() == 5
        assert not turned.isAccepted(), "the page beneath it scrolls"


def test_keys_still_change_a_calm_number(qtbot: QtBot) -> None:
    number = calm(QSpinBox())
    qtbot.addWidget(number)
    QTest.keyClick(number, Qt.Key.Key_Up)
    assert number.value() == 1
