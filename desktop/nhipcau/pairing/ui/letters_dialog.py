"""Introduction letters: read one, copy it, or save drafts of all of them for the mail program."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QWidget

from nhipcau.common.clock import today
from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.mail.draft import Mail
from nhipcau.mail.missing_addresses import lacking_said, unaddressed
from nhipcau.mail.signature import Sender
from nhipcau.pairing.documents.introduction_letters import (
    as_copied,
    introductions,
    save_drafts,
    to_introduce,
)
from nhipcau.pairing.documents.letter_parts import Letter
from nhipcau.pairing.explanation.reason_audience import undecided_questions
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.settings.pairing_input import PairingInput
from nhipcau.pairing.ui.plan.quoting_card import QuotingCard
from nhipcau.widgets.card import Body, Muted
from nhipcau.widgets.controls import Segmented
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.wheel_guard import calm


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
    ) -> None:
        words = desk.words
        super().__init__(words("pairs.letters.title"), words("pairs.letters.text"), parent)
        self._desk = desk
        self._people = people
        self._pairs = to_introduce(people, pairs)
        self._sender = sender
        self._ask_folder = ask_folder
        self._decide = decide
        self.quoting = QuotingCard(words)
        self.quoting.decided.connect(self._on_quoting)
        self._letters: list[Letter] = []
        self._mails: list[Mail] = []
        self.language = _languages(desk)
        self.language.chosen.connect(self._write)
        self.which = calm(QComboBox())
        self.which.setAccessibleName(words("pairs.letters.which"))
        self.letter = QPlainTextEdit()
        self.letter.setReadOnly(True)
        self.letter.setAccessibleName(words("pairs.letters.letter"))
        self.missing = Muted(wrap=True)
        self.before_saving = Body()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.which, 1)
        row.addWidget(self.language)
        self.body.addLayout(row)
        self.add(self.quoting)
        self.add(self.letter, 1)
        self.add(self.missing)
        self.add(self.before_saving)
        self.add_reject(words("common.close"))
        self.copy_button = self.add_button(words("pairs.letters.copy"), icon="copy")
        self.copy_button.clicked.connect(self._copy)
        self.save_button = self.add_button("", kind="primary", icon="mail")
        self.save_button.clicked.connect(self._save)
        self.take_room(720, 640)
        self._write()
        self._offer()
        self.which.currentIndexChanged.connect(self._show)
        self._ask_quoting()

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
        self._letters = introductions(self._people, self._pairs, self._sender, self._language())
        self._mails = [mail for letter in self._letters for mail in letter.mails]
        self._say_before_saving()
        self._show()

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

    def _show(self) -> None:
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
