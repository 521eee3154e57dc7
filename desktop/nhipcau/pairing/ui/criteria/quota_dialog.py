"""A rule about shares: choose the kind of sentence, fill its gaps."""

from dataclasses import replace
from typing import cast

from PySide6.QtWidgets import QStackedWidget, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.models import QUOTA_KINDS, QuotaKind
from nhipcau.pairing.settings.pairing_input import PairingInput, QuotaSetting
from nhipcau.pairing.ui.criteria.quota_sentence import ShareSentence, share_text
from nhipcau.widgets.card import Body, Muted
from nhipcau.widgets.controls import Chips
from nhipcau.widgets.dialog import Dialog


class ShareDialog(Dialog):
    """`setting` is the rule once accepted."""

    def __init__(
        self, people: PairingInput, words: Words, standing: QuotaSetting | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(words("shares.dialog"), words("shares.dialog_text"), parent)
        self._words = words
        self._standing = standing
        self.kinds = Chips()
        self.kinds.set_items([(kind, words(f"shares.kind.{kind}"), None) for kind in QUOTA_KINDS])
        self.sentences = {kind: ShareSentence(kind, people, words) for kind in QUOTA_KINDS}
        self._stack = QStackedWidget()
        for sentence in self.sentences.values():
            sentence.changed.connect(self._say)
            self._stack.addWidget(sentence)
        self.said = Body()
        self.hint = Muted(words("shares.hint"), wrap=True)
        for widget in (self.kinds, self._stack, self.said, self.hint):
            self.add(cast("QWidget", widget))
        self.body.addStretch(1)
        self.add_reject(words("common.cancel"))
        self.accept_button = self.add_accept(words("common.save" if standing else "common.add"))
        self.kinds.chosen.connect(self._on_kind)
        if standing is not None:
            self.kinds.choose(standing.kind)
            self.sentences[standing.kind].show_setting(standing)
        self.take_room(620, 400)
        self._on_kind()

    @property
    def kind(self) -> QuotaKind:
        return cast("QuotaKind", self.kinds.current() or "partner")

    @property
    def setting(self) -> QuotaSetting | None:
        found = self.sentences[self.kind].setting
        return None if found is None else replace(found, id=self._standing.id if self._standing else None)

    def _on_kind(self) -> None:
        self._stack.setCurrentWidget(self.sentences[self.kind])
        self._say()

    def _say(self) -> None:
        setting = self.setting
        self.accept_button.setEnabled(setting is not None)
        text = share_text(setting, self._words) if setting else self._words("shares.missing")
        self.said.setText(text)
