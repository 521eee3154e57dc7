"""Wordings nobody has said the meaning of, asked one after the other: one key answers."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedLayout, QWidget

from nhipcau.skills.queries import SkillRow, UnknownWording
from nhipcau.skills.ui.choices import SkillChoice
from nhipcau.widgets.card import Card, EmptyState, Heading, Muted
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.flow import FlowLayout, Wrapping

_MOST_NAMED: Final = 3


class AskView(QWidget):
    """On the left all unknown wordings, on the right the question about one of them."""

    answered = Signal(str, str)
    """A wording and the code of its skill."""
    kept = Signal(str)
    new_wanted = Signal(str)

    def __init__(self, desk: Desk, likely: Callable[[str], Sequence[str]]) -> None:
        super().__init__()
        self._desk = desk
        self._likely = likely
        self._unknown: tuple[UnknownWording, ...] = ()
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._ask)
        self.wording = Heading(level=1, wrap=True)
        self.question = Muted(wrap=True)
        self.people = Muted(wrap=True)
        self.choice = SkillChoice(desk)
        self.accept_button = button(kind="primary", icon="check")
        self.new_button = button(icon="plus")
        self.keep_button = button()
        self.empty = EmptyState("circle-check")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = Card()
        self._list_title = Heading()
        left.add(self._list_title)
        left.add(self.list, 1)
        right = Card()
        for part in (self.question, self.wording, self.people):
            right.add(part)
        right.add(self.choice, 1)
        buttons = Wrapping()
        flow = FlowLayout(buttons)
        for made in (self.accept_button, self.new_button, self.keep_button):
            flow.addWidget(made)
        right.add(buttons)
        full = QWidget()
        row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(left, 2)
        row.addWidget(right, 3)
        bare = Card()
        bare.add(self.empty, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(bare)

    def _connect(self) -> None:
        self.choice.chosen.connect(self._on_chosen)
        self.choice.marked.connect(self._on_marked)
        self.accept_button.clicked.connect(self.choice.take)
        self.list.itemActivated.connect(self.choice.take)
        self.new_button.clicked.connect(self._on_new)
        self.keep_button.clicked.connect(self._on_keep)
        for key, slot in ((Qt.Key.Key_F2, self._on_new), (Qt.Key.Key_F4, self._on_keep)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def retranslate(self) -> None:
        words = self._desk.words
        self._list_title.setText(words("skills.ask.list"))
        self.list.setAccessibleName(words("skills.ask.list"))
        self.question.setText(f"{words('skills.ask.title')} {words('skills.ask.text')}")
        self.accept_button.setText(words("skills.ask.accept"))
        self.new_button.setText(words("skills.ask.new"))
        self.keep_button.setText(words("skills.ask.keep"))
        self.empty.set_texts(words("skills.ask.done_title"), words("skills.ask.done_text"))
        self.choice.retranslate()

    def set_rows(self, unknown: Sequence[UnknownWording], skills: Sequence[SkillRow]) -> None:
        """Show what is unknown now; the place in the list stays, so that the next one is asked."""
        place = max(self.list.currentRow(), 0)
        shown = self.current()
        self.choice.set_skills(skills)
        self._unknown = tuple(unknown)
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._unknown:
            text = self._desk.words("skills.ask.row", wording=one.wording, n=len(one.people))
            self.list.addItem(QListWidgetItem(text))
        keys = [one.key for one in self._unknown]
        if shown is not None and shown.key in keys:
            place = keys.index(shown.key)
        place = min(place, len(keys) - 1)
        self.list.setCurrentRow(place)
        self.list.blockSignals(False)
        self._stack.setCurrentIndex(0 if self._unknown else 1)
        self._ask(place)

    def current(self) -> UnknownWording | None:
        """Return the wording that is asked about."""
        row = self.list.currentRow()
        return self._unknown[row] if 0 <= row < len(self._unknown) else None

    def take_focus(self) -> None:
        """Be ready to answer: Enter accepts what is proposed."""
        self.choice.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, row: int) -> None:
        if not 0 <= row < len(self._unknown):
            return
        one = self._unknown[row]
        self.wording.setText(one.wording)
        self.people.setText(self._written_by(one.people))
        self.choice.propose(self._likely(one.wording))

    def _written_by(self, people: Sequence[str]) -> str:
        words = self._desk.words
        names = ", ".join(people[:_MOST_NAMED])
        more = len(people) - _MOST_NAMED
        if more > 0:
            names = words("skills.ask.more_people", names=names, n=more)
        return words("skills.ask.people", names=names, n=len(people))

    def _on_marked(self) -> None:
        self.accept_button.setEnabled(self.choice.current() is not None)

    def _on_chosen(self, code: str) -> None:
        one = self.current()
        if one is not None:
            self.answered.emit(one.wording, code)

    def _on_new(self) -> None:
        one = self.current()
        if one is not None:
            self.new_wanted.emit(one.wording)

    def _on_keep(self) -> None:
        one = self.current()
        if one is not None:
            self.kept.emit(one.wording)
