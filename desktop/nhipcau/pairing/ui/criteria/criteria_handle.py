"""The handle of the drawer with the criteria: a narrow strip beside the plan, to open and to close it."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from nhipcau.widgets.icons import paint_icon
from nhipcau.widgets.theme import colour, font, px

_WIDTH = 32
_RADIUS = 14
_ICON = 16


class CriteriaHandle(QAbstractButton):
    """Checked while the drawer is open. Its words run upwards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, text: str, hint: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(hint)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(_WIDTH), px(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(_WIDTH), px(80))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pointed = self.underMouse() or self.isChecked()
        ring = "primary" if self.hasFocus() else "line"
        painter.setPen(QPen(colour(ring), 1.5 if self.hasFocus() else 1))
        painter.setBrush(colour("primary_soft" if pointed else "surface"))
        area = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        tone = "primary" if pointed else "text2"
        side = px(_ICON)
        left = (self.width() - side) // 2
        paint_icon(painter, "sliders-horizontal", tone, QRectF(left, px(14), side, side))
        arrow = "chevron-left" if self.isChecked() else "chevron-right"
        paint_icon(painter, arrow, tone, QRectF(left, self.height() - px(14) - side, side, side))
        painter.setFont(font(12, QFont.Weight.DemiBold))
        painter.setPen(colour(tone))
        painter.translate(0, self.height() - px(40))
        painter.rotate(-90)
        room = QRect(0, 0, max(0, self.height() - px(40) - px(38)), self.width())
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
