"""How the fits of two plans lie, in one picture: bars beside each other, band by band."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nhipcau.widgets.theme import colour, font, px

_TONES = ("primary", "warn")


class TwoHistograms(QWidget):
    """Bars of the left plan are in the primary colour, those of the right in amber."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Sequence[int], Sequence[int]] = ((), ())
        self._names = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_plans(self, names: tuple[str, str], bars: tuple[Sequence[int], Sequence[int]]) -> None:
        self._names, self._bars = names, bars
        step = 100 // max(len(bars[0]), 1)
        told = [
            f"{name}: "
            + ", ".join(
                f"{step * band}–{step * (band + 1)}%: {count}" for band, count in enumerate(counts) if count
            )
            for name, counts in zip(names, bars, strict=True)
        ]
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(420), px(170))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(170))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars[0]:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_legend(painter)
        area = QRectF(self.rect()).adjusted(0, px(28), 0, -px(20))
        highest = max(*self._bars[0], *self._bars[1], 1)
        count = len(self._bars[0])
        width = area.width() / count
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(Qt.PenStyle.NoPen)
        for side, counts in enumerate(self._bars):
            painter.setBrush(colour(_TONES[side]))
            for band, number in enumerate(counts):
                if number:
                    height = max(2.0, area.height() * number / highest)
                    left = area.left() + width * (band + 0.1 + 0.4 * side)
                    painter.drawRoundedRect(QRectF(left, area.bottom() - height, width * 0.38, height), 2, 2)
        painter.setFont(font(11))
        painter.setPen(colour("text3"))
        for tenth in range(0, 11, 2):
            at = area.left() + area.width() * tenth / 10
            box = QRectF(at - px(24), area.bottom() + 2, px(48), px(18))
            side_of = Qt.AlignmentFlag.AlignHCenter
            if tenth in (0, 10):
                side_of = Qt.AlignmentFlag.AlignLeft if tenth == 0 else Qt.AlignmentFlag.AlignRight
                box.moveLeft(area.left() if tenth == 0 else area.right() - box.width())
            painter.drawText(box, side_of | Qt.AlignmentFlag.AlignVCenter, f"{tenth * 10}%")
        painter.end()

    def _paint_legend(self, painter: QPainter) -> None:
        painter.setFont(font(12))
        metrics = painter.fontMetrics()
        at, room = 0.0, self.width() / 2 - px(8)
        for side, name in enumerate(self._names):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(_TONES[side]))
            painter.drawEllipse(QPointF(at + px(6), px(11)), px(4), px(4))
            painter.setPen(colour("text2"))
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, int(room - px(18)))
            painter.drawText(QRectF(at + px(16), 0, room, px(22)), Qt.AlignmentFlag.AlignVCenter, shown)
            at += metrics.horizontalAdvance(shown) + px(40)
