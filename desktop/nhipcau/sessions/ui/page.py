"""The session log: when pairs met, who has not yet, and all that one pair does together."""

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from nhipcau.common.clock import today
from nhipcau.database import Database
from nhipcau.sessions.queries import GoalRow, PairTogether, PulseRow, SessionRow, pairs_together
from nhipcau.sessions.ui import listing
from nhipcau.sessions.ui.actions import Actions, called
from nhipcau.sessions.ui.dialogs import GoalDialog, PulseDialog, SessionDialog
from nhipcau.sessions.ui.list_card import ListCard
from nhipcau.sessions.ui.pair_panel import PairPanel
from nhipcau.sessions.ui.reading import Log, TouchedRows, read_log
from nhipcau.widgets.card import Card, EmptyState, KpiCard
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.forms.asking_dialog import answered
from nhipcau.widgets.latest_reading import LatestReading
from nhipcau.widgets.page import Page, Touched, width_beside
from nhipcau.widgets.still_reading import StillReading

Answers = dict[str, Any]
_SESSION = ("held_on", "minutes", "way", "topic", "rating", "next_step")
_GOAL = ("wording", "due_on", "progress")
_PULSE = ("role", "answered_on", "feeling", "comment")


class SessionsPage(Page):
    """Figures, the log, and beside it one pair."""

    tables = frozenset(
        {"programme", "pair", "participant", "person", "mentoring_session", "pair_goal", "pulse_answer"}
    )

    def __init__(self, desk: Desk, database: Database, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._database = database
        self._log = Log()
        self._reading = LatestReading(desk, self, self._show)
        self._wanted: int | None = None
        """The pair to open once it has been read."""
        self._touched = TouchedRows()
        self.actions_of = Actions(desk, database)
        self.log_button = button(kind="primary", icon="calendar-check")
        self.held = KpiCard("calendar-check", tone="good")
        self.hours = KpiCard("clock", tone="info")
        self.waiting = KpiCard("triangle-alert", tone="warn")
        self.list = ListCard(desk)
        self.panel = PairPanel(desk)
        self.pairing_button = button(kind="primary", icon="heart-handshake")
        self.workbooks_button = button(icon="file-spreadsheet")
        self.empty = EmptyState("heart-handshake", buttons=[self.workbooks_button, self.pairing_button])
        self._lay_out()
        self._connect()

    def title(self) -> str:
        return self.desk.words("sessions.title")

    def head_actions(self) -> list[QWidget]:
        """Return the button that stands at the head of the window."""
        return [self.log_button]

    def refresh(self) -> None:
        programme_id = self.desk.programme_id
        if programme_id is None:
            self._reading.drop()
            self._show(Log())
            return
        if self._log.programme_id != programme_id:  # nothing is known of this one yet, and nothing is said
            self._log = Log()
            self._touched.forget()
            self._close()
            self._stack.setCurrentIndex(2)
            self.log_button.setEnabled(False)
        before, touched, database = self._log, self._touched.asked(), self._database
        self._reading.ask(lambda: read_log(database, programme_id, before, touched))

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
        chosen, pair_id = arguments.get("filter"), arguments.get("pair_id")
        if isinstance(chosen, str):
            self.list.chips.choose(chosen)
        if isinstance(pair_id, int):
            self._wanted = pair_id
            self._open_wanted()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.setFixedWidth(width_beside(self.width()))

    # building

    def _lay_out(self) -> None:
        self.hold(*self.head_actions())
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        figures = QHBoxLayout()
        figures.setSpacing(16)
        for card in (self.held, self.hours, self.waiting):
            figures.addWidget(card, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list, 1)
        row.addWidget(self.panel)
        self.panel.hide()
        column.addLayout(figures)
        column.addLayout(row, 1)
        bare = Card()
        bare.add(self.empty, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(bare)
        self._stack.addWidget(StillReading(self.desk))
        self._stack.setCurrentIndex(2)

    def _connect(self) -> None:
        self.log_button.clicked.connect(self.log)
        self.list.log_button.clicked.connect(self.log)
        self.pairing_button.clicked.connect(self._on_pairing)
        for made in (self.workbooks_button, self.list.workbooks_button):
            made.clicked.connect(self._on_workbooks)
        self.list.pair_chosen.connect(self._on_chosen)
        self.panel.closed.connect(self._on_closed)
        self.panel.wanted.connect(self._on_wanted)
        self.answer_keys(
            {QKeySequence.StandardKey.Find: self.list.search.take_keyboard, "Ctrl+Shift+N": self.log}
        )

    # showing

    def _show(self, log: Log) -> None:
        self._log = log
        self._touched.shown()
        self._stack.setCurrentIndex(0 if log.pairs else 1)
        self.log_button.setEnabled(bool(log.pairs))
        self.list.show_log(log)
        self._show_figures()
        shown = self.panel.shown
        if shown is not None and shown.id in log.pairs:
            self.panel.read(log.pairs[shown.id])
        elif shown is not None:
            self._close()
        self._open_wanted()

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

    def _open_wanted(self) -> None:
        """Open the pair she asked for, as soon as it has been read."""
        if self._wanted is not None and self._log.programme_id == self.desk.programme_id:
            wanted, self._wanted = self._wanted, None
            if wanted in self._log.pairs:
                self._open(wanted)

    def _open(self, pair_id: int) -> None:
        self.panel.read(self._log.pairs[pair_id])
        self.panel.show()

    def _close(self) -> None:
        self.panel.shown = None
        self.panel.hide()

    # answering

    def log(self) -> None:
        """Ask for a session that was held: of the pair that is open, else also of which pair."""
        shown = self.panel.shown if self.panel.isVisible() else None
        if shown is not None:
            self._log_of(shown)
            return
        pairs = self._log.pairs
        standing = [pair for pair in pairs.values() if pair.stands] or list(pairs.values())
        choices = [(pair.id, called(pair)) for pair in standing]
        if not choices:
            return

        def save(values: Answers) -> None:
            pair_id = values.pop("pair_id")
            self.actions_of.log(pairs[pair_id], values)

        title = self.desk.words("sessions.dialog.log")
        answered(SessionDialog(self.desk, save, self, pairs=choices, title=title))

    def _log_of(self, pair: PairTogether) -> None:
        title = self.desk.words("sessions.dialog.log_of", pair=called(pair))
        answered(
            SessionDialog(self.desk, lambda values: self.actions_of.log(pair, values), self, title=title)
        )

    def _on_chosen(self, pair_id: int | None) -> None:
        # Merely reaching the table with Tab makes a row current without selecting it: that opens nothing.
        if pair_id is not None and pair_id in self._log.pairs and self.list.table.selected_ids():
            self._open(pair_id)

    def _on_closed(self) -> None:
        self._close()
        self.list.table.select_id(None)
        self.list.table.setFocus()

    def _on_wanted(self, what: str, row: object) -> None:
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
        does: dict[str, Callable[[PairTogether, Any], None]] = {
            "add_session": lambda pair, _row: self._log_of(pair),
            "edit_session": self._edit_session,
            "remove_session": lambda _pair, row: self.actions_of.remove(row),
            "add_goal": lambda pair, _row: self._add_goal(pair),
            "edit_goal": self._edit_goal,
            "remove_goal": self.actions_of.remove_goal,
            "add_pulse": lambda pair, _row: self._add_pulse(pair),
            "edit_pulse": self._edit_pulse,
            "remove_pulse": self.actions_of.remove_pulse,
        }
        does[what](pair, row)

    def _as_stored(self, pair_id: int) -> PairTogether | None:
        programme_id = self.desk.programme_id or 0
        with self._database.read() as db:
            found = pairs_together(db, programme_id, {pair_id})
        return found[0] if found else None

    def _edit_session(self, pair: PairTogether, held: SessionRow) -> None:
        title = self.desk.words("sessions.dialog.edit", pair=called(pair))
        present = {name: getattr(held, name) for name in _SESSION}

        def save(values: Answers) -> None:
            self.actions_of.amend(held, values)

        answered(SessionDialog(self.desk, save, self, title=title, present=present))

    def _add_goal(self, pair: PairTogether) -> None:
        title = self.desk.words("journey.dialog.add", pair=called(pair))
        answered(
            GoalDialog(self.desk, lambda values: self.actions_of.add_goal(pair, values), self, title=title)
        )

    def _edit_goal(self, pair: PairTogether, goal: GoalRow) -> None:
        title = self.desk.words("journey.dialog.edit", pair=called(pair))
        present = {name: getattr(goal, name) for name in _GOAL}

        def save(values: Answers) -> None:
            self.actions_of.amend_goal(pair, goal, values)

        answered(GoalDialog(self.desk, save, self, title=title, present=present))

    def _add_pulse(self, pair: PairTogether) -> None:
        title = self.desk.words("sessions.dialog.pulse", pair=called(pair))

        def save(values: Answers) -> None:
            self.actions_of.record_pulse(pair, values)

        answered(PulseDialog(self.desk, save, self, title=title))

    def _edit_pulse(self, pair: PairTogether, answer: PulseRow) -> None:
        title = self.desk.words("sessions.dialog.pulse", pair=called(pair))
        present = {name: getattr(answer, name) for name in _PULSE}

        def save(values: Answers) -> None:
            self.actions_of.amend_pulse(pair, answer, values)

        answered(PulseDialog(self.desk, save, self, title=title, present=present))

    def _on_pairing(self) -> None:
        self.desk.go("pairing")

    def _on_workbooks(self) -> None:
        self.desk.go("workbooks")


def _is_same(pair: PairTogether, row: object) -> bool:
    """Say whether a row of a pair is stored as it is shown; None is the pair itself."""
    return row is None or row in (*pair.sessions, *pair.goals, *pair.pulses)
