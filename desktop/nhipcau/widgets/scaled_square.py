"""A painted square that grows with the text: pictures of people, tiles of icons."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from nhipcau.widgets.theme import px


class ScaledSquare(QWidget):
    """Stays `side` unscaled pixels wide and high at every text size."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._resize()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._resize()

    def _resize(self) -> None:
        self.setFixedSize(px(self._side), px(self._side))
