"""Asked once, before the first pair of a programme, where the answers differ: what matters most."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.explanation.results import AimResult
from nhipcau.pairing.models import AIMS, Aim
from nhipcau.pairing.ui.criteria.aim_part import aim_cost, aim_figures, all_same, same_for_all
from nhipcau.widgets.card import Body, Card, Heading, Muted
from nhipcau.widgets.controls import Button, Pill, button


class _Tile(QFrame):
    """One answer: name, meaning, figures, cost, and a button that gives it."""

    chosen = Signal(str)

    def __init__(self, aim: Aim) -> None:
        super().__init__()
        self.setObjectName("Tile")
        self._aim = aim
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.name = Heading(level=2)
        self.proposed = Pill(tone="good")
        self.proposed.setVisible(aim == "fairest")
        self.meaning = Muted(wrap=True)
        self.figures = Body(wrap=True)
        self.cost = Muted(wrap=True)
        self.choose: Button = button(kind="primary" if aim == "fairest" else "plain", icon="check")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.name)
        top.addWidget(self.proposed)
        top.addStretch(1)
        column.addLayout(top)
        for label in (self.meaning, self.figures, self.cost):
            column.addWidget(label)
        column.addStretch(1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.choose)
        bottom.addStretch(1)
        column.addLayout(bottom)
        self.choose.clicked.connect(self._on_choose)

    def show_texts(self, results: Sequence[AimResult], words: Words, *, waiting: bool) -> None:
        result = next((one for one in results if one.aim == self._aim), None)
        self.name.setText(words(f"aims.{self._aim}"))
        self.proposed.setText(words("aims.proposed"))
        self.meaning.setText(words(f"aims.{self._aim}.meaning"))
        # What is the same for all three is said once, above them.
        same = all_same(results)
        awaited = words("aims.waiting") if waiting else ""
        self.figures.setText(aim_figures(result, words) if result else awaited)
        self.cost.setText(aim_cost(result, results, words) if result and not same else "")
        self.figures.setVisible(bool(self.figures.text()) and not same)
        self.cost.setVisible(not same)
        self.choose.setText(words("aims.choose"))
        self.choose.setAccessibleName(f"{words('aims.choose')}: {self.name.text()}")
        self.choose.setAccessibleDescription(
            f"{self.meaning.text()} {self.figures.text()} {self.cost.text()}".strip()
        )

    def _on_choose(self) -> None:
        self.chosen.emit(self._aim)


class FirstQuestion(Card):
    """The three ways side by side, alone on the page until one is chosen. `chosen` carries the aim."""

    chosen = Signal(str)
    compare_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=16)
        self.body.setContentsMargins(28, 24, 28, 24)
        self.heading = Heading(wrap=True)
        self.note = Muted(wrap=True)
        self.same = Body()
        for label in (self.heading, self.note, self.same):
            self.add(label)
        self.tiles: Mapping[Aim, _Tile] = {aim: _Tile(aim) for aim in AIMS}
        row = QHBoxLayout()
        row.setSpacing(24)
        for tile in self.tiles.values():
            tile.chosen.connect(self.chosen)
            row.addWidget(tile, 1)
        self.body.addLayout(row)
        self.compare = button(kind="link", icon="scale")
        self.compare.clicked.connect(self.compare_wanted)
        self.body.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_results(self, results: Sequence[AimResult], words: Words, *, waiting: bool = False) -> None:
        """Show the figures of each aim; without any, say that they are awaited, or offer them."""
        self.heading.setText(words("aims.first"))
        self.note.setText(words("aims.first_text"))
        self.same.setText(same_for_all(results, words))
        self.same.setVisible(all_same(results))
        for tile in self.tiles.values():
            tile.show_texts(results, words, waiting=waiting)
        self.compare.setText(words("aims.compare"))
        self.compare.setVisible(not waiting and not results)
