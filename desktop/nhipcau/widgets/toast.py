"""What has just been done, said near the foot of the window, with Undo or the way to the file."""

from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
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
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.theme import px

_ICONS: Final = {"good": "circle-check", "info": "info", "warn": "triangle-alert", "bad": "circle-alert"}

_CONTROLS: Final = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit)
_MARGIN, _STEP = 12, 8


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.name = "info"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, self.name, "surface", QRectF(self.rect()))
        painter.end()


class Toast(QFrame):
    """Lies at the middle of the foot of `over`, above the buttons that stand there, and goes by itself.

    Later when it offers something to do, and not while the pointer or the keyboard is on it. It never goes aside for
    what can be scrolled: there it has room kept free, so that the last line can be brought above it.
    """

    undo = Signal()
    folder = Signal()

    def __init__(self, parent: QWidget, over: QWidget | None = None) -> None:
        super().__init__(parent)
        self._above = parent
        self._over = over or parent
        self._kept_free: list[VScroll] = []
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
        self._watch.timeout.connect(self._settle)
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
            self._keep_free([])
        return super().event(event)

    def _on_undo(self) -> None:
        self.leave()
        self.undo.emit()

    def _on_folder(self) -> None:
        self.leave()
        self.folder.emit()

    def _place(self) -> None:
        widest = max(200, min(px(640), self._over.width() - 48))
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
        self._settle()

    def _settle(self) -> None:
        if self.underMouse():
            return
        place = self._free_place()
        if place != self.pos():
            self.move(place)
        here = self.geometry()
        self._keep_free(
            [
                scroll
                for scroll in self._above.findChildren(VScroll)
                if scroll.isVisible() and _rolls(scroll) and here.intersects(_seen(scroll, self._above))
            ]
        )

    def _keep_free(self, scrolls: list[VScroll]) -> None:
        for scroll in self._kept_free:
            if shiboken6.isValid(scroll) and scroll not in scrolls:
                scroll.keep_free(0)
        for scroll in scrolls:
            foot = scroll.mapTo(self._above, QPoint(0, scroll.height())).y()
            scroll.keep_free(foot - self.y() + _STEP)
        self._kept_free = scrolls

    def _free_place(self) -> QPoint:
        """Return the middle of the foot, or as little above it as the buttons there want; never aside."""
        room = QRect(self._over.mapTo(self._above, QPoint()), self._over.size())
        left = max(0, room.left() + (room.width() - self.width()) // 2)
        foot = max(0, room.bottom() + 1 - self.height() - _MARGIN)
        taken = self._controls()
        for top in range(foot, room.top() + room.height() // 3, -_STEP):
            place = QRect(left, top, self.width(), self.height())
            if not any(place.intersects(one) for one in taken):
                return place.topLeft()
        return QPoint(left, foot)

    def _controls(self) -> list[QRect]:
        """Return what must stay in reach and cannot be scrolled from under it, with a little air around it."""
        above = self._above
        return [
            _seen(one, above).adjusted(-4, -4, 4, 4)
            for one in above.findChildren(QWidget)
            if isinstance(one, _CONTROLS)
            and not isinstance(one, QScrollBar)
            and one.isVisible()
            and one.window() is above.window()
            and not self.isAncestorOf(one)
            and not _can_be_scrolled(one, above)
            and not _seen(one, above).isEmpty()
        ]


def _seen(widget: QWidget, above: QWidget) -> QRect:
    return widget.visibleRegion().boundingRect().translated(widget.mapTo(above, QPoint()))


def _rolls(area: QAbstractScrollArea) -> bool:
    return area.verticalScrollBar().maximum() > 0


def _can_be_scrolled(widget: QWidget, above: QWidget) -> bool:
    holder = widget.parentWidget()
    while holder is not None and holder is not above:
        if isinstance(holder, QAbstractScrollArea) and _rolls(holder):
            return True
        holder = holder.parentWidget()
    return False
