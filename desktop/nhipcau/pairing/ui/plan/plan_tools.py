"""What can be done with a whole plan, beside the views of it: kept plans, and pairing again in mid-season."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.widgets.controls import Button, button
from nhipcau.widgets.theme import px


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
        self.updateGeometry()

    def offer_repair(self, *, offered: bool) -> None:
        self.repair.setVisible(offered)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for room for the words."""
        wanted = [self._wanted(made, text) for made, text in zip(self._buttons(), self._texts, strict=False)]
        return QSize(sum(wanted) + 8 * (len(wanted) - 1), self.plans.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Make do with room for the icons."""
        count = len(self._buttons())
        return QSize(count * px(44) + 8 * (count - 1), self.plans.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _buttons(self) -> list[Button]:
        return [made for made in (self.plans, self.repair) if not made.isHidden()]

    @staticmethod
    def _wanted(made: Button, text: str) -> int:
        return made.fontMetrics().horizontalAdvance(text) + px(16) + 44

    def _fit(self) -> None:
        """Show icons alone where there is no room for words."""
        compact = self.width() < self.sizeHint().width()
        if compact != self._compact:
            self._compact = compact
            self._write()

    def _write(self) -> None:
        for made, text in zip((self.plans, self.repair), self._texts, strict=True):
            made.setText("" if self._compact else text)
