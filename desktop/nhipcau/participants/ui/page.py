"""The participants page: everyone in the programme, and one of them beside the list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

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
from nhipcau.participants.ui.actions import Actions, Leave, Merged
from nhipcau.participants.ui.details import Details
from nhipcau.participants.ui.dialogs import AddDialog, EnrolDialog, WithdrawDialog, accepted
from nhipcau.participants.ui.export import list_sheet
from nhipcau.participants.ui.fields import Known
from nhipcau.participants.ui.list_card import ListCard
from nhipcau.participants.ui.listing import chip_counts
from nhipcau.participants.ui.spellings_dialog import SpellingsDialog
from nhipcau.programmes.queries import programme, programmes
from nhipcau.widgets.card import Card, EmptyState
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.file_choice import FileChoice
from nhipcau.widgets.latest_reading import LatestReading
from nhipcau.widgets.page import Page, width_beside
from nhipcau.widgets.still_reading import StillReading
from nhipcau.workbook import write_workbook

Paired = Callable[[Any, int], frozenset[int]]
"""Given a reading session and a programme, the participants who are paired. Rooms above know."""
_COMPLETED = tuple(one.column for one in PERSON.values() if one.suggested)


@dataclass(frozen=True, slots=True)
class Reading:
    """The list as read at one moment; `paired` is None where this room is not told."""

    programme_id: int | None = None
    rows: tuple[queries.ParticipantRow, ...] = ()
    paired: frozenset[int] | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many each filter shows."""


