"""What stands in the place of the plan while there is none: it is being worked out, was stopped, or could not be."""

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.widgets.card import EmptyState, Muted
from nhipcau.widgets.controls import button

State = Literal["waiting", "stopped", "failed"]


class NoPlan(QWidget):
    """Says which of the three it is; its button asks for the plan again."""

    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.waiting = Muted()
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.again = button(kind="primary", icon="refresh-cw")
        self.again.clicked.connect(self.again_wanted)
        self.state = EmptyState("triangle-alert", buttons=(self.again,))
        self._card = QFrame()
        self._card.setObjectName("Card")
        column = QVBoxLayout(self._card)
        column.addWidget(self.state)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.waiting)
        self._stack.addWidget(self._card)

    def say(self, state: State, words: Words) -> None:
        self._stack.setCurrentWidget(self.waiting if state == "waiting" else self._card)
        self.waiting.setText(words("pairs.page.solving"))
        self.again.setText(words("groups.solve_again"))
        if state != "waiting":
            self.state.tile.set("triangle-alert" if state == "failed" else "refresh-cw", "warn")
            self.state.set_texts(words(f"pairs.page.{state}"), words(f"pairs.page.{state}_text"))
