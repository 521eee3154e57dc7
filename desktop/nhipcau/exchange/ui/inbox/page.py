"""The import inbox: a file in, what it says to correct, what will happen person by person, and then one step."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nhipcau.common.errors import Rejected, Unavailable
from nhipcau.common.progress import Progress
from nhipcau.database import Database
from nhipcau.exchange.formats.column_mapping import RoleRule, Understanding
from nhipcau.exchange.inbox.address_correction import with_address
from nhipcau.exchange.inbox.import_run import (
    ComesHome,
    Inbox,
    drop_waiting,
    open_files,
    open_waiting,
    row_decided,
    take_in,
    understood_anew,
)
from nhipcau.exchange.inbox.problem_copy import write_problem_copies
from nhipcau.exchange.inbox.quotable_questions import with_choices
from nhipcau.exchange.mapping.answer_rows import RowProblem
from nhipcau.exchange.mapping.file_proposal import corrected, with_header_row
from nhipcau.exchange.preview.import_plan import PlanRow, RowDecision
from nhipcau.exchange.preview.row_accounting import row_sum
from nhipcau.exchange.preview.spelling_proposals import SpellingProposal, with_spelling
from nhipcau.exchange.ui.drop_zone import DropZone
from nhipcau.exchange.ui.findings_text import lead_of, more_of, warnings_text
from nhipcau.exchange.ui.inbox.done_view import DoneView
from nhipcau.exchange.ui.inbox.import_offer import import_offer
from nhipcau.exchange.ui.inbox.other_programme import OtherProgrammeCard
from nhipcau.exchange.ui.inbox.people_view import PeoplePreview
from nhipcau.exchange.ui.inbox.sheet_card import SheetCard
from nhipcau.exchange.ui.inbox.sheet_list import SheetList
from nhipcau.exchange.ui.inbox.spelling_line import SpellingLine
from nhipcau.exchange.ui.inbox.waiting_card import WaitingCard
from nhipcau.exchange.ui.questionnaire_dialog import QuestionnaireDialog
from nhipcau.exchange.ui.sum_line import SumLine
from nhipcau.exchange.waiting.queries import waiting_files
from nhipcau.widgets.card import Body, Card
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk, Running
from nhipcau.widgets.file_choice import FileChoice
from nhipcau.widgets.page import Page

T = TypeVar("T")


class ImportPage(Page):
    """Three states: waiting for a file, looking at one or at rows that wait, done."""

    tables = frozenset({"programme", "import_batch", "waiting_form", "waiting_row"})

    def __init__(self, desk: Desk, database: Database, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._database = database
        self._inbox: Inbox | None = None
        self._running: Running | None = None
        self._before: Inbox | None = None
        """While corrections are thought through: the inbox before them, with the plan of its own understanding."""
        self._redraw = False
        self._programme_id: int | None = None
        """Whose preview it is: what was read for one programme must not go into another."""
        self._quoting: dict[str, bool] = {}
        """What she has ticked or cleared of what may be told to the partner, whatever else is being thought again."""
        self.ask_folder: Callable[[str], str] = FileChoice(desk.folders, self, "copies").folder
        self.drop_zone = DropZone(desk.words, files=FileChoice(desk.folders, self, "answers"))
        self.drop_zone.chosen.connect(self.open_files)
        self.drop_zone.questionnaire_wanted.connect(self.show_questionnaire)
        self.elsewhere = OtherProgrammeCard(database)
        self.elsewhere.read_wanted.connect(self._on_read_here)
        self.people = PeoplePreview(desk)
        self.people.decided.connect(self._on_decided)
        self.people.mending.chosen.connect(self._on_mending)
        self.people.details.address_given.connect(self._on_address)
        self.spellings = SpellingLine()
        self.spellings.chosen.connect(self._on_spelling)
        desk.work_ended.connect(self._on_work_ended)
        self.people.all_decided.connect(self._on_all_decided)
        self.trouble = Body()
        self.trouble.setObjectName("Trouble")
        self._stack = QStackedWidget()
        for view in (self._waiting_view(), self._working_view(), self._done_view()):
            self._stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    # -- the three views

    def _waiting_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._trouble_card = Card()
        self._trouble_card.add(self.trouble)
        self._trouble_card.hide()
        self.waiting = WaitingCard()
        self.waiting.open_wanted.connect(self.open_waiting)
        self.waiting.drop_wanted.connect(self.drop_waiting)
        column.addWidget(self._trouble_card)
        column.addWidget(self.waiting)
        column.addWidget(self.drop_zone, 1)
        return view

    def _working_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.summary = SumLine()
        self.summary.chosen.connect(self._on_sum)
        self.warnings = Body()
        self._warning_card = Card()
        self._warning_card.add(self.warnings)
        self._sheets = SheetList(self.desk.words)
        self._sheets.body.addWidget(self.spellings)
        self._sheets.used_changed.connect(self._on_used)
        self._sheets.role_changed.connect(self._on_role)
        self._sheets.header_changed.connect(self._on_header)
        self._sheets.meaning_changed.connect(self._on_meaning)
        self._sheets.kind_changed.connect(self._on_kind)
        self._sheets.values_changed.connect(self._on_values)
        self._sheets.quoting_changed.connect(self._on_quoting)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        self.back_button = button()
        self.back_button.clicked.connect(self.start_again)
        self.copy_button = button(icon="file-spreadsheet")
        self.copy_button.clicked.connect(self._on_copy)
        self.import_button = button(kind="primary", icon="check")
        self.import_button.clicked.connect(self.take_in)
        foot.addWidget(self.back_button)
        foot.addWidget(self.copy_button)
        foot.addStretch(1)
        foot.addWidget(self.import_button)
        column.addWidget(self.summary)
        column.addWidget(self.elsewhere)
        column.addWidget(self._warning_card)
        column.addWidget(self._sheets)
        column.addWidget(self.people, 1)
        column.addLayout(foot)
        return view

    def _done_view(self) -> QWidget:
        self.done = DoneView(self.desk, self._database)
        self.done.more_wanted.connect(self.start_again)
        self.done.waiting_wanted.connect(self.open_waiting)
        self.pair_button, self.people_button = self.done.pair_button, self.done.people_button
        self.more_button, self.wordings = self.done.more_button, self.done.wordings
        return self.done

    @property
    def cards(self) -> list[SheetCard]:
        """Return a card for each sheet."""
        return self._sheets.cards

    # -- the page

    def title(self) -> str:
        return self.desk.words("inbox.title")

    def refresh(self) -> None:
        if self._stack.currentWidget() is self.done and self.done.is_undone():
            self.start_again()
        self._show_waiting()
        self._show_inbox()

    def retranslate(self) -> None:
        words = self.desk.words
        self.drop_zone.retranslate()
        self.back_button.setText(words("common.cancel"))
        self.copy_button.setText(words("inbox.copy.save"))
        self.done.retranslate()
        self.people.retranslate()
        self._show_waiting()
        self._show_inbox()

    def hideEvent(self, event: QHideEvent) -> None:
        """Be ready for another file when she comes back; what was done is told once."""
        super().hideEvent(event)
        if not event.spontaneous() and self._stack.currentWidget() is self.done:
            self._stack.setCurrentIndex(0)

    def arrive(self, **arguments: object) -> None:
        """Accept `paths`, a list of files to take in, or `waiting`: what waits is to be decided."""
        if arguments.get("waiting"):
            self.open_waiting()
        paths = arguments.get("paths")
        if isinstance(paths, list | tuple) and paths:
            self.open_files([Path(str(path)) for path in paths])

    # -- what is done with a file

    def open_files(self, paths: list[Path]) -> None:
        """Read files on the worker and show what they say."""
        programme = self.desk.programme_id
        if programme is None:
            self.desk.go("import", paths=paths)  # the window makes a programme first
            return
        database, names = self._database, ", ".join(path.name for path in paths)
        self._read(
            programme,
            self.desk.words("inbox.reading", file=names),
            lambda progress: open_files(database, programme, paths, progress),
        )

    def open_waiting(self, form_ids: tuple[int, ...] | None = None) -> None:
        """Read the rows that wait once more, of all sheets or of some, and show them for her to decide."""
        programme, database = self.desk.programme_id, self._database
        if programme is None:
            return

        self._read(
            programme,
            self.desk.words("inbox.thinking"),
            lambda progress: open_waiting(database, programme, form_ids, progress),
        )

    def _read(self, programme: int, label: str, work: Callable[[Progress], Inbox]) -> None:
        def read(inbox: Inbox) -> None:
            self._programme_id = programme
            self._on_read(inbox)

        self._trouble_card.hide()
        self._start(label, work, read)

    def drop_waiting(self, form_ids: tuple[int, ...]) -> None:
        """Leave out all that waits of these sheets."""
        programme, database = self.desk.programme_id, self._database
        if programme is not None:
            self._start(
                self.desk.words("inbox.writing"),
                lambda _progress: drop_waiting(database, programme, form_ids),
                self._on_dropped,
            )

    def _on_dropped(self, n: int) -> None:
        self._running = None
        self.desk.say(self.desk.words("inbox.waiting.dropped", n=n), undo=True)
        self._show_waiting()

    def show_questionnaire(self) -> None:
        """Offer questions to those who have no form yet; they suit the programme, so there must be one."""
        programme = self.desk.programme_id
        if programme is None:
            self.desk.say(self.desk.words("inbox.no_programme_for_questions"), tone="info")
            self.desk.go("programme")
            return
        dialog = QuestionnaireDialog(self.desk, self._database, programme, self)
        dialog.open()
        dialog.finished.connect(dialog.deleteLater)

    def start_again(self) -> None:
        """Leave the file as it is and wait for another."""
        if self._running is not None:
            self._running.cancel()
            self._running = None
        self._inbox = self._before = None
        self._show_waiting()
        self._stack.setCurrentIndex(0)
        self.drop_zone.choose_button.setFocus()

    def take_in(self) -> None:
        """Write what the plan shows."""
        inbox, programme, database = self._inbox, self._programme_id, self._database
        if inbox is None or programme is None or programme != self.desk.programme_id:
            return
        self.people.table.setFocus()
        self.import_button.setEnabled(False)
        said = dataclasses.replace(inbox, understanding=with_choices(inbox.understanding, self._quoting))
        self._start(
            self.desk.words("inbox.writing"),
            lambda _progress: take_in(database, programme, said),
            lambda _counts: self._on_taken_in(said),
        )

    def _start(self, label: str, work: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        if self._running is not None:
            self._running.cancel()
        self._running = self.desk.run(label, work, done, self._on_failed)

    def _on_failed(self, trouble: Exception) -> None:
        self._running = None
        self._take_back()
        self.import_button.setEnabled(True)
        if isinstance(trouble, ComesHome):
            self.desk.go("workbooks", paths=list(trouble.paths))
            return
        if not isinstance(trouble, Unavailable | Rejected):
            raise trouble
        told = [trouble] if isinstance(trouble, Unavailable) else trouble.problems
        self.trouble.setText(" ".join(self.desk.words(one.code, **one.values) for one in told))
        self._trouble_card.show()
        self.start_again()

    def _on_read(self, inbox: Inbox) -> None:
        self._running = self._before = None
        self._inbox = inbox
        self._quoting = {}
        self._stack.setCurrentIndex(1)
        self.people.begin()
        self._sheets.show_first(inbox.understanding)
        self._show_inbox()
        self._sheets.setVisible(inbox.waiting is None)
        if inbox.waiting is not None or not self._sheets.focus_doubt():
            self._turn_to_people()

    def _turn_to_people(self) -> None:
        """Open the first person who needs her, the keyboard there; where nobody does, go to the import."""
        if not self.people.open_first_undecided():
            self.import_button.setFocus()

    def _on_taken_in(self, written: Inbox) -> None:
        self._running = None
        self._inbox = None
        new, changed = written.plan.count("new"), written.plan.count("changed")
        self.desk.say(self.desk.words("inbox.done.text", new=new, changed=changed), undo=True)
        self._show_waiting()
        if new and self.waiting.isHidden():  # nobody waits, of earlier files neither
            self._stack.setCurrentIndex(0)
            if self.isVisible():  # she may have gone elsewhere meanwhile
                self.desk.go("pairing")
            return
        self._stack.setCurrentIndex(2)
        self.done.show_result(written)

    # -- corrections

    def _think_again(self, understanding: Understanding, *, redraw: bool = True) -> None:
        if self._inbox is None:
            return
        self._before = self._before or self._inbox
        # Taken at once: the next correction builds on this one, although it has not been thought through.
        inbox = self._inbox = dataclasses.replace(self._inbox, understanding=understanding)
        self._redraw = self._redraw or redraw
        self.import_button.setEnabled(False)
        self._start(
            self.desk.words("inbox.thinking"),
            lambda progress: understood_anew(inbox, understanding, progress),
            self._on_thought if self._redraw else self._on_thought_quietly,
        )

    def _on_work_ended(self) -> None:
        """Hear that she has stopped it."""
        if self._running is not None and self._running.is_cancelled:
            self._take_back()

    def _take_back(self) -> None:
        """Show the inbox as it was before corrections that came to nothing."""
        if self._before is not None:
            self._on_thought(self._before)

    def _on_thought(self, inbox: Inbox) -> None:
        self._on_thought_quietly(inbox)
        decided = self._sheets.is_deciding()
        self._sheets.show_sheets(with_choices(inbox.understanding, self._quoting))
        if decided and not self._sheets.focus_doubt():
            self._turn_to_people()

    def _on_thought_quietly(self, inbox: Inbox) -> None:
        self._running = self._before = None
        self._redraw = False
        self._inbox = inbox
        self._show_inbox()

    def _on_used(self, sheet: int, used: bool) -> None:
        self._correct(lambda read: read.with_sheet_used(sheet, used), redraw=True)

    def _on_role(self, sheet: int, rule: RoleRule) -> None:
        self._correct(lambda read: read.with_role(sheet, rule))

    def _on_mending(self, mends: bool) -> None:
        self._correct(lambda read: read.mending_names(mends))

    def _on_spelling(self, proposal: SpellingProposal, merged: bool) -> None:
        self._correct(lambda read: with_spelling(read, proposal, merged=merged), redraw=True)

    def _correct(self, change: Callable[[Understanding], Understanding], *, redraw: bool = False) -> None:
        if self._inbox is not None:
            self._think_again(change(self._inbox.understanding), redraw=redraw)

    def _on_header(self, sheet: int, row: int) -> None:
        if self._inbox is not None:
            self._think_again(with_header_row(self._inbox.understanding, self._inbox.sources, sheet, row))

    def _on_meaning(self, sheet: int, index: int, meaning: str) -> None:
        if (inbox := self._inbox) is not None:
            self._think_again(corrected(inbox.understanding, inbox.sources, sheet, index, meaning))

    def _on_kind(self, sheet: int, index: int, kind: str) -> None:
        self._correct(lambda read: read.with_column(sheet, index, kind=kind))

    def _on_values(self, sheet: int, index: int, value_map: dict[str, str]) -> None:
        self._correct(lambda read: read.with_column(sheet, index, value_map=value_map), redraw=True)

    def _on_address(self, row: PlanRow, problem: RowProblem, address: str) -> None:
        if self._inbox is not None:
            self.people.table.setFocus()  # the field she has typed in is about to go
            self._think_again(with_address(self._inbox.understanding, row, problem, address), redraw=False)

    def _on_quoting(self, subject: str, ticked: bool) -> None:
        self._quoting[subject] = ticked
        self._sheets.show_quoting(subject, ticked)
        if self._inbox is not None:
            self._offer_import(self._inbox, here=self._programme_id == self.desk.programme_id)

    def _on_decided(self, row_id: int, decision: RowDecision | None) -> None:
        if self._inbox is not None:
            decided = row_decided(self._inbox, row_id, decision)
            if self._before is None:
                self._on_thought_quietly(decided)
                return
            self._before, self._inbox = dataclasses.replace(self._before, plan=decided.plan), decided
            self._show_inbox()
            self._think_again(decided.understanding, redraw=False)

    def _on_all_decided(self) -> None:
        if self.import_button.isEnabled():
            self.import_button.setFocus()

    def _on_read_here(self) -> None:
        if self._inbox is not None:
            self.open_files([source.path for source in self._inbox.sources])

    def _on_sum(self, state: str) -> None:
        """Show the list of one part of the sum."""
        self.people.chips.choose(state)
        self.people.table.setFocus()

    # -- showing

    def _show_waiting(self) -> None:
        """Show what waits in the programme."""
        programme = self.desk.programme_id
        with self._database.read() as db:
            files = waiting_files(db, programme) if programme is not None else ()
        self.waiting.show_files(files, self.desk.words)

    def _show_inbox(self) -> None:
        inbox = self._inbox
        if inbox is None:
            return
        words, plan, left = self.desk.words, inbox.plan, inbox.left
        told = warnings_text(inbox.sources, words)
        self.warnings.setText(told)
        self._warning_card.setVisible(bool(told))
        self.summary.show_sum(row_sum(plan, left), lead_of(inbox, words), words, more_of(inbox, words))
        self.people.show_plan(plan, left)
        self.spellings.show_inbox(inbox, words)
        here = self.elsewhere.is_here(self._programme_id, self.desk.programme_id, words)
        self._offer_import(inbox, here=here)
        undecided = inbox.undecided
        self.import_button.setToolTip(words("inbox.left_for_later", n=undecided) if undecided else "")
        self.copy_button.setVisible(inbox.waiting is None and any(row.problems for row in plan.rows))

    def _offer_import(self, inbox: Inbox, *, here: bool) -> None:
        """Say what the button does."""
        text, worth = import_offer(inbox, self.desk.words, quoting=bool(self._quoting))
        self.import_button.setText(text)
        self.import_button.setEnabled(here and self._before is None and worth)

    def _on_copy(self) -> None:
        inbox, words = self._inbox, self.desk.words
        if inbox is None:
            return
        # Beside the answers they were made of, unless such copies have had another place before.
        self.desk.folders.setdefault("copies", str(inbox.sources[0].path.parent))
        folder = self.ask_folder(words("inbox.copy.folder"))
        if folder:
            self.save_problem_copies(Path(folder))

    def save_problem_copies(self, folder: Path) -> None:
        """Write a copy of each file with the problem beside every row that has one."""
        inbox, words = self._inbox, self.desk.words
        if inbox is None:
            return
        self.desk.run(
            words("inbox.copy.saving"),
            lambda progress: write_problem_copies(inbox, folder, words, progress),
            lambda names: self._on_copied(folder, names),
        )

    def _on_copied(self, folder: Path, names: list[str]) -> None:
        self.desk.say(self.desk.words("inbox.copy.saved", files=", ".join(names)), file=folder)
