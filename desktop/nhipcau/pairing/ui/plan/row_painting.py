"""How a row of a list of pairs or people is drawn: who, why, and how well they fit."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from nhipcau.pairing.explanation.fit_bands import WEAK
from nhipcau.pairing.explanation.plan_sentences import percent
from nhipcau.pairing.ui.plan.list_rows import ListRow
from nhipcau.widgets.avatar import paint_avatar
from nhipcau.widgets.icons import paint_icon
from nhipcau.widgets.theme import colour, font, px

ITEM_ROLE: Final = Qt.ItemDataRole.UserRole
_ROW: Final = 56
_COLUMNS_FROM: Final = 700
"""From this width on the two of a pair and their reasons stand in columns of their own."""
_ELIDED: Final = Qt.TextElideMode.ElideRight
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowPainter(QStyledItemDelegate):
    """Draws a row in columns where there is room, else the two names over their reasons."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(px(280), px(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item: ListRow = index.data(ITEM_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        _ground(painter, area, option.state)
        if item.quiet:
            painter.setOpacity(0.6)
        inside = area.adjusted(px(12), 0, -px(12), 0)
        end = _end(painter, inside, item)
        if area.width() >= px(_COLUMNS_FROM):
            _in_columns(painter, QRectF(inside.left(), area.top(), end - inside.left(), area.height()), item)
        else:
            _over_each_other(
                painter, QRectF(inside.left(), area.top(), end - inside.left(), area.height()), item
            )
        painter.restore()


def _ground(painter: QPainter, area: QRectF, state: QStyle.StateFlag) -> None:
    """Tint the whole row that is pointed at or chosen, and draw the line below it."""
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(area, colour("primary_soft" if chosen else "surface2"))
    painter.setPen(QPen(colour("line"), 1))
    painter.drawLine(area.bottomLeft(), area.bottomRight())
    if chosen:
        painter.fillRect(QRectF(area.left(), area.top(), px(3), area.height()), colour("primary"))
    if chosen and state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(colour("primary"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(1, 1, -1, -1))


def _end(painter: QPainter, area: QRectF, item: ListRow) -> float:
    """Draw what stands at the right: signs, a word of state, the fit; return where the rest must end."""
    at = area.right()
    if item.fit is not None:
        at = _fit(painter, area, item.fit)
    if item.pill:
        at = _pill(painter, area, at, item)
    side = float(px(16))
    for shown, name, tone in (
        (item.locked, "lock", "primary"),
        (bool(item.warnings), "triangle-alert", "warn"),
    ):
        if shown:
            paint_icon(painter, name, tone, QRectF(at - side, area.center().y() - side / 2, side, side))
            at -= side + px(8)
    return at - px(4)


def _fit(painter: QPainter, area: QRectF, fit: int) -> float:
    width = float(px(56))
    box = QRectF(area.right() - width, area.top() + px(10), width, px(20))
    painter.setFont(font(14, QFont.Weight.DemiBold))
    painter.setPen(colour("text"))
    painter.drawText(box, _RIGHT, percent(fit))
    bar = QRectF(box.left(), box.bottom() + px(6), width, px(4))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("line"))
    painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
    painter.setBrush(colour("primary" if fit >= WEAK else "text3"))  # a weak fit is no alarm
    bar.setWidth(max(bar.height(), width * fit / 10000))
    painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
    return box.left() - px(12)


def _pill(painter: QPainter, area: QRectF, right: float, item: ListRow) -> float:
    """Draw a word of state before `right`; return where it begins."""
    used = font(12, QFont.Weight.DemiBold)
    width = float(QFontMetrics(used).horizontalAdvance(item.pill) + 2)
    painter.setFont(used)
    painter.setPen(colour("text3" if item.tone == "plain" else item.tone))
    painter.drawText(QRectF(right - width, area.top(), width, area.height()), _RIGHT, item.pill)
    return right - width - px(12)


def _in_columns(painter: QPainter, area: QRectF, item: ListRow) -> None:
    """Draw each person with a line about them, then why."""
    people = len(item.names)
    share = area.width() * (0.28 if people > 1 else 0.34)
    for place, name in enumerate(item.names):
        told = item.about[place] if place < len(item.about) else ""
        box = QRectF(area.left() + place * share, area.top(), share - px(12), area.height())
        _person(painter, box, name, told)
    rest = QRectF(area.left() + people * share, area.top(), area.width() - people * share, area.height())
    if item.chips:
        _chips(painter, rest, item.chips)
    else:
        _text(painter, rest, item.text)


