"""Introduction letters: read one, copy it, or save drafts of all of them for the mail program."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QWidget

from nhipcau.common.clock import today
from nhipcau.common.words import Language, Words
from nhipcau.pairing.letters import Letter, introductions, save_drafts
from nhipcau.pairing.profiles import PairingInput
from nhipcau.pairing.results import ProposedPair
from nhipcau.pairing.telling import undecided_questions
from nhipcau.pairing.ui.quoting_card import QuotingCard
from nhipcau.widgets.card import Muted
from nhipcau.widgets.controls import Segmented
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog


class LettersDialog(Dialog):
    """One letter at a time to read and copy; all of them as drafts in one folder."""

    saved = Signal()

    def __init__(
        self,
        desk: Desk,
        people: PairingInput,
        pairs: Sequence[ProposedPair],
        programme: str,
        ask_folder: Callable[[str], str],
        parent: QWidget | None = None,
        decide: Callable[[Mapping[int, bool]], None] | None = None,
    ) -> None:
        words = desk.words
        super().__init__(words("pairs.letters.title"), words("pairs.letters.text"), parent)
        self._desk = desk
        self._people = people
        self._pairs = tuple(pairs)
        self._programme = programme
        self._ask_folder = ask_folder
        self._decide = decide
        self.quoting = QuotingCard(words)
        self.quoting.decided.connect(self._on_quoting)
        self._letters: list[Letter] = []
        self.language = Segmented()
        self.language.set_items([("vi", words("common.language.vi")), ("en", words("common.language.en"))])
        self.language.choose(desk.language)
        self.language.chosen.connect(self._write)
        self.which = QComboBox()
        self.which.setAccessibleName(words("pairs.letters.which"))
        for pair in self._pairs:
            mentor, mentee = people.candidate(pair.mentor_id), people.candidate(pair.mentee_id)
            self.which.addItem(f"{mentor.name} · {mentee.name}")
        self.which.currentIndexChanged.connect(self._show)
        self.letter = QPlainTextEdit()
        self.letter.setReadOnly(True)
        self.letter.setAccessibleName(words("pairs.letters.letter"))
        self.missing = Muted(wrap=True)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.which, 1)
        row.addWidget(self.language)
        self.body.addLayout(row)
        self.add(self.quoting)
        self.add(self.letter, 1)
        self.add(self.missing)
        self.add_reject(words("common.close"))
        self.copy_button = self.add_button(words("pairs.letters.copy"), icon="copy")
        self.copy_button.clicked.connect(self._copy)
        self.save_button = self.add_button(
            words("pairs.letters.save", n=len(self._pairs)), kind="primary", icon="mail"
        )
        self.save_button.clicked.connect(self._save)
        self.take_room(720, 640)
        self._write()
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

    def _write(self) -> None:
        language: Language = "en" if self.language.current() == "en" else "vi"
        self._letters = introductions(self._people, self._pairs, self._programme, language)
        self._show()

    def show_pair(self, mentee_id: int) -> None:
        """Begin with the letter of this mentee's pair."""
        place = next((i for i, pair in enumerate(self._pairs) if pair.mentee_id == mentee_id), 0)
        self.which.setCurrentIndex(place)

    def _show(self) -> None:
        letter = self._letters[max(0, self.which.currentIndex())]
        self.letter.setPlainText(letter.text)
        without = ", ".join(letter.without_email)
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
        words = Words("en" if self.language.current() == "en" else "vi")
        name = words("pairs.letter.folder", date=today().strftime("%Y-%m-%d"))
        self._desk.run(
            self._desk.words("pairs.letters.saving"),
            lambda _progress: save_drafts(Path(folder), letters, name),
            self._on_saved,
        )

    def _on_saved(self, folder: Path) -> None:
        said = self._desk.words("pairs.letters.saved", n=len(self._pairs), folder=folder.name)
        self._desk.say(said, file=folder)
        self.saved.emit()
