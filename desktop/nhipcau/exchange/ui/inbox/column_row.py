"""One column of a file: its heading, some answers, and what it is taken to mean."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.exchange.formats.column_mapping import ColumnReading
from nhipcau.exchange.formats.reading_terms import IGNORE, QUESTION
from nhipcau.exchange.mapping.column_text import meaning_name
from nhipcau.participants.models import QUESTION_KINDS
from nhipcau.participants.sensitive import sensitive_text
from nhipcau.participants.sheet import BY_CODE, FIELDS
from nhipcau.widgets.card import Caution, Muted
from nhipcau.widgets.controls import ElidedLabel, button
from nhipcau.widgets.theme import px
from nhipcau.widgets.wheel_guard import calm
from nhipcau.workbook.columns import column_letters

LETTER_WIDTH: Final = 28
MEANING_WIDTH: Final = 224
ANSWER_WIDTH: Final = 156
GAP: Final = 14


class QuietComboBox(QComboBox):
    """A choice that the mouse wheel does not change while the page scrolls past it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        calm(self)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.setMaxVisibleItems(14)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class ColumnRow(QWidget):
    """A line of the column list."""

    meaning_chosen = Signal(int, str)
    kind_chosen = Signal(int, str)
    values_wanted = Signal(int)

    def __init__(self, words: Words, column: ColumnReading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index = column.index
        row = QHBoxLayout()
        row.setSpacing(GAP)
        letter = Muted(column_letters(column.index))
        letter.setFixedWidth(px(LETTER_WIDTH))
        self.meaning = QuietComboBox()
        self.meaning.setAccessibleName(words("inbox.columns.meaning_of", heading=column.heading))
        self._fill_meanings(words, column)
        self.kind = QuietComboBox()
        self.kind.setAccessibleName(words("inbox.columns.kind_of", heading=column.heading))
        for kind in QUESTION_KINDS:
            self.kind.addItem(words(f"inbox.kind.{kind}"), kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(column.kind)))
        self.values = button(words("inbox.columns.values", n=len(column.value_map)), kind="link")
        self.values.setAccessibleName(words("inbox.columns.values_of", heading=column.heading))
        row.addWidget(letter)
        row.addLayout(self._texts(words, column), 1)
        self.meaning.setFixedWidth(px(MEANING_WIDTH))
        row.addWidget(self.meaning)
        place = QWidget()
        place.setFixedWidth(px(ANSWER_WIDTH))
        last = QHBoxLayout(place)
        last.setContentsMargins(0, 0, 0, 0)
        last.addWidget(self.kind)
        last.addWidget(self.values)
        last.addStretch(1)
        row.addWidget(place)
        self._lay_out(row, caution_of(words, column))
        self.kind.setVisible(column.meaning == QUESTION)
        self.values.setVisible(column.meaning != QUESTION and bool(column.value_map))
        self.meaning.activated.connect(self._on_meaning)
        self.kind.activated.connect(self._on_kind)
        self.values.clicked.connect(self._on_values)

    def _lay_out(self, row: QHBoxLayout, caution: str) -> None:
        """Put what to be careful of under all of the line: beside the choices it has no room in large letters."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 1)
        column.setSpacing(2)
        self.caution = Caution(caution)
        self.caution.setContentsMargins(px(LETTER_WIDTH) + GAP, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.caution)

    def _texts(self, words: Words, column: ColumnReading) -> QHBoxLayout:
        """Return the heading and, beside it on the one line, some answers."""
        texts = QHBoxLayout()
        texts.setSpacing(GAP)
        self.heading = ElidedLabel(column.heading or "–", "Body")
        self.samples = ElidedLabel(" · ".join(column.samples) or words("inbox.columns.no_answers"), "Muted")
        texts.addWidget(self.heading, 3)
        texts.addWidget(self.samples, 2)
        return texts

    def _fill_meanings(self, words: Words, column: ColumnReading) -> None:
        unsure = not column.sure
        for code in (QUESTION, IGNORE, *(field.code for field in FIELDS)):
            name = meaning_name(words, code)
            doubtful = unsure and code == column.meaning
            self.meaning.addItem(words("inbox.columns.unsure", meaning=name) if doubtful else name, code)
        self.meaning.insertSeparator(2)
        self.meaning.setCurrentIndex(max(0, self.meaning.findData(column.meaning)))

    def _on_meaning(self) -> None:
        self.meaning_chosen.emit(self._index, str(self.meaning.currentData()))

    def _on_kind(self) -> None:
        self.kind_chosen.emit(self._index, str(self.kind.currentData()))

    def _on_values(self) -> None:
        self.values_wanted.emit(self._index)


def caution_of(words: Words, column: ColumnReading) -> str:
    """Return what to be careful of, where people's own words are read: a question, or a field of free text."""
    field = BY_CODE.get(column.meaning)
    is_read = column.meaning == QUESTION or (field is not None and field.kind == "long_text")
    return sensitive_text(words, "sensitive.column", column.sensitive) if is_read else ""
