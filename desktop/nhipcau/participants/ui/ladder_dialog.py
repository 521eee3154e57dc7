"""The organisation's ladder: its levels from the most senior down, moved by button or key; some not placed yet."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from nhipcau.common.words import Words
from nhipcau.participants.queries import LevelRow
from nhipcau.widgets.controls import button
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.theme import px

_STEP: Final = 10
"""Ranks leave room between two levels, for one that an import brings."""
_LEVEL: Final = Qt.ItemDataRole.UserRole


class LevelList(QListWidget):
    """Levels in order; Alt+Up and Alt+Down move the current one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up.value: -1, Qt.Key.Key_Down.value: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.move_current(steps[event.key()])
            return
        super().keyPressEvent(event)

    def move_current(self, by: int) -> None:
        """Move the current level up (-1) or down (1)."""
        row = self.currentRow()
        if 0 <= row + by < self.count() and row >= 0:
            item = self.takeItem(row)
            self.insertItem(row + by, item)
            self.setCurrentItem(item)


class LadderDialog(Dialog):
    """Levels with a tick stand on the ladder, the first the most senior. Without a tick: seniority not compared."""

    def __init__(self, words: Words, levels: Sequence[LevelRow], parent: QWidget | None = None) -> None:
        super().__init__(words("participants.ladder.title"), words("participants.ladder.text"), parent)
        self.list = LevelList()
        self.list.setAccessibleName(words("participants.ladder.title"))
        order = sorted(levels, key=lambda row: (row.rank is None, -(row.rank or 0), row.name))
        self._rank_before = {row.id: row.rank for row in levels}
        for row in order:
            item = QListWidgetItem(row.name)
            item.setData(_LEVEL, row.id)
            item.setCheckState(Qt.CheckState.Unchecked if row.rank is None else Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setMinimumHeight(px(260))
        self.up_button = button(words("participants.ladder.up"), icon="chevron-up")
        self.up_button.clicked.connect(self._on_up)
        self.down_button = button(words("participants.ladder.down"), icon="chevron-down")
        self.down_button.clicked.connect(self._on_down)
        row_of_buttons = QHBoxLayout()
        row_of_buttons.setSpacing(8)
        row_of_buttons.addWidget(self.up_button)
        row_of_buttons.addWidget(self.down_button)
        row_of_buttons.addStretch(1)
        self.add(self.list, 1)
        self.body.addLayout(row_of_buttons)
        self.add_reject(words("common.cancel"))
        self.save_button = self.add_accept(words("common.save"))

    def changes(self) -> dict[int, int | None]:
        """Return the new rank of each level whose place has changed, by level id."""
        items = [self.list.item(row) for row in range(self.list.count())]
        placed = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        before = [self._rank_before[item.data(_LEVEL)] for item in placed]
        known = [rank for rank in before if rank is not None]
        kept = len(known) == len(before) and all(a >= b for a, b in pairwise(known))
        ranks: dict[int, int | None] = {item.data(_LEVEL): None for item in items}
        for place, item in enumerate(reversed(placed), start=1):
            level = item.data(_LEVEL)
            ranks[level] = self._rank_before[level] if kept else place * _STEP
        return {level: rank for level, rank in ranks.items() if rank != self._rank_before[level]}

    def _on_up(self) -> None:
        self.list.move_current(-1)

    def _on_down(self) -> None:
        self.list.move_current(1)
