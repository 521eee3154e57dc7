"""How departments, places and levels are written, how many people have each, and what may be merged into one."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nhipcau.common.words import Words
from nhipcau.participants.spellings import SPELLED, SpelledField, SpellingMerge, ValueCount, proposed_merges
from nhipcau.widgets.card import Muted
from nhipcau.widgets.controls import Button, button
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.theme import px
from nhipcau.widgets.wheel_guard import calm

_TEXT: Final = Qt.ItemDataRole.UserRole
Counts = Callable[[SpelledField], Sequence[ValueCount]]
Merging = Callable[[SpelledField, Sequence[str], str], None]


class SpellingsDialog(Dialog):
    """Proposals on top, each with its button; below all spellings, to merge by hand. A merge is done at once."""

    def __init__(self, words: Words, counts: Counts, merge: Merging, parent: QWidget | None = None) -> None:
        super().__init__(words("participants.spellings.title"), words("participants.spellings.text"), parent)
        self._words = words
        self._counts = counts
        self._merge = merge
        self.field = calm(QComboBox())
        self.field.setAccessibleName(words("participants.spellings.field"))
        for name in SPELLED:
            self.field.addItem(words(f"fields.{name}"), name)
        self.proposals: list[Button] = []
        self._proposed = VScroll(spacing=6)
        self.list = QListWidget()
        self.list.setAccessibleName(words("participants.spellings.list"))
        self.list.setMinimumHeight(px(200))
        self.into = calm(QComboBox())
        self.into.setAccessibleName(words("participants.spellings.into"))
        self.merge_button = button(words("participants.spellings.merge"))
        self.add(self.field)
        self.add(self._proposed)
        self.add(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(QLabel(words("participants.spellings.into")))
        row.addWidget(self.into, 1)
        row.addWidget(self.merge_button)
        self.body.addLayout(row)
        self.add_reject(words("common.close"))
        self.take_room(620, 640)
        self.field.activated.connect(self.show_values)
        self.list.itemChanged.connect(self._on_ticked)
        self.merge_button.clicked.connect(self._on_merge)
        self.show_values()

    def show_values(self) -> None:
        """Show the spellings of the chosen field as they are now."""
        values = self._counts(self._name)
        self.list.blockSignals(True)
        self.list.clear()
        for value in values:
            item = QListWidgetItem(self._counted(value))
            item.setData(_TEXT, value.text)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._show_proposals(values)
        self._on_ticked()

    @property
    def _name(self) -> SpelledField:
        name: SpelledField = self.field.currentData()
        return name

    def _counted(self, value: ValueCount) -> str:
        return self._words("participants.spellings.value", text=value.text, n=value.count)

    def _show_proposals(self, values: Sequence[ValueCount]) -> None:
        body = self._proposed.body
        while (item := body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.proposals = []
        merges = proposed_merges(values)
        if not merges:
            body.addWidget(Muted(self._words("participants.spellings.none")))
        count_of = {value.text: value for value in values}
        for proposal in merges:
            others = ", ".join(
                self._counted(count_of[text]) for text in proposal.texts if text != proposal.into
            )
            body.addWidget(self._proposal(proposal, others))
        body.addStretch(1)
        self._proposed.setMaximumHeight(px(28 + 44 * max(1, min(4, len(merges)))))

    def _proposal(self, proposal: SpellingMerge, others: str) -> QWidget:
        line = QWidget()
        row = QVBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        text = self._words("participants.spellings.proposal", others=others, into=proposal.into)
        made = button(text, kind="link", icon="check")
        made.setToolTip(self._words("participants.spellings.merge"))
        made.clicked.connect(lambda: self._do(proposal.texts, proposal.into))
        row.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self.proposals.append(made)
        return line

    def _ticked(self) -> list[str]:
        items = [self.list.item(row) for row in range(self.list.count())]
        return [str(item.data(_TEXT)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _on_ticked(self) -> None:
        ticked = self._ticked()
        self.into.clear()
        self.into.addItems(ticked)
        self.merge_button.setEnabled(len(ticked) > 1)
        self.into.setEnabled(len(ticked) > 1)

    def _on_merge(self) -> None:
        self._do(self._ticked(), self.into.currentText())

    def _do(self, texts: Sequence[str], into: str) -> None:
        self._merge(self._name, tuple(texts), into)
        self.show_values()
