"""The panel beside a table that shows one thing in full."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.widgets.controls import ElidedLabel, button
from nhipcau.widgets.scroll import VScroll


class DetailsPanel(QFrame):
    """A title with a close button, `body` that scrolls, and `footer` for what can be done."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Panel")
        self.content: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 12, 14)
        column.setSpacing(12)
        self.head = QHBoxLayout()
        self.head.setSpacing(10)
        self.title = ElidedLabel("", "H2")
        self.close_button = button(kind="ghost", icon="x")
        self.close_button.clicked.connect(self.closed)
        self.head.addWidget(self.title, 1)
        self.head.addWidget(self.close_button)
        self.pane = VScroll(spacing=12)
        self.pane.body.setContentsMargins(0, 0, 8, 0)
        self.body = self.pane.body
        self.footer = QHBoxLayout()
        self.footer.setSpacing(8)
        column.addLayout(self.head)
        column.addWidget(self.pane, 1)
        column.addLayout(self.footer)

    @property
    def shown_id(self) -> int | None:
        """What is shown, where a page goes by it."""
        return None

    def forget(self) -> None:
        """Hold nothing more of what was shown."""

    def set_texts(self, title: str, close: str) -> None:
        self.title.setText(title)
        self.close_button.set_hint(close)

    def put(self, content: QWidget, *, same: bool = False) -> None:
        """Show this in place of what is there, scrolled to the same place where it is of the same thing."""
        place = self.pane.verticalScrollBar().value() if same else 0
        if self.content is not None:
            self.body.removeWidget(self.content)
            self.content.hide()
            self.content.deleteLater()
        self.content = content
        self.body.addWidget(content)
        self.pane.verticalScrollBar().setValue(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