def _person(painter: QPainter, box: QRectF, name: str, told: str) -> None:
    side = float(px(32))
    disc = QRectF(box.left(), box.center().y() - side / 2, side, side)
    paint_avatar(painter, disc, name, font())
    left = disc.right() + px(12)
    room = QRectF(left, box.top(), box.right() - left, box.height())
    if told:
        _line(painter, room.adjusted(0, px(8), 0, -px(28)), name, 13, "text", QFont.Weight.DemiBold)
        _line(painter, room.adjusted(0, px(28), 0, -px(9)), told, 12, "text3")
    else:
        _line(painter, room, name, 13, "text", QFont.Weight.DemiBold)


def _line(
    painter: QPainter,
    box: QRectF,
    text: str,
    size: int,
    tone: str,
    weight: QFont.Weight = QFont.Weight.Normal,
) -> None:
    used = font(size, weight)
    painter.setFont(used)
    painter.setPen(colour(tone))
    painter.drawText(box, _MIDDLE, QFontMetrics(used).elidedText(text, _ELIDED, int(box.width())))


def _text(painter: QPainter, box: QRectF, text: str) -> None:
    """Draw a sentence in up to two lines."""
    used = font(12)
    metrics = QFontMetrics(used)
    first, rest = _broken(text, metrics, int(box.width()))
    if not rest:
        _line(painter, box, text, 12, "text2")
        return
    half = metrics.height()
    middle = box.center().y()
    _line(painter, QRectF(box.left(), middle - half, box.width(), half), first, 12, "text2")
    _line(painter, QRectF(box.left(), middle, box.width(), half), rest, 12, "text2")


def _broken(text: str, metrics: QFontMetrics, width: int) -> tuple[str, str]:
    """Return the words that fit on a line, and the others."""
    if metrics.horizontalAdvance(text) <= width:
        return text, ""
    words = text.split(" ")
    taken = words[0]
    for place, word in enumerate(words[1:], 1):
        if metrics.horizontalAdvance(f"{taken} {word}") > width:
            return taken, " ".join(words[place:])
        taken = f"{taken} {word}"
    return taken, ""


def _chips(painter: QPainter, box: QRectF, chips: tuple[str, ...]) -> None:
    """Draw reasons as chips, the first in colour; those that find no room are counted."""
    used = font(12)
    metrics = QFontMetrics(used)
    painter.setFont(used)
    height, gap, pad = float(px(22)), float(px(6)), float(px(8))
    at, top = box.left(), box.center().y() - height / 2
    for place, chip in enumerate(chips):
        left_over = len(chips) - place - 1
        kept = metrics.horizontalAdvance(f"+{left_over}") + 2 * pad + gap if left_over else 0.0
        room = box.right() - at - kept
        wanted = metrics.horizontalAdvance(chip) + 2 * pad
        if place and wanted > room:
            count = f"+{left_over + 1}"
            narrow = metrics.horizontalAdvance(count) + 2 * pad
            _chip(painter, QRectF(at, top, narrow, height), count, strong=False)
            return
        width = min(wanted, room)
        shown = metrics.elidedText(chip, _ELIDED, int(width - 2 * pad) + 1)
        _chip(painter, QRectF(at, top, width, height), shown, strong=place == 0)
        at += width + gap


def _chip(painter: QPainter, box: QRectF, text: str, *, strong: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("primary_soft" if strong else "surface2"))
    painter.drawRoundedRect(box, px(6), px(6))
    painter.setPen(colour("primary" if strong else "text2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _over_each_other(painter: QPainter, area: QRectF, item: ListRow) -> None:
    """Draw the initials beside the names, and beneath them why."""
    side = float(px(32))
    top = area.center().y() - side / 2
    for place, name in enumerate(item.names):
        disc = QRectF(area.left() + place * side * 0.84, top, side, side)
        paint_avatar(painter, disc, name, font(), ring=colour("surface").name())
    left = area.left() + side * (1 + 0.84 * (len(item.names) - 1)) + px(10)
    room = QRectF(left, area.top(), area.right() - left, area.height())
    _line(painter, room.adjusted(0, px(8), 0, -px(28)), _both(item, room), 13, "text", QFont.Weight.DemiBold)
    why = " · ".join(item.chips) if item.chips else item.text
    _line(painter, room.adjusted(0, px(28), 0, -px(9)), why, 12, "text2")


def _both(item: ListRow, room: QRectF) -> str:
    """Return the names on one line; where they have no room, each gives up as much as it must."""
    metrics = QFontMetrics(font(13, QFont.Weight.DemiBold))
    whole = " – ".join(item.names)
    if len(item.names) == 1 or metrics.horizontalAdvance(whole) <= room.width():
        return whole
    share = int((room.width() - metrics.horizontalAdvance(" – ")) / 2)
    return " – ".join(metrics.elidedText(name, _ELIDED, share) for name in item.names)
