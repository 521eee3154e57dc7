"""The sum of a reading in one line, each number a way to its list."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nhipcau.common.words import Words
from nhipcau.exchange.inbox.sum_text import part_text
from nhipcau.exchange.preview.row_accounting import RowSum
from nhipcau.widgets.card import Muted
from nhipcau.widgets.controls import Button, button
from nhipcau.widgets.flow import FlowLayout, Wrapping
from nhipcau.widgets.layout_clearing import clear


class SumLine(Wrapping):
    """`chosen` carries the state whose number was pressed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=4)
        self._said: list[str] = []
        self.parts: dict[str, Button] = {}

    def show_sum(self, total: RowSum, lead: str, words: Words, more: str = "") -> None:
        """Show `lead`, the parts of an import that add up to it, and what else is to be said."""
        self.show_parts(
            lead, [(state, part_text(state, tally, words)) for state, tally in total.parts], words, more
        )

    def show_parts(self, lead: str, parts: Sequence[tuple[str, str]], words: Words, more: str = "") -> None:
        """Show parts by state and text."""
        clear(self._flow)
        self._said, self.parts = [], {}
        if not parts:
            self._say(words("inbox.nothing_found"))
            return
        self._say(words("inbox.sum.is", lead=lead))
        for place, (state, text) in enumerate(parts):
            if place:
                self._say("+")
            made = button(text, kind="link")
            made.setProperty("state", state)
            made.clicked.connect(self._on_part)
            self.parts[state] = made
            self._said.append(made.text())
            self._flow.addWidget(made)
        if more:
            self._say(words("inbox.sum.more", more=more))
        self.updateGeometry()

    def text(self) -> str:
        """Return the line as it is read."""
        return " ".join(self._said)

    def _say(self, text: str) -> None:
        label = Muted(text)
        label.setContentsMargins(0, 5, 0, 5)  # as high as the numbers beside it
        self._said.append(text)
        self._flow.addWidget(label)

    def _on_part(self) -> None:
        self.chosen.emit(str(self.sender().property("state")))
