"""The panel beside the log: one pair, what it set out to do, when it met, and how the two feel."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.sessions.queries import GoalRow, PairTogether, PulseRow, SessionRow
from nhipcau.sessions.ui.list_columns import feeling_text, feeling_tone, hours_text
from nhipcau.widgets.avatar import Avatar
from nhipcau.widgets.card import Body, Heading, Line, Muted
from nhipcau.widgets.charts import FitBar
from nhipcau.widgets.controls import Button, Pill, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.forms.date_field import day_text
from nhipcau.widgets.panel import DetailsPanel


class PairPanel(DetailsPanel):
    """`wanted` names what is to be done and with what: `edit_session`, `remove_goal`, `add_pulse`, and so on."""

    wanted = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.shown: PairTogether | None = None
        self.log_button = button(kind="primary", icon="calendar-check")
        self.log_button.clicked.connect(self._on_log)
        self.footer.addWidget(self.log_button, 1)

    @property
    def shown_id(self) -> int | None:
        return None if self.shown is None else self.shown.id

    def forget(self) -> None:
        self.shown = None

    def read(self, pair: PairTogether) -> None:
        """Show a pair, keeping the place where it is the same one."""
        same = self.shown_id == pair.id
        self.shown = pair
        self.put(PairView(pair, self._desk.words, self.wanted.emit), same=same)

    def retranslate(self) -> None:
        words = self._desk.words
        self.set_texts(words("sessions.panel.title"), words("common.close"))
        self.log_button.setText(words("sessions.do.log"))
        if self.shown is not None:
            self.read(self.shown)

    def _on_log(self) -> None:
        self.wanted.emit("add_session", None)


class PairView(QWidget):
    """One pair to be read; made anew whenever it changes."""

    def __init__(self, pair: PairTogether, words: Words, want: Callable[[str, object], None]) -> None:
        super().__init__()
        self.setObjectName("Clear")
        self._words = words
        self._want = want
        self.nothing: dict[str, Muted] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._person(pair.mentor, words("common.mentor"))
        self._person(pair.mentee, words("common.mentee"))
        held = words(
            "sessions.panel.totals", n=len(pair.sessions), hours=hours_text(pair.minutes, words)
        )  # fmt: skip
        self._column.addWidget(Muted(held, wrap=True))
        self._part("goals", "add_goal")
        for goal in pair.goals:
            self._goal(goal)
        self._part("sessions", "")
        for session in pair.sessions:
            self._session(session)
        self._part("pulses", "add_pulse")
        for answer in pair.pulses:
            self._pulse(answer)
        for name, rows in (("goals", pair.goals), ("sessions", pair.sessions), ("pulses", pair.pulses)):
            self.nothing[name].setVisible(not rows)
        self._column.addStretch(1)

    def _person(self, name: str, role: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        avatar = Avatar("", 32)
        avatar.set_name(name)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Heading(name, 3, wrap=True))
        names.addWidget(Muted(role))
        row.addWidget(avatar, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(names, 1)
        self._column.addLayout(row)

    def _part(self, name: str, add: str) -> None:
        self._column.addWidget(Line())
        row = QHBoxLayout()
        row.addWidget(Heading(self._words(f"sessions.panel.{name}"), 3, wrap=True), 1)
        if add:
            row.addWidget(self._button("plus", f"sessions.do.{add}", add, None))
        self._column.addLayout(row)
        self.nothing[name] = Muted(self._words(f"sessions.panel.no_{name}"), wrap=True)
        self._column.addWidget(self.nothing[name])

    def _goal(self, goal: GoalRow) -> None:
        bar = FitBar(goal.progress, "primary")
        bar.setAccessibleName(self._words("fields.goal.progress"))
        due = self._words("sessions.panel.due", day=day_text(goal.due_on)) if goal.due_on else ""
        self._entry(goal.wording, due, [bar], "goal", goal)

    def _session(self, held: SessionRow) -> None:
        words = self._words
        facts = [day_text(held.held_on), words("sessions.panel.minutes", n=held.minutes)]
        if held.way:
            facts.append(words(f"sessions.way.{held.way}"))
        under = words("sessions.panel.next", text=held.next_step) if held.next_step else ""
        more: list[QWidget] = []
        if held.topic:
            more.append(Body(held.topic))
        if held.rating:
            more.append(Pill(words(f"sessions.rating.{held.rating}"), feeling_tone(held.rating)))
        self._entry(" · ".join(facts), under, more, "session", held)

    def _pulse(self, answer: PulseRow) -> None:
        words = self._words
        head = f"{words(f'common.{answer.role}')} · {day_text(answer.answered_on)}"
        pill = Pill(feeling_text(answer.feeling, words), feeling_tone(answer.feeling))
        self._entry(head, answer.comment, [pill], "pulse", answer)

    def _entry(self, head: str, under: str, between: list[QWidget], kind: str, row: object) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(Body(head))
        for widget in between:
            if isinstance(widget, Pill):  # as wide as its word, without holding the texts to that width
                row_of = QHBoxLayout()
                row_of.addWidget(widget)
                row_of.addStretch(1)
                texts.addLayout(row_of)
            else:
                texts.addWidget(widget)
        if under:
            texts.addWidget(Muted(under, wrap=True))
        line.addLayout(texts, 1)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(self._button("pencil", "common.edit", f"edit_{kind}", row, head), 0, top)
        line.addWidget(self._button("trash-2", "common.remove", f"remove_{kind}", row, head), 0, top)
        self._column.addLayout(line)

    def _button(self, icon: str, key: str, what: str, row: object, about: str = "") -> Button:
        made = button(kind="ghost", icon=icon)
        said = self._words(key)
        made.set_hint(f"{said}: {about}" if about else said)
        made.setProperty("does", what)
        made.clicked.connect(lambda: self._want(what, row))
        return made
