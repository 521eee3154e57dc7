"""The survey as text to paste into a form service."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from nhipcau.common.words import Language, Words
from nhipcau.surveys.queries import ResponseRow, SurveyQuestionRow
from nhipcau.surveys.survey_text import as_text, asks_about_several
from nhipcau.widgets.controls import Segmented
from nhipcau.widgets.copy_dialog import CopyDialog
from nhipcau.widgets.desk import Desk


class TextDialog(CopyDialog):
    """In either language; for everybody, or for one side where the sides are asked different things."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        questions: Sequence[SurveyQuestionRow],
        people: Sequence[ResponseRow],
        anonymous: bool = False,
    ) -> None:
        words = desk.words
        how = words("evaluation.dialog.text_how")
        if anonymous:
            how += " " + words("evaluation.anonymous.text_how")
        super().__init__(desk, words("evaluation.dialog.text"), how, parent)
        self._questions = questions
        self._anonymous = anonymous
        self._several = asks_about_several(people)
        self.language_label.setText(words("evaluation.dialog.text_language"))
        self.text_box.setAccessibleName(words("evaluation.dialog.text_box"))
        roles = sorted({row.role for row in people}, reverse=True)
        self.role = Segmented()
        self.role.set_items(
            [("all", words("evaluation.roles.both")), *((role, words(f"common.{role}")) for role in roles)]
        )
        self.role.setVisible(len(roles) > 1 and any(question.audience for question in questions))
        self.role.choose("all" if len(roles) > 1 else roles[0] if roles else "all")
        self.role.chosen.connect(self.show_text)
        self.head.addWidget(self.role)
        self.add_copy(words("evaluation.do.copy_text"), words("evaluation.said.text_copied"))
        self.show_text()

    def text_in(self, language: Language) -> str:
        role = self.role.current()
        asked = "" if role == "all" else role
        return as_text(
            self._questions,
            Words(language),
            several_pairs=self._several,
            role=asked,
            anonymous=self._anonymous,
        )
