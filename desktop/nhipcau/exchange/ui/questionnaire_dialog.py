"""The ready questionnaire: read it, copy it for a form service, or save it as a workbook to send."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from nhipcau.common.file_names import file_name, with_ending
from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.database import Database
from nhipcau.exchange.questionnaire import FormQuestion, Lists, as_text, as_workbook, questions, usual_skills
from nhipcau.participants.queries import known_values, levels
from nhipcau.programmes.queries import programme
from nhipcau.widgets.card import Muted
from nhipcau.widgets.controls import Segmented
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.file_choice import FileChoice
from nhipcau.workbook import write_workbook


class QuestionnaireDialog(Dialog):
    """`ask_save` gets a title and a suggested name and returns a path; tests put their answer in its place."""

    def __init__(
        self, desk: Desk, database: Database, programme_id: int, parent: QWidget | None = None
    ) -> None:
        words = desk.words
        super().__init__(words("questionnaire.dialog"), words("questionnaire.how"), parent)
        self._desk = desk
        with database.read() as db:
            row = programme(db, programme_id)
            self._departments, self._places = known_values(db, "department"), known_values(db, "place")
            self._levels = tuple(level.name for level in levels(db))
        self._name, self._kind = (row.name, row.kind) if row is not None else ("", "traditional")
        self.ask_save: Callable[[str, str], str] = FileChoice(desk.folders, self, "saved").save
        self.language = Segmented()
        self.language.set_items([("vi", words("common.language.vi")), ("en", words("common.language.en"))])
        self.language.choose(desk.language)
        self.language.chosen.connect(self._show)
        self.text_box = QPlainTextEdit()
        self.text_box.setReadOnly(True)
        self.text_box.setAccessibleName(words("questionnaire.text"))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Muted(words("questionnaire.language")))
        head.addWidget(self.language)
        head.addStretch(1)
        self.body.addLayout(head)
        self.add(self.text_box, 1)
        self.add_reject(words("common.close"))
        self.save_button = self.add_button(words("questionnaire.save"), icon="file-spreadsheet")
        self.save_button.clicked.connect(self._save)
        self.copy_button = self.add_button(words("questionnaire.copy"), "primary", icon="copy")
        self.copy_button.clicked.connect(self._copy)
        self.take_room(720, 620)
        self._show()

    def _language(self) -> Language:
        return "en" if self.language.current() == "en" else "vi"

    def _questions(self) -> tuple[FormQuestion, ...]:
        language = self._language()
        skills = usual_skills(self._kind, language)
        lists = Lists(self._departments, self._levels, self._places, skills)
        return questions(self._kind, language, lists)

    def _show(self) -> None:
        self.text_box.setPlainText(as_text(self._questions(), Words(self._language())))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text_box.toPlainText())
        self._desk.say(self._desk.words("questionnaire.copied"))

    def _save(self) -> None:
        words = Words(self._language())
        title = words("questionnaire.title", programme=self._name)
        answer = self.ask_save(self._desk.words("questionnaire.save"), file_name(title))
        if not answer:
            return
        target = with_ending(answer, ".xlsx")
        sheets = as_workbook(self._questions(), words, self._name)

        def work(progress: Progress) -> Path:
            write_workbook(target, sheets, progress)
            return target

        self._desk.run(self._desk.words("questionnaire.saving"), work, self._on_saved)

    def _on_saved(self, target: Path) -> None:
        self._desk.say(self._desk.words("questionnaire.saved", name=target.name), file=target)
