"""Asks of questions that reasons of pairs would quote whether they may: once, and answered in one step."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.settings.pairing_input import ProfileQuestion
from nhipcau.pairing.settings.quotable_questions import is_harmless
from nhipcau.pairing.ui.criteria.criterion_row import SwitchRow
from nhipcau.widgets.card import Body, Card, Heading
from nhipcau.widgets.controls import button
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.theme import px

_HIGHEST = 132
"""Room for some four questions; more are scrolled, so that the letter beneath can still be read."""


class QuotingCard(Card):
    """Hidden while there is nothing to ask."""

    decided = Signal(object)
    """By question id, whether its answers may be told to the other of a pair."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: list[tuple[SwitchRow, tuple[ProfileQuestion, ...]]] = []
        self.rows: list[SwitchRow] = []
        self.list = VScroll(spacing=6)
        self.list.body.addStretch(1)
        self.list.setAccessibleName(words("pairs.quoting.title"))
        self.store = button(words("pairs.quoting.store"), icon="check")
        self.store.clicked.connect(self._on_store)
        self.add(Heading(words("pairs.quoting.title"), 3, wrap=True))
        self.add(Body(words("pairs.quoting.text")))
        self.add(self.list)
        self.body.addWidget(self.store, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def ask(self, questions: Sequence[tuple[ProfileQuestion, ...]]) -> None:
        """Ask about these, each with all lines of its grid; what colleagues tell each other anyway is ticked."""
        for row in self.rows:
            self.list.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._asked = [(SwitchRow(), lines) for lines in questions]
        self.rows = [row for row, _ in self._asked]
        for row, lines in self._asked:
            harmless = all(is_harmless(line.wording, line.grid, line.kind) for line in lines)
            row.show_rule(lines[0].grid or lines[0].wording, on=harmless)
            self.list.body.insertWidget(self.list.body.count() - 1, row)
        lines_shown = min(_HIGHEST, 36 * len(self.rows))
        self.list.setFixedHeight(px(lines_shown))
        self.setVisible(bool(self.rows))

    def _on_store(self) -> None:
        self.decided.emit({line.id: row.box.isChecked() for row, lines in self._asked for line in lines})
