"""Sending the whole programme's workbook: for whom it is, what it holds of what is sensitive, in which language."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.exchange.round_trip.outgoing.programme_workbook import for_whom
from nhipcau.exchange.round_trip.sheets.sensitive_parts import PARTS, Part
from nhipcau.widgets.card import Body, Muted
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.forms.form import Form, choice
from nhipcau.widgets.theme import px


@dataclass(frozen=True, slots=True)
class WholeSending:
    """What she chose."""

    language: Language
    parts: tuple[Part, ...]


class WholeDialog(Dialog):
    """Nothing sensitive is ticked at first. `sending` carries what was chosen, when the file is to be asked for."""

    sending = Signal(object)

    def __init__(self, desk: Desk, programme: str, parent: QWidget | None = None) -> None:
        words = desk.words
        super().__init__(words("homecoming.whole.title"), words("homecoming.whole.for_whom"), parent)
        self.setMinimumWidth(px(560))
        self._desk = desk
        self._programme = programme
        self.add(Body(words("homecoming.whole.parts")))
        self.boxes: dict[Part, QCheckBox] = {}
        for part in PARTS:
            said = words(f"homecoming.part.{part}")
            self.boxes[part] = QCheckBox(said[:1].upper() + said[1:])
            self.add(self.boxes[part])
        self.add(Muted(words("homecoming.whole.left_out"), wrap=True))
        form = Form()
        languages = [(one, words(f"common.language.{one}")) for one in LANGUAGES]
        self.language = form.add("language", choice(languages), words("homecoming.whole.language"))
        self.language.set_value(desk.language)
        self.add(form)
        self.copy_button = button(words("homecoming.whole.copy"), icon="copy")
        self.copy_button.setAutoDefault(False)
        self.buttons.insertWidget(0, self.copy_button)
        self.add_reject(words("common.cancel"))
        self.write_button = self.add_accept(words("homecoming.whole.save"), icon="file-spreadsheet")
        self.copy_button.clicked.connect(self._copy)
        self.accepted.connect(self._send)

    def chosen(self) -> WholeSending:
        """Return what is ticked, and the language."""
        language: Language = "en" if self.language.value() == "en" else "vi"
        return WholeSending(language, tuple(part for part, box in self.boxes.items() if box.isChecked()))

    def mail(self) -> str:
        """Return a text for the mail that carries the workbook."""
        wanted = self.chosen()
        words = Words(wanted.language)
        said = "\n".join(for_whom(wanted.parts, words))
        return words("homecoming.whole.mail", programme=self._programme, for_whom=said)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.mail())
        self._desk.say(self._desk.words("homecoming.whole.copied"))

    def _send(self) -> None:
        self.sending.emit(self.chosen())
