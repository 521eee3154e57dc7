"""One person of a file: what will change, what is doubtful, and what the coordinator may decide."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from nhipcau.common.words import Words
from nhipcau.exchange.inbox.address_correction import DOUBTED
from nhipcau.exchange.inbox.problem_copy import problem_text
from nhipcau.exchange.inbox.sum_text import rows_text
from nhipcau.exchange.mapping.answer_rows import RowProblem
from nhipcau.exchange.preview.import_plan import DecisionKind, PlanRow, RowDecision
from nhipcau.exchange.preview.side_by_side import PeopleSideBySide
from nhipcau.exchange.ui import findings_text as wording
from nhipcau.exchange.ui.inbox.address_field import AddressField
from nhipcau.exchange.ui.inbox.comparison import Comparison
from nhipcau.widgets.card import Body, Heading, Muted
from nhipcau.widgets.controls import Button, Pill, button
from nhipcau.widgets.flow import FlowLayout, Wrapping
from nhipcau.widgets.layout_clearing import clear
from nhipcau.widgets.panel import DetailsPanel
from nhipcau.widgets.theme import px

_PLAIN_CHOICES: tuple[DecisionKind, ...] = ("mentor", "mentee", "both", "new_person", "leave_out")
_LABEL: Final = 130
"""Pixels of a field's name, at ordinary text."""


class RowDetails(DetailsPanel):
    """Shows a row of the plan; says what was decided of it."""

    decided = Signal(int, object)
    address_given = Signal(object, object, str)
    """The row, the problem of its cell, and the address to read there."""

    def __init__(self, words: Words, parent: QWidget | None = None, *, done: bool = False) -> None:
        super().__init__(parent)
        self._words = words
        self._done = done
        self.room = px(440)
        """The most pixels that it may ask for at least."""
        self._row: PlanRow | None = None
        self._compared: PeopleSideBySide | None = None
        self._decisions: list[tuple[Button, RowDecision | None]] = []
        self.choices = Wrapping()
        """What may be decided: below what scrolls, so that it is in sight however much there is to compare."""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.choices.setSizePolicy(policy)
        self._choices = FlowLayout(self.choices)
        self.footer.addWidget(self.choices, 1)
        self.state = Pill()
        self.head.insertWidget(1, self.state)
        self.setMinimumWidth(px(300))

    def show_row(self, row: PlanRow, compared: PeopleSideBySide | None = None) -> None:
        """Fill the panel afresh; `compared` where the row may be somebody else."""
        words = self._words
        self._row, self._compared = row, compared
        self._decisions = []
        clear(self.body)
        clear(self._choices)
        self.set_texts(row.name or words("inbox.no_name"), words("common.close"))
        self.state.set(words(f"inbox.state.{row.state}"), wording.STATE_TONES[row.state])
        place = words("inbox.row_place", file=row.file_name, rows=rows_text(row.row_numbers))
        if row.id >= 0:
            place = f"{wording.role_name(words, row.role)} · {place}"
        self.body.addWidget(Muted(place, wrap=True))
        for problem in row.problems:
            self.body.addWidget(Body(problem_text(words, problem)))
            self._ask_address(row, problem)
        for note in row.notes:
            self.body.addWidget(Muted(problem_text(words, note), wrap=True))
        if wording.lacks_email(row):
            self.body.addWidget(Body(words("inbox.no_email")))
        if compared is not None and compared.fields and not self._done:
            self.body.addWidget(Comparison(words, compared, row.row_numbers[-1]))
        self.setMinimumWidth(min(px(440 if compared is not None else 300), self.room))
        if not self._done:
            self._add_choices(row)
        self.choices.setVisible(bool(self._decisions))
        self._add_changes(row)
        self.body.addStretch(1)

    def _ask_address(self, row: PlanRow, problem: RowProblem) -> None:
        """Let her type the address where the file's is in doubt."""
        written = str(problem.values.get("value", ""))
        if problem.code not in DOUBTED or not problem.cell or written.endswith("…"):
            return
        field = AddressField(self._words, written)
        field.given.connect(partial(self.address_given.emit, row, problem))
        self.body.addWidget(field)

    def retranslate(self) -> None:
        if self._row is not None:
            self.show_row(self._row, self._compared)

    def _add_choices(self, row: PlanRow) -> None:
        words = self._words
        if row.decision is not None:
            self._add_choice(words("inbox.decide.again"), None, "undo-2")
            return
        if "same_as" in row.choices:
            for candidate in row.candidates:
                # Of one candidate the comparison above says everything; several are told apart here too.
                told_apart = len(row.candidates) > 1 and candidate.detail
                code = "inbox.decide.same_as" if told_apart else "inbox.decide.same_as.bare"
                text = words(code, name=candidate.name, detail=candidate.detail.split(" · ")[0])
                self._add_choice(
                    text, RowDecision("same_as", candidate.person_id, candidate.row_id), "user-check"
                )
        for kind in _PLAIN_CHOICES:
            if kind in row.choices:
                icon = {"leave_out": "x", "new_person": "user-plus"}.get(kind, "user")
                # Where it is asked whether, not who, nobody is there of whom this would be another.
                taken_in = kind == "new_person" and not row.candidates
                self._add_choice(
                    words("inbox.decide.take_in" if taken_in else f"inbox.decide.{kind}"),
                    RowDecision(kind),
                    icon,
                )

    def _add_choice(self, text: str, decision: RowDecision | None, icon: str) -> None:
        key = len(self._decisions) + 1
        made = button(text, icon=icon)
        if decision is not None:
            made.setText(self._words("inbox.decide.with_key", key=key, text=text))
        made.clicked.connect(self._on_decided)
        self._decisions.append((made, decision))
        self._choices.addWidget(made)

    def press(self, key: int) -> bool:
        """Decide by the number before a choice; say whether there is one of that number."""
        found = key <= len(self._decisions) and self._decisions[key - 1][1] is not None
        if found:
            self._decisions[key - 1][0].click()
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key() - Qt.Key.Key_0.value
        if not (1 <= key <= 9 and self.press(key)):
            super().keyPressEvent(event)

    def _on_decided(self) -> None:
        sender = self.sender()
        for made, decision in self._decisions:
            if made is sender and self._row is not None:
                self.decided.emit(self._row.id, decision)
                return

    def _add_changes(self, row: PlanRow) -> None:
        if not row.changes:
            return
        words = self._words
        is_new = row.person_id is None
        heading = "done" if self._done else "new" if is_new else "changed"
        self.body.addWidget(Heading(words(f"inbox.changes.{heading}"), 3))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for line, change in enumerate(row.changes):
            label = Muted(wording.field_name(words, change), wrap=True)
            label.setFixedWidth(self._label_width(label))
            new = wording.change_text(words, change, change.new)
            old = wording.change_text(words, change, change.old)
            grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Body(new if is_new else words("inbox.old_new", old=old, new=new)), line, 1)
        self.body.addLayout(grid)

    @staticmethod
    def _label_width(label: QLabel) -> int:
        """Return the room a field's name needs; a label that may wrap would break it to single syllables."""
        label.ensurePolished()
        return min(px(_LABEL), label.fontMetrics().horizontalAdvance(label.text()) + 2)
