"""The survey as text to paste into a form service."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from nhipcau.common.words import Words
from nhipcau.evaluation.queries import QuestionRow, ResponseRow
from nhipcau.evaluation.text import as_text, asks_about_several
from nhipcau.widgets.card import Muted
from nhipcau.widgets.controls import Segmented
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.theme import px


class TextDialog(Dialog):
    """In either language; for everybody, or for one side where the sides are asked different things."""

    def __init__(
        self, desk: Desk, parent: QWidget, *, questions: Sequence[QuestionRow], people: Sequence[ResponseRow]
    ) -> None:
        words = desk.words
        super().__init__(words("evaluation.dialog.text"), words("evaluation.dialog.text_how"), parent)
        self._desk = desk
        self._questions = questions
        self._several = asks_about_several(people)
        self.language = Segmented()
        self.language.set_items([("vi", words("common.language.vi")), ("en", words("common.language.en"))])
        self.language.choose(desk.language)
        self.role = Segmented()
        roles = sorted({row.role for row in people}, reverse=True)
        self.role.set_items(
            [("all", words("evaluation.roles.both")), *((role, words(f"common.{role}")) for role in roles)]
        )
        differs = len(roles) > 1 and any(question.audience for question in questions)
        self.role.setVisible(differs)
        self.role.choose("all" if len(roles) > 1 else roles[0] if roles else "all")
        for choice in (self.language, self.role):
            choice.chosen.connect(self._show)
        self.text_box = QPlainTextEdit()
        self.text_box.setReadOnly(True)
        self.text_box.setTabChangesFocus(True)
        self.text_box.setAccessibleName(words("evaluation.dialog.text_box"))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Muted(words("evaluation.dialog.text_language")))
        head.addWidget(self.language)
        head.addStretch(1)
        head.addWidget(self.role)
        self.body.addLayout(head)
        self.add(self.text_box, 1)
        self.add_reject(words("common.close"))
        self.copy_button = self.add_button(words("evaluation.do.copy_text"), "primary", icon="copy")
        self.copy_button.clicked.connect(self._copy)
        self.resize(px(720), min(px(620), 700))
        self._show()

    def _show(self) -> None:
        words = Words("en" if self.language.current() == "en" else "vi")
        role = self.role.current()
        text = as_text(
            self._questions, words, several_pairs=self._several, role="" if role == "all" else role
        )
        self.text_box.setPlainText(text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text_box.toPlainText())
        self._desk.say(self._desk.words("evaluation.said.text_copied"))
