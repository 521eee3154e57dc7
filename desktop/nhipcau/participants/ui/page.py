"""The participants page: everyone in the programme, and one of them beside the list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from nhipcau.common.clock import today
from nhipcau.common.file_names import file_name, with_ending
from nhipcau.common.progress import Progress
from nhipcau.common.words import Language
from nhipcau.database import Database
from nhipcau.participants import queries
from nhipcau.participants.models import PERSON
from nhipcau.participants.queries import ParticipantDetails
from nhipcau.participants.service import withdraw
from nhipcau.participants.spellings import SpelledField, ValueCount
from nhipcau.participants.ui import list_columns as listing
from nhipcau.participants.ui.actions import Actions, Leave, Merged
from nhipcau.participants.ui.details import Details
from nhipcau.participants.ui.dialogs import AddDialog, EnrolDialog, WithdrawDialog
from nhipcau.participants.ui.export import list_sheet
from nhipcau.participants.ui.fields import KnownAnswers
from nhipcau.participants.ui.spellings_dialog import SpellingsDialog
from nhipcau.programmes.queries import programme, programmes
from nhipcau.widgets.card import EmptyState
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.file_choice import FileChoice
from nhipcau.widgets.forms.asking_dialog import answered
from nhipcau.widgets.lists.list_card import ListCard, counted
from nhipcau.widgets.lists.list_page import ListPage
from nhipcau.workbook import write_workbook

Paired = Callable[[Any, int], frozenset[int]]
"""Given a reading session and a programme, the participants who are paired. Rooms above know."""
_COMPLETED = tuple(one.column for one in PERSON.values() if one.suggested)


@dataclass(frozen=True, slots=True)
class ParticipantsReading:
    """The list as read at one moment; `paired` is None where this room is not told."""

    rows: tuple[queries.ParticipantRow, ...] = ()
    paired: frozenset[int] | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many each filter shows."""


