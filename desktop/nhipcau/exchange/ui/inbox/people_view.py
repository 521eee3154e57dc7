"""What will happen, person by person: filters, a table, and one person in full."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.names.search_text import search_text
from nhipcau.exchange.preview.import_plan import ImportPlan, PlanRow, RowDecision
from nhipcau.exchange.preview.row_accounting import STATES
from nhipcau.exchange.preview.side_by_side import side_by_side
from nhipcau.exchange.ui import findings_text as wording
from nhipcau.exchange.ui.inbox.capitals_line import MendingLine
from nhipcau.exchange.ui.inbox.row_details import RowDetails
from nhipcau.widgets.card import Card
from nhipcau.widgets.controls import Chips, SearchBox
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.table.table_view import Column, RowTableModel, TableView
from nhipcau.widgets.theme import font, px

LOW: Final = 150
HIGH: Final = 360
"""Pixels of the page that are left to people, at ordinary text; more while one of them is looked at."""
_HIGHEST: Final = 420
"""Pixels at any text: above them how the file is understood stays in sight, and what has no room here scrolls."""


_FILTERS: Final = sorted(STATES, key=lambda state: state != "needs_you")
"""What needs her comes first."""
_AVATAR: Final = 64
"""Pixels before and after a name in its cell, at ordinary text."""
_BESIDE: Final = 300
"""Pixels of the list beside somebody looked at, at ordinary text."""


class PeoplePreview(QWidget):
    """The plan of an import, or once `done` what became of it: then nothing is to be decided.

    `decided` carries a row's id and a Decision, or None to think again.
    """

    decided = Signal(int, object)
    all_decided = Signal()
    """Nothing in the file waits for her any more."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, done: bool = False) -> None:
        super().__init__(parent)
        self.setMinimumHeight(px(LOW))
        self._desk = desk
        self._plan = ImportPlan(())
        self._rows: tuple[PlanRow, ...] = ()
        self._done = done
        self.mending = MendingLine()
        words = desk.words
        self._columns: tuple[Column[PlanRow], ...] = (
            Column(
                "name",
                lambda: words("inbox.table.name"),
                lambda row: row.name or words("inbox.no_name"),
                kind="person",
                width=170,
                sort_key=lambda row: person_sort_key(row.name, words.language),
                note=lambda row: (
                    row.email or (words("inbox.no_email.short") if wording.lacks_email(row) else "")
                ),
            ),
            Column(
                "role",
                lambda: words("inbox.table.role"),
                lambda row: wording.role_name(words, row.role) if row.id >= 0 else "",
                width=140,
            ),
            Column(
                "state",
                lambda: words("inbox.table.state"),
                lambda row: words(f"inbox.state.{row.state}"),
                kind="badge",
                width=110,
                tone=lambda row: wording.STATE_TONES[row.state],
            ),
            Column(
                "what",
                lambda: words("inbox.table.what"),
                lambda row: wording.summary(words, row, done=done),
                width=200,
                stretch=True,
            ),
        )
        self._model: RowTableModel[PlanRow] = RowTableModel(
            self._columns, lambda row: row.id, lambda row: search_text(f"{row.name} {row.email}"), self
        )
        self.chips = Chips()
        self.chips.chosen.connect(self._on_filter)
        self.search = SearchBox()
        self.search.searched.connect(self._model.search)
        self.table = TableView(self._model, row_height=48)
        self.table.row_selected.connect(self._on_selected)
        self.details = RowDetails(words, done=done)
        self.details.closed.connect(self._on_closed)
        self.details.decided.connect(self._on_decided)
        self.details.hide()
        self.table.installEventFilter(self)
        self.table.viewport().installEventFilter(self)
        card = Card()
        self._head = QHBoxLayout()
        self._head.addWidget(self.chips, 1)
        self._head.addWidget(self.search)
        card.body.addLayout(self._head)
        card.add(self.table, 1)
        self._splitter = splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(card)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.mending)
        column.addWidget(splitter, 1)

    def show_plan(self, plan: ImportPlan, left: Sequence[PlanRow] = ()) -> None:
        """Show another plan, and the rows left out before it, keeping filter, order and the chosen person."""
        self._plan = plan
        # Whom she has decided stays where they were: the list must not move under her.
        self._rows = (*sorted(plan.rows, key=lambda row: not _is_hers(row)), *left)
        if not self._done:
            self.mending.show_plan(plan, self._desk.words)
        self._show_chips()
        self._on_filter(self.chips.current())
        self._model.set_rows(self._rows)
        self._on_selected(self.table.selected_id())

    def open_first_undecided(self) -> bool:
        """Open the first person who needs her, whatever is filtered, and say whether there is one."""
        first = next((row.id for row in self._rows if row.state == "needs_you"), None)
        if first is None:
            return False
        if not self.table.select_id(first):
            self.begin()
            self.table.select_id(first)
        self.table.setFocus()
        return True

    def begin(self) -> None:
        """Forget filter, search and chosen person: other files are looked at."""
        self.table.select_id(None)
        self.chips.choose("all")
        self.search.clear()
        self._model.search("")

    def retranslate(self) -> None:
        words = self._desk.words
        self.search.set_texts(words("inbox.search"), words("common.clear"))
        self.table.setAccessibleName(words("inbox.part.people"))
        self.table.retranslate()
        self.details.retranslate()
        self._show_chips()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a number decide of the chosen person while the keyboard is in the table; hear of its width."""
        if event.type() == QEvent.Type.Resize and watched is not self.table:
            self._fit_columns()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.details.isVisible():
            key = event.key() - Qt.Key.Key_0.value
            if 1 <= key <= 9 and self.details.press(key):
                return True
        return super().eventFilter(watched, event)

    def _show_chips(self) -> None:
        words = self._desk.words
        counted = Counter(row.state for row in self._rows)
        self.chips.set_items(
            [("all", words("common.all"), len(self._rows))]
            + [(state, words(f"inbox.state.{state}"), counted[state]) for state in _FILTERS if counted[state]]
        )

    def _on_filter(self, key: str) -> None:
        self._model.set_filter(None if key in ("", "all") else lambda row: row.state == key)

    def _on_selected(self, row_id: int | None) -> None:
        row = next((row for row in self._rows if row.id == row_id), None)
        opens = row is not None and self.details.isHidden()
        self.details.setVisible(row is not None)
        self.setMinimumHeight(min(px(HIGH), _HIGHEST) if row is not None else px(LOW))
        # Side by side at large text, the two must still lie within the window.
        down = QBoxLayout.Direction.TopToBottom
        self._head.setDirection(down if row is not None else QBoxLayout.Direction.LeftToRight)
        self.search.setMinimumWidth(px(100 if row is not None else 150))
        if opens:
            beside = min(px(_BESIDE), self.width() * 3 // 8)
            self._splitter.setSizes([beside, max(self.width() - beside, 1)])
        self._fit_columns()
        if row is not None:
            self.details.room = self.width() // 2
            basis = self._plan.basis
            compared = side_by_side(basis, row) if basis is not None and row.candidates else None
            self.details.show_row(row, compared)

    def _fit_columns(self) -> None:
        """Beside the panel, which says it in full, leave out what has no room; give addresses what is to spare."""
        beside = self.details.isVisibleTo(self)
        giving_way = ("what", "role", "state") if beside else ("state", "role")
        self.table.leave_out(giving_way, self.table.viewport().width())
        texts = (
            (font(12), max((row.email for row in self._rows), key=len, default="")),
            (font(13, QFont.Weight.DemiBold), max((row.name for row in self._rows), key=len, default="")),
        )
        longest = max(QFontMetrics(face).horizontalAdvance(text) for face, text in texts)
        self.table.widen("name", longest + px(_AVATAR))

    def _on_decided(self, row_id: int, decision: RowDecision | None) -> None:
        """Have it decided, and bring up the next person who needs her: the keyboard goes there too."""
        order = [row.id for row in self._model.shown_rows()]
        self.table.setFocus()
        self.decided.emit(row_id, decision)
        if decision is None:
            return
        place = order.index(row_id) if row_id in order else 0
        waiting = {row.id for row in self._rows if row.state == "needs_you"}
        following = next((one for one in (*order[place + 1 :], *order[:place]) if one in waiting), None)
        if following is not None:
            self.table.select_id(following)
        elif not waiting:
            self.all_decided.emit()

    def _on_closed(self) -> None:
        self.table.select_id(None)


def _is_hers(row: PlanRow) -> bool:
    """Say whether somebody needs her decision, or has had it."""
    return row.state == "needs_you" or row.decision is not None
