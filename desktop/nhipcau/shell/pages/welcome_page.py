"""The page of an empty file, or of none: three ways to begin, and the files of before."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.widgets.card import Body, Card, Heading, IconTile, Muted
from nhipcau.widgets.controls import Button, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.layout_clearing import clear
from nhipcau.widgets.page import Page
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.standing_notice import StandingCard
from nhipcau.widgets.theme import px

WAYS = (
    ("answers", "file-spreadsheet", "primary"),
    ("sample", "sprout", "info"),
    ("empty", "file-plus", "mentee"),
)


class WayCard(Card):
    """One way to begin; the whole card can be pressed."""

    pressed = Signal()

    def __init__(self, icon: str, tone: str) -> None:
        super().__init__(spacing=10)
        self.title = Heading(wrap=True)
        self.text = Body()
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.button = button(kind="primary" if tone == "primary" else "plain", icon=icon)
        self.button.clicked.connect(self.pressed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.add(IconTile(icon, tone, 44))
        self.add(self.title)
        self.add(self.text, 1)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self.body.addLayout(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()


class RecentRow(QWidget):
    """A file opened before."""

    opened = Signal(Path)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.link = button(path.stem, "link", "folder")
        self.link.setAccessibleName(path.name)
        self.link.clicked.connect(self._open)
        where = Muted(str(path.parent))
        row.addWidget(self.link)
        row.addWidget(where, 1)

    def _open(self) -> None:
        self.opened.emit(self._path)


class WelcomePage(Page):
    """Offers; the window does. `begun` carries answers, sample, empty or open."""

    begun = Signal(str)
    file_wanted = Signal(Path)
    take_over_wanted = Signal(dict)
    rescue_wanted = Signal(str, dict)
    """The code and the values of why a file does not open."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._trouble_key: tuple[str, dict[str, object]] | None = None
        self._recent: tuple[Path, ...] = ()
        self._opening = False
        self._is_made = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = VScroll(spacing=18)
        outer.addWidget(self._scroll)

    def _make(self) -> None:
        """Make what it offers: not before it is seen, which at most starts it never is."""
        self._is_made = True
        self.lead = Body()
        self.trouble = Card(spacing=6)
        self._trouble_text = Heading(level=3, wrap=True)
        self.trouble.add(self._trouble_text)
        self.take_over_button = button(kind="link", icon="lock")
        self.take_over_button.clicked.connect(self._on_take_over)
        self.rescue_button = button(kind="primary", icon="history")
        self.rescue_button.clicked.connect(self._on_rescue)
        for way in (self.take_over_button, self.rescue_button):
            self.trouble.body.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        self.trouble.hide()
        self._scroll.add(self.trouble)
        self._scroll.add(StandingCard(self.desk))
        self._scroll.add(self.lead)
        self._scroll.body.addLayout(self._make_ways())
        self._hint = Muted(wrap=True)
        self._scroll.add(self._hint)
        self._scroll.add(self._make_files())
        self._scroll.body.addStretch(1)
        self._show_recent()
        self.retranslate()
        self.retheme()

    def showEvent(self, event: QShowEvent) -> None:
        if not (self._opening or self._is_made):
            self._make()
        super().showEvent(event)

    def _make_ways(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(16)
        self.ways: dict[str, WayCard] = {}
        for column, (name, icon, tone) in enumerate(WAYS):
            card = WayCard(icon, tone)
            card.setProperty("way", name)
            card.pressed.connect(self._on_way)
            self.ways[name] = card
            grid.addWidget(card, 0, column)
            grid.setColumnStretch(column, 1)
        return grid

    def _make_files(self) -> Card:
        card = Card(spacing=8)
        row = QHBoxLayout()
        self._files_title = Heading()
        self.open_button: Button = button(kind="plain", icon="folder-open")
        self.open_button.clicked.connect(self._on_open)
        row.addWidget(self._files_title)
        row.addStretch(1)
        row.addWidget(self.open_button)
        card.body.addLayout(row)
        self._files = QVBoxLayout()
        self._files.setSpacing(4)
        card.body.addLayout(self._files)
        self._no_files = Muted(wrap=True)
        card.add(self._no_files)
        return card

    def title(self) -> str:
        return self.desk.words("shell.welcome.opening" if self._opening else "shell.welcome.title")

    def show_opening(self, *, opening: bool) -> None:
        """While a file is being opened the ways rest: the page must not offer what will be gone at once."""
        self._opening = opening
        if self.isVisible() and not (opening or self._is_made):
            self._make()
        self._scroll.setVisible(not opening)

    def show_recent(self, paths: Sequence[Path]) -> None:
        if tuple(paths) == self._recent:
            return
        self._recent = tuple(paths)
        if self._is_made:
            self._show_recent()

    def _show_recent(self) -> None:
        clear(self._files)
        for path in self._recent:
            row = RecentRow(path)
            row.opened.connect(self.file_wanted)
            self._files.addWidget(row)
        self._no_files.setVisible(not self._recent)

    def show_trouble(self, code: str, values: dict[str, object]) -> None:
        """Say why a file could not be opened."""
        self._trouble_key = (code, values) if code else None
        if self._is_made:
            self._tell_trouble()

    def _tell_trouble(self) -> None:
        self.trouble.setVisible(self._trouble_key is not None)
        if self._trouble_key is not None:
            from nhipcau.shell.files.take_over import can_rescue, can_take_over

            code, values = self._trouble_key
            self._trouble_text.setText(self.desk.words(code, **values))
            self.take_over_button.setText(self.desk.words("shell.take_over.ask"))
            self.take_over_button.setVisible(can_take_over(code))
            self.rescue_button.setText(self.desk.words("shell.care.rescue"))
            self.rescue_button.setVisible(can_rescue(code))

    def refresh(self) -> None:
        """Nothing of a file is shown here."""

    def retranslate(self) -> None:
        if not self._is_made:
            return
        words = self.desk.words
        self.lead.setText(words("shell.welcome.lead"))
        for name, card in self.ways.items():
            card.title.setText(words(f"shell.welcome.{name}"))
            card.text.setText(words(f"shell.welcome.{name}.text"))
            card.button.setText(words(f"shell.welcome.{name}.button"))
            card.setAccessibleName(card.title.text())
        self._hint.setText(words("shell.welcome.drop"))
        self._files_title.setText(words("shell.welcome.files"))
        self.open_button.setText(words("shell.do.open"))
        self._no_files.setText(words("shell.welcome.no_files"))
        self._tell_trouble()

    def retheme(self) -> None:
        if not self._is_made:
            return
        self.lead.setMaximumWidth(px(760))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        names = [name for name, _, _ in WAYS]
        if event.text() in {"1", "2", "3"}:
            self.begun.emit(names[int(event.text()) - 1])
            return
        super().keyPressEvent(event)

    def _on_way(self) -> None:
        self.begun.emit(str(self.sender().property("way")))

    def _on_open(self) -> None:
        self.begun.emit("open")

    def _on_rescue(self) -> None:
        if self._trouble_key is not None:
            self.rescue_wanted.emit(*self._trouble_key)

    def _on_take_over(self) -> None:
        if self._trouble_key is not None:
            self.take_over_wanted.emit(self._trouble_key[1])
