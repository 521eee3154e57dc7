"""What is wrong until it is mended: a card at the head of the page where she begins."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.widgets.card import Body, Card, IconTile
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk, StandingTrouble
from nhipcau.widgets.layout_clearing import clear


class StandingCard(Card):
    """Shows the desk's standing troubles, a line and a button each; hidden while there are none."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=10)
        self._desk = desk
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.body.addLayout(self._lines)
        desk.standing_changed.connect(self.show_troubles)
        desk.language_changed.connect(self.show_troubles)
        self.show_troubles()

    def show_troubles(self) -> None:
        clear(self._lines)
        for trouble in self._desk.standing:
            self._lines.addWidget(self._line(trouble))
        self.setVisible(bool(self._desk.standing))

    def _line(self, trouble: StandingTrouble) -> QWidget:
        words = self._desk.words
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(IconTile("triangle-alert", "warn", 34), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Body(trouble.sentence(words)), 1)
        if trouble.help is not None:
            way = button(words(trouble.help_key))
            way.clicked.connect(trouble.help)
            row.addWidget(way, 0, Qt.AlignmentFlag.AlignVCenter)
        return line
