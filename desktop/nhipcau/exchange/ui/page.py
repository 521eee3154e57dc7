"""The import inbox: a file in, what it says to correct, what will happen person by person, and then one step."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Progress
from nhipcau.database import Database
from nhipcau.exchange.forms import ColumnReading, RoleRule, SheetReading, Understanding
from nhipcau.exchange.inbox import ComesHome, Inbox, open_files, take_in, understood_anew
from nhipcau.exchange.plan import Decision, ImportPlan
from nhipcau.exchange.problem_copy import write_problem_copies
from nhipcau.exchange.quoting import with_choices
from nhipcau.exchange.ui.drop_zone import DropZone
from nhipcau.exchange.ui.other_programme import OtherProgrammeCard
from nhipcau.exchange.ui.people import PeoplePreview
from nhipcau.exchange.ui.questionnaire_dialog import QuestionnaireDialog
from nhipcau.exchange.ui.sheet_card import SheetCard
from nhipcau.exchange.ui.wording import STATES, lacks_email
from nhipcau.exchange.understanding import corrected, with_header_row
from nhipcau.programmes.queries import programmes
from nhipcau.skills.ui.line import UnknownWordingsLine
from nhipcau.widgets.card import Body, Card, EmptyState, Muted
from nhipcau.widgets.controls import Fold, button
from nhipcau.widgets.desk import Desk, Running
from nhipcau.widgets.file_choice import FileChoice
from nhipcau.widgets.page import Page
from nhipcau.widgets.scroll import FittingScroll

T = TypeVar("T")


class ImportPage(Page):
    """Three states: waiting for a file, looking at one, done."""

    route = "import"
    tables = frozenset({"programme"})

    def __init__(self, desk: Desk, database: Database, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._database = database
        self._inbox: Inbox | None = None
        self._running: Running | None = None
        self._programme_id: int | None = None
        """Whose preview it is: what was read for one programme must not go into another."""
        self._quoting: dict[str, bool] = {}
        """What she has ticked or cleared of what may be told to the partner, whatever else is being thought again."""
        self._done = (0, 0)
        self.ask_folder: Callable[[str], str] = FileChoice(desk.folders, self, "copies").folder
        self.drop_zone = DropZone(desk.words, files=FileChoice(desk.folders, self, "answers"))
        self.drop_zone.chosen.connect(self.open_files)
        self.drop_zone.questionnaire_wanted.connect(self.show_questionnaire)
        self.elsewhere = OtherProgrammeCard()
        self.elsewhere.read_wanted.connect(self._on_read_here)
        self.people = PeoplePreview(desk)
        self.people.decided.connect(self._on_decided)
        self.people.all_decided.connect(self._on_all_decided)
        self.trouble = Body()
        self.trouble.setObjectName("Trouble")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._waiting_view())
        self._stack.addWidget(self._working_view())
        self._stack.addWidget(self._done_view())
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
        column.addWidget(self._trouble_card)
        column.addWidget(self.drop_zone, 1)
        return view

    def _working_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.summary = Muted(wrap=True)
        self.warnings = Body()
        self._warning_card = Card()
        self._warning_card.add(self.warnings)
        self._sheets = FittingScroll(spacing=12)
        self.cards: list[SheetCard] = []
        self._doubted: dict[tuple[int, int], ColumnReading] = {}
        """The columns that were proposed with doubt, as proposed, by sheet and column: they stay in the open."""
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
        card = Card()
        self.pair_button = button(kind="primary", icon="heart-handshake")
        self.pair_button.clicked.connect(self._on_pair)
        self.people_button = button(icon="users")
        self.people_button.clicked.connect(self._on_people)
        self.more_button = button(icon="file-up")
        self.more_button.clicked.connect(self.start_again)
        self._done_state = EmptyState(
            "circle-check", buttons=[self.more_button, self.people_button, self.pair_button]
        )
        self.wordings = UnknownWordingsLine(self.desk, self._database)
        card.add(self._done_state)
        card.body.addWidget(self.wordings, 0, Qt.AlignmentFlag.AlignHCenter)
        return card

    # -- the page

    def title(self) -> str:
        return self.desk.words("inbox.title")

    def refresh(self) -> None:
        self._show_inbox()

    def retranslate(self) -> None:
        words = self.desk.words
        self.drop_zone.retranslate()
        self.back_button.setText(words("common.cancel"))
        self.copy_button.setText(words("inbox.copy.save"))
        self.pair_button.setText(words("inbox.done.pair"))
        self.people_button.setText(words("inbox.done.people"))
        self.more_button.setText(words("inbox.done.more"))
        new, changed = self._done
        self._done_state.set_texts(
            words("inbox.done.title"), words("inbox.done.text", new=new, changed=changed)
        )
        self.wordings.retranslate()
        self.people.retranslate()
        self._show_inbox()

    def arrive(self, **arguments: object) -> None:
        """Accept `paths`, a list of files to take in."""
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
        database = self._database

        def read(inbox: Inbox) -> None:
            self._programme_id = programme
            self._on_read(inbox)

        self._trouble_card.hide()
        self._start(
            self.desk.words("inbox.reading", file=", ".join(path.name for path in paths)),
            lambda progress: open_files(database, programme, paths, progress),
            read,
        )

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
        self._inbox = None
        self._stack.setCurrentIndex(0)

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
            self._on_taken_in,
        )

    def _start(self, label: str, work: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        if self._running is not None:
            self._running.cancel()
        self._running = self.desk.run(label, work, done, self._on_failed)

    def _on_failed(self, trouble: Exception) -> None:
        self._running = None
        self.import_button.setEnabled(True)
        if isinstance(trouble, ComesHome):
            self.desk.go("workbooks", paths=list(trouble.paths))
            return
        if not isinstance(trouble, Unavailable):
            raise trouble
        self.trouble.setText(self.desk.words(trouble.code, **trouble.values))
        self._trouble_card.show()
        self._stack.setCurrentIndex(0)

    def _on_read(self, inbox: Inbox) -> None:
        self._running = None
        self._inbox = inbox
        self._quoting = {}
        self._stack.setCurrentIndex(1)
        self._doubted = {}
        self._show_sheets()
        self._show_inbox()
        if not self._focus_doubt():
            self.import_button.setFocus()

    def _on_taken_in(self, counts: dict[str, int]) -> None:
        self._running = None
        self._inbox = None
        self._done = (counts.get("new", 0), counts.get("changed", 0))
        words = self.desk.words
        self.desk.say(words("inbox.done.text", new=self._done[0], changed=self._done[1]), undo=True)
        self.retranslate()
        self._stack.setCurrentIndex(2)
        self.wordings.refresh()
        self.pair_button.setFocus()

    # -- corrections

    def _think_again(self, understanding: Understanding, *, redraw: bool = True) -> None:
        inbox = self._inbox
        if inbox is None:
            return
        done = self._on_thought if redraw else self._on_thought_quietly
        self._start(
            self.desk.words("inbox.thinking"),
            lambda progress: understood_anew(inbox, understanding, progress),
            done,
        )

    def _on_thought(self, inbox: Inbox) -> None:
        self._on_thought_quietly(inbox)
        decided = any(
            row.isAncestorOf(self.focusWidget()) for card in self.cards for row in card.doubts.values()
        )
        self._show_sheets()
        if decided and not self._focus_doubt():
            self.import_button.setFocus()

    def _on_thought_quietly(self, inbox: Inbox) -> None:
        self._running = None
        self._inbox = inbox
        self._show_inbox()

    def _on_used(self, sheet: int, used: bool) -> None:
        if self._inbox is not None:
            self._think_again(self._inbox.understanding.with_sheet_used(sheet, used))

    def _on_role(self, sheet: int, rule: RoleRule) -> None:
        if self._inbox is not None:
            self._think_again(self._inbox.understanding.with_role(sheet, rule), redraw=False)

    def _on_header(self, sheet: int, row: int) -> None:
        if self._inbox is not None:
            self._think_again(with_header_row(self._inbox.understanding, self._inbox.sources, sheet, row))

    def _on_meaning(self, sheet: int, index: int, meaning: str) -> None:
        if self._inbox is not None:
            self._think_again(
                corrected(self._inbox.understanding, self._inbox.sources, sheet, index, meaning)
            )

    def _on_kind(self, sheet: int, index: int, kind: str) -> None:
        if self._inbox is not None:
            self._think_again(self._inbox.understanding.with_column(sheet, index, kind=kind), redraw=False)

    def _on_values(self, sheet: int, index: int, value_map: dict[str, str]) -> None:
        if self._inbox is not None:
            self._think_again(self._inbox.understanding.with_column(sheet, index, value_map=value_map))

    def _on_quoting(self, subject: str, ticked: bool) -> None:
        self._quoting[subject] = ticked
        for card in self.cards:
            card.show_quoting(subject, ticked)
        if self._inbox is not None:
            self._offer_import(self._inbox.plan, here=self._programme_id == self.desk.programme_id)

    def _on_decided(self, row_id: int, decision: Decision | None) -> None:
        if self._inbox is not None:
            plan = self._inbox.plan.with_decision(row_id, decision)
            self._on_thought_quietly(dataclasses.replace(self._inbox, plan=plan))

    def _on_all_decided(self) -> None:
        if self.import_button.isEnabled():
            self.import_button.setFocus()

    def _on_read_here(self) -> None:
        if self._inbox is not None:
            self.open_files([source.path for source in self._inbox.sources])

    # -- showing

    def _show_sheets(self) -> None:
        place = self._sheets.verticalScrollBar().value()
        focused = next((child for child in self._sheets.findChildren(QWidget) if child.hasFocus()), None)
        unfolded = {number for number, card in enumerate(self.cards) if card.unfolded}
        for card in self.cards:
            self._sheets.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        if self._inbox is None:
            return
        understanding = with_choices(self._inbox.understanding, self._quoting)
        for number, reading in enumerate(understanding.sheets):
            card = SheetCard(self.desk.words, number, reading, self._doubts_of(number, reading))
            card.used_changed.connect(self._on_used)
            card.role_changed.connect(self._on_role)
            card.header_changed.connect(self._on_header)
            card.meaning_changed.connect(self._on_meaning)
            card.kind_changed.connect(self._on_kind)
            card.values_changed.connect(self._on_values)
            card.quoting_changed.connect(self._on_quoting)
            if number in unfolded and reading.used:
                card.unfold()
            card.folded.connect(self._on_folded)
            self.cards.append(card)
            self._sheets.body.insertWidget(number, card)
        if focused is not None:
            self._focus_again(focused.accessibleName())
        self._sheets.verticalScrollBar().setValue(place)

    def _doubts_of(self, number: int, reading: SheetReading) -> dict[int, ColumnReading]:
        """Return what of a sheet was proposed with doubt; decided ones stay, for her to change her mind."""
        found = {}
        for column in reading.columns if reading.used else ():
            before = self._doubted.get((number, column.index))
            if before is not None and before.heading == column.heading:
                found[column.index] = before
            elif not column.sure:
                found[column.index] = self._doubted[number, column.index] = column
        return found

    def _on_folded(self, fold: Fold) -> None:
        if fold.isChecked():  # the layout gives the details their place when it next has time
            QTimer.singleShot(0, fold, lambda: self._sheets.bring_up(fold))

    def _focus_doubt(self) -> bool:
        """Put the keyboard on the first column still in doubt; say whether there is one."""
        rows = [row for card in self.cards for row in card.doubts.values() if not row.decided]
        if rows:
            rows[0].focus_choice()
            self._sheets.ensureWidgetVisible(rows[0])
        return bool(rows)

    def _focus_again(self, name: str) -> None:
        """Put the keyboard where it was, so that she goes on with the next column."""
        same = (child for child in self._sheets.findChildren(QWidget) if child.accessibleName() == name)
        for child in same:
            if name and child.isVisible():
                child.setFocus()

    def _show_inbox(self) -> None:
        inbox = self._inbox
        if inbox is None:
            return
        words, plan = self.desk.words, inbox.plan
        waiting = plan.count("needs_you")
        told = [
            words("inbox.warning", file=source.path.name, warning=words(f"workbook.warning.{code}"))
            for source in inbox.sources
            for code in source.warnings
        ]
        self.warnings.setText("\n".join(told))
        self._warning_card.setVisible(bool(told))
        parts = [words(f"inbox.count.{state}", n=plan.count(state)) for state in STATES if plan.count(state)]
        without = sum(map(lacks_email, plan.rows))
        parts += [words("inbox.count.no_email", n=without)] if without else []
        self.summary.setText(" · ".join(parts) or words("inbox.nothing_found"))
        self.people.show_plan(plan)
        self._offer_import(plan, here=self._show_whose())
        self.import_button.setToolTip(words("inbox.left_for_later", n=waiting) if waiting else "")
        self.copy_button.setVisible(any(row.problems for row in plan.rows))

    def _show_whose(self) -> bool:
        """Say so where the preview is of another programme than the open one; then nothing is taken in."""
        present = self.desk.programme_id
        if self._programme_id == present:
            self.elsewhere.hide()
            return True
        with self._database.read() as db:
            names = {row.id: row.name for row in programmes(db)}
        self.elsewhere.show_whose(self._programme_id, present, names, self.desk.words)
        return False

    def _offer_import(self, plan: ImportPlan, *, here: bool) -> None:
        """Say what the button does: take people in, or store no more than what may be told to partners."""
        words = self.desk.words
        wanted = plan.count("new") + plan.count("changed")
        other = words("inbox.store_choices") if self._quoting else words("inbox.nothing_new")
        self.import_button.setText(words("inbox.import", n=wanted) if wanted else other)
        self.import_button.setEnabled(here and (plan.writes or bool(self._quoting)))

    def _on_pair(self) -> None:
        self.desk.go("pairing")

    def _on_people(self) -> None:
        self.desk.go("participants")

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
