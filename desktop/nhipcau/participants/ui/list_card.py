"""The card with the list: search, filters, table, and how many are shown."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.participants.queries import ParticipantRow
from nhipcau.participants.ui import listing
from nhipcau.widgets.card import Card, EmptyState, Muted
from nhipcau.widgets.controls import Chips, SearchBox, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.table.table_view import RowTableModel, TableView
from nhipcau.widgets.theme import px


class ListCard(Card):
    """`chosen` tells the participant who is selected, `opened` the one to read, `removal` the one to remove."""

    chosen = Signal(object)
    opened = Signal(object)
    removal = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.pairing = listing.Pairing()
        self._counts: Mapping[str, int] = listing.chip_counts((), None)
        self.search = SearchBox()
        self.count = Muted()
        self.chips = Chips()
        self.model: RowTableModel[ParticipantRow] = RowTableModel(
            listing.columns(desk.words, self.pairing), lambda row: row.id, lambda row: row.folded, self
        )
        self.table = TableView(self.model, row_height=42)
        self.clear_button = button(kind="plain", icon="x")
        self.nobody = EmptyState("search", buttons=[self.clear_button])
        self._lay_out()
        self.search.searched.connect(self._on_search)
        self.chips.chosen.connect(self._on_filter)
        self.clear_button.clicked.connect(self.show_all)
        self.table.row_selected.connect(self.chosen)
        self.table.row_activated.connect(self.opened)
        self.table.clicked.connect(self._on_clicked)
        remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self._on_delete)

    def set_rows(
        self,
        rows: tuple[ParticipantRow, ...],
        paired: frozenset[int] | None,
        counts: Mapping[str, int] | None = None,
    ) -> None:
        """Show these; `counts` where they have been counted."""
        self._counts = counts or listing.chip_counts(rows, paired)
        self.pairing.ids = paired
        self.chips.set_items(listing.chips(self._counts, self._desk.words))
        # A chip may have gone with the last person it showed.
        self.model.set_rows(rows, listing.passes(self.chips.current(), self.pairing))
        self._after_change()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Leave out the columns that matter least where there is not the width for all."""
        margins = self.body.contentsMargins()
        room = self.width() - margins.left() - margins.right() - px(14)
        self.table.leave_out(listing.GIVING_WAY, room)

    def show_all(self) -> None:
        """Take away search and filter."""
        self.search.clear()
        self.model.search("")
        self.chips.choose("all")
        self._after_change()

    def keep_in_sight(self) -> None:
        """Bring the chosen row back into sight after the list has been given less room."""
        index = self.table.currentIndex()
        if index.isValid() and self.table.selected_id() is not None:
            self.table.scrollTo(index)

    def retranslate(self) -> None:
        words = self._desk.words
        self.search.set_texts(words("participants.search"), words("common.clear_search"))
        self.table.setAccessibleName(words("participants.title"))
        self.nobody.set_texts(words("participants.nobody.title"), words("participants.nobody.text"))
        self.clear_button.setText(words("participants.nobody.clear"))
        self.chips.set_items(listing.chips(self._counts, words))
        self.table.retranslate()
        self._after_change()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.search, 1)
        row.addWidget(self.count)
        self.body.addLayout(row)
        self.body.addWidget(self.chips)
        holder = QWidget()
        stack = QVBoxLayout(holder)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.table, 1)
        stack.addWidget(self.nobody, 1)
        self.nobody.hide()
        self.body.addWidget(holder, 1)
        self.setMinimumWidth(300)

    def _after_change(self) -> None:
        shown = self.model.rowCount()
        self.count.setText(self._desk.words("participants.count", n=shown))
        self.nobody.setVisible(not shown)
        self.table.setVisible(bool(shown))

    def _on_search(self, text: str) -> None:
        self.model.search(text)
        self._after_change()

    def _on_filter(self, name: str) -> None:
        self.model.set_filter(listing.passes(name, self.pairing))
        self._after_change()

    def _on_clicked(self, index: QModelIndex) -> None:
        # The row may have been current before, without being selected: then no other signal comes.
        self.chosen.emit(self.model.id_at(index.row()))

    def _on_delete(self) -> None:
        if self.table.selected_id() is not None:
            self.removal.emit(self.table.selected_id())
