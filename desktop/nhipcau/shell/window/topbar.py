"""The head of the window: where this is, the way to anything, and what the page offers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from nhipcau.widgets.controls import ElidedLabel, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.icons import icon
from nhipcau.widgets.theme import px


class SearchField(QLineEdit):
    """Looks like a field and opens the palette: a click, Enter, or the first letter."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._sign = self.addAction(icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textEdited.connect(self._hand_over)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.asked.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit("")
            return
        super().keyPressEvent(event)

    def retheme(self) -> None:
        self._sign.setIcon(icon("search", "text3"))

    def _hand_over(self, text: str) -> None:
        self.clear()
        self.asked.emit(text)


class Topbar(QWidget):
    """`show_page` names the page; its own actions stand at the right end."""

    search_wanted = Signal(str)
    theme_toggled = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        names = QVBoxLayout()
        names.setSpacing(0)
        self.eyebrow = ElidedLabel("", "Muted")
        self.title = ElidedLabel("", "H1")
        names.addWidget(self.eyebrow)
        names.addWidget(self.title)
        self.search = SearchField()
        self.search.asked.connect(self.search_wanted)
        self.theme = button(kind="ghost", icon="moon")
        self.theme.clicked.connect(self.theme_toggled)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(10)
        self._shown: list[QWidget] = []
        row.addLayout(names, 1)
        row.addWidget(self.search)
        row.addWidget(self.theme)
        row.addLayout(self._actions)

    def show_page(self, eyebrow: str, title: str) -> None:
        self.eyebrow.setText(eyebrow)
        self.title.setText(title)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let the title be whole first: the search field takes what is left, down to its sign."""
        beside = [self.theme, *self._shown]
        taken = sum(widget.sizeHint().width() + 10 for widget in beside) + 10
        title = self.title.fontMetrics().horizontalAdvance(self.title.text()) + 8
        left = self.width() - taken - title
        self.search.setFixedWidth(px(236) if left >= px(236) else left if left >= px(150) else px(38))

    def show_actions(self, widgets: Sequence[QWidget]) -> None:
        """Show the page's own buttons; they stay the page's."""
        for old in self._shown:
            self._actions.removeWidget(old)
            old.hide()
        self._shown = list(widgets)
        for widget in widgets:
            self._actions.addWidget(widget)
            widget.show()
        self._fit()

    def retranslate(self) -> None:
        words = self._desk.words
        self.search.setPlaceholderText(words("shell.search"))
        self.search.setAccessibleName(words("shell.search"))
        self.search.setToolTip(words("shell.search.tip"))
        self.theme.set_hint(words("shell.theme.toggle"))

    def retheme(self) -> None:
        self.theme.set_icon("moon" if self._desk.tokens.name == "light" else "sun")
        self.search.retheme()
        self._fit()
