"""Lists whose lines begin with a painted mark: a number, a tick, or an open ring."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.widgets.card import Body
from nhipcau.widgets.icons import paint_icon
from nhipcau.widgets.theme import colour, font, px


class Mark(QWidget):
    """A number on a soft ground, or a tick, or a ring."""

    def __init__(self, number: int = 0, *, done: bool | None = None) -> None:
        super().__init__()
        self._number = number
        self._done = done
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(px(22), px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._number:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("primary_soft"))
            painter.drawEllipse(area)
            painter.setPen(colour("primary"))
            painter.setFont(font(11, QFont.Weight.DemiBold))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(self._number))
        elif self._done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("good"))
            painter.drawEllipse(area)
            inset = area.width() * 0.2
            paint_icon(painter, "check", "surface", area.adjusted(inset, inset, -inset, -inset))
        else:
            style = Qt.PenStyle.DashLine if self._done is None else Qt.PenStyle.SolidLine
            painter.setPen(QPen(colour("text3" if self._done is None else "warn"), 1.5, style))
            painter.drawEllipse(area.adjusted(1, 1, -1, -1))
        painter.end()


class MarkedLines(QWidget):
    """Shows a list; showing another replaces it."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def show_numbered(self, lines: Sequence[str]) -> None:
        self._clear()
        for number, text in enumerate(lines, 1):
            self._add(Mark(number), text, "")

    def show_ticked(self, lines: Sequence[tuple[str, bool | None]], says: Mapping[bool | None, str]) -> None:
        """Show lines with whether each is done; `says` names the three states for screen readers."""
        self._clear()
        for text, done in lines:
            self._add(Mark(done=done), text, says[done])

    def _add(self, mark: Mark, text: str, state: str) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        said = Body(text)
        said.setAccessibleName(f"{text} ({state})" if state else text)
        if state:
            row.setToolTip(state)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(said, 1)
        self._column.addWidget(row)

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
