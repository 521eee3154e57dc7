"""A reason to choose or to write."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

from nhipcau.common.words import Words
from nhipcau.widgets.wheel_guard import calm


class ReasonBox(QComboBox):
    """Proposes reasons by their keys; whatever is written counts."""

    def __init__(self, reasons: Sequence[str], words: Words) -> None:
        super().__init__()
        calm(self)
        self.setEditable(True)
        self.setAccessibleName(words("pairs.end.reason"))
        self.addItems([words(f"pairs.end.reason.{name}") for name in reasons])

    @property
    def reason(self) -> str:
        return self.currentText().strip()
