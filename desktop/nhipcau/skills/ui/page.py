"""The skills page: wordings that are asked once, and the organisation's list."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nhipcau.database import Database
from nhipcau.skills import queries
from nhipcau.skills.queries import SkillRow, UnknownWording
from nhipcau.skills.ui.actions import Actions
from nhipcau.skills.ui.ask_view import AskView
from nhipcau.skills.ui.dialogs import SkillDialog
from nhipcau.skills.ui.list_view import ListView
from nhipcau.widgets.card import Body
from nhipcau.widgets.controls import Segmented, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.forms.asking_dialog import answered
from nhipcau.widgets.latest_reading import LatestReading
from nhipcau.widgets.page import Page
from nhipcau.widgets.still_reading import StillReading


@dataclass(frozen=True, slots=True)
class SkillsReading:
    """What the page shows, read at one moment."""

    skills: tuple[SkillRow, ...]
    kept: tuple[str, ...]
    unknown: tuple[UnknownWording, ...]


class SkillsPage(Page):
    """Two views: what is asked, and the list. It opens where there is something to do."""

    tables = frozenset({"skill", "skill_wording", "participant", "person", "programme"})

    def __init__(self, desk: Desk, database: Database, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._database = database
        self._skills: dict[str, SkillRow] = {}
        self._opened = False
        self._wanted = ""
        self._reading = LatestReading(desk, self, self._show)
        self.actions_of = Actions(desk, database)
        self.about = Body()
        self.tabs = Segmented()
        self.add_button = button(icon="plus")
        self.ask = AskView(desk, self._likely)
        self.list = ListView(desk)
        self._views = QStackedWidget()
        self._views.addWidget(self.ask)
        self._views.addWidget(self.list)
        self._views.addWidget(unread := StillReading(desk))
        self._views.setCurrentWidget(unread)
        self.add_button.setEnabled(False)
        self._lay_out()
        self._connect()

    def title(self) -> str:
        return self.desk.words("skills.title")

    def refresh(self) -> None:
        programme_id = self.desk.programme_id
        self._reading.ask(lambda: self._read(programme_id))

    def _read(self, programme_id: int | None) -> SkillsReading:
        with self._database.read() as db:
            unknown = () if programme_id is None else queries.unknown_wordings(db, programme_id)
            return SkillsReading(queries.skill_rows(db), queries.kept_wordings(db), unknown)

    def _show(self, reading: SkillsReading) -> None:
        self._skills = {row.code: row for row in reading.skills}
        shown = sum(not row.hidden for row in reading.skills)
        words, unknown = self.desk.words, reading.unknown
        self.tabs.set_items(
            [("ask", words("skills.tab.ask", n=len(unknown))), ("list", words("skills.tab.list", n=shown))]
        )
        self.ask.set_rows(unknown, reading.skills)
        self.list.set_rows(reading.skills, reading.kept)
        self.add_button.setEnabled(True)
        if not self._opened:
            self._opened = True
            self.turn_to(self._wanted or ("ask" if unknown else "list"))

    def retranslate(self) -> None:
        self.about.setText(self.desk.words("skills.subtitle"))
        self.add_button.setText(self.desk.words("skills.list.add"))
        self.ask.retranslate()
        self.list.retranslate()

    def arrive(self, **arguments: object) -> None:
        """Be asked for a view: `view` is `ask` or `list`."""
        view = str(arguments.get("view") or "")
        if view not in ("ask", "list"):
            return
        self._wanted = view
        if self._opened:
            self.turn_to(view)

    def turn_to(self, view: str) -> None:
        """Show one of the two views."""
        self.tabs.choose(view)
        self._views.setCurrentWidget(self.ask if view == "ask" else self.list)
        if view == "ask":
            self.ask.take_focus()
        else:
            self.list.search.setFocus(Qt.FocusReason.OtherFocusReason)

    # building

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.add_button)
        column.addWidget(self.about)
        column.addLayout(row)
        column.addWidget(self._views, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.turn_to)
        self.add_button.clicked.connect(self.add)
        self.ask.answered.connect(self._on_answered)
        self.ask.kept.connect(self._on_kept)
        self.ask.new_wanted.connect(self.add)
        self.list.rename_wanted.connect(self._on_rename)
        self.list.hide_wanted.connect(self.actions_of.hide)
        self.list.show_wanted.connect(self.actions_of.show)
        self.list.forgotten.connect(self.actions_of.forget)
        self.answer_keys({QKeySequence.StandardKey.Find: self._on_find})

    # answering

    def _likely(self, wording: str) -> tuple[str, ...]:
        with self._database.read() as db:
            return queries.likely_skills(db, wording)

    def add(self, wording: object = "") -> None:
        """Ask for a new skill; with a wording, the skill it names."""
        said = wording if isinstance(wording, str) else ""
        made: list[str] = []

        def save(values: dict[str, Any]) -> None:
            made.append(self.actions_of.add(values, said))

        if answered(SkillDialog(self.desk, save, self, wording=said)) and not said:
            self.turn_to("list")
            self.list.select(made[-1])

    def _on_answered(self, wording: str, code: str) -> None:
        self.actions_of.remember(wording, self._skills[code])
        self.ask.take_focus()

    def _on_kept(self, wording: str) -> None:
        self.actions_of.keep(wording)
        self.ask.take_focus()

    def _on_rename(self, skill: SkillRow) -> None:
        def save(values: dict[str, Any]) -> None:
            self.actions_of.rename(skill, values)

        answered(SkillDialog(self.desk, save, self, skill=skill))

    def _on_find(self) -> None:
        self.turn_to(self.tabs.current())
