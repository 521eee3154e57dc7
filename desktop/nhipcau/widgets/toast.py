"""What has just been done, said at the foot of the window, with Undo."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from nhipcau.widgets.controls import button
from nhipcau.widgets.icons import paint_icon
from nhipcau.widgets.theme import px

_ICONS: Final = {"good": "circle-check", "info": "info", "warn": "triangle-alert", "bad": "circle-alert"}


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.name = "info"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, self.name, "surface", QRectF(self.rect()))
        painter.end()


class Toast(QFrame):
    """Lies over its parent and goes by itself, later when there is something to undo or the pointer is on it."""

    undo = Signal()

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
        self.close_button = button(kind="ghost")
        self.close_button.set_icon("x", "surface")
        self.close_button.clicked.connect(self.hide)
        for part in (self._sign, self.label, self.undo_button, self.close_button):
            row.addWidget(part)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(
        self, text: str, *, tone: str = "good", undo: str = "", close: str = "", seconds: float = 0
    ) -> None:
        """Show a sentence. `undo` and `close` are the words of those buttons; no word, no undo button."""
        self._sign.name = _ICONS.get(tone, "info")
        self._sign.setFixedSize(px(18), px(18))
        self.label.setText(text)
        self.undo_button.setText(undo)
        self.undo_button.setVisible(bool(undo))
        self.close_button.set_hint(close)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._clock.start(round(1000 * (seconds or (10 if undo or tone in {"warn", "bad"} else 5))))

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
        return super().event(event)

    def _on_undo(self) -> None:
        self.hide()
        self.undo.emit()

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
        self.move((above.width() - self.width()) // 2, above.height() - self.height() - 24)
