"""Names in capitals alone, or without any: one box offers to write them as people would."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from nhipcau.common.names.name_letters import in_usual_letters
from nhipcau.common.words import Words
from nhipcau.exchange.preview.import_plan import ImportPlan
from nhipcau.exchange.preview.written_names import mends_names, names_to_mend

_LONGEST: Final = 36
"""Letters of the name that is shown for an example."""


class MendingLine(QCheckBox):
    """`chosen` says whether such names are to be mended."""

    chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.chosen)
        self.hide()

    def show_plan(self, plan: ImportPlan, words: Words) -> None:
        """Offer it where there are such names."""
        names = names_to_mend(plan)
        self.setVisible(bool(names))
        if names and plan.basis is not None:
            shown = min(names, key=lambda name: (len(name) > _LONGEST, names.index(name)))[:_LONGEST]
            text = words("inbox.mend_names", n=len(names), before=shown, after=in_usual_letters(shown))
            self.setText(text.replace("&", "&&"))
            self.setToolTip(words("inbox.mend_names.hint"))
            self.setChecked(mends_names(plan.basis.understanding))
