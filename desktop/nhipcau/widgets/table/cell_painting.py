"""How a table's cells are painted: people with their initials, badges, bars, icons, and plain text."""

from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from nhipcau.widgets.avatar import paint_avatar
from nhipcau.widgets.charts import fit_tone, paint_bar
from nhipcau.widgets.icons import paint_icon
from nhipcau.widgets.table.column_widths import PAD, cell_width
from nhipcau.widgets.table.row_model import Column, RowTableModel
from nhipcau.widgets.theme import colour, font, px

Index = QModelIndex | QPersistentModelIndex
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter


class RowDelegate(QStyledItemDelegate):
    """Paints the cells of a `RowTableModel`."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, RowTableModel):
            super().paint(painter, option, index)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        _paint_ground(painter, option, hovered=getattr(self.parent(), "hovered", -1) == index.row())
        column: Column[Any] = model.columns[index.column()]
        row = model.row_at(index.row())
        inner = area.adjusted(PAD, 0, -PAD, -1)
        if column.kind == "person":
            shown = column.text(row)
            face = column.face(row) if column.face else shown
            _paint_person(painter, inner, shown, column.note(row) if column.note else "", face)
        elif column.kind == "badge":
            _paint_badge(painter, inner, column.text(row), column.tone(row) if column.tone else "plain")
        elif column.kind == "bar":
            _paint_fit(painter, inner, column, row)
        elif column.kind == "icons":
            _paint_icons(painter, inner, column.value(row) if column.value else ())
        else:
            role = column.tone(row) if column.tone else "text2"
            _paint_text(painter, inner, column.text(row), font(), role, column.alignment)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        if not isinstance(model, RowTableModel):
            return super().sizeHint(option, index)
        column: Column[Any] = model.columns[index.column()]
        return QSize(cell_width(column, model.row_at(index.row()), QFontMetrics(font())), px(40))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() == QEvent.Type.ToolTip and index.isValid():
            model = index.model()
            if isinstance(model, RowTableModel):
                QToolTip.showText(
                    event.globalPos(), _tip(model, index, option.rect, self.sizeHint(option, index)), view
                )
                return True
        return super().helpEvent(event, view, option, index)


def _tip(model: RowTableModel[Any], index: Index, rect: QRect, wanted: QSize) -> str:
    column: Column[Any] = model.columns[index.column()]
    row = model.row_at(index.row())
    if column.kind == "icons":
        return "\n".join(words for _, _, words in (column.value(row) if column.value else ()))
    return column.text(row) if wanted.width() > rect.width() else ""


def paint_row_ring(painter: QPainter, row: QRect) -> None:
    """Mark the row that has the keyboard."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("primary"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(row).adjusted(2, 2, -2, -3), 6, 6)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, hovered: bool) -> None:
    area = QRectF(option.rect)
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(area, colour("primary_soft"))
    elif hovered:
        painter.fillRect(area, colour("surface2"))
    painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), colour("line"))


def _paint_text(
    painter: QPainter, area: QRectF, text: str, used: QFont, role: str, alignment: Qt.AlignmentFlag = _MIDDLE
) -> None:
    painter.setFont(used)
    painter.setPen(colour(role))
    shown = QFontMetrics(used).elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, int(alignment | Qt.TextFlag.TextSingleLine), shown)


def _paint_person(painter: QPainter, area: QRectF, name: str, note: str, face: str) -> None:
    side = px(26)
    if face:
        paint_avatar(painter, QRectF(area.left(), area.center().y() - side / 2, side, side), face, font())
    beside = area.adjusted(side + px(10), 0, 0, 0)
    strong = font(13, QFont.Weight.Medium)
    if not note:
        _paint_text(painter, beside, name, strong, "text")
        return
    middle = beside.center().y()
    upper = QRectF(beside.left(), middle - px(17), beside.width(), px(18))
    lower = QRectF(beside.left(), middle, beside.width(), px(16))
    _paint_text(painter, upper, name, strong, "text")
    _paint_text(painter, lower, note, font(11), "text3")


def _paint_badge(painter: QPainter, area: QRectF, text: str, tone: str) -> None:
    if not text:
        return
    plain = tone == "plain"
    front, back = ("text2", "surface2") if plain else (tone, f"{tone}_soft")
    used = font(12, QFont.Weight.DemiBold)
    height = px(22)
    width = min(area.width(), QFontMetrics(used).horizontalAdvance(text) + px(19) + px(11))
    pill = QRectF(area.left() - 2, area.center().y() - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(back))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setBrush(colour(front))
    painter.drawEllipse(QPointF(pill.left() + px(11), pill.center().y()), px(3), px(3))
    _paint_text(painter, pill.adjusted(px(19), 0, -px(6), 0), text, used, front)


def _paint_fit(painter: QPainter, area: QRectF, column: Column[Any], row: object) -> None:
    value = column.value(row) if column.value else None
    if value is None:
        _paint_text(painter, area, column.text(row), font(), "text3")
        return
    tone = column.tone(row) if column.tone else fit_tone(float(value))
    number = px(34)
    _paint_text(
        painter,
        QRectF(area.left(), area.top(), number, area.height()),
        column.text(row),
        font(13, QFont.Weight.DemiBold),
        "text",
    )
    bar = QRectF(
        area.left() + number, area.center().y() - px(3), max(8.0, min(area.width() - number, px(110))), px(6)
    )
    paint_bar(painter, bar, float(value) / 100, tone)


def _paint_icons(painter: QPainter, area: QRectF, icons: object) -> None:
    side = px(16)
    left = area.left()
    for name, role, _words in icons if isinstance(icons, (list, tuple)) else ():
        paint_icon(painter, name, role, QRectF(left, area.center().y() - side / 2, side, side))
        left += side + px(6)
