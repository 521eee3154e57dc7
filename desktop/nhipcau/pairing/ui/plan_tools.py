"""What can be done with a whole plan, beside the views of it: kept plans, and pairing again in mid-season."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.widgets.controls import button


class PlanTools(QWidget):
    """Two buttons; the second stands there once pairs have been confirmed."""

    plans_wanted = Signal()
    repair_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.plans = button(icon="copy")
        self.repair = button(icon="refresh-cw")
        self.repair.hide()
        row.addWidget(self.plans)
        row.addWidget(self.repair)
        self.plans.clicked.connect(self.plans_wanted)
        self.repair.clicked.connect(self.repair_wanted)

        self._texts = ("", "")
        self._compact = False

    def retranslate(self, words: Words) -> None:
        self._texts = (words("scenarios.open"), words("repair.open"))
        for made, text in zip((self.plans, self.repair), self._texts, strict=True):
            made.setAccessibleName(text)
        self.plans.setToolTip(words("scenarios.open.hint"))
        self.repair.setToolTip(words("repair.open.hint"))
        self._write()

    def set_compact(self, compact: bool) -> None:
        """Show icons alone where there is no room for words."""
        if compact != self._compact:
            self._compact = compact
            self._write()

    def _write(self) -> None:
        for made, text in zip((self.plans, self.repair), self._texts, strict=True):
            made.setText("" if self._compact else text)
