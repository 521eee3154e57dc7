"""Boxes that offer to write the spellings of one department, place or level as one, before anybody is taken in."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from nhipcau.common.words import Words
from nhipcau.exchange.formats.column_mapping import Understanding
from nhipcau.exchange.inbox.import_run import Inbox
from nhipcau.exchange.mapping.column_text import meaning_name
from nhipcau.exchange.preview.import_plan import Existing
from nhipcau.exchange.preview.spelling_proposals import (
    KnownSpellings,
    SpellingProposal,
    known_spellings,
    spelling_proposals,
)
from nhipcau.widgets.card import Muted
from nhipcau.widgets.controls import Fold
from nhipcau.widgets.flow import FlowLayout, Wrapping
from nhipcau.widgets.layout_clearing import clear
from nhipcau.widgets.theme import px

_WIDEST: Final = 380
"""Pixels of a proposal, at ordinary text; the whole is in its tip."""
_AT_ONCE: Final = 2


class SpellingLine(Wrapping):
    """`chosen` carries a proposal, and whether it is to be merged. Hidden where there is none."""

    chosen = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=14)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.boxes: list[QCheckBox] = []
        self.more = Fold()
        self._existing: Existing | None = None
        self._known: KnownSpellings = {}
        self._shown: tuple[Understanding, str] | None = None
        self._proposals: tuple[SpellingProposal, ...] = ()
        self.hide()

    def show_inbox(self, inbox: Inbox, words: Words) -> None:
        """Offer what the files and the organisation write in several ways."""
        if inbox.existing is not self._existing:
            self._existing, self._known = inbox.existing, known_spellings(inbox.existing)
        shown = (inbox.understanding, words.language)
        if self._shown is not None and self._shown[0] is shown[0] and self._shown[1] == shown[1]:
            return
        self._shown = shown
        before = self._proposals
        self._proposals = spelling_proposals(inbox.understanding, self._known)
        texts = [(one.field, one.texts) for one in self._proposals]
        if texts == [(one.field, one.texts) for one in before] and len(self.boxes) == len(texts):
            for box, proposal in zip(self.boxes, self._proposals, strict=True):
                self._say(box, proposal, words)  # the keyboard stays where it is
        else:
            self._fill(words)
        self.setVisible(bool(self._proposals))

    def _fill(self, words: Words) -> None:
        open_ = self.more.isChecked()
        clear(self._flow)
        self.boxes = []
        label = Muted(words("inbox.spellings.lead"))
        self._flow.addWidget(label)
        for proposal in self._proposals:
            box = QCheckBox()
            self._say(box, proposal, words)
            box.clicked.connect(self._on_clicked)
            self.boxes.append(box)
            self._flow.addWidget(box)
        if self.boxes:  # on one line with them
            label.setMinimumHeight(max(box.sizeHint().height() for box in self.boxes))
        hidden = self.boxes[_AT_ONCE:]
        self.more = Fold(words("inbox.spellings.more", n=len(hidden)))
        self.more.setVisible(bool(hidden))
        for box in hidden:
            self.more.toggled.connect(box.setVisible)
            box.setVisible(open_)
        self.more.setChecked(open_)
        if hidden:
            self._flow.addWidget(self.more)
        self.updateGeometry()

    @staticmethod
    def _say(box: QCheckBox, proposal: SpellingProposal, words: Words) -> None:
        texts = ", ".join(words("inbox.doubt.said", answer=text) for text in proposal.texts)
        field = meaning_name(words, proposal.field)
        whole = words("inbox.spellings.merge", field=field, texts=texts, into=proposal.into, n=proposal.count)
        short = words("inbox.spellings.short", texts=texts, into=proposal.into, n=proposal.count)
        shown = box.fontMetrics().elidedText(short, Qt.TextElideMode.ElideMiddle, px(_WIDEST))
        box.setText(shown.replace("&", "&&"))
        box.setToolTip(words("inbox.spellings.hint", what=whole))
        box.setAccessibleName(whole)
        box.setChecked(proposal.merged)

    def _on_clicked(self) -> None:
        sender = self.sender()
        for box, proposal in zip(self.boxes, self._proposals, strict=True):
            if box is sender:
                self.chosen.emit(proposal, box.isChecked())
                return
