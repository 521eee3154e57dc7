"""A column that can be read in two ways: what the file says, and both ways to choose from with one key."""

from enum import Enum
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.exchange.formats.column_mapping import ColumnReading
from nhipcau.exchange.formats.reading_terms import IGNORE, QUESTION
from nhipcau.exchange.mapping.column_text import meaning_name, reason_text
from nhipcau.exchange.ui.inbox.reading_choice import ReadingChoice
from nhipcau.widgets.card import Body, Muted
from nhipcau.widgets.controls import ElidedLabel, Pill, button
from nhipcau.widgets.theme import px
from nhipcau.workbook.columns import column_letters

SAMPLES_WIDTH: Final = 230

_EFFECTS: Final = frozenset({QUESTION, IGNORE, "consent"})
"""Meanings of which it must be said what follows."""


class Room(Enum):
    """How much room there is, by the least width in pixels at ordinary text."""

    WIDE = 820
    MIDDLE = 640
    NARROW = 0


class DoubtRow(QWidget):
    """Shows the two best readings of a column, the better one chosen until she says otherwise."""

    meaning_chosen = Signal(int, str)
    other_wanted = Signal(int)
    """Neither is right: she looks for another meaning."""

    def __init__(
        self, words: Words, column: ColumnReading, present: ColumnReading, parent: QWidget | None = None
    ) -> None:
        """`column` as it was proposed, `present` as it is read now."""
        super().__init__(parent)
        self.index = column.index
        self.decided = present.confidence >= 1.0
        self._group = QButtonGroup(self)
        self.choices: dict[str, ReadingChoice] = {}
        for place, meaning in enumerate(_readings(column), 1):
            choice = ReadingChoice(
                meaning_name(words, meaning),
                _sentences(words, column, meaning, best=place == 1),
                str(place),
                words("inbox.doubt.advised") if place == 1 else "",
            )
            choice.radio.setAccessibleName(
                words("inbox.doubt.reading_of", heading=column.heading, meaning=meaning_name(words, meaning))
            )
            choice.chosen.connect(self._on_chosen)
            self._group.addButton(choice.radio, place)
            self.choices[meaning] = choice
        if present.meaning in self.choices:
            self.choices[present.meaning].radio.setChecked(True)
        self.other = button(words("inbox.doubt.other"), kind="link")
        self.other.setAccessibleName(words("inbox.doubt.other_of", heading=column.heading))
        self.other.clicked.connect(self._on_other)
        self._said = self._what_is_said(words, column)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 6, 0, 6)
        self._grid.setSpacing(12)
        self._room = Room.WIDE
        self._lay_out()

    def focus_choice(self) -> None:
        """Put the keyboard on the reading that is chosen now."""
        checked = self._group.checkedButton() or self._group.buttons()[0]
        checked.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the readings beside what is said where there is room, beneath it or one under the other where not."""
        super().resizeEvent(event)
        room = next(room for room in Room if event.size().width() >= px(room.value))
        if room != self._room:
            self._room = room
            self._lay_out()

    def _lay_out(self) -> None:
        for widget in (self._said, *self.choices.values()):
            self._grid.removeWidget(widget)
        wide, stacked = self._room == Room.WIDE, self._room == Room.NARROW
        self._grid.addWidget(self._said, 0, 0, 1, 1 if wide else 2)
        for place, choice in enumerate(self.choices.values()):
            line, column = (0, place + 1) if wide else (place + 1, 0) if stacked else (1, place)
            self._grid.addWidget(choice, line, column, 1, 2 if stacked else 1)
        for column in range(3):
            self._grid.setColumnStretch(column, int(column > 0) if wide else int(column < 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_0.value
        if 1 <= place <= len(self.choices) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._group.button(place).click()
        else:
            super().keyPressEvent(event)

    def _what_is_said(self, words: Words, column: ColumnReading) -> QWidget:
        """Return the heading, and the answers that make it doubtful."""
        said = QWidget()
        texts = QVBoxLayout(said)
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Pill(column_letters(column.index)))
        heading = ElidedLabel(column.heading or "–", "H3")
        head.addWidget(heading, 1)
        texts.addLayout(head)
        answers = column.speaking or column.samples[:3]
        quoted = " · ".join(words("inbox.doubt.said", answer=answer) for answer in answers)
        self.samples = Body(quoted or words("inbox.columns.no_answers"))
        said.setMinimumWidth(px(SAMPLES_WIDTH))
        texts.addWidget(self.samples)
        texts.addWidget(Muted(words("inbox.doubt.filled", n=column.filled)))
        texts.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        texts.addStretch(1)
        return said

    def _on_chosen(self) -> None:
        sender = self.sender()
        for meaning, choice in self.choices.items():
            if choice is sender:
                self.meaning_chosen.emit(self.index, meaning)

    def _on_other(self) -> None:
        self.other_wanted.emit(self.index)


def _readings(column: ColumnReading) -> tuple[str, ...]:
    return (column.meaning, column.alternative or (IGNORE if column.meaning == QUESTION else QUESTION))


def _sentences(words: Words, column: ColumnReading, meaning: str, *, best: bool) -> tuple[str, ...]:
    reason = reason_text(words, column.reason) if best else ""
    effect = words(f"inbox.doubt.effect.{meaning}") if meaning in _EFFECTS else ""
    return (reason, effect)
