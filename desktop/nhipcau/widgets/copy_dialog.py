"""A text in either language, to read and to copy somewhere else."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from nhipcau.common.words import LANGUAGES, Language
from nhipcau.widgets.card import Muted
from nhipcau.widgets.controls import Segmented
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog


class CopyDialog(Dialog):
    """Subclasses say the text in `text_in`, set every word, and call `show_text` when it is another.

    Further choices stand in `head`, beside that of the language.
    """

    def __init__(self, desk: Desk, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(title, text, parent)
        self.desk = desk
        self._said = ""
        self.language_label = Muted()
        self.language = Segmented()
        self.language.set_items([(one, desk.words(f"common.language.{one}")) for one in LANGUAGES])
        self.language.choose(desk.language)
        self.language.chosen.connect(self.show_text)
        self.text_box = QPlainTextEdit()
        self.text_box.setReadOnly(True)
        self.text_box.setTabChangesFocus(True)
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        self.head.addWidget(self.language_label)
        self.head.addWidget(self.language)
        self.head.addStretch(1)
        self.body.addLayout(self.head)
        self.add(self.text_box, 1)
        self.add_reject(desk.words("common.close"))
        self.take_room(720, 620)

    def text_in(self, language: Language) -> str:
        """Return what is shown."""
        raise NotImplementedError

    def add_copy(self, text: str, said: str) -> None:
        """Add the main button, last; `said` is told once the text is copied."""
        self._said = said
        self.copy_button = self.add_button(text, "primary", icon="copy")
        self.copy_button.clicked.connect(self._copy)

    def chosen_language(self) -> Language:
        return "en" if self.language.current() == "en" else "vi"

    def show_text(self) -> None:
        self.text_box.setPlainText(self.text_in(self.chosen_language()))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text_box.toPlainText())
        self.desk.say(self._said)
