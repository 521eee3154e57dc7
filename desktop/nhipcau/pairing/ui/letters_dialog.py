"""Introduction letters: read one, copy it, or save drafts of all of them for the mail program."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPlainTextEdit, QWidget

from nhipcau.common.clock import today
from nhipcau.common.errors import Rejected
from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.mail.draft import Mail
from nhipcau.mail.letter_texts import VOICES, LetterKey, LetterText, LetterTexts
from nhipcau.mail.missing_addresses import lacking_said, unaddressed
from nhipcau.mail.signature import Sender
from nhipcau.pairing.documents.introduction_letters import (
    as_copied,
    introductions,
    kinds_written,
    save_drafts,
    to_introduce,
)
from nhipcau.pairing.documents.letter_parts import Letter
from nhipcau.pairing.explanation.reason_audience import undecided_questions
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.settings.pairing_input import PairingInput
from nhipcau.pairing.ui.letter_text_dialog import Keep, LetterTextDialog
from nhipcau.pairing.ui.plan.quoting_card import QuotingCard
from nhipcau.widgets.card import Body, Muted
from nhipcau.widgets.controls import Segmented, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.wheel_guard import calm


@dataclass(frozen=True, slots=True)
class LetterEditing:
    """The organisation's own texts, and the way to change them."""

    own: Mapping[LetterKey, LetterText]
    keep: Keep
    show: Callable[[QDialog], bool]
    """Shows a dialog; true where it was accepted."""


