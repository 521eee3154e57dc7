"""Every mentee with every mentor as coloured cells, to be pointed at or walked over by key."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from nhipcau.pairing.explanation.fit_bands import band_of
from nhipcau.widgets.theme import colour, font, px

if TYPE_CHECKING:
    from nhipcau.pairing.plan.fit_matrix import FitMatrix

Names = dict[int, str]
_STEPS: Final = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip
_LARGEST_CELL: Final = 36
_NAMED_CELL: Final = 13


def band_colours() -> list[QColor]:
    """Return the colours of the bands from the weakest, then of what a rule stops and its hatching."""
    high, ground = colour("primary"), colour("surface")
    shades = [
        _blend(colour("text3"), ground, 0.8),  # a fit is only more or less than another: no colour of alarm
        *(_blend(high, ground, part) for part in (0.78, 0.55, 0.28, 0.0)),
    ]
    return [*shades, colour("surface2"), _blend(colour("text3"), colour("surface2"), 0.5)]


def _blend(one: QColor, other: QColor, part: float) -> QColor:
    """Return a colour `part` of the way from one to the other."""
    parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a + (b - a) * part) for a, b in parts))


class HeatMap(QWidget):
    """`moved` says that the cursor is on other two people; `opened` asks for the two under it."""

    moved = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._picture: FitMatrix | None = None
        self._names: Names = {}
        self._image: QImage | None = None
        self._at = (0, 0)

    @property
    def at(self) -> tuple[int, int]:
        """Row and column under the cursor."""
        return self._at

    def show_picture(self, picture: "FitMatrix", names: Names) -> None:
        """Show another picture, the cursor on the same two people."""
        people = self.people()
        self._picture, self._names, self._image = picture, names, None
        row, column = 0, 0
        if people is not None and people[0] in picture.mentees and people[1] in picture.mentors:
            row, column = picture.mentees.index(people[0]), picture.mentors.index(people[1])
        elif picture.chosen:
            row, column = picture.chosen[0]
        self._go(row, column)
        self.update()

    def people(self) -> tuple[int, int] | None:
        """Return the mentee and the mentor under the cursor."""
        made, (row, column) = self._picture, self._at
        if made is None or row >= len(made.mentees) or column >= len(made.mentors):
            return None
        return made.mentees[row], made.mentors[column]

    def cell_rect(self, mentee_id: int, mentor_id: int) -> QRectF:
        """Return where two people meet on the widget."""
        made = self._picture
        if made is None:
            return QRectF()
        return self._cell(made.mentees.index(mentee_id), made.mentors.index(mentor_id))

    def sizeHint(self) -> QSize:
        return QSize(px(420), px(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(220), px(110))

    # Where things are

    def _field(self) -> QRectF:
        """Return where the cells lie: names stand beside them where there is room for names."""
        made = self._picture
        if made is None or not made.scores.size:
            return QRectF()
        n, m = made.scores.shape
        inner = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        named = inner.adjusted(px(120), px(84), -px(44), 0)
        cell = min(named.width() / m, named.height() / n, px(_LARGEST_CELL) * 1.6)
        if min(named.width() / m, named.height() / n) >= px(_NAMED_CELL):
            wide = min(named.width() / m, cell * 1.6)
            return QRectF(named.left(), named.top(), int(wide) * m, int(cell) * n)
        wide, high = inner.width() / m, inner.height() / n
        wide, high = (int(wide) if wide >= 8 else wide), (int(high) if high >= 8 else high)
        return QRectF(inner.left(), inner.top(), wide * m, high * n)

    def _is_named(self) -> bool:
        return self._field().left() > px(60)

    def _cell(self, row: int, column: int) -> QRectF:
        made, field = self._picture, self._field()
        if made is None or field.isEmpty():
            return QRectF()
        n, m = made.scores.shape
        wide, high = field.width() / m, field.height() / n
        return QRectF(field.left() + column * wide, field.top() + row * high, wide, high)

    def _spot(self, point: QPointF) -> tuple[int, int] | None:
        made, field = self._picture, self._field()
        if made is None or field.isEmpty() or not field.contains(point):
            return None
        n, m = made.scores.shape
        row = int((point.y() - field.top()) / field.height() * n)
        column = int((point.x() - field.left()) / field.width() * m)
        return min(row, n - 1), min(column, m - 1)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        made, field = self._picture, self._field()
        if made is None or field.isEmpty():
            return
        painter = QPainter(self)
        painter.drawImage(field.topLeft(), self._painted(field))
        self._paint_groups(painter, field)
        self._paint_chosen(painter)
        if self._is_named():
            self._paint_names(painter, field)
            self._paint_figures(painter)
        self._paint_cursor(painter, field)
        painter.end()

    def _painted(self, field: QRectF) -> QImage:
        size = QSize(max(1, round(field.width())), max(1, round(field.height())))
        assert self._picture is not None
        if self._image is None or self._image.size() != size:
            shades = [shade.rgba() for shade in band_colours()]
            pixels = self._picture.pixels(size.width(), size.height(), shades)
            form = QImage.Format.Format_RGB32
            self._image = QImage(pixels, size.width(), size.height(), size.width() * 4, form).copy()
        return self._image

    def _paint_groups(self, painter: QPainter, field: QRectF) -> None:
        assert self._picture is not None
        painter.setPen(QPen(colour("surface"), 2))
        for row, _ in self._picture.row_groups[1:]:
            top = self._cell(row, 0).top()
            painter.drawLine(QPointF(field.left(), top), QPointF(field.right(), top))
        for column, _ in self._picture.column_groups[1:]:
            left = self._cell(0, column).left()
            painter.drawLine(QPointF(left, field.top()), QPointF(left, field.bottom()))

    def _paint_chosen(self, painter: QPainter) -> None:
        """Mark the pairs of the plan: a frame where there is room for one, otherwise a dot."""
        assert self._picture is not None
        ink, ground = colour("text"), colour("surface")
        for row, column in self._picture.chosen:
            cell = self._cell(row, column)
            if min(cell.width(), cell.height()) >= 9:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(ink, 2))
                painter.drawRect(cell.adjusted(1, 1, -1, -1))
            else:
                side = max(4.0, min(cell.width(), cell.height()))
                dot = QRectF(cell.center().x() - side / 2, cell.center().y() - side / 2, side, side)
                painter.setPen(QPen(ground, 1))
                painter.setBrush(ink)
                painter.drawRect(dot)

    def _paint_names(self, painter: QPainter, field: QRectF) -> None:
        assert self._picture is not None
        painter.setFont(font(11))
        painter.setPen(colour("text2"))
        metrics = QFontMetrics(font(11))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        room = field.left() - px(10)
        for row, person in enumerate(self._picture.mentees):
            cell = self._cell(row, 0)
            shown = metrics.elidedText(self._names[person], Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRectF(0, cell.top(), room + px(4), cell.height()), int(side), shown)
        for column, person in enumerate(self._picture.mentors):
            cell = self._cell(0, column)
            painter.save()
            painter.translate(cell.center().x(), field.top() - px(6))
            painter.rotate(-52)
            shown = metrics.elidedText(self._names[person], Qt.TextElideMode.ElideRight, px(98))
            painter.drawText(QPointF(0, 0), shown)
            painter.restore()

    def _paint_figures(self, painter: QPainter) -> None:
        made = self._picture
        assert made is not None
        cell = self._cell(0, 0)
        if cell.width() < px(26) or cell.height() < px(18):
            return
        painter.setFont(font(11, QFont.Weight.Medium))
        shades = band_colours()
        for row in range(len(made.mentees)):
            for column in range(len(made.mentors)):
                fit = made.fit(row, column)
                if fit is not None:
                    painter.setPen(_ink_on(shades[band_of(fit)]))
                    text = str((fit + 50) // 100)
                    painter.drawText(self._cell(row, column), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_cursor(self, painter: QPainter, field: QRectF) -> None:
        cell = self._cell(*self._at)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("mentee"), 1))
        painter.drawLine(QPointF(field.left(), cell.center().y()), QPointF(cell.left(), cell.center().y()))
        painter.drawLine(QPointF(cell.center().x(), field.top()), QPointF(cell.center().x(), cell.top()))
        painter.setPen(QPen(colour("mentee"), 3 if self.hasFocus() else 1.5))
        grown = max(0.0, (px(9) - cell.width()) / 2)
        painter.drawRect(cell.adjusted(-grown, -grown, grown, grown))

    # Hands and keys

    def _go(self, row: int, column: int) -> None:
        self._at = (row, column)
        self.update()
        self.moved.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self._spot(event.position())
        if spot is not None and spot != self._at:
            self._go(*spot)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._spot(event.position()) is not None:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        made, (row, column) = self._picture, self._at
        if made is None:
            super().keyPressEvent(event)
        elif key in _STEPS:
            down, across = _STEPS[key]
            far = 10 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1
            self._go(
                min(max(0, row + far * down), len(made.mentees) - 1),
                min(max(0, column + far * across), len(made.mentors) - 1),
            )
        elif key == Qt.Key.Key_Space:
            self._to_chosen(row, column)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _to_chosen(self, row: int, column: int) -> None:
        """Go to the next pair of the plan, after the last to the first."""
        assert self._picture is not None
        chosen = self._picture.chosen
        if chosen:
            self._go(*next((one for one in chosen if one > (row, column)), chosen[0]))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.StyleChange):
            self._image = None if event.type() == QEvent.Type.StyleChange else self._image
            self.update()
        return super().event(event)


def _ink_on(ground: QColor) -> QColor:
    """Return a colour that stands out on a ground."""
    return QColor("#16211D") if ground.lightness() > 120 else QColor("#FFFFFF")
