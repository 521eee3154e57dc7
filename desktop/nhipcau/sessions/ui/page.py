"""The session log: when pairs met, who has not yet, and all that one pair does together."""

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from nhipcau.common.clock import today
from nhipcau.database import Database
from nhipcau.sessions.queries import PairTogether, pairs_together
from nhipcau.sessions.ui import list_columns as listing
from nhipcau.sessions.ui.dialogs import SessionDialog
from nhipcau.sessions.ui.list_card import LogCard
from nhipcau.sessions.ui.page_data import Log, TouchedRows, read_log
from nhipcau.sessions.ui.pair_panel import PairPanel
from nhipcau.sessions.ui.pair_records import PAIR_RECORDS
from nhipcau.widgets.card import EmptyState, KpiCard
from nhipcau.widgets.context import Context
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.forms.asking_dialog import answered
from nhipcau.widgets.lists.list_page import ListPage
from nhipcau.widgets.page import Touched


class SessionsPage(ListPage[Log]):
    """Figures, the log, and beside it one pair."""

    tables = frozenset(
        {"programme", "pair", "participant", "person", "mentoring_session", "pair_goal", "pulse_answer"}
    )

    list: LogCard

    def __init__(self, desk: Desk, database: Database, parent: QWidget | None = None) -> None:
        super().__init__(desk, Log(), parent)
        self._database = database
        self._log = Log()
        self._touched = TouchedRows()
        self._context = Context(desk, database)
        self.log_button = button(kind="primary", icon="calendar-check")
        self.held = KpiCard("calendar-check", tone="good")
        self.hours = KpiCard("clock", tone="info")
        self.waiting = KpiCard("triangle-alert", tone="warn")
        self.list = LogCard(desk)
        self.panel = PairPanel(desk)
        self.pairing_button = button(kind="primary", icon="heart-handshake")
        self.workbooks_button = button(icon="file-spreadsheet")
        self.empty = EmptyState("heart-handshake", buttons=[self.workbooks_button, self.pairing_button])
        figures = QHBoxLayout()
        figures.setSpacing(16)
        for card in (self.held, self.hours, self.waiting):
            figures.addWidget(card, 1)
        self.build_list(
            self.panel, self.empty, head=[self.log_button], waiting=[self.log_button],
            adding=[self.log_button, self.list.log_button], above=figures,
        )  # fmt: skip
        self.pairing_button.clicked.connect(self._on_pairing)
        for made in (self.workbooks_button, self.list.workbooks_button):
            made.clicked.connect(self._on_workbooks)
        self.panel.wanted.connect(self._on_wanted)

    def title(self) -> str:
        return self.desk.words("sessions.title")

    def reading(self, programme_id: int) -> Callable[[], Log]:
        before, touched, database = self._log, self._touched.asked(), self._database
        return lambda: read_log(database, programme_id, before, touched)

    def forget(self) -> None:
        self._log = Log()
        self._touched.forget()
        super().forget()

    def changed(self, changes: Touched) -> None:
        """Remember which rows are to be read again."""
        self._touched.add(changes.ids)
        super().tables_changed(set(changes.ids))

    def tables_changed(self, tables: Collection[str]) -> None:
        self._touched.forget()  # which rows, nobody has said
        super().tables_changed(tables)

    def retranslate(self) -> None:
        words = self.desk.words
        self.log_button.setText(words("sessions.do.log"))
        self.pairing_button.setText(words("sessions.do.pairing"))
        self.workbooks_button.setText(words("sessions.do.workbooks"))
        self.empty.set_texts(words("sessions.empty.title"), words("sessions.empty.text"))
        self.list.retranslate()
        self.panel.retranslate()
        self._show_figures()

    def arrive(self, **arguments: object) -> None:
        """Accept `pair_id`, the pair to show, and `filter`, which rows to list."""
        chosen = arguments.get("filter")
        if isinstance(chosen, str):
            self.list.chips.choose(chosen)
        self.want(arguments.get("pair_id"))

    # showing

    def fill(self, reading: Log) -> bool:
        log = self._log = reading
        self._touched.shown()
        self.log_button.setEnabled(bool(log.pairs))
        self.list.show_log(log)
        self._show_figures()
        shown = self.panel.shown
        if shown is not None and shown.id in log.pairs:
            self.panel.read(log.pairs[shown.id])
        elif shown is not None:
            self.close_panel()
        self.go_to_wanted()
        return bool(log.pairs)

    def _show_figures(self) -> None:
        words, log = self.desk.words, self._log
        held = len(log.sessions)
        self.held.set_figure(
            words("sessions.figure.held"), str(held), words("sessions.figure.month", n=log.in_month(today()))
        )
        self.hours.set_figure(
            words("sessions.figure.hours"), listing.hours_text(log.minutes, words),
            words("sessions.figure.mean", n=round(log.minutes / held) if held else 0),
        )  # fmt: skip
        self.waiting.set_figure(
            words("sessions.figure.waiting"), str(log.counts.get("none", 0)),
            words("sessions.figure.of_pairs", n=log.standing),
        )  # fmt: skip

    def thing_of(self, row_id: int) -> int | None:
        pair_id = row_id if self.list.table is self.list.pairs else self._log.pair_of.get(row_id)
        return pair_id if pair_id in self._log.pairs else None

    def go_to(self, thing_id: int) -> None:
        if thing_id in self._log.pairs:
            self.open(thing_id)

    def show_beside(self, thing_id: int) -> None:
        self.panel.read(self._log.pairs[thing_id])

    # answering

    def add(self) -> None:
        """Ask for a session that was held: of the pair that is open, else also of which pair."""
        shown = None if self.panel.isHidden() else self.panel.shown
        if shown is not None:
            self._ask("session", shown)
            return
        pairs = self._log.pairs
        standing = [pair for pair in pairs.values() if pair.stands] or list(pairs.values())
        choices = [(pair.id, called(pair)) for pair in standing]
        if not choices:
            return

        def save(values: dict[str, Any]) -> None:
            pair = pairs[values.pop("pair_id")]
            PAIR_RECORDS["session"].store(self._context, pair.id, None, values, pair=called(pair))

        title = self.desk.words("sessions.dialog.log")
        answered(SessionDialog(self.desk, save, self, pairs=choices, title=title))

    def _ask(self, name: str, pair: PairTogether, row: Any = None) -> None:  # noqa: ANN401 - of each kind its own
        """Ask for a new record of a pair, or for what is to be changed of one."""
        kind, row_id = PAIR_RECORDS[name], None if row is None else row.id

        def save(values: dict[str, Any]) -> None:
            kind.store(self._context, pair.id, row_id, values, pair=called(pair))

        answered(kind.ask(self.desk, save, self, row, pair=called(pair)))

    def _on_wanted(self, what: str, row: Any) -> None:  # noqa: ANN401 - of each kind its own
        shown = self.panel.shown
        if shown is None:
            return
        if self._reading.is_awaited:  # what is shown is older than what is stored: nothing is done to that
            pair = self._as_stored(shown.id)
            if pair is None or not _is_same(pair, row):
                self.desk.say(self.desk.words("common.changed_meanwhile"), tone="info")
                return
        else:
            pair = shown
        does, _, name = what.partition("_")
        if does == "remove":
            PAIR_RECORDS[name].remove(self._context, row.id, row, pair=called(pair))
        else:
            self._ask(name, pair, row)

    def _as_stored(self, pair_id: int) -> PairTogether | None:
        programme_id = self.desk.programme_id or 0
        with self._database.read() as db:
            found = pairs_together(db, programme_id, {pair_id})
        return found[0] if found else None

    def _on_pairing(self) -> None:
        self.desk.go("pairing")

    def _on_workbooks(self) -> None:
        self.desk.go("workbooks")


def _is_same(pair: PairTogether, row: object) -> bool:
    """Say whether a row of a pair is stored as it is shown; None is the pair itself."""
    return row is None or row in (*pair.sessions, *pair.goals, *pair.pulses)


def called(pair: PairTogether) -> str:
    """Return what a pair is called: both names."""
    return f"{pair.mentor} – {pair.mentee}"
