"""One way to read something doubtful: its name, what speaks for it, and the key that chooses it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QVBoxLayout

from nhipcau.widgets.card import Muted
from nhipcau.widgets.controls import Pill
from nhipcau.widgets.theme import px, restyle


class ReadingChoice(QFrame):
    """A frame with a radio button; a click anywhere on it chooses."""

    chosen = Signal()

    def __init__(self, name: str, sentences: Sequence[str], key: str, advice: str = "") -> None:
        super().__init__()
        self.setObjectName("Choice")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.radio = QRadioButton(name)
        self.radio.setAccessibleDescription(" ".join(sentences))
        self.radio.toggled.connect(self._on_toggled)
        self.radio.clicked.connect(self.chosen)
        head.addWidget(self.radio)
        if advice:
            head.addWidget(Pill(advice, "good"))
        head.addStretch(1)
        self.key = Pill(key)
        head.addWidget(self.key)
        column.addLayout(head)
        for sentence in filter(None, sentences):
            told = Muted(sentence, wrap=True)
            told.setContentsMargins(px(26), 0, 0, 0)
            column.addWidget(told)
        column.addStretch(1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.radio.click()
        else:
            super().mouseReleaseEvent(event)

    def _on_toggled(self, on: bool) -> None:
        self.setProperty("chosen", on)
        restyle(self)
