"""A dialog in the program's own words: title, body, buttons at the foot; Enter and Ctrl+Enter accept, Esc leaves."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.widgets.card import Body, Heading
from nhipcau.widgets.controls import Button, button
from nhipcau.widgets.tab_order import order_by_reading
from nhipcau.widgets.theme import dress, px


class Dialog(QDialog):
    """Put things into `body`; add the buttons from left to right, the main one last."""

    def __init__(self, title: str = "", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self)
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(14)
        self.title = Heading(title, wrap=True)
        self.text = Body(text)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(10)
        self.buttons.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addLayout(self.body, 1)
        column.addLayout(self.buttons)
        self.setMinimumWidth(420)
        self.set_texts(title, text)

    def set_texts(self, title: str, text: str = "") -> None:
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))

    def focusNextPrevChild(self, forward: bool) -> bool:
        order_by_reading(self)
        return super().focusNextPrevChild(forward)

    def take_room(self, width: int, height: int) -> None:
        """Be this large at the present text size, yet never larger than a screen of 1280 x 800 has room for."""
        self.resize(min(px(width), 1200), min(px(height), 720))

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        self.body.addWidget(widget, stretch)

    def add_accept(self, text: str, kind: str = "primary", icon: str | None = None) -> Button:
        """Add the button that accepts; it answers Enter."""
        made = self._add(text, kind, icon)
        made.setDefault(True)
        made.clicked.connect(self.accept)
        for keys in (
            "Ctrl+Return",
            "Ctrl+Enter",
        ):  # from a field of several lines, which keeps Enter for itself
            QShortcut(QKeySequence(keys), self, made.click)
        return made

    def add_reject(self, text: str) -> Button:
        made = self._add(text, "plain", None)
        made.clicked.connect(self.reject)
        return made

    def add_button(self, text: str, kind: str = "plain", icon: str | None = None) -> Button:
        """Add a button that does not close the dialog by itself."""
        return self._add(text, kind, icon)

    def _add(self, text: str, kind: str, icon: str | None) -> Button:
        made = button(text, kind, icon)
        made.setAutoDefault(False)
        self.buttons.addWidget(made)
        return made
