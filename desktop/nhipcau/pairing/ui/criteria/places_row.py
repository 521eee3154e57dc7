"""How many mentees a mentor takes, changed where it is read."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.settings.pairing_input import Candidate
from nhipcau.widgets.card import Muted
from nhipcau.widgets.flow import FlowLayout
from nhipcau.widgets.wheel_guard import calm

_MOST: Final = 99
_PAUSE_MS: Final = 600
"""One step in the undo history for a number counted up, not one a click."""


class PlacesRow(QWidget):
    """`wanted` carries the mentor, the least and the most, a moment after the last touch."""

    wanted = Signal(int, int, int)

    def __init__(self, mentor: Candidate, words: Words) -> None:
        super().__init__()
        self._mentor = mentor
        self.least = _number(words("groups.mentor.least"), mentor.least)
        self.most = _number(words("groups.mentor.most"), mentor.capacity)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        for text, spin in (("groups.mentor.least", self.least), ("groups.mentor.most", self.most)):
            label = Muted(words(text))
            label.setContentsMargins(0, 8, 0, 0)
            flow.addWidget(label)
            flow.addWidget(spin)
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        column.addWidget(holder)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._announce)
        self.least.valueChanged.connect(self._on_least)
        self.most.valueChanged.connect(self._on_most)

    def _on_least(self) -> None:
        self.most.setValue(max(self.most.value(), self.least.value()))
        self._pause.start()

    def _on_most(self) -> None:
        self.least.setValue(min(self.most.value(), self.least.value()))
        self._pause.start()

    def _announce(self) -> None:
        least, most = self.least.value(), self.most.value()
        if (least, most) != (self._mentor.least, self._mentor.capacity):
            self.wanted.emit(self._mentor.participant_id, least, most)


def _number(name: str, value: int) -> QSpinBox:
    spin = calm(QSpinBox())
    spin.setRange(0, _MOST)
    spin.setValue(value)
    spin.lineEdit().setTextMargins(8, 0, 0, 0)
    spin.setKeyboardTracking(False)
    spin.setAccessibleName(name)
    return spin
