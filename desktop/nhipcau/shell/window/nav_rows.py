"""The painted rows of the sidebar: places with an icon, steps with a number that becomes a tick."""

from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from nhipcau.widgets.focus_ring import reached_by_keyboard
from nhipcau.widgets.icons import paint_icon
from nhipcau.widgets.theme import colour, font, px

StepState = Literal["done", "current", "todo"]
_LEFT: Final = 20


class NavRow(QAbstractButton):
    """One row: pressed, it takes the user there; checked, it is where the user is."""

    def __init__(self, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(px(120), max(34, px(28)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def nextCheckState(self) -> None:
        """Stay as it is: the window marks where the user is once the page is shown."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        mark = QRectF(_LEFT, self.height() / 2 - px(11), px(22), px(22))
        self._paint_mark(painter, mark)
        painter.setFont(font(13, QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Medium))
        painter.setPen(colour(self._text_role() if self.isEnabled() else "text3"))
        left = int(mark.right()) + 11
        area = self.rect().adjusted(left, 0, -14, 0)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        ground = QRectF(self.rect()).adjusted(8.5, 1.5, -8.5, -1.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(colour("primary_soft"))
            painter.drawRoundedRect(ground, 9, 9)
        elif self.underMouse() and self.isEnabled():
            painter.setBrush(colour("surface2"))
            painter.drawRoundedRect(ground, 9, 9)
        if reached_by_keyboard(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("primary"), 2))
            painter.drawRoundedRect(ground, 9, 9)

    def _paint_mark(self, painter: QPainter, mark: QRectF) -> None:
        inset = mark.width() * 0.1
        role = "primary" if self.isChecked() else "text2" if self.isEnabled() else "text3"
        paint_icon(painter, self._icon, role, mark.adjusted(inset, inset, -inset, -inset))

    def _text_role(self) -> str:
        return "primary" if self.isChecked() else "text2"


class StepRow(NavRow):
    """A step of the method, joined to its neighbours by a line."""

    def __init__(self, number: int, last: int, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.number = number
        self.state: StepState = "todo"
        self._is_last = number == last

    def set_state(self, state: StepState) -> None:
        self.state = state
        self.update()

    def _paint_mark(self, painter: QPainter, mark: QRectF) -> None:
        self._paint_thread(painter, mark)
        if self.state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("primary"))
            painter.drawEllipse(mark)
            inset = mark.width() * 0.2
            paint_icon(painter, "check", "on_primary", mark.adjusted(inset, inset, -inset, -inset))
            return
        now = self.state == "current" or self.isChecked()
        painter.setPen(QPen(colour("primary" if now else "line3"), 2))
        painter.setBrush(colour("surface"))
        painter.drawEllipse(mark.adjusted(1, 1, -1, -1))
        painter.setFont(font(11, QFont.Weight.DemiBold))
        painter.setPen(colour("primary" if now else "text3"))
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, str(self.number))

    def _paint_thread(self, painter: QPainter, mark: QRectF) -> None:
        middle = mark.center().x()
        painter.setPen(QPen(colour("primary" if self.state == "done" else "line2"), 2))
        if self.number > 1:
            painter.drawLine(QPointF(middle, 0), QPointF(middle, mark.top()))
        if not self._is_last:
            painter.drawLine(QPointF(middle, mark.bottom()), QPointF(middle, self.height()))

    def _text_role(self) -> str:
        if self.isChecked():
            return "primary"
        return "text2" if self.state == "todo" else "text"
