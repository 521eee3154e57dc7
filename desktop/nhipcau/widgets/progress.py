"""Work under way: what it is, how far it is, and a way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from nhipcau.widgets.controls import ElidedLabel, button


class ProgressStrip(QFrame):
    """A thin bar with its label and a cancel button."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Progress")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(6)
        self.label = ElidedLabel("", "Body")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        column.addWidget(self.label)
        column.addWidget(self.bar)
        self.cancel_button = button(kind="ghost", icon="x")
        self.cancel_button.clicked.connect(self.cancelled)
        row.addLayout(column, 1)
        row.addWidget(self.cancel_button)

    def begin(self, label: str, cancel: str) -> None:
        """Show work whose length is not known yet."""
        self.label.setText(label)
        self.bar.setAccessibleName(label)
        self.cancel_button.setText(cancel)
        self.bar.setRange(0, 0)
        self.show()

    def advance(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(0, total))
        self.bar.setValue(done)