class ParticipantsPage(Page):
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
        super().__init__(desk, parent)
        self._database = database
        self._paired = paired
        self._wanted: int | None = None
        self._programme_id: int | None = None
        """The programme whose list is shown."""
        self._reading = LatestReading(desk, self, self._show)
        self.ask_save: Callable[[str, str], str] = FileChoice(desk.folders, self, "saved").save
        self.actions_of = Actions(desk, database, leave, *([merged] if merged else []))
        self.add_button = button(kind="primary", icon="user-plus")
        self.export_button = button(icon="download")
        self.spellings_button = button(icon="list-checks")
        self.list = ListCard(desk)
        self.details = Details(desk, self.actions_of)
        self.import_button = button(kind="primary", icon="file-up")
        self.first_button = button(icon="user-plus")
        self.empty = EmptyState("users", buttons=[self.first_button, self.import_button])
        self._lay_out()
        self._connect()

    def title(self) -> str:
        return self.desk.words("participants.title")

    def head_actions(self) -> list[QWidget]:
        """Return the buttons that stand at the head of the window."""
        return [self.spellings_button, self.export_button, self.add_button]

    def refresh(self) -> None:
        programme_id = self.desk.programme_id
        if programme_id is None:
            self._reading.drop()
            self._show(Reading())
            return
        if programme_id != self._programme_id:  # nobody is known of this one yet, and nothing is said
            self._stack.setCurrentIndex(2)
            for made in (self.export_button, self.spellings_button):
                made.setEnabled(False)
        language = self.desk.language
        self._reading.ask(lambda: self._read(programme_id, language))

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
            self.details.read(shown, self.list.pairing.ids)

    def retheme(self) -> None:
        self.details.retheme()

    def arrive(self, **arguments: object) -> None:
        """Be asked for one participant, or with `new` for a new one."""
        wanted = arguments.get("participant_id")
        if isinstance(wanted, int):
            self._wanted = wanted
            if self.isVisible():
                self._select_wanted()
        if arguments.get("new"):
            self.add()

    def add(self) -> None:
        """Ask for a new person and show them."""
        programme_id = self.desk.programme_id
        if programme_id is None:
            return

        def save(person: Mapping[str, Any], profile: Mapping[str, Any]) -> None:
            self._wanted = self.actions_of.add(programme_id, person, profile)

        accepted(AddDialog(self.desk, self._known(), save, self))
        if self._wanted is not None:
            self._select_wanted()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # building

    def _lay_out(self) -> None:
        self.hold(*self.head_actions())
        full = QWidget()
        row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.list, 1)
        row.addWidget(self.details)
        self.details.hide()
        bare = Card()
        bare.add(self.empty, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(bare)
        self._stack.addWidget(StillReading(self.desk))
        self._stack.setCurrentIndex(2)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add)
        self.first_button.clicked.connect(self.add)
        self.export_button.clicked.connect(self._on_export)
        self.spellings_button.clicked.connect(self._on_spellings)
        self.import_button.clicked.connect(self._on_import)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.list.removal.connect(self._on_removal)
        self.details.closed.connect(self._on_closed)
        self.details.wanted.connect(self._on_wanted)
        self.answer_keys(
            {QKeySequence.StandardKey.Find: self.list.search.take_keyboard, "Ctrl+Shift+N": self.add}
        )

    def _fit(self) -> None:
        self.details.setFixedWidth(width_beside(self.width()))

    # showing

    def _read(self, programme_id: int, language: Language) -> Reading:
        with self._database.read() as db:
            rows = queries.participant_rows(db, programme_id, language)
            paired = self._paired(db, programme_id) if self._paired else None
        return Reading(programme_id, rows, paired, chip_counts(rows, paired))

    def _show(self, reading: Reading) -> None:
        rows, self._programme_id = reading.rows, reading.programme_id
        self.list.set_rows(rows, reading.paired, reading.counts)
        self._stack.setCurrentIndex(0 if rows else 1)
        self.export_button.setEnabled(bool(rows))
        self.spellings_button.setEnabled(bool(rows))
        if self._wanted is not None:
            self._select_wanted()
        elif self.details.shown is not None:
            self._renew({row.id for row in rows})

    def _details_of(self, participant_id: int) -> ParticipantDetails:
        with self._database.read() as db:
            return queries.person_details(db, participant_id)

    def _known(self, shown: ParticipantDetails | None = None) -> Known:
        """Return what there is to choose from; people and questions only where somebody is edited."""
        with self._database.read() as db:
            values = {name: queries.known_values(db, name) for name in _COMPLETED}
            if shown is None:
                return Known(values=values)
            return Known(
                queries.people_to_choose(db, self.desk.words.language),
                values,
                queries.questions(db, shown.programme_id),
            )

    def _select_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if not self.list.table.select_id(wanted):
            self.list.show_all()
            self.list.table.select_id(wanted)

    def _renew(self, there: set[int]) -> None:
        shown = self.details.shown
        if shown is None or shown.id not in there:
            self._close()
            return
        fresh = self._details_of(shown.id)
        if self.details.is_editing:
            self.details.renew(fresh)
        else:
            self.details.read(fresh, self.list.pairing.ids)

    def _close(self) -> None:
        self.details.shown = None
        self.details.form = None
        self.details.hide()
        self._fit()

    # answering

    def _on_chosen(self, participant_id: int | None) -> None:
        # Merely reaching the table with Tab makes a row current without selecting it: that opens nothing.
        if participant_id is None or not self.list.table.selected_ids():
            return
        if self.details.isVisible() and self.details.shown and self.details.shown.id == participant_id:
            return
        if self.details.isVisible() and self.details.shown and not self.details.finish():
            # What will not do stays in sight until it is mended.
            self.list.table.select_id(self.details.shown.id)
            return
        self.details.read(self._details_of(participant_id), self.list.pairing.ids)
        if not self.details.isVisible():
            self.details.show()
            self._fit()
            QTimer.singleShot(0, self.list.keep_in_sight)

    def _on_opened(self, participant_id: int) -> None:
        self._on_chosen(participant_id)
        self.details.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_closed(self) -> None:
        if self.details.finish():
            self._close()
            self.list.table.select_id(None)
            self.list.table.setFocus()

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
        self.details.read(shown, self.list.pairing.ids)
        self.details.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _withdraw(self, shown: ParticipantDetails) -> None:
        is_paired = shown.id in (self.list.pairing.ids or ())
        dialog = WithdrawDialog(self.desk, shown.person.full_name, self, is_paired=is_paired)
        if accepted(dialog):
            self.actions_of.withdraw(shown, dialog.reason.value())

    def _enrol(self, shown: ParticipantDetails) -> None:
        with self._database.read() as db:
            taken = {shown.programme_id, *(programme_id for programme_id, _ in shown.other_programmes)}
            others = [(row.id, row.name) for row in programmes(db) if row.id not in taken]
        if not others:
            self.desk.say(self.desk.words("participants.enrol.none"), tone="info")
            return
        dialog = EnrolDialog(self.desk, shown.person.full_name, others, self)
        if accepted(dialog):
            chosen = dialog.programme_id()
            self.actions_of.enrol_elsewhere(shown, chosen, dict(others)[chosen])

    def _on_spellings(self) -> None:
        dialog = SpellingsDialog(self.desk.words, self._value_counts, self.actions_of.merge_spellings, self)
        accepted(dialog)

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
        sheet = list_sheet(self.list.model.shown_rows(), self.list.pairing.ids, words)

        def work(progress: Progress) -> Path:
            write_workbook(target, [sheet], progress)
            return target

        self.desk.run(words("participants.exporting"), work, self._on_exported)

    def _on_exported(self, target: Path) -> None:
        self.desk.say(self.desk.words("participants.said.exported", file=target.name), file=target)
