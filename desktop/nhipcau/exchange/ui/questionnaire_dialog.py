"""The ready questionnaire: read it, copy it for a form service, or save it as a workbook to send."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from nhipcau.common.file_names import file_name, with_ending
from nhipcau.common.progress import Progress
from nhipcau.common.words import Language, Words
from nhipcau.database import Database
from nhipcau.exchange.lists.questionnaire import (
    FormQuestion,
    OfferedLists,
    as_form,
    as_text,
    as_workbook,
    questions,
    usual_skills,
)
from nhipcau.participants.queries import known_values, levels
from nhipcau.programmes.queries import letterhead_of, programme
from nhipcau.widgets.copy_dialog import CopyDialog
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.file_choice import FileChoice
from nhipcau.workbook import SheetSpec, write_workbook


class QuestionnaireDialog(CopyDialog):
    """`ask_save` gets a title and a suggested name and returns a path; tests put their answer in its place."""

    def __init__(
        self, desk: Desk, database: Database, programme_id: int, parent: QWidget | None = None
    ) -> None:
        words = desk.words
        super().__init__(desk, words("questionnaire.dialog"), words("questionnaire.how"), parent)
        with database.read() as db:
            row, self._letterhead = programme(db, programme_id), letterhead_of(db, programme_id)
            self._departments, self._places = known_values(db, "department"), known_values(db, "place")
            self._levels = tuple(level.name for level in levels(db))
        self._name, self._kind = (row.name, row.kind) if row is not None else ("", "traditional")
        self.ask_save: Callable[[str, str], str] = FileChoice(desk.folders, self, "saved").save
        self.language_label.setText(words("questionnaire.language"))
        self.text_box.setAccessibleName(words("questionnaire.text"))
        self.save_button = self.add_button(words("questionnaire.save"), icon="file-spreadsheet")
        self.save_button.clicked.connect(self._save_form)
        self.list_button = self.add_button(words("questionnaire.save_list"), icon="table")
        self.list_button.clicked.connect(self._save_list)
        self.add_copy(words("questionnaire.copy"), words("questionnaire.copied"))
        self.show_text()

    def text_in(self, language: Language) -> str:
        return as_text(self._questions(language), Words(language))

    def _questions(self, language: Language) -> tuple[FormQuestion, ...]:
        skills = usual_skills(self._kind, language)
        lists = OfferedLists(self._departments, self._levels, self._places, skills)
        return questions(self._kind, language, lists)

    def _save_form(self) -> None:
        words = Words(self.chosen_language())
        self._save(words("questionnaire.form.file", programme=self._name), as_form, words)

    def _save_list(self) -> None:
        words = Words(self.chosen_language())
        self._save(words("questionnaire.title", programme=self._name), as_workbook, words)

    def _save(self, title: str, made: Callable[..., list[SheetSpec]], words: Words) -> None:
        answer = self.ask_save(self.desk.words("questionnaire.save"), file_name(title))
        if not answer:
            return
        target, letterhead = with_ending(answer, ".xlsx"), self._letterhead
        sheets = made(self._questions(words.language), words, self._name)

        def work(progress: Progress) -> Path:
            write_workbook(target, sheets, progress, letterhead)
            return target

        self.desk.run(self.desk.words("questionnaire.saving"), work, self._on_saved)

    def _on_saved(self, target: Path) -> None:
        self.desk.say(self.desk.words("questionnaire.saved", name=target.name), file=target)
