"""Who is asked in a wave: who has answered, who has not, and an answer written by hand."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nhipcau.common.name_order import person_sort_key
from nhipcau.common.search_text import search_text
from nhipcau.common.words import Words
from nhipcau.surveys.queries import ResponseRow
from nhipcau.surveys.ui.wave_list import day_text
from nhipcau.widgets.controls import Chips, SearchBox, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.flow import FlowLayout, Wrapping
from nhipcau.widgets.table.table_view import Column, RowTableModel, TableView
from nhipcau.widgets.theme import px


def _columns(words: Words) -> tuple[Column[ResponseRow], ...]:
    return (
        Column(
            "name", lambda: words("evaluation.column.name"), lambda row: row.name, kind="person", width=180,
            sort_key=lambda row: person_sort_key(row.name, words.language), stretch=True,
            note=lambda row: words(f"common.{row.role}"),
        ),
        Column("partner", lambda: words("evaluation.column.partner"), lambda row: row.partner_name, width=150),
        Column(
            "answered_on", lambda: words("evaluation.column.answered_on"),
            lambda row: day_text(row.answered_on) or words("evaluation.not_yet"), kind="date", width=110,
            sort_key=lambda row: row.answered_on,
        ),
    )  # fmt: skip


class PeopleView(QWidget):
    """`answer_wanted` names the response to write by hand; `copy_wanted` asks for the e-mails that are missing."""

    answer_wanted = Signal(object)
    copy_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: tuple[ResponseRow, ...] = ()
        self._by_hand = True
        self.search = SearchBox()
        self.chips = Chips()
        self.model: RowTableModel[ResponseRow] = RowTableModel(
            _columns(desk.words),
            lambda row: row.id,
            lambda row: search_text(f"{row.name} {row.partner_name}"),
            self,
        )
        self.table = TableView(self.model, row_height=42)
        self.copy_button = button(icon="copy")
        self.answer_button = button(icon="pencil")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self.chips)
        column.addWidget(self.table, 1)
        foot = Wrapping()
        flow = FlowLayout(foot, gap=10)
        flow.addWidget(self.answer_button)
        flow.addWidget(self.copy_button)
        column.addWidget(foot)
        self.search.searched.connect(self.model.search)
        self.chips.chosen.connect(self._on_filter)
        self.copy_button.clicked.connect(self.copy_wanted)
        self.answer_button.clicked.connect(self._on_answer)
        self.table.row_selected.connect(self._on_selected)
        self.table.row_activated.connect(self._on_activated)

    def show_rows(self, rows: Sequence[ResponseRow], *, by_hand: bool = True) -> None:
        """Show who is asked; answers may be written `by_hand` where it is known whose they are."""
        self._rows = tuple(rows)
        self._by_hand = by_hand
        self.answer_button.setVisible(by_hand)
        self._fit()
        self.model.set_rows(self._rows)
        answered = sum(row.answered_on is not None for row in self._rows)
        words = self._desk.words
        self.chips.set_items(
            [
                ("all", words("evaluation.filter.all"), len(self._rows)),
                ("missing", words("evaluation.filter.missing"), len(self._rows) - answered),
                ("answered", words("evaluation.filter.answered"), answered),
            ]
        )
        self._on_filter()
        self.copy_button.setEnabled(answered < len(self._rows))

    def retranslate(self) -> None:
        words = self._desk.words
        self.search.set_texts(words("evaluation.search"), words("common.clear_search"))
        self.table.setAccessibleName(words("evaluation.people"))
        self.copy_button.setText(words("evaluation.do.copy_emails"))
        self.answer_button.setText(words("evaluation.do.answer"))
        self.table.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = sum(px(column.width) for column in self.model.columns)
        # Of an anonymous wave nobody answers about a pair.
        self.table.setColumnHidden(1, not self._by_hand or wide > self.width())
        self.table.fit_columns()

    def _on_filter(self) -> None:
        chosen = self.chips.current()
        tests = {
            "missing": lambda row: row.answered_on is None,
            "answered": lambda row: row.answered_on is not None,
        }
        self.model.set_filter(tests.get(chosen))
        self.answer_button.setEnabled(self.table.selected_id() is not None)

    def _on_selected(self, response_id: int | None) -> None:
        self.answer_button.setEnabled(response_id is not None)

    def _on_activated(self, response_id: object) -> None:
        if self._by_hand:
            self.answer_wanted.emit(response_id)

    def _on_answer(self) -> None:
        chosen = self.table.selected_id()
        if chosen is not None:
            self.answer_wanted.emit(chosen)
