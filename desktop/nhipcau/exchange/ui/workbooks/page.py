"""Workbooks sent out and collected: write them, drop what comes back, look at what will change, take it in."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nhipcau.common.clock import today
from nhipcau.common.errors import Unavailable
from nhipcau.common.feature import Feature
from nhipcau.common.file_names import file_name, with_ending
from nhipcau.common.progress import Progress
from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.apply.workbook_changes import Outcome
from nhipcau.exchange.round_trip.outgoing.mail_folder import Written
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.round_trip.outgoing.programme_workbook import send
from nhipcau.exchange.round_trip.outgoing.survey_workbooks import write_survey_workbooks, write_wave_workbook
from nhipcau.exchange.round_trip.preview_workbook import plan_sheets
from nhipcau.exchange.round_trip.returned_batch import Batch, open_batch, take_in, tried
from nhipcau.exchange.ui.drop_zone import SUFFIXES, DropZone
from nhipcau.exchange.ui.workbooks.homecoming_preview import HomecomingPreview, PreviewRow, preview_rows
from nhipcau.exchange.ui.workbooks.lists_card import ListsCard
from nhipcau.exchange.ui.workbooks.missing_addresses import Missing, read_missing
from nhipcau.exchange.ui.workbooks.people_workbooks import PeopleWorkbooks
from nhipcau.exchange.ui.workbooks.survey_dialog import SurveyDialog, SurveyForms, SurveySending
from nhipcau.exchange.ui.workbooks.whole_dialog import WholeDialog, WholeSending
from nhipcau.mail.missing_addresses import lacking_said
from nhipcau.programmes.queries import programme
from nhipcau.surveys.queries import waves
from nhipcau.widgets.card import Body, Card, Line, Section
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.file_choice import FileChoice
from nhipcau.widgets.latest_reading import LatestReading
from nhipcau.widgets.page import Page
from nhipcau.widgets.scroll import VScroll
from nhipcau.workbook import write_workbook


class WorkbooksPage(Page):
    """Waiting for a workbook, or looking at one. `ask_save` and `ask_folder` are replaced by tests."""

    tables = frozenset({"programme", "survey_wave", "pair", "participant", "person"})

    def __init__(
        self, desk: Desk, database: Database, parent: QWidget | None = None, *, features: Sequence[Feature]
    ) -> None:
        super().__init__(desk, parent)
        self._database = database
        self._plan: Batch | None = None
        self._outcome = Outcome(0, ())
        files = FileChoice(desk.folders, self, "workbooks")
        self.ask_save: Callable[[str, str], str] = files.save
        self.ask_folder: Callable[[str], str] = files.folder
        self.sending = Section()
        self.explained = Body()
        self.send_button = button(icon="file-spreadsheet")
        self.people = PeopleWorkbooks(desk.words)
        self.surveys = SurveyForms(desk.words)
        self.lists = ListsCard(desk, database, features)
        self._programme_id: int | None = None
        """The programme of which it is known whom a draft will not reach."""
        self._reading = LatestReading(desk, self, self._show_missing)
        self.drop_zone = DropZone(desk.words, files=files, homecoming=True)
        self.trouble = Body()
        self.trouble.setObjectName("Trouble")
        self.preview = HomecomingPreview(desk)
        self.back_button = button()
        self.save_button = button(icon="file-spreadsheet")
        self.take_button = button(kind="primary", icon="check")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._waiting_view())
        self._stack.addWidget(self._preview_view())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.send_button.clicked.connect(self.send)
        self.people.write_button.clicked.connect(self.send_to_people)
        self.people.chosen_anew.connect(self._ask_missing)
        self.surveys.send_button.clicked.connect(lambda _checked: self.send_survey())
        self.drop_zone.chosen.connect(self.open_files)
        self.back_button.clicked.connect(self.start_again)
        self.save_button.clicked.connect(self.save_plan)
        self.take_button.clicked.connect(self.take_in)
        self.preview.decided.connect(self._on_decided)

    def _waiting_view(self) -> QWidget:
        view = VScroll()
        column = view.body
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.explained, 1)
        row.addWidget(self.send_button)
        self.sending.body.addWidget(self.people)
        self.sending.body.addWidget(self.surveys)
        self.sending.body.addWidget(Line())
        self.sending.body.addLayout(row)
        self._trouble_card = Card()
        self._trouble_card.add(self.trouble)
        self._trouble_card.hide()
        column.addWidget(self.sending)
        column.addWidget(self.lists)
        column.addWidget(self._trouble_card)
        column.addWidget(self.drop_zone, 1)
        return view

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

    # What the window asks

    def title(self) -> str:
        return self.desk.words("homecoming.title")

    def refresh(self) -> None:
        self.send_button.setEnabled(self.desk.programme_id is not None)
        self.people.setEnabled(self.desk.programme_id is not None)
        self.lists.setEnabled(self.desk.programme_id is not None)
        self._ask_missing()

    def retranslate(self) -> None:
        words = self.desk.words
        self.sending.title.setText(words("homecoming.send.title"))
        self.explained.setText(words("homecoming.send.text"))
        self.send_button.setText(words("homecoming.send.button"))
        self.people.retranslate()
        self.people.say_missing()
        self.surveys.retranslate()
        self.lists.retranslate()
        self.drop_zone.retranslate()
        self.back_button.setText(words("common.cancel"))
        self.save_button.setText(words("homecoming.save_plan"))
        self.preview.retranslate()
        self._show()

    def arrive(self, **arguments: object) -> None:
        """Accept `paths`, workbooks that come home, or `survey`, a wave whose forms are to be sent."""
        survey = arguments.get("survey")
        if isinstance(survey, int):
            self.send_survey(survey)
        paths = arguments.get("paths")
        if isinstance(paths, list | tuple) and paths:
            self.open_files([Path(str(path)) for path in paths])

    # Sending

    def send(self) -> None:
        """Ask what the programme's workbook is to hold, then where to, and write it there."""
        if self.desk.programme_id is None:
            return
        with self._database.read() as db:
            row = programme(db, self.desk.programme_id)
        name = row.name if row is not None else ""
        dialog = WholeDialog(self.desk, name, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.sending.connect(lambda wanted: self._write_whole(name, wanted))
        dialog.open()

    def _write_whole(self, name: str, wanted: WholeSending) -> None:
        programme_id, database = self.desk.programme_id, self._database
        if programme_id is None:
            return
        answer = self.ask_save(self.desk.words("homecoming.whole.title"), file_name(name, day=today()))
        if not answer:
            return
        target = with_ending(answer, ".xlsx")
        self._trouble_card.hide()
        self.desk.run(
            self.desk.words("homecoming.sending"),
            lambda progress: send(
                database, programme_id, name, target, wanted.language, progress, wanted.parts
            ),
            self._on_sent,
            self._on_failed,
        )

    def send_to_people(self) -> None:
        """Ask for a folder, and write a workbook and a mail draft for everyone chosen there."""
        programme_id, database = self.desk.programme_id, self._database
        if programme_id is None:
            return
        answer = self.ask_folder(self.desk.words("homecoming.pairs.folder"))
        if not answer:
            return
        (whom, language), with_feelings = self.people.chosen(), self.people.with_feelings()
        signed_by, answer_by = self.desk.signed_by, self.people.answer_by()
        self._trouble_card.hide()
        said = "homecoming.pairs.written_with_feelings" if with_feelings else "homecoming.pairs.written"
        self.desk.run(
            self.desk.words("homecoming.pairs.writing"),
            lambda progress: write_pair_workbooks(
                database,
                programme_id,
                Path(answer),
                language,
                progress,
                whom,
                signed_by,
                with_feelings=with_feelings,
                answer_by=answer_by,
            ),
            lambda written: self._on_people_sent(written, said),
            self._on_failed,
        )

    def send_survey(self, wave_id: int | None = None) -> None:
        """Ask which survey to whom, then for a folder, and write the forms there."""
        if self.desk.programme_id is None or not self._has_surveys():
            return
        dialog = SurveyDialog(self.desk, self._database, self.desk.programme_id, wave_id, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.sending.connect(self._write_forms)
        dialog.open()

    def _write_forms(self, wanted: SurveySending) -> None:
        database = self._database
        if wanted.as_list:
            self._write_list(wanted)
            return
        answer = self.ask_folder(self.desk.words("surveys.folder_for"))
        if not answer:
            return
        signed_by = self.desk.signed_by
        self._trouble_card.hide()
        self.desk.run(
            self.desk.words("surveys.writing"),
            lambda progress: write_survey_workbooks(
                database,
                wanted.wave_id,
                Path(answer),
                wanted.language,
                progress,
                everybody=wanted.everybody,
                signed_by=signed_by,
            ),
            lambda written: self._on_people_sent(written, "surveys.written"),
            self._on_failed,
        )

    def _write_list(self, wanted: SurveySending) -> None:
        database, language = self._database, wanted.language or self.desk.language
        suggestion = file_name(self.desk.words("surveys.list.name"), day=today())
        answer = self.ask_save(self.desk.words("surveys.dialog.list"), suggestion)
        if not answer:
            return
        target = with_ending(answer, ".xlsx")
        self._trouble_card.hide()
        self.desk.run(
            self.desk.words("surveys.writing"),
            lambda progress: write_wave_workbook(database, wanted.wave_id, target, language, progress),
            self._on_sent,
            self._on_failed,
        )

    def _has_surveys(self) -> bool:
        if self.desk.programme_id is None:
            return False
        with self._database.read() as db:
            return bool(waves(db, self.desk.programme_id))

    def _ask_missing(self) -> None:
        """Find out whom a draft will not reach, and whether there is a survey to send."""
        programme_id, database = self.desk.programme_id, self._database
        if programme_id is None or not self.people.whom.count():
            self._reading.drop()
            self.surveys.hide()
            return
        if programme_id != self._programme_id:
            self.surveys.hide()
            self.people.await_missing()
        whom, _ = self.people.chosen()
        feelings = self.people.with_feelings()
        self._reading.ask(lambda: read_missing(database, programme_id, whom, with_feelings=feelings))

    def _show_missing(self, found: Missing) -> None:
        self._programme_id = found.programme_id
        self.surveys.setVisible(found.has_surveys)
        self.people.show_missing(found.lacking, found.names, found.withheld)

    def _on_people_sent(self, written: Written, code: str = "homecoming.pairs.written") -> None:
        words = self.desk.words
        without = lacking_said(written.lacking, written.without_email, words, written.withheld)
        text = f"{words(code, n=written.count, folder=written.folder.name)} {without}".strip()
        self.desk.say(text, tone="warn" if without else "good", file=written.folder)

    def _on_sent(self, target: Path) -> None:
        self.desk.say(self.desk.words("homecoming.sent", name=target.name), file=target)

    # Coming home

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
        self._trouble_card.hide()
        language = self.desk.words.language

        def work(progress: Progress) -> tuple[Batch, Outcome, list[PreviewRow]]:
            plan = open_batch(database, programme_id, files, progress)
            outcome = tried(database, plan)
            return plan, outcome, preview_rows(plan, outcome, language)

        named = ", ".join(path.name for path in files[:3])
        self.desk.run(self.desk.words("homecoming.reading", file=named), work, self._on_read, self._on_failed)

    def start_again(self) -> None:
        self._plan = None
        self.preview.leave()
        self._stack.setCurrentIndex(0)

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
        answer = self.ask_save(
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

    def _on_read(self, answer: tuple[Batch, Outcome, list[PreviewRow]]) -> None:
        self._plan, outcome, rows = answer
        self._stack.setCurrentIndex(1)
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
        text = words("homecoming.taken_in", n=outcome.written)
        if outcome.refused:
            text += ". " + words("homecoming.not_taken", n=len(outcome.refused))
        self.desk.say(text, undo=True)
        self.start_again()
        self.drop_zone.choose_button.setFocus()

    def _on_failed(self, trouble: Exception) -> None:
        if not isinstance(trouble, Unavailable):
            raise trouble
        self.trouble.setText(self.desk.words(trouble.code, **trouble.values))
        self._trouble_card.show()
        self.start_again()

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
        self.take_button.setText(words("homecoming.take_in", n=count) if count else words(nothing))
        self.take_button.setEnabled(count > 0)


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
