"""The right side of the page: one wave, what it brought in, who was asked, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from nhipcau.surveys.anonymous_results import AnonymousResults
from nhipcau.surveys.queries import ResponseRow, WaveResults, WaveRow
from nhipcau.surveys.ui.anonymous_view import AnonymousView
from nhipcau.surveys.ui.people_view import PeopleView
from nhipcau.surveys.ui.results_view import ResultsView
from nhipcau.surveys.ui.wave_list import days_text, wave_state
from nhipcau.widgets.card import Card, Heading, Muted
from nhipcau.widgets.controls import Pill, Segmented, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.flow import FlowLayout, Wrapping
from nhipcau.widgets.scroll import VScroll

_TONES = {"planned": "info", "open": "good", "last_day": "warn", "over": "plain"}
_DOES = (
    ("send", "file-spreadsheet", "primary"),
    ("form_text", "copy", "plain"),
    ("newcomers", "user-plus", "plain"),
)
_ICON_DOES = (
    ("edit_questions", "list-checks"),
    ("edit_wave", "pencil"),
    ("close_wave", "lock"),
    ("remove_wave", "trash-2"),
)


class WavePanel(Card):
    """`wanted` names what is to be done with the wave that is shown."""

    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.shown: WaveRow | None = None
        self.results: ResultsView | AnonymousView | None = None
        self.name = Heading(wrap=True)
        self.days = Muted(wrap=True)
        self.state = Pill()
        self.buttons = {does: button(kind=kind, icon=icon) for does, icon, kind in _DOES}
        self.buttons |= {does: button(kind="ghost", icon=icon) for does, icon in _ICON_DOES}
        for does, made in self.buttons.items():
            made.setProperty("does", does)
            made.clicked.connect(self._on_clicked)
        self.views = Segmented()
        self.views.set_items([("results", ""), ("people", "")])
        self.views.chosen.connect(self._on_view)
        self.people = PeopleView(desk)
        self._pane = VScroll()
        self._pane.body.setContentsMargins(0, 0, 8, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._pane)
        self._stack.addWidget(self.people)
        self._lay_out()

    def read(
        self,
        wave: WaveRow,
        results: WaveResults | AnonymousResults,
        people: Sequence[ResponseRow],
        newcomers: int,
    ) -> None:
        """Show a wave, keeping the place where it is the same one."""
        words = self._desk.words
        same = self.shown is not None and self.shown.id == wave.id
        place = self._pane.verticalScrollBar().value() if same else 0
        self.shown = wave
        self.name.setText(wave.name)
        said = [wave.survey.name(words.language), days_text(wave, words)]
        said += [words("evaluation.anonymous.mark")] if wave.anonymous else []
        self.days.setText(" · ".join(said))
        state = wave_state(wave)
        self.state.set(words(f"evaluation.state.{state}"), _TONES[state])
        self.buttons["newcomers"].setText(words("evaluation.do.newcomers", n=newcomers))
        self.buttons["newcomers"].setVisible(newcomers > 0 and state != "over")
        self.buttons["close_wave"].setVisible(state == "open")
        if self.results is not None:
            self._pane.body.removeWidget(self.results)
            self.results.hide()
            self.results.deleteLater()
        if isinstance(results, AnonymousResults):
            self.results = AnonymousView(results, words)
        else:
            self.results = ResultsView(results, words)
        self._pane.add(self.results)
        self._pane.verticalScrollBar().setValue(place)
        self.people.show_rows(people, by_hand=not wave.anonymous)

    def show_view(self, view: str) -> None:
        """Show the results or the people, as if it had been clicked."""
        self.views.choose(view)
        self._on_view()

    def retranslate(self) -> None:
        words = self._desk.words
        self.views.set_items([(view, words(f"evaluation.view.{view}")) for view in ("results", "people")])
        for does in ("send", "form_text"):
            self.buttons[does].setText(words(f"evaluation.do.{does}"))
        for does, _ in _ICON_DOES:
            self.buttons[does].set_hint(words(f"evaluation.do.{does}"))
        self.people.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        names = QVBoxLayout()
        names.setSpacing(2)
        title = QHBoxLayout()
        title.setSpacing(10)
        title.addWidget(self.name, 1)
        title.addWidget(self.state)
        names.addLayout(title)
        names.addWidget(self.days)
        head.addLayout(names, 1)
        self.body.addLayout(head)
        does = Wrapping()
        flow = FlowLayout(does)
        for name, _, _ in _DOES:
            flow.addWidget(self.buttons[name])
        self.body.addWidget(does)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.views)
        row.addStretch(1)
        for name, _ in _ICON_DOES:
            row.addWidget(self.buttons[name])
        self.body.addLayout(row)
        self.body.addWidget(self._stack, 1)

    def _on_clicked(self) -> None:
        self.wanted.emit(str(self.sender().property("does")))

    def _on_view(self) -> None:
        self._stack.setCurrentWidget(self.people if self.views.current() == "people" else self._pane)
