"""The head of the window: where this is, the way to anything, and what the page offers."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from nhipcau.widgets.controls import ElidedLabel
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.icons import icon
from nhipcau.widgets.theme import colour, font, px

_KEYS: Final = QKeySequence("Ctrl+K")


class SearchField(QLineEdit):
    """Looks like a field and opens the palette: a click, Enter, or the first letter. Its keys stand at its end."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Anything")
        self._sign = self.addAction(icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.textEdited.connect(self._hand_over)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.asked.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit("")
            return
        super().keyPressEvent(event)

    def fit_keys(self) -> None:
        """Keep room for the keys, where the field is wide enough for words at all."""
        self.setTextMargins(0, 0, self._keys_width() + px(4) if self._shows_keys() else 0, 0)

    def _shows_keys(self) -> bool:
        return self.width() >= px(150)

    def _keys_width(self) -> int:
        keys = _KEYS.toString(QKeySequence.SequenceFormat.NativeText)
        return QFontMetrics(font(11)).horizontalAdvance(keys) + px(12)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._shows_keys():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = self._keys_width(), px(20)
        chip = QRectF(self.width() - width - px(7), (self.height() - height) / 2, width, height)
        painter.setPen(QPen(colour("line2"), 1))
        painter.setBrush(colour("surface2"))
        painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), chip.height() / 2, chip.height() / 2)
        painter.setPen(colour("text3"))
        painter.setFont(font(11))
        keys = _KEYS.toString(QKeySequence.SequenceFormat.NativeText)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, keys)
        painter.end()

    def retheme(self) -> None:
        self._sign.setIcon(icon("search", "text3"))

    def _hand_over(self, text: str) -> None:
        self.clear()
        self.asked.emit(text)


class Topbar(QWidget):
    """`show_page` names the page; its own actions stand at the right end."""

    search_wanted = Signal(str)

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
        self._actions = QHBoxLayout()
        self._actions.setSpacing(10)
        self._shown: list[QWidget] = []
        row.addLayout(names, 1)
        row.addWidget(self.search)
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
        taken = sum(widget.sizeHint().width() + 10 for widget in self._shown) + 10
        title = self.title.fontMetrics().horizontalAdvance(self.title.text()) + 8
        left = self.width() - taken - title
        self.search.setFixedWidth(px(280) if left >= px(280) else left if left >= px(150) else px(38))
        self.search.fit_keys()

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

    def retheme(self) -> None:
        self.search.retheme()
        self._fit()