class ParticipantsPage(ListPage[ParticipantsReading]):
    """Rows are read anew when their tables change; the panel follows the selection."""

    tables = frozenset(
        {"programme", "participant", "person", "consent", "question", "answer", "level", "pair"}
    )

    def __init__(
        self,
        desk: Desk,
        database: Database,
        parent: QWidget | None = None,
        paired: Paired | None = None,
        leave: Leave = withdraw,
        merged: Merged | None = None,
    ) -> None:
        super().__init__(desk, ParticipantsReading(), parent)
        self._database = database
        self._paired = paired
        self._pairing = listing.Pairing()
        self.ask_save: Callable[[str, str], str] = FileChoice(desk.folders, self, "saved").save
        self.actions_of = Actions(desk, database, leave, *([merged] if merged else []))
        self.add_button = button(kind="primary", icon="user-plus")
        self.export_button = button(icon="download")
        self.spellings_button = button(icon="list-checks")
        self.list = ListCard(
            desk,
            [listing.listed(desk.words, self._pairing)],
            listing.filters(self._pairing, told=paired is not None),
            search="participants.search",
            filters="participants.filter.",
            nothing="participants.nobody.",
        )
        self.details = Details(desk, self.actions_of)
        self.import_button = button(kind="primary", icon="file-up")
        self.first_button = button(icon="user-plus")
        self.empty = EmptyState("users", buttons=[self.first_button, self.import_button])
        works_on_list = [self.spellings_button, self.export_button]
        self.build_list(
            self.details, self.empty, head=[*works_on_list, self.add_button], waiting=works_on_list,
            adding=[self.add_button, self.first_button],
        )  # fmt: skip
        self._connect()

    def title(self) -> str:
        return self.desk.words("participants.title")

    def retranslate(self) -> None:
        words = self.desk.words
        self.add_button.setText(words("participants.do.add"))
        self.export_button.setText(words("participants.do.export"))
        self.spellings_button.setText(words("participants.do.spellings"))
        self.import_button.setText(words("participants.empty.import"))
        self.first_button.setText(words("participants.do.add"))
        self.empty.set_texts(words("participants.empty.title"), words("participants.empty.text"))
        self.list.retranslate()
        shown = self.details.shown
        if shown is not None and self.details.isVisible():
            self.details.finish()
            self.details.read(shown, self._pairing.ids)

    def retheme(self) -> None:
        self.details.retheme()

    def arrive(self, **arguments: object) -> None:
        """Be asked for one participant, or with `new` for a new one."""
        self.want(arguments.get("participant_id"))
        if arguments.get("new"):
            self.add()

    def add(self) -> None:
        """Ask for a new person and show them."""
        programme_id = self.desk.programme_id
        if programme_id is None:
            return

        def save(person: Mapping[str, Any], profile: Mapping[str, Any]) -> None:
            self._wanted = self.actions_of.add(programme_id, person, profile)

        answered(AddDialog(self.desk, self._known(), save, self))
        self.go_to_wanted()

    # building

    def _connect(self) -> None:
        self.export_button.clicked.connect(self._on_export)
        self.spellings_button.clicked.connect(self._on_spellings)
        self.import_button.clicked.connect(self._on_import)
        self.list.opened.connect(self._on_opened)
        self.list.removal.connect(self._on_removal)
        self.details.wanted.connect(self._on_wanted)

    # showing

    def reading(self, programme_id: int) -> Callable[[], ParticipantsReading]:
        language = self.desk.language
        return lambda: self._read(programme_id, language)

    def _read(self, programme_id: int, language: Language) -> ParticipantsReading:
        with self._database.read() as db:
            rows = queries.participant_rows(db, programme_id, language)
            paired = self._paired(db, programme_id) if self._paired else None
        passing = listing.filters(listing.Pairing(paired), told=paired is not None)
        return ParticipantsReading(rows, paired, counted(passing, rows))

    def fill(self, reading: ParticipantsReading) -> bool:
        rows = reading.rows
        self._pairing.ids = reading.paired
        self.list.set_rows(rows, counts=reading.counts)
        self.export_button.setEnabled(bool(rows))
        self.spellings_button.setEnabled(bool(rows))
        if self._wanted is not None:
            self.go_to_wanted()
        elif self.details.shown is not None:
            self._renew({row.id for row in rows})
        return bool(rows)

    def _details_of(self, participant_id: int) -> ParticipantDetails:
        with self._database.read() as db:
            return queries.person_details(db, participant_id)

    def _known(self, shown: ParticipantDetails | None = None) -> KnownAnswers:
        """Return what there is to choose from; people and questions only where somebody is edited."""
        with self._database.read() as db:
            values = {name: queries.known_values(db, name) for name in _COMPLETED}
            if shown is None:
                return KnownAnswers(values=values)
            return KnownAnswers(
                queries.people_to_choose(db, self.desk.words.language),
                values,
                queries.questions(db, shown.programme_id),
            )

    def _renew(self, there: set[int]) -> None:
        shown = self.details.shown
        if shown is None or shown.id not in there:
            self.close_panel()
            return
        fresh = self._details_of(shown.id)
        if self.details.is_editing:
            self.details.renew(fresh)
        else:
            self.details.read(fresh, self._pairing.ids)

    def show_beside(self, thing_id: int) -> None:
        self.details.read(self._details_of(thing_id), self._pairing.ids)

    def may_leave(self) -> bool:
        return self.details.finish()

    # answering

    def _on_opened(self, participant_id: int) -> None:
        self._on_chosen(participant_id)
        self.details.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_removal(self, participant_id: int) -> None:
        self.actions_of.remove(self._details_of(participant_id))

    def _on_wanted(self, what: str) -> None:
        shown = self.details.shown
        if shown is None or not self.details.finish():
            return
        does: dict[str, Callable[[ParticipantDetails], None]] = {
            "edit": self._edit,
            "done": self._read_again,
            "enrol": self._enrol,
            "withdraw": self._withdraw,
            "readmit": self.actions_of.readmit,
            "consent": self.actions_of.change_consent,
            "remove": self.actions_of.remove,
        }
        does[what](self._details_of(shown.id))

    def _edit(self, shown: ParticipantDetails) -> None:
        self.details.edit(shown, self._known(shown))

    def _read_again(self, shown: ParticipantDetails) -> None:
        self.details.read(shown, self._pairing.ids)
        self.details.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _withdraw(self, shown: ParticipantDetails) -> None:
        is_paired = shown.id in (self._pairing.ids or ())
        dialog = WithdrawDialog(self.desk, shown.person.full_name, self, is_paired=is_paired)
        if answered(dialog):
            self.actions_of.withdraw(shown, dialog.reason.value())

    def _enrol(self, shown: ParticipantDetails) -> None:
        with self._database.read() as db:
            taken = {shown.programme_id, *(programme_id for programme_id, _ in shown.other_programmes)}
            others = [(row.id, row.name) for row in programmes(db) if row.id not in taken]
        if not others:
            self.desk.say(self.desk.words("participants.enrol.none"), tone="info")
            return
        dialog = EnrolDialog(self.desk, shown.person.full_name, others, self)
        if answered(dialog):
            chosen = dialog.programme_id()
            self.actions_of.enrol_elsewhere(shown, chosen, dict(others)[chosen])

    def _on_spellings(self) -> None:
        dialog = SpellingsDialog(self.desk.words, self._value_counts, self.actions_of.merge_spellings, self)
        answered(dialog)

    def _value_counts(self, name: SpelledField) -> Sequence[ValueCount]:
        with self._database.read() as db:
            return queries.value_counts(db, name)

    def _on_import(self) -> None:
        self.desk.go("import")

    def _on_export(self) -> None:
        words = self.desk.words
        with self._database.read() as db:
            row = programme(db, self.desk.programme_id or 0)
        suggestion = file_name(words("participants.title"), row.name if row is not None else "", day=today())
        chosen = self.ask_save(words("participants.do.export"), suggestion)
        if not chosen:
            return
        target = with_ending(chosen, ".xlsx")
        sheet = list_sheet(self.list.model.shown_rows(), self._pairing.ids, words)

        def work(progress: Progress) -> Path:
            write_workbook(target, [sheet], progress)
            return target

        self.desk.run(words("participants.exporting"), work, self._on_exported)

    def _on_exported(self, target: Path) -> None:
        self.desk.say(self.desk.words("participants.said.exported", file=target.name), file=target)
