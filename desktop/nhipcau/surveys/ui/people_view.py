"""Who is asked in a wave: who has answered, who has not, and an answer written by hand."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal

from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.names.search_text import search_text
from nhipcau.common.words import Words
from nhipcau.surveys.queries import ResponseRow
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.flow import FlowLayout, Wrapping
from nhipcau.widgets.forms.date_field import day_text
from nhipcau.widgets.lists.list_card import ListCard, ListFilter, RowList
from nhipcau.widgets.table.table_view import Column


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


_FILTERS: Final = (
    ListFilter("all"),
    ListFilter("missing", lambda: lambda row: row.answered_on is None),
    ListFilter("answered", lambda: lambda row: row.answered_on is not None),
)


class PeopleView(ListCard):
    """`answer_wanted` names the response to write by hand; `copy_wanted` asks for the e-mails that are missing."""

    answer_wanted = Signal(object)
    copy_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        self._by_hand = True
        asked = RowList(
            "evaluation.people", "", _columns(desk.words), lambda row: row.id,
            lambda row: search_text(f"{row.name} {row.partner_name}"), ("partner",),
        )  # fmt: skip
        super().__init__(
            desk, [asked], _FILTERS, search="evaluation.search", filters="evaluation.filter.", nothing="", framed=False
        )  # fmt: skip
        self.copy_button = button(icon="copy")
        self.answer_button = button(icon="pencil")
        foot = Wrapping()
        flow = FlowLayout(foot, gap=10)
        flow.addWidget(self.answer_button)
        flow.addWidget(self.copy_button)
        self.add(foot)
        self.copy_button.clicked.connect(self.copy_wanted)
        self.answer_button.clicked.connect(self._on_answer)
        self.chosen.connect(self._on_selected)
        self.opened.connect(self._on_opened)

    def show_rows(self, rows: Sequence[ResponseRow], *, by_hand: bool = True) -> None:
        """Show who is asked; answers may be written `by_hand` where it is known whose they are."""
        self._by_hand = by_hand
        self.answer_button.setVisible(by_hand)
        self.fit_columns()
        self.set_rows(rows)
        self._on_selected(self.table.selected_id())
        self.copy_button.setEnabled(any(row.answered_on is None for row in rows))

    def room(self) -> int:
        # Of an anonymous wave nobody answers about a pair.
        return super().room() if self._by_hand else 0

    def retranslate(self) -> None:
        super().retranslate()
        self.copy_button.setText(self._desk.words("evaluation.do.copy_emails"))
        self.answer_button.setText(self._desk.words("evaluation.do.answer"))

    def _on_selected(self, response_id: int | None) -> None:
        self.answer_button.setEnabled(response_id is not None)

    def _on_opened(self, response_id: int) -> None:
        if self._by_hand:
            self.answer_wanted.emit(response_id)

    def _on_answer(self) -> None:
        chosen = self.table.selected_id()
        if chosen is not None:
            self.answer_wanted.emit(chosen)
