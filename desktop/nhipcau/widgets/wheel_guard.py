"""The one rule for the mouse wheel: it scrolls, and never changes a choice, a number or a slider.

Not even one that has the keyboard: the pointer rests there when she has just chosen. Every such control of the program
is made calm (`tests/architecture/test_wheel.py`).
"""

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


class _Still(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel:
            return super().eventFilter(watched, event)
        event.ignore()  # the page beneath it scrolls
        return True


def calm(control: W) -> W:
    """Make a control deaf to the mouse wheel: it changes by a click or a key, never by accident."""
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    control.installEventFilter(_Still(control))
    return control
