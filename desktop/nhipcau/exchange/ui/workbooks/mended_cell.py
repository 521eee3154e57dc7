"""A cell that could not be read: why, and a line to type what was meant."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from nhipcau.widgets.card import Caution, Heading, Line
from nhipcau.widgets.controls import button
from nhipcau.widgets.forms.completion import dressed


class MendedCell(QWidget):
    """`typed` carries what was typed, on Enter or the button."""

    typed = Signal(str)

    def __init__(self, heading: str, why: str, do: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Clear")
        self.edit = QLineEdit()
        self.edit.setAccessibleName(heading)
        self.apply_button = button(do, icon="check")
        self.why = Caution(why)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        row.addWidget(self.apply_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Line())
        column.addWidget(Heading(heading, 3, wrap=True))
        column.addWidget(self.why)
        column.addLayout(row)
        self.edit.textChanged.connect(self._on_text)
        self.edit.returnPressed.connect(self._on_done)
        self.apply_button.clicked.connect(self._on_done)
        self._on_text()

    def offer(self, labels: Sequence[str]) -> None:
        """Complete what is typed with what the cell may say."""
        if labels:
            completer = dressed(QCompleter(list(labels), self.edit))
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.edit.setCompleter(completer)

    def say(self, why: str) -> None:
        """Say why what was typed cannot be taken either."""
        self.why.say(why)
        self.edit.selectAll()
        self.edit.setFocus()

    def _on_text(self) -> None:
        self.apply_button.setEnabled(bool(self.edit.text().strip()))

    def _on_done(self) -> None:
        if self.edit.text().strip():
            self.typed.emit(self.edit.text())
