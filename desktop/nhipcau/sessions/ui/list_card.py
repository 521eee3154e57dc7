"""The card with the log: the sessions, or the pairs, that the filter asks for."""

from nhipcau.common.clock import today
from nhipcau.sessions.ui import list_columns as listing
from nhipcau.sessions.ui.page_data import Log
from nhipcau.widgets.card import EmptyState
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.lists.list_card import ListCard


class LogCard(ListCard):
    """Two lists, of sessions and of pairs."""

    def __init__(self, desk: Desk) -> None:
        self.log_button = button(kind="primary", icon="calendar-check")
        self.workbooks_button = button(icon="file-spreadsheet")
        super().__init__(
            desk,
            listing.lists(desk.words),
            listing.FILTERS,
            search="sessions.search",
            filters="sessions.filter.",
            none_yet=EmptyState("calendar-check", buttons=[self.workbooks_button, self.log_button]),
        )
        self.session_model, self.pair_model = self.models
        self.sessions, self.pairs = self.tables

    def show_log(self, log: Log) -> None:
        counts = {**log.counts, "month": log.in_month(today())} if log.counts else None
        self.set_rows(log.sessions, tuple(log.pairs.values()), counts=counts)

    def retranslate(self) -> None:
        words = self._desk.words
        if self.none_yet is not None:
            self.none_yet.set_texts(words("sessions.none_yet.title"), words("sessions.none_yet.text"))
        self.log_button.setText(words("sessions.do.log"))
        self.workbooks_button.setText(words("sessions.do.workbooks"))
        super().retranslate()
