"""The session log: when pairs met, who has not yet, and all that one pair does together."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from nhipcau.database import Database
from nhipcau.sessions.queries import GoalRow, PairTogether, PulseRow, SessionRow, pairs_together
from nhipcau.sessions.ui import listing
from nhipcau.sessions.ui.actions import Actions, called
from nhipcau.sessions.ui.dialogs import GoalDialog, PulseDialog, SessionDialog
from nhipcau.sessions.ui.list_card import ListCard
from nhipcau.sessions.ui.pair_panel import PairPanel
from nhipcau.widgets.asking import answered
from nhipcau.widgets.card import Card, EmptyState, KpiCard
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.page import Page, width_beside

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
        self._pairs: dict[int, PairTogether] = {}
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
            self._pairs = {}
        else:
            with self._database.read() as db:
                self._pairs = {pair.id: pair for pair in pairs_together(db, programme_id)}
        self._stack.setCurrentIndex(0 if self._pairs else 1)
        self.log_button.setEnabled(bool(self._pairs))
        self.list.set_pairs(tuple(self._pairs.values()))
        self._show_figures()
        shown = self.panel.shown
        if shown is not None and shown.id in self._pairs:
            self.panel.read(self._pairs[shown.id])
        elif shown is not None:
            self._close()

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
        if isinstance(pair_id, int) and pair_id in self._pairs:
            self._open(pair_id)

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

    def _show_figures(self) -> None:
        words = self.desk.words
        pairs = self._pairs.values()
        sessions = [held for pair in pairs for held in pair.sessions]
        standing = [pair for pair in pairs if pair.stands]
        minutes = sum(held.minutes for held in sessions)
        month = sum(map(listing.this_month, sessions))
        self.held.set_figure(
            words("sessions.figure.held"), str(len(sessions)), words("sessions.figure.month", n=month)
        )
        mean = round(minutes / len(sessions)) if sessions else 0
        self.hours.set_figure(
            words("sessions.figure.hours"), listing.hours_text(minutes, words),
            words("sessions.figure.mean", n=mean),
        )  # fmt: skip
        self.waiting.set_figure(
            words("sessions.figure.waiting"), str(sum(map(listing.without_session, pairs))),
            words("sessions.figure.of_pairs", n=len(standing)),
        )  # fmt: skip

    def _open(self, pair_id: int) -> None:
        self.panel.read(self._pairs[pair_id])
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
        standing = [pair for pair in self._pairs.values() if pair.stands] or list(self._pairs.values())
        choices = [(pair.id, called(pair)) for pair in standing]
        if not choices:
            return

        def save(values: Answers) -> None:
            pair_id = values.pop("pair_id")
            self.actions_of.log(self._pairs[pair_id], values)

        title = self.desk.words("sessions.dialog.log")
        answered(SessionDialog(self.desk, save, self, pairs=choices, title=title))

    def _log_of(self, pair: PairTogether) -> None:
        title = self.desk.words("sessions.dialog.log_of", pair=called(pair))
        answered(
            SessionDialog(self.desk, lambda values: self.actions_of.log(pair, values), self, title=title)
        )

    def _on_chosen(self, pair_id: int | None) -> None:
        # Merely reaching the table with Tab makes a row current without selecting it: that opens nothing.
        if pair_id is not None and pair_id in self._pairs and self.list.table.selected_ids():
            self._open(pair_id)

    def _on_closed(self) -> None:
        self._close()
        self.list.table.select_id(None)
        self.list.table.setFocus()

    def _on_wanted(self, what: str, row: object) -> None:
        pair = self.panel.shown
        if pair is None:
            return
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
