"""Names in capitals alone, or without any: one box offers to write them as people would."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from nhipcau.common.name_letters import in_usual_letters
from nhipcau.common.words import Words
from nhipcau.exchange.inbox import Inbox
from nhipcau.exchange.written_names import mends_names, names_to_mend

_LONGEST: Final = 36
"""Letters of the name that is shown for an example."""


class MendingLine(QCheckBox):
    """`chosen` says whether the names of this import are to be mended. It is shown where there are such names."""

    chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.chosen)
        self.hide()

    def show_inbox(self, inbox: Inbox, words: Words) -> None:
        names = names_to_mend(inbox.plan)
        self.setVisible(bool(names))
        if names:
            shown = min(names, key=lambda name: (len(name) > _LONGEST, names.index(name)))[:_LONGEST]
            text = words("inbox.mend_names", n=len(names), before=shown, after=in_usual_letters(shown))
            self.setText(text.replace("&", "&&"))
            self.setToolTip(words("inbox.mend_names.hint"))
            self.setChecked(mends_names(inbox.understanding))
