"""Small painted charts. Each says its numbers in its accessible description."""

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nhipcau.widgets.theme import colour, font, px


def fit_tone(value: float) -> str:
    """Return the tone of a fit of 0 to 100."""
    return "good" if value >= 70 else "warn" if value >= 45 else "bad"


def paint_bar(painter: QPainter, rect: QRectF, share: float, tone: str) -> None:
    """Draw a rounded bar filled to `share` of its length."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = rect.height() / 2
    painter.setBrush(colour("line"))
    painter.drawRoundedRect(rect, radius, radius)
    length = rect.width() * min(1.0, max(0.0, share))
    if length > 0:
        painter.setBrush(colour(tone))
        painter.drawRoundedRect(
            QRectF(rect.topLeft(), QPointF(rect.left() + max(length, rect.height()), rect.bottom())),
            radius,
            radius,
        )
    painter.restore()


class FitBar(QWidget):
    """A bar from 0 to 100 with its number, in the tone of the fit unless one is given."""

    def __init__(
        self, value: float = 0, tone: str = "", parent: QWidget | None = None, *, number: bool = True
    ) -> None:
        super().__init__(parent)
        self._value = value
        self._tone = tone
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_value(value, tone)

    def set_value(self, value: float, tone: str = "") -> None:
        self._value, self._tone = value, tone
        self.setAccessibleDescription(f"{value:.0f}%")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(18))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self._number:
            painter.setFont(font(12, font().Weight.DemiBold))
            painter.setPen(colour("text"))
            painter.drawText(
                area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"{self._value:.0f}%"
            )
            area.setRight(area.right() - px(40))
        bar = QRectF(area.left(), area.center().y() - px(3), area.width(), px(6))
        paint_bar(painter, bar, self._value / 100, self._tone or fit_tone(self._value))
        painter.end()


class Sparkline(QWidget):
    """The course of a figure, with a dot at its end."""

    def __init__(
        self, tone: str = "primary", values: Sequence[float] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._values = tuple(values)

    def set_values(self, values: Sequence[float]) -> None:
        self._values = tuple(values)
        self.setAccessibleDescription(", ".join(f"{value:g}" for value in values))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(72), px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(40), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._values) < 2:
            return
        area = QRectF(self.rect()).adjusted(2, 4, -5, -4)
        low, high = min(self._values), max(self._values)
        step = area.width() / (len(self._values) - 1)
        points = [
            QPointF(
                area.left() + step * place,
                area.bottom() - (value - low) / ((high - low) or 1) * area.height(),
            )
            for place, value in enumerate(self._values)
        ]
        course = QPainterPath(points[0])
        for before, after in itertools.pairwise(points):
            middle = (before.x() + after.x()) / 2
            course.cubicTo(QPointF(middle, before.y()), QPointF(middle, after.y()), after)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        below = QPainterPath(course)
        below.lineTo(area.right(), self.height())
        below.lineTo(area.left(), self.height())
        shade = QLinearGradient(0, 0, 0, self.height())
        tint = colour(self._tone)
        tint.setAlpha(60)
        shade.setColorAt(0, tint)
        tint.setAlpha(0)
        shade.setColorAt(1, tint)
        painter.fillPath(below, shade)
        painter.setPen(QPen(colour(self._tone), 2))
        painter.drawPath(course)
        painter.setBrush(colour(self._tone))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(points[-1], 3, 3)
        painter.end()


class Histogram(QWidget):
    """How many lie in each band: bands of (label, count)."""

    def __init__(
        self, bands: Sequence[tuple[str, int]] = (), tone: str = "primary", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._bands: tuple[tuple[str, int], ...] = ()
        self.set_bands(bands)
        self.setMinimumHeight(px(96))

    def set_bands(self, bands: Sequence[tuple[str, int]]) -> None:
        self._bands = tuple(bands)
        self.setAccessibleDescription("; ".join(f"{label}: {count}" for label, count in bands))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bands:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = px(16)
        area = QRectF(self.rect()).adjusted(0, small + 2, 0, -small - 4)
        highest = max(count for _, count in self._bands) or 1
        width = area.width() / len(self._bands)
        painter.setFont(font(11))
        for place, (label, count) in enumerate(self._bands):
            left = area.left() + width * place
            height = area.height() * count / highest
            bar = QRectF(left + width * 0.14, area.bottom() - height, width * 0.72, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(self._tone))
            painter.save()
            painter.setClipRect(bar)
            painter.drawRoundedRect(bar.adjusted(0, 0, 0, 6), 4, 4)
            painter.restore()
            painter.setPen(colour("text2"))
            painter.drawText(
                QRectF(left, bar.top() - small - 1, width, small), Qt.AlignmentFlag.AlignCenter, str(count)
            )
            painter.setPen(colour("text3"))
            painter.drawText(
                QRectF(
                    left - width / 2, area.bottom() + 3, 2 * width, small
                ),  # its neighbours may be unnamed
                Qt.AlignmentFlag.AlignCenter,
                label,
            )
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.end()
