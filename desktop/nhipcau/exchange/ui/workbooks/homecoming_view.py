"""Workbooks that come home: drop them, look at what will change, take it in."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nhipcau.common.file_names import file_name, with_ending
from nhipcau.common.progress import Progress
from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.apply.workbook_changes import Outcome
from nhipcau.exchange.round_trip.preview_workbook import plan_sheets
from nhipcau.exchange.round_trip.returned_batch import Batch, open_batch, returns_unnoted, take_in, tried
from nhipcau.exchange.ui.drop_zone import SUFFIXES, DropZone
from nhipcau.exchange.ui.workbooks.homecoming_preview import HomecomingPreview, PreviewRow, preview_rows
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.file_choice import FileChoice
from nhipcau.workbook import write_workbook


class HomecomingView(QStackedWidget):
    """Waiting for workbooks, or looking at some; `failed` carries what went wrong."""

    began = Signal()
    failed = Signal(Exception)

    def __init__(
        self,
        desk: Desk,
        database: Database,
        files: FileChoice,
        ask_save: Callable[[str, str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._database = database
        self._ask_save = ask_save
        self._plan: Batch | None = None
        self._outcome = Outcome(0, ())
        self._unnoted = 0
        """How many workbooks are back for the first time."""
        self.drop_zone = DropZone(desk.words, files=files, homecoming=True)
        self.preview = HomecomingPreview(desk)
        self.back_button = button()
        self.save_button = button(icon="file-spreadsheet")
        self.take_button = button(kind="primary", icon="check")
        self.addWidget(self.drop_zone)
        self.addWidget(self._preview_view())
        self.drop_zone.chosen.connect(self.open_files)
        self.back_button.clicked.connect(self.start_again)
        self.save_button.clicked.connect(self.save_plan)
        self.take_button.clicked.connect(self.take_in)
        self.preview.decided.connect(self._on_decided)

    def _preview_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.back_button)
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        foot.addWidget(self.take_button)
        column.addWidget(self.preview, 1)
        column.addLayout(foot)
        return view

    def open_files(self, paths: list[Path]) -> None:
        """Read workbooks, folders of them as well, and show what would become of them."""
        programme_id, database = self.desk.programme_id, self._database
        files = workbooks_in(paths)
        if programme_id is None:
            return
        if not files:
            if paths:
                self.desk.say(self.desk.words("homecoming.no_files", folder=paths[0].name), tone="warn")
            return
        self.began.emit()
        language = self.desk.words.language

        def work(progress: Progress) -> tuple[Batch, Outcome, list[PreviewRow], int]:
            plan = open_batch(database, programme_id, files, progress)
            outcome = tried(database, plan)
            return plan, outcome, preview_rows(plan, outcome, language), returns_unnoted(database, plan)

        named = ", ".join(path.name for path in files[:3])
        self.desk.run(self.desk.words("homecoming.reading", file=named), work, self._on_read, self._on_failed)

    def start_again(self) -> None:
        self._plan = None
        self.preview.leave()
        self.setCurrentIndex(0)

    def take_in(self) -> None:
        """Carry the plan out as one step."""
        plan, database = self._plan, self._database
        if plan is None:
            return
        self.preview.table.setFocus()
        self.take_button.setEnabled(False)
        reason = self.desk.words("homecoming.reason", file=plan.remembered_names)
        self.desk.run(
            self.desk.words("homecoming.taking_in"),
            lambda _progress: take_in(database, plan, reason),
            self._on_taken_in,
            self._on_failed,
        )

    def save_plan(self) -> None:
        """Write the preview as a workbook, to show to somebody."""
        plan, words = self._plan, self.desk.words
        if plan is None:
            return
        answer = self._ask_save(
            words("homecoming.save_plan"), file_name(words("homecoming.plan.name", file=plan.file_names))
        )
        if not answer:
            return
        target = with_ending(answer, ".xlsx")
        sheets = plan_sheets(plan, self._outcome, Words(self.desk.language))

        def work(progress: Progress) -> Path:
            write_workbook(target, sheets, progress)
            return target

        self.desk.run(words("homecoming.sending"), work, self._on_sent, self._on_failed)

    def _on_read(self, answer: tuple[Batch, Outcome, list[PreviewRow], int]) -> None:
        self._plan, outcome, rows, self._unnoted = answer
        self.setCurrentIndex(1)
        self._show_outcome(self._plan, outcome, rows)
        self.take_button.setFocus()

    def _on_decided(self, plan: Batch) -> None:
        database = self._database
        self._plan = plan
        self._show_outcome(plan, Outcome(plan.count, ()))

        def shown(outcome: Outcome) -> None:
            if self._plan is plan:
                self._show_outcome(plan, outcome)

        self.desk.run("", lambda _progress: tried(database, plan), shown, self._on_failed)

    def _on_taken_in(self, outcome: Outcome) -> None:
        words = self.desk.words
        if outcome.written or not self._unnoted:
            text = words("homecoming.taken_in", n=outcome.written)
        else:
            text = words("homecoming.returned_noted", n=self._unnoted)
        if outcome.refused:
            text += ". " + words("homecoming.not_taken", n=len(outcome.refused))
        self.desk.say(text, undo=True)
        self.start_again()
        self.drop_zone.choose_button.setFocus()

    def _show_outcome(self, plan: Batch, outcome: Outcome, rows: list[PreviewRow] | None = None) -> None:
        self._outcome = outcome
        self.preview.show_plan(plan, outcome, rows)
        self._show()

    def _show(self) -> None:
        plan, words = self._plan, self.desk.words
        if plan is None:
            return
        count = plan.count - len(self._outcome.refused)
        nothing = "homecoming.nothing_new" if plan.nothing_new else "homecoming.nothing_to_take"
        can_note = bool(self._unnoted) and plan.nothing_new
        nothing = "homecoming.note_returned" if can_note else nothing
        self.take_button.setText(words("homecoming.take_in", n=count) if count else words(nothing))
        self.take_button.setEnabled(count > 0 or can_note)

    def _on_sent(self, target: Path) -> None:
        self.desk.say(self.desk.words("homecoming.sent", name=target.name), file=target)

    def _on_failed(self, trouble: Exception) -> None:
        self.start_again()
        self.failed.emit(trouble)

    def retranslate(self) -> None:
        words = self.desk.words
        self.drop_zone.retranslate()
        self.back_button.setText(words("common.cancel"))
        self.save_button.setText(words("homecoming.save_plan"))
        self.preview.retranslate()
        self._show()


def workbooks_in(paths: Iterable[Path]) -> list[Path]:
    """Return the files, and those that lie in the folders; what a spreadsheet program has open beside them is none."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            # The folder that was chosen for sending holds the folder that was written into it.
            found += _beneath(path) or [one for folder in _folders(path) for one in _beneath(folder)]
        else:
            found.append(path)
    return found


def _beneath(folder: Path) -> list[Path]:
    return [
        one
        for one in sorted(folder.iterdir())
        if one.suffix.lower() in SUFFIXES and not one.name.startswith(("~$", ".")) and one.is_file()
    ]


def _folders(folder: Path) -> list[Path]:
    return [
        one
        for one in sorted(folder.iterdir())
        if one.is_dir() and not one.name.startswith(".") and os.access(one, os.R_OK | os.X_OK)
    ]
