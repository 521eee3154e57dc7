"""Sending the forms of a survey: which wave, to whom, in which language."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.database import Database
from nhipcau.exchange.round_trip.outgoing.survey_workbooks import AskedPerson, people_asked
from nhipcau.mail.addresses import is_address
from nhipcau.mail.missing_addresses import lacking_said, names_said
from nhipcau.surveys.queries import WaveRow, waves
from nhipcau.surveys.sheet import WaveSheets, wave_title
from nhipcau.widgets.card import Body, Muted
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.forms.form import Form, choice
from nhipcau.widgets.theme import px

_OPEN, _EVERYBODY, _LIST = "open", "everybody", "list"


@dataclass(frozen=True, slots=True)
class SurveySending:
    """What she chose. Without a language everyone is asked in their own."""

    wave_id: int
    everybody: bool
    as_list: bool
    """One workbook for her to type answers in, rather than a form for each."""
    language: Language | None


class SurveyDialog(Dialog):
    """`sending` carries what was chosen, when the folder is to be asked for."""

    sending = Signal(object)

    def __init__(
        self, desk: Desk, database: Database, programme_id: int, wave_id: int | None, parent: QWidget
    ) -> None:
        words = desk.words
        super().__init__(words("surveys.dialog"), words("surveys.dialog.text"), parent)
        self.setMinimumWidth(px(520))
        self._words = words
        with database.read() as db:
            found = waves(db, programme_id)
            sheets = [WaveSheets(db, wave) for wave in found]
            self._anonymous = {wave.id for wave in found if wave.anonymous}
            self._asked = {
                one.wave.id: {
                    whom: people_asked(db, one, everybody=whom == _EVERYBODY) for whom in (_OPEN, _EVERYBODY)
                }
                for one in sheets
            }
        self.form = Form()
        self.wave = self.form.add("wave", choice(_named(found, words)), words("surveys.dialog.wave"))
        self.whom = self.form.add("whom", choice(), words("surveys.dialog.whom"))
        languages = [
            ("", words("homecoming.language.own")),
            *((one, words(f"common.language.{one}")) for one in LANGUAGES),
        ]
        self.language = self.form.add("language", choice(languages), words("surveys.dialog.language"))
        self.note = Muted(wrap=True)
        self.add(self.form)
        self.add(self.note)
        self.add_reject(words("common.cancel"))
        self.write_button = self.add_accept(words("surveys.dialog.write"), icon="send")
        if wave_id in self._asked:
            self.wave.set_value(str(wave_id))
        self.wave.changed.connect(self._show)
        self.whom.changed.connect(self._show_note)
        self.accepted.connect(self._send)
        self._show()

    def chosen(self) -> SurveySending:
        """Return what the fields say."""
        language = next((one for one in LANGUAGES if one == self.language.value()), None)
        whom = self.whom.value()
        return SurveySending(int(self.wave.value()), whom == _EVERYBODY, whom == _LIST, language)

    def _send(self) -> None:
        self.sending.emit(self.chosen())

    def _show(self) -> None:
        wave_id = int(self.wave.value())
        items = [
            (whom, self._words(f"surveys.dialog.{whom}", n=len(people)))
            for whom, people in self._asked[wave_id].items()
        ]
        items.append((_LIST, self._words("surveys.dialog.list")))
        # Nobody answers an anonymous wave twice, and nobody's answers are typed in for them.
        self.whom.set_items(items[:1] if wave_id in self._anonymous else items)
        self._show_note()

    def _show_note(self) -> None:
        as_list = self.whom.value() == _LIST
        people = self._asked[int(self.wave.value())][_EVERYBODY if as_list else self.whom.value()]
        missing = (
            [] if as_list else [one for one in people if one.shares_mailbox or not is_address(one.email)]
        )
        self.write_button.setEnabled(bool(people))
        button = "save" if as_list else "write_anyway" if missing else "write"
        self.write_button.setText(self._words(f"surveys.dialog.{button}"))
        text = self._without(missing) if people else self._words("surveys.nobody")
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _without(self, missing: Sequence[AskedPerson]) -> str:
        """Say who has no address, and why nothing goes to an assistant instead."""
        words = self._words
        without = [one.name for one in missing if not one.shares_mailbox]
        said = [
            lacking_said(len(without), without, words, [one.name for one in missing if one.shares_mailbox])
        ]
        if assisted := [one.name for one in missing if one.has_assistant]:
            names = names_said(assisted, words)
            said.append(words("surveys.dialog.not_to_assistants", n=len(assisted), names=names))
        return " ".join(said).strip()


def _named(found: Sequence[WaveRow], words: Words) -> list[tuple[str, str]]:
    return [(str(wave.id), wave_title(wave, words)) for wave in found]


class SurveyForms(QWidget):
    """The line on the page that leads to the dialog; in sight as soon as a survey is asked."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Clear")
        self._words = words
        self.explained = Body()
        self.send_button = button(icon="send")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.explained, 1)
        row.addWidget(self.send_button)
        self.hide()

    def retranslate(self) -> None:
        self.explained.setText(self._words("surveys.page.text"))
        self.send_button.setText(self._words("surveys.page.button"))
