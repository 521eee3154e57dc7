"""Which own questions may be quoted to the partner: a box for each, asked in the open where a form is read."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from nhipcau.common.words import Words
from nhipcau.exchange.formats.column_mapping import ColumnReading
from nhipcau.exchange.formats.reading_terms import QUESTION
from nhipcau.exchange.inbox.quotable_questions import subject_of
from nhipcau.participants.sensitive import sensitive_text
from nhipcau.widgets.card import Muted
from nhipcau.widgets.flow import FlowLayout, Wrapping
from nhipcau.widgets.icons import icon
from nhipcau.widgets.theme import px

WIDEST: Final = 300
"""Pixels of a question's text, at ordinary text; the whole is in its tip."""


class QuotingLine(Wrapping):
    """Boxes that wrap like words. The lines of a grid share one."""

    chosen = Signal(str, bool)
    """What is asked (`quoting.subject_of`), and whether the answers may be told to the partner."""

    def __init__(self, words: Words, columns: Iterable[ColumnReading], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, gap=14)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        label = Muted(words("inbox.quoted"))
        label.setToolTip(words("inbox.quoted.hint"))
        flow.addWidget(label)
        self.boxes: dict[str, QCheckBox] = {}
        for column in columns:
            subject = subject_of(column)
            if column.meaning == QUESTION and subject not in self.boxes:
                self.boxes[subject] = self._box(words, column)
                flow.addWidget(self.boxes[subject])
        if self.boxes:  # on one line with them
            label.setMinimumHeight(max(box.sizeHint().height() for box in self.boxes.values()))
        self.setVisible(bool(self.boxes))

    def _box(self, words: Words, column: ColumnReading) -> QCheckBox:
        text = column.grid or column.wording
        box = QCheckBox()
        shown = box.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, px(WIDEST))
        box.setText(shown.replace("&", "&&"))
        caution = sensitive_text(words, "sensitive.box", column.sensitive)
        box.setToolTip("\n".join(filter(None, (text, caution))))
        box.setAccessibleDescription(caution)
        if caution:
            box.setIcon(icon("triangle-alert", "warn"))
        box.setAccessibleName(words("inbox.quoted.of", heading=text))
        box.setChecked(column.quotable is True)
        box.clicked.connect(self._on_clicked)
        return box

    def _on_clicked(self) -> None:
        sender = self.sender()
        for subject, box in self.boxes.items():
            if box is sender:
                self.chosen.emit(subject, box.isChecked())
