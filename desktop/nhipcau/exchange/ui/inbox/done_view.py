"""What an import came to: the sum of its rows, each number with its list, and the ways on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.exchange.inbox.import_run import Inbox
from nhipcau.exchange.inbox.queries import import_count
from nhipcau.exchange.preview.row_accounting import row_sum
from nhipcau.exchange.ui.findings_text import lead_of
from nhipcau.exchange.ui.inbox.people_view import PeoplePreview
from nhipcau.exchange.ui.sum_line import SumLine
from nhipcau.exchange.waiting.queries import waiting_files
from nhipcau.skills.ui.unknown_wordings_line import UnknownWordingsLine
from nhipcau.widgets.card import Card, EmptyState
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk


class DoneView(QStackedWidget):
    """First the result; behind it, who was new, changed, the same or left out."""

    more_wanted = Signal()
    waiting_wanted = Signal()

    def __init__(self, desk: Desk, database: Database, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._database = database
        self._imports = 0
        """How many files had been taken in with what is shown: fewer now, and it has been undone."""
        self._result: Inbox | None = None
        self.pair_button = button(kind="primary", icon="heart-handshake")
        self.pair_button.clicked.connect(self._on_pair)
        self.people_button = button(icon="users")
        self.people_button.clicked.connect(self._on_people)
        self.more_button = button(icon="file-up")
        self.more_button.clicked.connect(self.more_wanted)
        self.waiting_button = button(icon="clock")
        self.waiting_button.clicked.connect(self.waiting_wanted)
        self.waiting_button.hide()
        self.state = EmptyState(
            "circle-check",
            buttons=[self.more_button, self.waiting_button, self.people_button, self.pair_button],
        )
        self.sum = SumLine()
        self.sum.chosen.connect(self.show_list)
        self.wordings = UnknownWordingsLine(desk, database)
        card = Card()
        self.state.add_below(self.sum)
        card.add(self.state, 1)
        card.body.addWidget(self.wordings, 0, Qt.AlignmentFlag.AlignHCenter)
        self.addWidget(card)
        self.addWidget(self._make_list())

    def _make_list(self) -> QWidget:
        view = QWidget()
        self.people = PeoplePreview(self._desk, done=True)
        self.back_button = button(icon="arrow-left")
        self.back_button.clicked.connect(self._on_back)
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.people, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        column.addLayout(foot)
        return view

    def show_result(self, inbox: Inbox) -> None:
        """Show what was just written."""
        self._result = inbox
        self._imports = self._count()
        self.setCurrentIndex(0)
        self.retranslate()
        self.wordings.refresh()
        (self.waiting_button if inbox.undecided else self.pair_button).setFocus()

    def is_undone(self) -> bool:
        """Say whether what is shown as done has been undone since."""
        return self._count() < self._imports

    def _count(self) -> int:
        with self._database.read() as db:
            return import_count(db)

    def _waiting(self) -> int:
        programme = self._desk.programme_id
        with self._database.read() as db:
            return sum(file.rows for file in waiting_files(db, programme)) if programme is not None else 0

    def show_list(self, state: str) -> None:
        """Show the rows of one part of the sum; what waits is shown where it can be decided."""
        if state == "needs_you":
            self.waiting_wanted.emit()
            return
        self.setCurrentIndex(1)
        self.people.chips.choose(state)
        self.people.table.setFocus()

    def retranslate(self) -> None:
        words = self._desk.words
        self.pair_button.setText(words("inbox.done.pair"))
        self.people_button.setText(words("inbox.done.people"))
        self.more_button.setText(words("inbox.done.more"))
        self.back_button.setText(words("common.back"))
        self.people.retranslate()
        self.wordings.retranslate()
        if self._result is not None:
            self._show(self._result, words)

    def _show(self, inbox: Inbox, words: Words) -> None:
        plan, undecided = inbox.plan, inbox.undecided
        said = words("inbox.done.text", new=plan.count("new"), changed=plan.count("changed"))
        if undecided:
            said = f"{said} {words('inbox.done.waiting', n=undecided)}"
        self.state.set_texts(words("inbox.done.title"), said)
        # It opens all that waits, of earlier files too.
        self.waiting_button.setText(words("inbox.done.decide", n=max(undecided, self._waiting())))
        leaving, coming = self.waiting_button, self.people_button
        if undecided:
            leaving, coming = coming, leaving
        leaving.hide()  # first: four have no room at large text, and a window that has grown stays so
        coming.show()
        self.sum.show_sum(row_sum(plan, inbox.left), lead_of(inbox, words), words)
        self.people.show_plan(plan, inbox.left)

    def _on_pair(self) -> None:
        self._desk.go("pairing")

    def _on_people(self) -> None:
        self._desk.go("participants")

    def _on_back(self) -> None:
        self.setCurrentIndex(0)
