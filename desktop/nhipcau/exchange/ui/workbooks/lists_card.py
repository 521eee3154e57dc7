"""The lists people ask for, a button each."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from nhipcau.common.clock import today
from nhipcau.common.feature import Feature
from nhipcau.common.file_names import file_name, with_ending
from nhipcau.common.progress import Progress
from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.exchange.lists.calendar_file import save_calendar
from nhipcau.exchange.lists.people_lists import LISTS, left_off_mailing, save_list
from nhipcau.mail.missing_addresses import names_said
from nhipcau.programmes.queries import programme
from nhipcau.widgets.card import Section
from nhipcau.widgets.controls import Button, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.file_choice import EXCEL, FileChoice
from nhipcau.widgets.flow import FlowLayout

_ICONS = {
    "pairs": "users",
    "mailing": "mail",
    "merge": "file-text",
    "summary": "chart-column",
    "calendar": "calendar",
}
_ENDINGS = {"summary": EXCEL, "calendar": "iCalendar (*.ics)"}


class ListsCard(Section):
    """`ask_save` gets a title, a suggested name and the kinds of file; tests put their answer in its place."""

    def __init__(
        self, desk: Desk, database: Database, features: Sequence[Feature], parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._features = features
        self._desk = desk
        self._database = database
        self.ask_save: Callable[[str, str, str], str] = FileChoice(desk.folders, self, "saved").save
        self.buttons: dict[str, Button] = {}
        row = QWidget()
        flow = FlowLayout(row)
        for kind in (*LISTS, "calendar"):
            made = button(icon=_ICONS[kind])
            made.setProperty("list", kind)
            made.clicked.connect(self._on_clicked)
            self.buttons[kind] = made
            flow.addWidget(made)
        self.add(row)

    def retranslate(self) -> None:
        words = self._desk.words
        self.title.setText(words("lists.card"))
        self.note.setText(words("lists.card.text"))
        for kind, made in self.buttons.items():
            made.setText(words(f"lists.kind.{kind}"))

    def _on_clicked(self) -> None:
        self.save(str(self.sender().property("list")))

    def save(self, kind: str) -> None:
        """Ask where to, and write the list there."""
        programme_id, words, database = self._desk.programme_id, self._desk.words, self._database
        if programme_id is None:
            return
        title = words(f"lists.kind.{kind}")
        ending = ".ics" if kind == "calendar" else ".xlsx"
        types = _ENDINGS.get(kind, words("lists.types"))
        with database.read() as db:
            row = programme(db, programme_id)
        suggestion = file_name(
            title.replace("(.ics)", ""), row.name if row is not None else "", day=today(), ending=ending
        )
        answer = self.ask_save(title, suggestion, types)
        if not answer:
            return
        target = with_ending(answer, ending, ".xlsx", ".csv", ".ics")
        language = self._desk.language

        def work(progress: Progress) -> tuple[Path, tuple[str, ...]]:
            if kind == "calendar":
                return save_calendar(database, programme_id, target, Words(language), self._features), ()
            left_off = left_off_mailing(database, programme_id, language) if kind == "mailing" else ()
            return save_list(database, programme_id, kind, target, Words(language), progress), left_off

        self._desk.run(words("lists.saving"), work, self._on_saved)

    def _on_saved(self, saved: tuple[Path, tuple[str, ...]]) -> None:
        (target, left_off), words = saved, self._desk.words
        said = [words("lists.saved", name=target.name)]
        if left_off:
            said.append(words("lists.left_off", n=len(left_off), names=names_said(left_off, words)))
        self._desk.say(". ".join(said), tone="warn" if left_off else "good", file=target)
