"""The texts of letters, to be put into the organisation's own words: fields to insert, a real pair's letter beside."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.words import LANGUAGES, Language
from nhipcau.mail.letter_fields import field_name, inserted, offered, problems_in, shown, understood
from nhipcau.mail.letter_texts import VOICES, LetterKey, LetterKind, LetterText, LetterTexts, Voice, our_text
from nhipcau.mail.signature import Sender
from nhipcau.pairing.documents.introduction_letters import as_copied, kinds_written, sample
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.settings.pairing_input import PairingInput
from nhipcau.widgets.card import Caution, Muted
from nhipcau.widgets.controls import Button, Segmented, button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.flow import FlowLayout, Wrapping
from nhipcau.widgets.forms.fields import LineField
from nhipcau.widgets.layout_clearing import clear
from nhipcau.widgets.wheel_guard import calm

Keep = Callable[[Mapping[LetterKey, LetterText]], object]
"""Stores texts in one step; raises Rejected where one will not do."""


class LetterTextDialog(Dialog):
    """What is written of one letter stays while another one is looked at; all of it is kept at once."""

    def __init__(
        self,
        desk: Desk,
        people: PairingInput,
        pairs: Sequence[ProposedPair],
        sender: Sender,
        texts: LetterTexts,
        keep: Keep,
        parent: QWidget | None = None,
    ) -> None:
        words = desk.words
        super().__init__(words("pairs.template.title"), words("pairs.template.text"), parent)
        self._words = words
        self._people, self._pairs, self._sender = people, tuple(pairs), sender
        self._before = self.texts = texts
        self._keep = keep
        self._kinds = kinds_written(people)
        self.which = calm(QComboBox())
        self.which.setAccessibleName(words("fields.letter.kind"))
        for kind in self._kinds:
            self.which.addItem(words(f"mail.kind.{kind}"), kind)
        self.language = Segmented()
        self.language.set_items([(one, words(f"common.language.{one}")) for one in LANGUAGES])
        self.voice = Segmented()
        self.voice.set_items([(one, words(f"mail.voice.{one}")) for one in VOICES])
        self.fields: dict[str, Button] = {}
        self._fields_area = Wrapping()
        self._fields_flow = FlowLayout(self._fields_area, gap=6)
        self._is_put = self._was_in_subject = False
        self.subject = LineField()
        self.subject.set_label(words("fields.letter.subject"))
        self.letter = QPlainTextEdit()
        self.letter.setAccessibleName(words("fields.letter.body"))
        self.letter.setTabChangesFocus(True)
        self.problem = Caution()
        self.pair = calm(QComboBox())
        self.pair.setAccessibleName(words("pairs.template.pair"))
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(words("pairs.template.preview"))
        for part in (self.subject.edit, self.letter):
            part.installEventFilter(self)
        self._lay_out()
        self._add_buttons()
        self.take_room(1080, 700)

    def begin(self, kind: LetterKind, language: Language, pair: ProposedPair) -> None:
        """Show a letter of a kind with one pair's preview beside it, in the voice of the texts."""
        self.which.setCurrentIndex(max(0, self.which.findData(kind)))
        self.language.choose(language)
        self.voice.choose(self.texts.voice)
        for one in self._pairs:
            both = (self._people.candidate(each).name for each in (one.mentor_id, one.mentee_id))
            self.pair.addItem(" · ".join(both))
        self.pair.setCurrentIndex(self._pairs.index(pair) if pair in self._pairs else 0)
        self._show()
        for chosen in (self.which.currentIndexChanged, self.language.chosen, self.voice.chosen):
            chosen.connect(self._show)
        self.pair.currentIndexChanged.connect(self._show_preview)
        for changed in (self.subject.changed, self.letter.textChanged):
            changed.connect(self._on_written)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember where she writes: the button of a field takes the keyboard when it is pressed."""
        if event.type() == QEvent.Type.FocusIn:
            self._was_in_subject = watched is self.subject.edit
        return super().eventFilter(watched, event)

    @property
    def key(self) -> LetterKey:
        """Which text is shown."""
        kind = self._kinds[max(0, self.which.currentIndex())]
        language: Language = "en" if self.language.current() == "en" else "vi"
        voice: Voice = "friendly" if self.voice.current() == "friendly" else "formal"
        return LetterKey(kind, language, voice)

    @property
    def changed(self) -> dict[LetterKey, LetterText]:
        """What reads otherwise than before."""
        return {
            key: self.texts.text_of(key)
            for key in {**self._before.own, **self.texts.own}
            if self.texts.text_of(key) != self._before.text_of(key)
        }

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.which, 1)
        head.addWidget(self.language)
        head.addWidget(self.voice)
        self.body.addLayout(head)
        self.add(self._fields_area)
        written, seen = QVBoxLayout(), QVBoxLayout()
        for column in (written, seen):
            column.setSpacing(8)
        written.addWidget(self.subject)
        written.addWidget(self.letter, 1)
        written.addWidget(self.problem)
        seen.addWidget(Muted(self._words("pairs.template.pair")))
        seen.addWidget(self.pair)
        seen.addWidget(self.preview, 1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addLayout(written, 1)
        both.addLayout(seen, 1)
        self.body.addLayout(both, 1)

    def _add_buttons(self) -> None:
        self.ours_button = button(self._words("pairs.template.ours"), "link", "undo-2")
        self.ours_button.setAutoDefault(False)
        self.ours_button.clicked.connect(self._on_ours)
        self.buttons.insertWidget(0, self.ours_button)
        self.add_reject(self._words("common.cancel"))
        self.save_button = self.add_button(self._words("pairs.template.save"), kind="primary")
        self.save_button.clicked.connect(self._on_save)

    def _show(self) -> None:
        key = self.key
        self._offer_fields(key.kind)
        self._put(shown(self.texts.text_of(key), key.kind, self._words))
        self._after_change()

    def _put(self, text: LetterText) -> None:
        """Show a text without taking it for what she wrote."""
        self._is_put = True
        self.subject.set_value(text.subject)
        self.letter.setPlainText(text.body)
        self._is_put = False

    def _offer_fields(self, kind: LetterKind) -> None:
        if list(self.fields) == list(offered(kind)) and self._fields_flow.count():
            return
        clear(self._fields_flow)
        self.fields = {}
        for code in offered(kind):
            made = button(field_name(kind, code, self._words), "chip", "plus")
            made.setAutoDefault(False)
            made.clicked.connect(partial(self._insert, code))
            self._fields_flow.addWidget(made)
            self.fields[code] = made

    def _insert(self, code: str) -> None:
        """Put a field where the cursor is: into the subject if she was just there, else into the letter."""
        line = self.subject.edit
        if self._was_in_subject:
            before = line.text()[: line.selectionStart() if line.hasSelectedText() else line.cursorPosition()]
            line.insert(inserted(self.key.kind, code, before, self._words))
            line.setFocus()
            return
        cursor = self.letter.textCursor()
        before = self.letter.toPlainText()[: cursor.selectionStart()]
        cursor.insertText(inserted(self.key.kind, code, before, self._words))
        self.letter.setFocus()

    def _on_written(self) -> None:
        if self._is_put:
            return
        key = self.key
        written = LetterText(self.subject.value(), self.letter.toPlainText().strip())
        self.texts = self.texts.with_texts({key: understood(written, key.kind)})
        self._after_change()

    def _after_change(self) -> None:
        """Say what is wrong with the letter, and what the pair would get."""
        key = self.key
        problems = problems_in(self.texts.text_of(key), key.kind)
        self._say(problems[:1])
        self.ours_button.setEnabled(key in self.texts.own)
        self.save_button.setEnabled(self.texts.own != self._before.own)
        if not problems:
            self._show_preview()

    def _show_preview(self) -> None:
        key, pair = self.key, self._pairs[max(0, self.pair.currentIndex())]
        texts = LetterTexts(key.voice, self.texts.own)
        try:
            mail = sample(key.kind, self._people, self._pairs, pair, self._sender, key.language, texts)
        except Rejected:
            return  # said beneath the letter, while the last preview that could be made stays
        self.preview.setPlainText(as_copied(mail))

    def _say(self, problems: Sequence[Problem]) -> None:
        self.problem.say(" ".join(self._words(one.code, **one.values) for one in problems))

    def _on_ours(self) -> None:
        """Go back to our text; as all else, it holds once it is saved."""
        key = self.key
        self.texts = self.texts.with_texts({key: our_text(key)})
        self._show()
        self.letter.setFocus()

    def _on_save(self) -> None:
        changed = self.changed
        for key, text in changed.items():
            if problems_in(text, key.kind):
                self._turn_to(key)
                return
        try:
            self._keep(changed)
        except Rejected as refused:
            self._say(refused.problems[:1])
            return
        self.accept()

    def _turn_to(self, key: LetterKey) -> None:
        """Show a letter that is not right yet."""
        self.which.setCurrentIndex(self._kinds.index(key.kind))
        self.language.choose(key.language)
        self.voice.choose(key.voice)
        self._show()
        self.letter.setFocus()
