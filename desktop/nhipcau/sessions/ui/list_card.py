"""The card with the log: search, filters, and the sessions or the pairs that the filter asks for."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from nhipcau.common.clock import today
from nhipcau.sessions.queries import PairTogether, SessionRow
from nhipcau.sessions.ui import listing
from nhipcau.sessions.ui.reading import Log
from nhipcau.widgets.card import Card, EmptyState, Muted
from nhipcau.widgets.controls import Chips, SearchBox, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.table.table_view import RowTableModel, TableView
from nhipcau.widgets.theme import px


class ListCard(Card):
    """`pair_chosen` tells the pair of the row that is selected, or None."""

    pair_chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._log = Log()
        self.search = SearchBox()
        self.count = Muted()
        self.chips = Chips()
        self._filtered: tuple[bool, Callable[[PairTogether], bool] | None] = (False, None)
        """Whether sessions are narrowed to the month, and by what the pairs are."""
        self._names = listing.Names(), listing.Names()
        self.session_model: RowTableModel[SessionRow] = RowTableModel(
            listing.session_columns(desk.words, self._names[0]),
            lambda row: row.id,
            lambda row: row.folded,
            self,
        )
        self.pair_model: RowTableModel[PairTogether] = RowTableModel(
            listing.pair_columns(desk.words, self._names[1]), lambda row: row.id, lambda row: row.folded, self
        )
        self.sessions = TableView(self.session_model, row_height=42)
        self.pairs = TableView(self.pair_model, row_height=42)
        self.log_button = button(kind="primary", icon="calendar-check")
        self.workbooks_button = button(icon="file-spreadsheet")
        self.none_yet = EmptyState("calendar-check", buttons=[self.workbooks_button, self.log_button])
        self.clear_button = button(icon="x")
        self.nothing = EmptyState("search", buttons=[self.clear_button])
        self._stack = QStackedWidget()
        for view in (self.sessions, self.pairs, self.none_yet, self.nothing):
            self._stack.addWidget(view)
        self._lay_out()
        self.search.searched.connect(self._on_search)
        self.chips.chosen.connect(self._on_filter)
        self.clear_button.clicked.connect(self.show_all)
        self.sessions.row_selected.connect(self._on_session)
        self.pairs.row_selected.connect(self.pair_chosen)
        # A row may have been current before without being selected: then only the click tells.
        self.sessions.clicked.connect(self._on_clicked)
        self.pairs.clicked.connect(self._on_clicked)

    @property
    def shows_pairs(self) -> bool:
        return self.chips.current() in listing.PAIR_FILTERS

    @property
    def table(self) -> TableView:
        """The list that is shown."""
        return self.pairs if self.shows_pairs else self.sessions

    def show_log(self, log: Log) -> None:
        self._log = log
        self.session_model.set_rows(log.sessions)
        self.pair_model.set_rows(tuple(log.pairs.values()))
        self._after_change()

    def show_all(self) -> None:
        """Take away search and filter."""
        self.search.clear()
        self._on_search("")
        self.chips.choose("pairs" if self.shows_pairs else "all")

    def retranslate(self) -> None:
        words = self._desk.words
        self.search.set_texts(words("sessions.search"), words("common.clear_search"))
        self.sessions.setAccessibleName(words("sessions.list.sessions"))
        self.pairs.setAccessibleName(words("sessions.list.pairs"))
        self.none_yet.set_texts(words("sessions.none_yet.title"), words("sessions.none_yet.text"))
        self.log_button.setText(words("sessions.do.log"))
        self.workbooks_button.setText(words("sessions.do.workbooks"))
        self.nothing.set_texts(words("sessions.nothing.title"), words("sessions.nothing.text"))
        self.clear_button.setText(words("sessions.nothing.clear"))
        self.sessions.retranslate()
        self.pairs.retranslate()
        self._after_change()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.search, 1)
        row.addWidget(self.count)
        self.body.addLayout(row)
        self.body.addWidget(self.chips)
        self.body.addWidget(self._stack, 1)
        self.setMinimumWidth(300)

    def _fit_columns(self) -> None:
        """Leave out the columns that matter least where there is not the width for all."""
        margins = self.body.contentsMargins()
        room = self.width() - margins.left() - margins.right() - px(14)
        for table, giving_way, names in (
            (self.sessions, listing.SESSIONS_GIVE_WAY, self._names[0]),
            (self.pairs, listing.PAIRS_GIVE_WAY, self._names[1]),
        ):
            names.together = "mentee" not in table.leave_out(giving_way, room)

    def _after_change(self) -> None:
        words = self._desk.words
        counts = {"all": 0, "pairs": 0, "none": 0, "low": 0, **self._log.counts}
        self.chips.set_items(listing.chips(counts | {"month": self._log.in_month(today())}, words))
        self._filter(self.chips.current())
        shown = (self.pair_model if self.shows_pairs else self.session_model).rowCount()
        if self.shows_pairs:
            self.count.setText(words("sessions.count.pairs", n=shown))
        else:
            self.count.setText(words("sessions.count.sessions", n=shown))
        if shown:
            self._stack.setCurrentWidget(self.table)
        else:
            bare = not self._log.sessions and not self.shows_pairs
            self._stack.setCurrentWidget(self.none_yet if bare else self.nothing)

    def _filter(self, chosen: str) -> None:
        """Filter the lists, each only where its filter is another one: it takes a look at every row."""
        if chosen == "month" or self._filtered[0]:
            self.session_model.set_filter(listing.this_month() if chosen == "month" else None)
        tests = {"none": listing.without_session, "low": listing.feels_low}
        if (test := tests.get(chosen)) is not self._filtered[1]:
            self.pair_model.set_filter(test)
        self._filtered = chosen == "month", test

    def _on_search(self, text: str) -> None:
        self.session_model.search(text)
        self.pair_model.search(text)
        self._after_change()

    def _on_filter(self, _name: str) -> None:
        self._after_change()

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.shows_pairs:
            self.pair_chosen.emit(self.pair_model.id_at(index.row()))
        else:
            self._on_session(self.session_model.id_at(index.row()))

    def _on_session(self, session_id: int | None) -> None:
        self.pair_chosen.emit(None if session_id is None else self._log.pair_of.get(session_id))
