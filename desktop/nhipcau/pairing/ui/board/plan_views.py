"""List, board or overview: three looks at one plan, and what each asks to be done."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from nhipcau.common.errors import Rejected
from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.pairing.ui.actions import Actions
from nhipcau.pairing.ui.board.board_card import BoardCard
from nhipcau.pairing.ui.board.heat_map_page import HeatMapPage
from nhipcau.pairing.ui.board.why_dialog import WhyDialog
from nhipcau.pairing.ui.dialogs import Dialogs
from nhipcau.pairing.ui.page_data import PlanReading
from nhipcau.pairing.ui.page_selection import PageSelection
from nhipcau.pairing.ui.plan.list_rows import proposed_pair
from nhipcau.pairing.ui.plan.plan_card import PlanCard
from nhipcau.widgets.controls import Segmented
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.flow import FlowLayout, Wrapping

VIEWS: Final = ("list", "board", "overview")


class _Shown(QStackedWidget):
    """Asks for the room of what is shown, not of what is hidden behind it."""

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return QSize() if shown is None else shown.minimumSizeHint()


class Views(QWidget):
    """Holds the three. `changed` says that another one is looked at, `opened` asks for details."""

    changed = Signal()
    opened = Signal()

    def __init__(
        self, desk: Desk, database: Database, current: PageSelection, plan: PlanCard, dialogs: Dialogs
    ) -> None:
        super().__init__()
        self._desk = desk
        self._current = current
        self._plan = plan
        self._dialogs = dialogs
        self._actions = Actions(desk, database)
        self._reading: PlanReading | None = None
        self.switch = Segmented()
        self.board_card = BoardCard(desk)
        self.board = self.board_card.board
        self.stack = _Shown()
        self.stack.addWidget(plan)
        self.overview = HeatMapPage(desk)
        self.stack.addWidget(self.board_card)
        self.stack.addWidget(self.overview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = Wrapping()
        self.bar = FlowLayout(head, gap=8)
        self.bar.addWidget(self.switch)
        column.addWidget(head)
        column.addWidget(self.stack, 1)
        self.switch.chosen.connect(self._on_chosen)
        self.board.lock_wanted.connect(self._on_lock)
        self.board.release_wanted.connect(self._on_release)
        self.board.forbid_wanted.connect(self._on_forbid)
        self.board.confirm_wanted.connect(self._on_confirm)
        self.board.open_wanted.connect(self._on_open)
        self.board.why_wanted.connect(self._on_why)
        self.overview.open_wanted.connect(self._on_open)
        self.overview.why_wanted.connect(self._on_why_two)

    @property
    def shown(self) -> str:
        """Which of the views."""
        return self.switch.current() or "list"

    def choose(self, name: str) -> None:
        """Look at the plan in another way."""
        if name in VIEWS:
            self.switch.choose(name)
            self._on_chosen(name)

    def take_focus(self) -> None:
        """Let the keyboard go on where the plan is looked at."""
        looked_at = {"list": self._plan.list, "board": self.board, "overview": self.overview.heat}
        looked_at[self.shown].setFocus()

    def retranslate(self, words: Words) -> None:
        self.switch.set_items([(name, words(f"board.view.{name}")) for name in VIEWS])
        self.switch.setAccessibleName(words("board.view"))
        self.board_card.retranslate(words)
        self.overview.retranslate(words)

    def show_reading(self, reading: PlanReading, words: Words) -> None:
        """Show another plan where it is looked at; elsewhere when it is turned to."""
        self._reading = reading
        if self.shown == "board":
            self.board_card.show_reading(reading, words)
        elif self.shown == "overview":
            self.overview.show_reading(reading, words)

    def _on_chosen(self, name: str) -> None:
        if name != "list":
            self.changed.emit()  # first, or the criteria and a wide view together would push the window wider
        self.stack.setCurrentIndex(VIEWS.index(name))
        self.stack.updateGeometry()
        if self._reading is not None:
            blocked = self.board.blockSignals(True)  # the mark goes to what is open, not the other way round
            self.show_reading(self._reading, self._desk.words)
            if name == "board":
                self._mark_current()
            self.board.blockSignals(blocked)
        if name == "list":
            self.changed.emit()
        self.take_focus()

    def _mark_current(self) -> None:
        """Mark on the board what is current in the list."""
        pair, row, left = self._current.pair(), self._current.row(), self._current.left_out()
        two = pair or row
        if two is not None:
            self.board.choose(two.mentee_id, two.mentor_id)
        elif left is not None:
            self.board.choose(left.mentee_id)

    def follow_board(self) -> None:
        """Make current in the lists what is marked on the board: a card, or a mentor."""
        card, lane = self.board.current_card(), self.board.current_lane()
        if card is not None:
            self._on_open(card.mentee_id, card.mentor_id or 0)
        elif lane is not None and self._plan.choose_row("mentors", lane.lane.mentor_id):
            self.opened.emit()

    # What the board asks for

    def _on_lock(self, mentee_id: int, mentor_id: int) -> None:
        self._act(self._actions.lock, mentee_id, mentor_id)

    def _on_release(self, mentee_id: int, mentor_id: int) -> None:
        self._act(self._actions.unlock, mentee_id, mentor_id)

    def _on_forbid(self, mentee_id: int, mentor_id: int) -> None:
        self._act(self._actions.forbid, mentee_id, mentor_id)

    def _act(self, act: Callable[..., None], mentee_id: int, mentor_id: int) -> None:
        if self._reading is None:
            return
        try:
            act(self._reading.people, mentee_id, mentor_id)
        except Rejected as refused:
            # The two have changed since they were drawn, or are one person: said, and nothing is done.
            first = refused.problems[0]
            self._desk.say(self._desk.words(first.code, **first.values), tone="warn")
        self.board.choose(mentee_id)

    def _on_confirm(self, mentee_id: int, mentor_id: int) -> None:
        if self._reading is None:
            return
        pairs = self._reading.plan.pairs_of(mentee_id)
        self._actions.confirm(self._reading.people, [pair for pair in pairs if pair.mentor_id == mentor_id])

    def _on_open(self, mentee_id: int, mentor_id: int) -> None:
        """Make the same pair current in the list, whose details the page shows."""
        reading = self._reading
        if reading is None:
            return
        self._plan.search.clear()
        self._plan.list.items.search("")
        for name in ("proposed", "left_out", "confirmed"):
            self._plan.choose_list(name)
            if self._choose_row(name, mentee_id, mentor_id):
                self.opened.emit()
                return

    def _choose_row(self, name: str, mentee_id: int, mentor_id: int) -> bool:
        if name == "confirmed" and self._reading is not None:
            rows = [row for row in self._reading.rows if row.state != "ended"]
            key = next((r.id for r in rows if (r.mentee_id, r.mentor_id) == (mentee_id, mentor_id)), None)
            return key is not None and self._plan.list.choose(key)
        return any(self._plan.list.choose(key) for key in self._keys(name, mentee_id, mentor_id))

    def _keys(self, name: str, mentee_id: int, mentor_id: int) -> list[int]:
        """Return the key of the pair's row; a mentee with several mentors has several rows."""
        if name == "left_out" or self._reading is None:
            return [mentee_id]
        rows = self._plan.list.items
        keys = [rows.item(row).key for row in range(rows.rowCount())]
        pairs = ((key, proposed_pair(self._reading.plan, key)) for key in keys)
        return [
            key for key, pair in pairs
            if pair is not None and (pair.mentee_id, pair.mentor_id) == (mentee_id, mentor_id)
        ]  # fmt: skip

    def _on_why(self, mentee_id: int) -> None:
        reading = self._reading
        if reading is None:
            return
        mentor_id = self._dialogs.partner(reading, mentee_id)
        if mentor_id is not None:
            self._on_lock(mentee_id, mentor_id)

    def _on_why_two(self, mentee_id: int, mentor_id: int) -> None:
        reading = self._reading
        if reading is None or mentee_id == mentor_id:
            return
        dialog = WhyDialog(self._desk, reading, (mentee_id, mentor_id), self)
        if self._dialogs.show(dialog):
            self._on_lock(mentee_id, mentor_id)
        dialog.deleteLater()
