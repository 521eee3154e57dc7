"""Two people or more beside each other, what differs tinted."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from nhipcau.common.words import Words
from nhipcau.exchange.mapping.column_text import meaning_name
from nhipcau.exchange.preview.side_by_side import PeopleSideBySide
from nhipcau.exchange.ui.findings_text import value_text
from nhipcau.widgets.card import Body, Muted


class Comparison(QWidget):
    """A column for the row and one for each whom it may be."""

    def __init__(self, words: Words, compared: PeopleSideBySide, row_number: int) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2)
        grid.setVerticalSpacing(2)
        heads = [words("inbox.compare.row", row=row_number)]
        heads += [
            words("inbox.compare.known") if place is None else words("inbox.compare.row", row=place)
            for place in compared.rows
        ]
        for column, head in enumerate(heads, 1):
            title = Muted(head, wrap=True)
            title.setContentsMargins(6, 0, 6, 0)
            grid.addWidget(title, 0, column)
            grid.setColumnStretch(column, 1)
        self.cells: list[Sequence[QLabel]] = []
        for line, field in enumerate(compared.fields, 1):
            name = Muted(meaning_name(words, field.code), wrap=True)
            name.setContentsMargins(0, 4, 6, 3)
            grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
            cells = [Body(value_text(words, value)) for value in (field.said, *field.known)]
            for column, cell in enumerate(cells, 1):
                cell.setProperty("differs", field.differs)
                cell.setContentsMargins(6, 3, 6, 3)
                cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                cell.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                grid.addWidget(cell, line, column)
            self.cells.append(cells)
