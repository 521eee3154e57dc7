"""Workbooks, forms and lists that go out, and the register of what went to whom."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.common.clock import today
from nhipcau.common.feature import Feature
from nhipcau.common.file_names import file_name, with_ending
from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.mail_folder import Written
from nhipcau.exchange.round_trip.outgoing.pair_workbooks import write_pair_workbooks
from nhipcau.exchange.round_trip.outgoing.programme_workbook import send
from nhipcau.exchange.round_trip.outgoing.reminders import write_reminders
from nhipcau.exchange.round_trip.outgoing.sent_register import SentRow
from nhipcau.exchange.round_trip.outgoing.survey_workbooks import write_survey_workbooks, write_wave_workbook
from nhipcau.exchange.ui.workbooks.lists_card import ListsCard
from nhipcau.exchange.ui.workbooks.missing_addresses import Missing, read_missing
from nhipcau.exchange.ui.workbooks.people_workbooks import PeopleWorkbooks
from nhipcau.exchange.ui.workbooks.register_card import RegisterCard
from nhipcau.exchange.ui.workbooks.register_reading import Register, read_register
from nhipcau.exchange.ui.workbooks.survey_dialog import SurveyDialog, SurveyForms, SurveySending
from nhipcau.exchange.ui.workbooks.whole_dialog import WholeDialog, WholeSending
from nhipcau.mail.missing_addresses import lacking_said
from nhipcau.programmes.queries import programme
from nhipcau.surveys.queries import waves
from nhipcau.widgets.card import Body, Line, Section
from nhipcau.widgets.controls import Fold, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.latest_reading import LatestReading
from nhipcau.widgets.scroll import VScroll


class OutgoingView(QWidget):
    """What can be sent folds away once the register holds something; `failed` carries what went wrong.

    `ask_save` and `ask_folder` get the title, and a suggested name, of what is to be saved.
    """

    began = Signal()
    failed = Signal(Exception)

    def __init__(
        self,
        desk: Desk,
        database: Database,
        features: Sequence[Feature],
        ask_save: Callable[[str, str], str],
        ask_folder: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("Clear")
        self.desk = desk
        self._database = database
        self._ask_save, self._ask_folder = ask_save, ask_folder
        self.fold = Fold()
        self.fold.setChecked(True)
        self.sending = Section()
        self.explained = Body()
        self.send_button = button(icon="file-spreadsheet")
        self.people = PeopleWorkbooks(desk.words)
        self.surveys = SurveyForms(desk.words)
        self.lists = ListsCard(desk, database, features)
        self.register = RegisterCard(desk)
        self._programme_id: int | None = None
        """The programme of which it is known whom a draft will not reach."""
        self._registered: int | None = None
        """The programme whose register is shown."""
        self._reading = LatestReading(desk, self, self._show_missing)
        self._register_reading = LatestReading(desk, self, self._show_register)
        self._lay_out()
        self.fold.toggled.connect(self._on_fold)
        self.send_button.clicked.connect(self.send)
        self.people.write_button.clicked.connect(self.send_to_people)
        self.people.chosen_anew.connect(self._ask_missing)
        self.surveys.send_button.clicked.connect(lambda _checked: self.send_survey())
        self.register.remind_wanted.connect(self.remind)
        self.register.days_changed.connect(self._on_days)

    def _lay_out(self) -> None:
        view = VScroll()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.explained, 1)
        row.addWidget(self.send_button)
        self.sending.body.addWidget(self.people)
        self.sending.body.addWidget(self.surveys)
        self.sending.body.addWidget(Line())
        self.sending.body.addLayout(row)
        view.body.addWidget(self.sending)
        view.body.addWidget(self.lists)
        view.body.addWidget(self.register, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view)

    def refresh(self) -> None:
        """Read the register, and whom drafts will not reach."""
        is_open = self.desk.programme_id is not None
        for one in (self.send_button, self.people, self.lists, self.register):
            one.setEnabled(is_open)
        self._ask_missing()
        self._ask_register()

    def retranslate(self) -> None:
        words = self.desk.words
        self.fold.setText(words("homecoming.send.fold"))
        self.sending.title.setText(words("homecoming.send.title"))
        self.explained.setText(words("homecoming.send.text"))
        self.send_button.setText(words("homecoming.send.button"))
        self.people.retranslate()
        self.people.say_missing()
        self.surveys.retranslate()
        self.lists.retranslate()
        self.register.retranslate()

    def _on_fold(self, is_open: bool) -> None:
        self.sending.setVisible(is_open)
        self.lists.setVisible(is_open)

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
        answer = self._ask_save(self.desk.words("homecoming.whole.title"), file_name(name, day=today()))
        if not answer:
            return
        target = with_ending(answer, ".xlsx")
        self.began.emit()
        self.desk.run(
            self.desk.words("homecoming.sending"),
            lambda progress: send(
                database, programme_id, name, target, wanted.language, progress, wanted.parts
            ),
            self._on_sent,
            self.failed.emit,
        )

    def send_to_people(self) -> None:
        """Ask for a folder, and write a workbook and a mail draft for everyone chosen there."""
        programme_id, database = self.desk.programme_id, self._database
        if programme_id is None:
            return
        answer = self._ask_folder(self.desk.words("homecoming.pairs.folder"))
        if not answer:
            return
        (whom, language), with_feelings = self.people.chosen(), self.people.with_feelings()
        signed_by, answer_by = self.desk.signed_by, self.people.answer_by()
        self.began.emit()
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
            self.failed.emit,
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
        answer = self._ask_folder(self.desk.words("surveys.folder_for"))
        if not answer:
            return
        signed_by = self.desk.signed_by
        self.began.emit()
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
            self.failed.emit,
        )

    def _write_list(self, wanted: SurveySending) -> None:
        database, language = self._database, wanted.language or self.desk.language
        suggestion = file_name(self.desk.words("surveys.list.name"), day=today())
        answer = self._ask_save(self.desk.words("surveys.dialog.list"), suggestion)
        if not answer:
            return
        target = with_ending(answer, ".xlsx")
        self.began.emit()
        self.desk.run(
            self.desk.words("surveys.writing"),
            lambda progress: write_wave_workbook(database, wanted.wave_id, target, language, progress),
            self._on_sent,
            self.failed.emit,
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

    # The register

    def remind(self, rows: Sequence[SentRow]) -> None:
        """Ask for a folder, and write a draft for each of these there that carries what they were sent once more."""
        programme_id, database, signed_by = self.desk.programme_id, self._database, self.desk.signed_by
        if programme_id is None or not rows:
            return
        answer = self._ask_folder(self.desk.words("homecoming.remind.folder_for"))
        if not answer:
            return
        self.began.emit()
        self.desk.run(
            self.desk.words("homecoming.remind.writing"),
            lambda progress: write_reminders(database, programme_id, rows, Path(answer), progress, signed_by),
            lambda written: self._on_people_sent(written, "homecoming.remind.written"),
            self.failed.emit,
        )

    def _ask_register(self) -> None:
        programme_id, database = self.desk.programme_id, self._database
        if programme_id is None:
            self._register_reading.drop()
            self.register.show_rows((), self.desk.answer_days)
            return
        language, days = self.desk.language, self.desk.answer_days
        self._register_reading.ask(lambda: read_register(database, programme_id, language, days))

    def _show_register(self, found: Register) -> None:
        if found.programme_id != self._registered:
            self._registered = found.programme_id
            self.fold.setChecked(not found.rows)
        self.register.show_rows(found.rows, self.desk.answer_days)

    def _on_days(self, days: int) -> None:
        self.desk.answer_days = days
        self._ask_register()