class LettersDialog(Dialog):
    """One letter at a time to read and copy; all of them as drafts in one folder.

    What she would rather know before saving stands above the buttons: who cannot be written to, which pairs may still
    change, and how many notes go to assistants.
    """

    saved = Signal()

    def __init__(
        self,
        desk: Desk,
        people: PairingInput,
        pairs: Sequence[ProposedPair],
        sender: Sender,
        ask_folder: Callable[[str], str],
        parent: QWidget | None = None,
        decide: Callable[[Mapping[int, bool]], None] | None = None,
        editing: LetterEditing | None = None,
    ) -> None:
        words = desk.words
        super().__init__(words("pairs.letters.title"), words("pairs.letters.text"), parent)
        self._desk = desk
        self._people = people
        self._pairs = to_introduce(people, pairs)
        self._sender = sender
        self._ask_folder = ask_folder
        self._decide = decide
        self._editing = editing
        self._texts = LetterTexts(own=editing.own if editing is not None else {})
        self._letters: list[Letter] = []
        self._mails: list[Mail] = []
        self.quoting = QuotingCard(words)
        self.quoting.decided.connect(self._on_quoting)
        self.language = _languages(desk)
        self.voice = Segmented()
        self.voice.set_items([(one, words(f"mail.voice.{one}")) for one in VOICES])
        for chosen in (self.language.chosen, self.voice.chosen):
            chosen.connect(self._write)
        self.which = calm(QComboBox())
        self.which.setAccessibleName(words("pairs.letters.which"))
        self.letter = QPlainTextEdit()
        self.letter.setReadOnly(True)
        self.letter.setAccessibleName(words("pairs.letters.letter"))
        self.missing = Muted(wrap=True)
        self.before_saving = Body()
        self._lay_out()
        self._add_buttons()
        self.take_room(760, 640)
        self._write()
        self.which.currentIndexChanged.connect(self._on_another)
        self._ask_quoting()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.which, 1)
        row.addWidget(self.language)
        row.addWidget(self.voice)
        self.body.addLayout(row)
        self.add(self.quoting)
        self.add(self.letter, 1)
        self.add(self.missing)
        self.add(self.before_saving)

    def _add_buttons(self) -> None:
        words = self._desk.words
        self.edit_button = button(words("pairs.letters.edit"), "link", "pencil")
        self.edit_button.setAutoDefault(False)
        self.edit_button.clicked.connect(self._on_edit)
        self.edit_button.setVisible(self._editing is not None)
        self.buttons.insertWidget(0, self.edit_button)
        self.add_reject(words("common.close"))
        self.copy_button = self.add_button(words("pairs.letters.copy"), icon="copy")
        self.copy_button.clicked.connect(self._copy)
        self.save_button = self.add_button("", kind="primary", icon="mail")
        self.save_button.clicked.connect(self._save)

    def _ask_quoting(self) -> None:
        """Ask about questions that the letters would quote, as long as nobody has decided that they may."""
        if self._decide is not None:
            self.quoting.ask(undecided_questions(self._pairs, self._people))

    def _on_quoting(self, said: dict[int, bool]) -> None:
        if self._decide is not None:
            self._decide(said)
            self._people = self._people.with_quotable(said)
            self._write()
            self._ask_quoting()
            self.letter.setFocus()

    def show_pair(self, mentee_id: int) -> None:
        """Begin with the letter of this mentee's pair."""
        place = self._place_of(mentee_id)
        self.which.setCurrentIndex(sum(len(letter.mails) for letter in self._letters[:place]))

    def _place_of(self, mentee_id: int) -> int:
        """Return which letter is about this mentee's own pair; of two peers it may name the other one so."""
        own = [letter.about[0] if len(letter.about) == 1 else None for letter in self._letters]
        guided = [pair and pair.mentee_id for pair in own]
        if mentee_id not in guided:
            guided = [pair and pair.mentor_id for pair in own]
        return guided.index(mentee_id) if mentee_id in guided else 0

    def _offer(self) -> None:
        """Offer every letter, and beneath it the notes that go with it."""
        for letter in self._letters:
            mentor = self._people.candidate(letter.about[0].mentor_id)
            mentees = [self._people.candidate(pair.mentee_id).name for pair in letter.about]
            named = " · ".join((mentor.name, *mentees))
            self.which.addItem(named)
            for _ in letter.notes:
                self.which.addItem(self._desk.words("pairs.letters.note", pair=named))

    def _write(self) -> None:
        """Write all letters; where a text will not do, say which and why, and write none."""
        self._texts = replace(
            self._texts, voice="friendly" if self.voice.current() == "friendly" else "formal"
        )
        refused = ""
        try:
            self._letters = introductions(
                self._people, self._pairs, self._sender, self._language(), self._texts
            )
        except Rejected as trouble:
            self._letters, problem = [], trouble.problems[0]
            refused = self._desk.words(
                "pairs.letters.refused", problem=self._desk.words(problem.code, **problem.values)
            )
        self._mails = [mail for letter in self._letters for mail in letter.mails]
        if not self.which.count():
            self._offer()
        for part in (self.copy_button, self.save_button):
            part.setEnabled(not refused)
        self._say_before_saving()
        self._show(refused)

    def _on_edit(self) -> None:
        """Edit the texts, beginning with that of the letter shown and with its pair."""
        if self._editing is None:
            return
        letter, is_note = self._letter_at(max(0, self.which.currentIndex()))
        pair = letter.about[0] if letter is not None else self._pairs[0]
        kind = letter.kind if letter is not None else kinds_written(self._people)[0]
        dialog = LetterTextDialog(
            self._desk, self._people, self._pairs, self._sender, self._texts, self._editing.keep, self
        )
        dialog.begin("assistant" if is_note else kind, self._language(), pair)
        if self._editing.show(dialog):
            self._texts = self._texts.with_texts(dialog.changed)
            self._write()
        dialog.deleteLater()

    def _letter_at(self, place: int) -> tuple[Letter | None, bool]:
        """Return the letter shown at a place, and whether it is a note that goes with it."""
        for letter in self._letters:
            if place < len(letter.mails):
                return letter, place > 0
            place -= len(letter.mails)
        return None, False

    def _language(self) -> Language:
        return "en" if self.language.current() == "en" else "vi"

    def _say_before_saving(self) -> None:
        words, mails = self._desk.words, self._mails
        notes = len(mails) - len(self._letters)
        proposed = sum(not pair.confirmed for pair in self._pairs)
        said = [words("pairs.letters.notes", n=notes)] if notes else []
        if proposed:
            said.append(words("pairs.letters.unconfirmed", n=proposed))
        if without := self._without():
            said.append(without)
        self.before_saving.setText("\n".join(said))
        self.before_saving.setVisible(bool(said))
        self.save_button.setText(
            words("pairs.letters.save_anyway" if without else "pairs.letters.save", n=len(mails))
        )

    def _without(self) -> str:
        return lacking_said(*unaddressed(self._mails), self._desk.words)

    def _on_another(self) -> None:
        if self._mails:
            self._show()

    def _show(self, refused: str = "") -> None:
        if refused:
            self.letter.setPlainText(refused)
            self.missing.hide()
            return
        mail = self._mails[max(0, self.which.currentIndex())]
        self.letter.setPlainText(as_copied(mail))
        without = ", ".join(mail.unaddressed)
        self.missing.setText(self._desk.words("pairs.letters.no_email", names=without) if without else "")
        self.missing.setVisible(bool(without))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.letter.toPlainText())
        self._desk.say(self._desk.words("pairs.letters.copied"))

    def _save(self) -> None:
        folder = self._ask_folder(self._desk.words("pairs.letters.folder"))
        if not folder:
            return
        letters = tuple(self._letters)
        name = Words(self._language())("pairs.letter.folder", date=today().strftime("%Y-%m-%d"))
        self._desk.run(
            self._desk.words("pairs.letters.saving"),
            lambda _progress: save_drafts(Path(folder), letters, name),
            self._on_saved,
        )

    def _on_saved(self, folder: Path) -> None:
        said = self._desk.words("pairs.letters.saved", n=len(self._mails), folder=folder.name)
        without = self._without()
        self._desk.say(f"{said} {without}".strip(), tone="warn" if without else "good", file=folder)
        self.saved.emit()


def _languages(desk: Desk) -> Segmented:
    chosen = Segmented()
    chosen.set_items([(one, desk.words(f"common.language.{one}")) for one in LANGUAGES])
    chosen.choose(desk.language)
    return chosen
