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

    def retranslate(self, words: Words) -> None:
        self.plans.setText(words("scenarios.open"))
        self.plans.setToolTip(words("scenarios.open.hint"))
        self.repair.setText(words("repair.open"))
        self.repair.setToolTip(words("repair.open.hint"))
