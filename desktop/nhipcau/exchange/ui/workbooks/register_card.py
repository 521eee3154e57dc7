"""The register of what was sent: who has sent it back, who is late, and reminders for them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nhipcau.common.clock import today
from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.names.search_text import search_text
from nhipcau.common.words import Words
from nhipcau.exchange.round_trip.outgoing.sent_register import STATES, SentRow
from nhipcau.widgets.card import EmptyState, Muted, Section
from nhipcau.widgets.controls import Chips, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.forms.fields import NumberField
from nhipcau.widgets.table.table_view import Column, RowTableModel, TableView
from nhipcau.widgets.theme import px

_TONES = {"late": "warn", "out": "info", "back": "good", "ended": "plain", "none": "plain"}
_MOST_DAYS = 120
_GIVING_WAY = ("back", "due", "sent")
"""The columns that matter least, where there is no room for all."""


class RegisterCard(Section):
    """`remind_wanted` carries the rows of those to be reminded, `days_changed` how long is waited."""

    remind_wanted = Signal(object)
    days_changed = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._desk = desk
        self._rows: Sequence[SentRow] = ()
        words = desk.words
        columns: tuple[Column[SentRow], ...] = (
            Column(
                "who", lambda: words("homecoming.register.who"), lambda row: who(row, words), kind="person", width=250,
                sort_key=lambda row: person_sort_key(row.name, words.language), note=lambda row: what_went(row, words),
                face=lambda row: row.name,
                stretch=True,
            ),
            Column(
                "state", lambda: words("homecoming.register.state"),
                lambda row: words(f"homecoming.register.state.{row.state}"), kind="badge", width=130,
                tone=lambda row: _TONES[row.state], sort_key=lambda row: STATES.index(row.state),
            ),
            Column(
                "sent", lambda: words("homecoming.register.sent"), lambda row: _said(row.sent_on), kind="date",
                width=104, sort_key=lambda row: row.sent_on,
            ),
            Column(
                "due", lambda: words("homecoming.register.due"),
                lambda row: _said(row.due_on) if row.is_awaited else "", kind="date", width=104,
                sort_key=lambda row: row.due_on if row.is_awaited else None,
            ),
            Column(
                "back", lambda: words("homecoming.register.back"), lambda row: _said(row.back_on), kind="date",
                width=104, sort_key=lambda row: row.back_on,
            ),
        )  # fmt: skip
        self._model: RowTableModel[SentRow] = RowTableModel(
            columns,
            lambda row: row.id,
            lambda row: search_text(f"{who(row, words)} {what_went(row, words)}"),
            self,
        )
        self.table = TableView(self._model, several=True, row_height=48)
        self.table.setMinimumHeight(px(260))
        self.table.selectionModel().selectionChanged.connect(self._show_button)
        self.chips = Chips()
        self.chips.chosen.connect(self._on_filter)
        self.days_label = Muted()
        self.days = NumberField(1, _MOST_DAYS)
        self.days.changed.connect(lambda: self.days_changed.emit(self.days.value()))
        self.remind_button = button(kind="primary", icon="mail")
        self.remind_button.clicked.connect(lambda: self.remind_wanted.emit(self.to_remind()))
        self.nothing = EmptyState("send")
        self._lay_out()

    def _lay_out(self) -> None:
        self.days_label.setBuddy(self.days.spin)
        self.wrap_note()
        self.tools.addWidget(self.remind_button)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.chips, 1)
        head.addWidget(self.days_label)
        head.addWidget(self.days.spin)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(full)
        self.add(self._stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margins = self.body.contentsMargins()
        self.table.leave_out(_GIVING_WAY, self.width() - margins.left() - margins.right())

    def show_rows(self, rows: Sequence[SentRow], days: int) -> None:
        """Show the register as it is now; what is selected and filtered stays."""
        self._rows = rows
        with QSignalBlocker(self.days):
            self.days.set_value(days)
        self._model.set_rows(rows)
        self.retranslate()

    def to_remind(self) -> tuple[SentRow, ...]:
        """Return who is to be reminded: of the selected rows those still out, else all who are late.

        Whoever was sent something today is not reminded at once.
        """
        selected = set(self.table.selected_ids())
        chosen = tuple(row for row in self._rows if row.id in selected and row.is_awaited)
        late = tuple(row for row in self._rows if row.state == "late" and row.last_sent_on < today())
        return chosen or late

    def retranslate(self) -> None:
        words, counts = self._desk.words, Counter(row.state for row in self._rows)
        self.title.setText(words("homecoming.register.title"))
        out = counts["late"] + counts["out"]
        code = "homecoming.register.count_late" if counts["late"] else "homecoming.register.count"
        said = words(code, sent=len(self._rows), back=counts["back"], out=out, late=counts["late"])
        self.note.setText(said if self._rows else "")
        self.nothing.set_texts(
            words("homecoming.register.none.title"), words("homecoming.register.none.text")
        )
        self._stack.setCurrentIndex(1 if self._rows else 0)
        self.remind_button.setVisible(bool(self._rows))
        self.days_label.setText(words("homecoming.register.days"))
        self.days.spin.setSuffix(words("homecoming.register.days.unit"))
        self.days.spin.setAccessibleName(words("homecoming.register.days"))
        self.days.spin.setToolTip(words("homecoming.register.days.hint"))
        self.remind_button.setToolTip(words("homecoming.remind.hint"))
        self.table.setAccessibleName(words("homecoming.register.title"))
        self.table.retranslate()
        items: list[tuple[str, str, int | None]] = [("all", words("common.all"), len(self._rows))]
        items += [
            (state, words(f"homecoming.register.state.{state}"), counts[state])
            for state in STATES
            if counts[state]
        ]
        self.chips.set_items(items)
        self._on_filter(self.chips.current())
        self._show_button()

    def _show_button(self) -> None:
        words, count = self._desk.words, len(self.to_remind())
        none = "done" if any(row.state == "late" for row in self._rows) else "none"
        text = words("homecoming.remind.button", n=count) if count else words(f"homecoming.remind.{none}")
        self.remind_button.setText(text)
        self.remind_button.setEnabled(count > 0)

    def _on_filter(self, key: str) -> None:
        self._model.set_filter(None if key in ("", "all") else lambda row: row.state == key)


def who(row: SentRow, words: Words) -> str:
    """Return whose a line is; of what holds everybody what it is."""
    if row.kind in ("whole", "list"):
        return words(f"homecoming.register.kind.{row.kind}", survey=row.survey)
    return row.name or words("homecoming.register.unknown")


def what_went(row: SentRow, words: Words) -> str:
    """Return what went out, and how often where it was more than once."""
    kind = "gone" if row.kind == "form" and not row.survey else row.kind
    what = (
        "" if row.kind in ("whole", "list") else words(f"homecoming.register.kind.{kind}", survey=row.survey)
    )
    if row.times < 2:
        return what
    return words("homecoming.register.times", what=what, n=row.times, day=_said(row.last_sent_on))


def _said(day: date | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"
