"""How much a criterion counts: four bars to fill, by pointer or keyboard."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from nhipcau.pairing.models import Weight
from nhipcau.widgets.theme import colour, px
from nhipcau.widgets.wheel_guard import calm

STEPS: Final[tuple[Weight, ...]] = ("off", "low", "medium", "high", "must")


class WeightSlider(QSlider):
    """A slider from off to must. Clicking the last filled bar takes it away again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        calm(self)
        self.setRange(0, len(STEPS) - 1)
        self.setPageStep(1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def weight(self) -> Weight:
        return STEPS[self.value()]

    def set_weight(self, weight: Weight) -> None:
        """Show a weight without announcing it."""
        blocked = self.blockSignals(True)
        self.setValue(STEPS.index(weight))
        self.blockSignals(blocked)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(22))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(72), px(22))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().x() / max(1, self.width()) * 4)
        wanted = min(4, max(0, place + 1))
        self.setValue(wanted - 1 if wanted == self.value() else wanted)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = 4.0
        width = (self.width() - 8 - 3 * gap) / 4
        height = float(px(7))
        top = (self.height() - height) / 2
        filled = colour("warn" if self.weight == "must" else "primary")
        painter.setPen(Qt.PenStyle.NoPen)
        for bar in range(4):
            painter.setBrush(filled if bar < self.value() else QColor(colour("line")))
            painter.drawRoundedRect(
                QRectF(4 + bar * (width + gap), top, width, height), height / 2, height / 2
            )
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("primary"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.end()
