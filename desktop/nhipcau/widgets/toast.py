"""What has just been done, said near the foot of the window, with Undo or the way to the file."""

import math
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from nhipcau.widgets.controls import button
from nhipcau.widgets.icons import paint_icon
from nhipcau.widgets.theme import px

_ICONS: Final = {"good": "circle-check", "info": "info", "warn": "triangle-alert", "bad": "circle-alert"}

_CONTROLS: Final = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit)
_MARGIN, _STEP = 24, 8


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.name = "info"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, self.name, "surface", QRectF(self.rect()))
        painter.end()


class Toast(QFrame):
    """Lies over its parent where it covers no control, and goes by itself.

    Later when it offers something to do, and not while the pointer or the keyboard is on it.
    """

    undo = Signal()
    folder = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._above = parent
        self.setObjectName("Toast")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 10, 10)
        row.setSpacing(12)
        self._sign = _Sign()
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.undo_button = button()
        self.undo_button.clicked.connect(self._on_undo)
        self.folder_button = button()
        self.folder_button.clicked.connect(self._on_folder)
        self.close_button = button(kind="ghost")
        self.close_button.set_icon("x", "surface")
        self.close_button.clicked.connect(self.leave)
        for part in (self._sign, self.label, self.undo_button, self.folder_button, self.close_button):
            row.addWidget(part)
            part.setProperty("on_dark", True)
        self._came_from: QWidget | None = None
        # What is said is often said before the page has changed to what it is about.
        self._watch = QTimer(self)
        self._watch.setInterval(250)
        self._watch.timeout.connect(self._move_off_controls)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.leave)
        parent.installEventFilter(self)
        self.hide()

    def say(
        self,
        text: str,
        *,
        tone: str = "good",
        undo: str = "",
        folder: str = "",
        close: str = "",
        seconds: float = 0,
    ) -> None:
        """Show a sentence. `undo`, `folder` and `close` are the words of buttons: no word, no undo and no folder."""
        self._sign.name = _ICONS.get(tone, "info")
        self._sign.setFixedSize(px(18), px(18))
        self.label.setText(text)
        self.undo_button.setText(undo)
        self.undo_button.setVisible(bool(undo))
        self.folder_button.setText(folder)
        self.folder_button.setVisible(bool(folder))
        self.close_button.set_hint(close)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._watch.start()
        self._clock.start(round(1000 * (seconds or (10 if undo or folder or tone in {"warn", "bad"} else 5))))

    def take_keyboard(self) -> None:
        """Let the keyboard reach what is offered; Escape or any of the buttons gives it back."""
        if not self.isVisible():
            return
        offered = (self.undo_button, self.folder_button, self.close_button)
        if not self.isAncestorOf(QApplication.focusWidget() or self._above):
            self._came_from = QApplication.focusWidget()
        next(one for one in offered if one.isVisible()).setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._clock.stop()

    def leave(self) -> None:
        """Go at once."""
        came_from, self._came_from = self._came_from, None
        had_it = self.isAncestorOf(QApplication.focusWidget() or self._above)
        self.hide()
        self._clock.stop()
        if had_it and came_from is not None and shiboken6.isValid(came_from):
            came_from.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # parent(), not an attribute: Qt still asks while Python is already taking this object apart.
        if watched is self.parent() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self._clock.stop()
        elif event.type() == QEvent.Type.Leave and self.isVisible():
            self._clock.start(4000)
        elif event.type() == QEvent.Type.Hide:
            self._watch.stop()
        return super().event(event)

    def _on_undo(self) -> None:
        self.leave()
        self.undo.emit()

    def _on_folder(self) -> None:
        self.leave()
        self.folder.emit()

    def _place(self) -> None:
        above = self._above
        widest = max(200, min(px(640), above.width() - 48))
        self.label.setMinimumWidth(0)  # the sentence before may have been a longer one
        self._row.invalidate()
        text = self.label.fontMetrics().horizontalAdvance(self.label.text()) + 4
        beside = self.sizeHint().width() - self.label.sizeHint().width()
        self.label.setMinimumWidth(min(text, max(120, widest - beside)))
        self.setMaximumWidth(widest)
        self._row.activate()
        self.adjustSize()
        if self.hasHeightForWidth():
            self.resize(self.width(), self.heightForWidth(self.width()))
        self.move(self._free_place())

    def _move_off_controls(self) -> None:
        here = self.geometry()
        if not self.underMouse() and any(here.intersects(one) for one in self._controls()):
            self.move(self._free_place())

    def _free_place(self) -> QPoint:
        """Return the lowest place that covers no control, best in the middle; where there is none, the best of all."""
        above, taken = self._above, self._controls()
        foot, right = above.height() - self.height() - _MARGIN, above.width() - self.width() - _MARGIN
        least, best = math.inf, QPoint((right + _MARGIN) // 2, foot)
        for top in range(foot, above.height() // 3, -_STEP):
            for left in ((right + _MARGIN) // 2, right, _MARGIN):
                place = QRect(left, top, self.width(), self.height())
                covered = sum(_area(place.intersected(one)) for one in taken)
                if covered == 0:
                    return place.topLeft()
                if covered < least:
                    least, best = covered, place.topLeft()
        return best

    def _controls(self) -> list[QRect]:
        """Return what must stay in reach, with a little air around it."""
        above, found = self._above, []
        for one in above.findChildren(QWidget):
            if isinstance(one, _CONTROLS) and not isinstance(one, QScrollBar) and one.isVisible():
                seen = one.visibleRegion().boundingRect()
                if not seen.isEmpty() and one.window() is above.window() and not self.isAncestorOf(one):
                    found.append(seen.translated(one.mapTo(above, QPoint())).adjusted(-4, -4, 4, 4))
        return found


def _area(covered: QRect) -> int:
    return 0 if covered.isEmpty() else covered.width() * covered.height()
