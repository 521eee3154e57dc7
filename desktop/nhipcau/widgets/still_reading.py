"""The place of what is being read: bare at first, and after a moment it says that something is coming."""

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nhipcau.widgets.card import Muted
from nhipcau.widgets.desk import Desk

PATIENCE_MS: Final = 500
"""Shorter readings are not worth a word, which would only flicker."""


class StillReading(QWidget):
    """Stands where a page will be, as long as nothing is known of it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._word = Muted()
        self._word.hide()
        column = QVBoxLayout(self)
        column.addWidget(self._word, 1, Qt.AlignmentFlag.AlignCenter)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._say)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._patience.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._patience.stop()
        self._word.hide()

    def _say(self) -> None:
        self._word.setText(self._desk.words("common.reading"))
        self._word.show()
