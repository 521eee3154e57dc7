"""Surveys: which were asked when, what they brought in, and who has not answered yet."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.database import Database
from nhipcau.surveys import queries
from nhipcau.surveys.anonymous_results import common_questions
from nhipcau.surveys.queries import ResponseRow, SurveyRow, WaveRow
from nhipcau.surveys.survey_editing import offers
from nhipcau.surveys.ui.actions import Actions
from nhipcau.surveys.ui.answer_dialog import AnswerDialog
from nhipcau.surveys.ui.page_data import SurveysReading, WaveReading, read_surveys, read_wave
from nhipcau.surveys.ui.questions_dialog import QuestionsDialog
from nhipcau.surveys.ui.text_dialog import TextDialog
from nhipcau.surveys.ui.wave_dialogs import OpenWaveDialog, WaveDialog
from nhipcau.surveys.ui.wave_list import WaveList
from nhipcau.surveys.ui.wave_panel import WavePanel
from nhipcau.widgets.card import Body, Card, EmptyState
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.forms.asking_dialog import answered
from nhipcau.widgets.latest_reading import LatestReading
from nhipcau.widgets.lists.programme_page import ProgrammePage
from nhipcau.widgets.theme import px


class SurveysPage(ProgrammePage[SurveysReading]):
    """The waves on the left, one of them on the right; above them who is due to be asked."""

    tables = frozenset(
        {"programme", "person", "participant", "pair", "mentoring_session", "pulse_answer", "survey",
         "survey_question", "survey_wave", "survey_response", "survey_answer", "anonymous_answer"}
    )  # fmt: skip

    def __init__(self, desk: Desk, database: Database, parent: QWidget | None = None) -> None:
        super().__init__(desk, SurveysReading(), parent)
        self._database = database
        self._kind = "traditional"
        self._surveys: tuple[SurveyRow, ...] = ()
        self._waves: dict[int, WaveRow] = {}
        self._people: dict[int, ResponseRow] = {}
        self._due: Mapping[str, frozenset[int]] = {}
        self._chosen: int | None = None
        self._wave_reading = LatestReading(desk, self, self._show_wave)
        self.actions_of = Actions(desk, database)
        self.open_button = button(kind="primary", icon="plus")
        self.questions_button = button(icon="list-checks")
        self.due_text = Body()
        self.due_buttons = {kind: button(icon="send") for kind in ("fit", "pulse")}
        self.due_card = Card()
        self.list = WaveList(desk)
        self.panel = WavePanel(desk)
        self.begin_button = button(kind="primary", icon="plus")
        self.pairing_button = button(icon="heart-handshake")
        self.empty = EmptyState("clipboard-check", buttons=[self.pairing_button, self.begin_button])
        self._lay_out()
        self._connect()

    def title(self) -> str:
        return self.desk.words("evaluation.title")

    def reading(self, programme_id: int) -> Callable[[], SurveysReading]:
        database, chosen, language = self._database, self._chosen, self.desk.language
        return lambda: read_surveys(database, programme_id, chosen, language)

    def fill(self, reading: SurveysReading) -> bool:
        self._kind, self._surveys, self._due = reading.kind, reading.surveys, reading.due
        self._waves = {wave.id: wave for wave in reading.waves}
        if self._chosen not in self._waves:
            self._chosen = next(iter(self._waves), None)
        for made in (self.open_button, self.questions_button):
            made.setEnabled(self._programme_id is not None)
        self._show_due()
        self.list.show_waves(reading.waves, self._chosen)
        self._show_wave(reading.wave)
        return bool(self._waves)

    def retranslate(self) -> None:
        words = self.desk.words
        self.open_button.setText(words("evaluation.do.open"))
        self.begin_button.setText(words("evaluation.do.open"))
        self.questions_button.setText(words("evaluation.do.questions"))
        self.pairing_button.setText(words("evaluation.do.pairing"))
        self.empty.set_texts(words("evaluation.empty.title"), words("evaluation.empty.text"))
        for kind, made in self.due_buttons.items():
            made.setText(words(f"evaluation.due.ask.{kind}"))
        self.list.retranslate()
        self.panel.retranslate()

    def arrive(self, **arguments: object) -> None:
        """Accept `survey`, the wave to show, and `view`: results or people."""
        wave_id, view = arguments.get("survey"), arguments.get("view")
        if isinstance(wave_id, int) and wave_id != self._chosen:
            if wave_id in self._waves and not self._reading.is_awaited:
                self._choose(wave_id)
            else:
                self._chosen = wave_id
                self.mark_stale()
        if view in ("results", "people"):
            self.panel.show_view(str(view))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setFixedWidth(max(px(220), min(px(320), self.width() * 3 // 10)))

    # building

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(16)
        due = QHBoxLayout()
        due.setSpacing(12)
        due.addWidget(self.due_text, 1)
        for made in self.due_buttons.values():
            due.addWidget(made)
        self.due_card.body.addLayout(due)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list)
        row.addWidget(self.panel, 1)
        column.addWidget(self.due_card)
        column.addLayout(row, 1)
        head = [self.questions_button, self.open_button]
        self.build(column, self.empty, head, waiting=head)

    def _connect(self) -> None:
        for made in (self.open_button, self.begin_button):
            made.clicked.connect(self._on_open)
        for kind, made in self.due_buttons.items():
            made.setProperty("kind_asked", kind)
            made.clicked.connect(self._on_due)
        self.questions_button.clicked.connect(self._on_questions)
        self.pairing_button.clicked.connect(self._on_pairing)
        self.list.wave_chosen.connect(self._choose)
        self.panel.wanted.connect(self._on_wanted)
        self.panel.people.copy_wanted.connect(self._copy_emails)
        self.panel.people.answer_wanted.connect(self._answer)

    # showing

    def _show_due(self) -> None:
        words = self.desk.words
        counts = {kind: len(self._due.get(kind, ())) for kind in self.due_buttons}
        texts = [words(f"evaluation.due.{kind}", n=count) for kind, count in counts.items() if count]
        self.due_text.setText("\n".join(texts))
        self.due_card.setVisible(bool(texts))
        for kind, made in self.due_buttons.items():
            made.setVisible(bool(counts[kind]))

    def _show_wave(self, reading: WaveReading | None) -> None:
        """Show what a wave brought in, unless another one was chosen meanwhile."""
        if reading is None or reading.wave.id != self._chosen:
            return
        self._people = {row.id: row for row in reading.people}
        self.panel.read(reading.wave, reading.results, reading.people, reading.newcomers)

    def _read_wave(self, wave_id: int) -> None:
        database, language = self._database, self.desk.language
        self._wave_reading.ask(lambda: read_wave(database, wave_id, language))

    def _choose(self, wave_id: int) -> None:
        if wave_id == self._chosen:
            return
        self._chosen = wave_id
        item = self.list.items.get(wave_id)
        if item is not None and not item.isChecked():
            item.setChecked(True)
        self._read_wave(wave_id)

    # answering

    def _on_open(self) -> None:
        self.open_wave()

    def _on_due(self) -> None:
        self.open_wave(str(self.sender().property("kind_asked")))

    def open_wave(self, kind: str = "") -> None:
        """Ask which survey to ask of whom, beginning with the one of this kind."""
        programme_id = self.desk.programme_id
        if programme_id is None:
            return

        def save(answer: dict[str, Any]) -> None:
            self._chosen = self.actions_of.open_wave(programme_id, **answer)

        dialog = OpenWaveDialog(
            self.desk, save, self, kind=kind, due=self._due,
            offered=offers(self._surveys, self._kind, self.desk.language),
            names=[wave.name for wave in self._waves.values()],
        )  # fmt: skip
        if answered(dialog):
            self.refresh()

    def _on_wanted(self, what: str) -> None:
        wave = None if self.panel.shown is None else self._as_stored(self.panel.shown)
        if wave is None:
            return
        does = {
            "send": self._send,
            "form_text": self._show_text,
            "newcomers": self.actions_of.ask_newcomers,
            "edit_questions": self._edit_questions,
            "edit_wave": self._edit_wave,
            "close_wave": self.actions_of.close_wave,
            "remove_wave": self.actions_of.remove_wave,
        }
        does[what](wave)

    def _as_stored(self, shown: WaveRow) -> WaveRow | None:
        """Return a wave as it is now, where what is shown is older than what is stored."""
        if not (self._reading.is_awaited or self._wave_reading.is_awaited):
            return shown
        with self._database.read() as db:
            found = queries.wave(db, shown.id)
        if found is None:
            self.desk.say(self.desk.words("common.changed_meanwhile"), tone="info")
        return found

    def _send(self, wave: WaveRow) -> None:
        self.desk.go("workbooks", survey=wave.id)

    def _show_text(self, wave: WaveRow) -> None:
        with self._database.read() as db:
            ask = common_questions(db, wave) if wave.anonymous else queries.questions(db, wave.survey.id)
        people = tuple(self._people.values())
        answered(TextDialog(self.desk, self, questions=ask, people=people, anonymous=wave.anonymous))

    def _edit_wave(self, wave: WaveRow) -> None:
        def save(values: dict[str, Any]) -> None:
            self.actions_of.amend_wave(wave, values)

        answered(WaveDialog(self.desk, save, self, wave=wave))

    def _edit_questions(self, wave: WaveRow) -> None:
        self._questions(wave.survey.id)

    def _on_questions(self) -> None:
        self._questions(None)

    def _questions(self, survey_id: int | None) -> None:
        if self.desk.programme_id is not None:
            answered(
                QuestionsDialog(
                    self.desk,
                    self._database,
                    self,
                    programme_id=self.desk.programme_id,
                    programme_kind=self._kind,
                    survey_id=survey_id,
                )
            )

    def _answer(self, response_id: int) -> None:
        row, wave = self._people.get(response_id), self.panel.shown
        if row is None or wave is None:
            return
        with self._database.read() as db:
            questions = queries.questions(db, wave.survey.id)
            given = queries.answers(db, wave.id, row.id)

        def save(answer: dict[str, Any]) -> None:
            self.actions_of.answer(row, answer["values"], answer["on"])

        dialog = AnswerDialog(
            self.desk, save, self, response=row, questions=questions,
            given={question: value for (_, question), value in given.items()},
        )  # fmt: skip
        answered(dialog)

    def _copy_emails(self) -> None:
        missing = [row for row in self._people.values() if row.answered_on is None and row.may_be_asked]
        emails = list(dict.fromkeys(row.email for row in missing if row.email))
        QGuiApplication.clipboard().setText("; ".join(emails))
        self.desk.say(_copied(len(emails), len({row.participant_id for row in missing}), self.desk.words))

    def _on_pairing(self) -> None:
        self.desk.go("pairing")


def _copied(emails: int, people: int, words: Words) -> str:
    said = words("evaluation.said.emails_copied", n=emails)
    return said if emails == people else f"{said} {words('evaluation.said.no_email', n=people - emails)}"
