"""How lanes and cards are drawn, from roomy cards to chips of a number."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen

from nhipcau.common.names.person_names import person_name
from nhipcau.common.words import Words
from nhipcau.pairing.explanation.fit_bands import WEAK
from nhipcau.pairing.explanation.plan_sentences import percent
from nhipcau.pairing.ui.board.geometry import PlacedCard, PlacedLane, Zoom
from nhipcau.pairing.ui.board.lanes_and_cards import PersonCard, reasons
from nhipcau.widgets.avatar import paint_avatar
from nhipcau.widgets.icons import paint_icon
from nhipcau.widgets.theme import colour as theme_colour
from nhipcau.widgets.theme import current, px
from nhipcau.widgets.theme import font as theme_font

_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine)
_STRONG: Final = QFont.Weight.DemiBold


def font(size: float = 13, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return a font of the theme; kept, because a painting asks for it hundreds of times."""
    return _kept(size, weight, px(100))[0]


def colour(role: str) -> QColor:
    """Return a colour of the theme, kept for the same reason."""
    return _tinted(role, current().name)


@lru_cache(maxsize=128)
def _tinted(role: str, _theme: str) -> QColor:
    return theme_colour(role)


@lru_cache(maxsize=64)
def _kept(size: float, weight: QFont.Weight, _scale: int) -> tuple[QFont, QFontMetrics]:
    made = theme_font(size, weight)
    return made, QFontMetrics(made)


@lru_cache(maxsize=4096)
def _fitting(text: str, family: str, size: int, weight: int, room: int) -> str:
    """Return a text shortened to the room there is."""
    made = QFont(family)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    return QFontMetrics(made).elidedText(text, Qt.TextElideMode.ElideRight, room)


@dataclass(frozen=True, slots=True)
class Tint:
    """What a lane is like while a card is held over the board: its ground, a short price, hatched when forbidden."""

    role: str = "surface"
    price: str = ""
    short: str = ""
    """The price in the least room."""
    tone: str = "text2"
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class SpotMark:
    """What is special about one lane or card just now."""

    current: bool = False
    focused: bool = False
    hovered: bool = False
    target: bool = False
    lifted: bool = False


NO_TINT: Final = Tint()


def fit_role(fit: int) -> str:
    """Return the colour of a fit."""
    return "good" if fit >= 7000 else "primary" if fit >= WEAK else "text3"


def paint_lane(painter: QPainter, lane: PlacedLane, zoom: Zoom, tint: Tint, mark: SpotMark) -> None:
    """Draw a lane without its cards."""
    area = lane.rect.adjusted(0.5, 0.5, -0.5, -0.5)
    radius = px(4 if zoom.name == "whole" else 10)
    edge = "primary" if mark.target or (mark.current and mark.focused) else "line"
    painter.setPen(QPen(colour(edge), 2 if mark.target else 1))
    painter.setBrush(colour(tint.role))
    painter.drawRoundedRect(area, radius, radius)
    if tint.hatched:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(colour("text3"), Qt.BrushStyle.BDiagPattern))
        painter.setOpacity(0.28)
        painter.drawRoundedRect(area, radius, radius)
        painter.setOpacity(1.0)
    _free_places(painter, lane, zoom)
    inner = lane.head.adjusted(px(zoom.gap), px(2), 0, -px(2))
    painters = {"roomy": _roomy_head, "compact": _compact_head}
    painters.get(zoom.name, _small_head)(painter, inner, lane, tint)
    if mark.current and mark.focused:
        _ring(painter, lane.head.adjusted(2, 2, -1, -2), radius)


def _free_places(painter: QPainter, lane: PlacedLane, zoom: Zoom) -> None:
    pen = QPen(colour("line2"), 1, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = px(3 if zoom.name == "whole" else 8)
    for spot in lane.free:
        painter.drawRoundedRect(spot.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _roomy_head(painter: QPainter, area: QRectF, lane: PlacedLane, tint: Tint) -> None:
    side = float(px(32))
    top = area.top() + px(8)
    paint_avatar(painter, QRectF(area.left(), top, side, side), lane.lane.name, font())
    left = area.left() + side + px(8)
    wide = area.right() - left - px(4)
    _text(painter, QRectF(left, top - px(3), wide, px(20)), lane.lane.name, font(13, _STRONG), "text")
    _text(painter, QRectF(left, top + px(16), wide, px(17)), lane.lane.note, font(11), "text3")
    foot = QRectF(left, top + px(35), wide, px(19))
    _places_and_price(painter, foot, lane, tint)


def _compact_head(painter: QPainter, area: QRectF, lane: PlacedLane, tint: Tint) -> None:
    top = area.top() + px(4)
    wide = area.width() - px(4)
    _text(painter, QRectF(area.left(), top, wide, px(19)), lane.lane.name, font(12, _STRONG), "text")
    _places_and_price(painter, QRectF(area.left(), top + px(20), wide, px(18)), lane, tint)


def _small_head(painter: QPainter, area: QRectF, lane: PlacedLane, tint: Tint) -> None:
    line = QRectF(area.left(), area.top(), area.width() - px(3), min(area.height(), float(px(26))))
    small = font(11 if area.height() > px(20) else 10, _STRONG)
    if tint.price and area.width() < px(80):
        _text(painter, line, tint.short, small, tint.tone, _CENTRE)
        return
    if tint.price:
        end = _right_text(painter, line, tint.short, small, tint.tone)
        line.setRight(end - px(3))
    elif area.width() > px(80):
        end = _right_text(painter, line, _places(lane), font(10), _places_role(lane))
        line.setRight(end - px(3))
    _text(painter, line, _short_name(lane.lane.name, area.width()), small, "text")


def _short_name(name: str, room: float) -> str:
    """Return what colleagues call somebody, with the initial of the family name where there is room for it."""
    found = person_name(name)
    return f"{found.family[:1]}. {found.called}" if found.family and room > px(80) else found.called


def _places(lane: PlacedLane) -> str:
    return f"{len(lane.lane.cards)}/{lane.lane.capacity}"


def _places_role(lane: PlacedLane) -> str:
    if len(lane.lane.cards) > lane.lane.capacity:
        return "warn"
    return "text2" if lane.lane.free else "text3"


def _places_and_price(painter: QPainter, line: QRectF, lane: PlacedLane, tint: Tint) -> None:
    small = font(11, _STRONG)
    side = float(px(13))
    paint_icon(
        painter, "users", _places_role(lane), QRectF(line.left(), line.center().y() - side / 2, side, side)
    )
    _text(painter, line.adjusted(side + px(4), 0, 0, 0), _places(lane), small, _places_role(lane))
    if tint.price:
        _right_text(painter, line, tint.price, small, tint.tone)


def paint_card(painter: QPainter, placed: PlacedCard, zoom: Zoom, mark: SpotMark, words: Words) -> None:
    """Draw one card."""
    card, area = placed.card, placed.rect.adjusted(0.5, 0.5, -0.5, -0.5)
    radius = px(3 if zoom.name == "whole" else 8)
    painter.save()
    if card.quiet or mark.lifted:
        painter.setOpacity(0.35)
    ground = "primary_soft" if mark.current else "surface2" if mark.hovered else "bg"
    dashed = Qt.PenStyle.DashLine if mark.lifted else Qt.PenStyle.SolidLine
    painter.setPen(QPen(colour("primary" if mark.current else "line2"), 1, dashed))
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(area, radius, radius)
    if zoom.name == "roomy":
        _roomy_card(painter, area, card, words)
    else:
        painters = {"compact": _compact_card, "small": _small_card}
        painters.get(zoom.name, _chip)(painter, area, card)
    painter.restore()
    if mark.current and mark.focused:
        _ring(painter, area, radius)


def _ring(painter: QPainter, area: QRectF, radius: float) -> None:
    painter.setPen(QPen(colour("primary"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), radius, radius)


def _roomy_card(painter: QPainter, area: QRectF, card: PersonCard, words: Words) -> None:
    inner = area.adjusted(px(8), px(6), -px(8), -px(6))
    side = float(px(26))
    paint_avatar(painter, QRectF(inner.left(), inner.top() + px(1), side, side), card.name, font())
    left = inner.left() + side + px(7)
    first = QRectF(left, inner.top() - px(2), inner.right() - left, px(18))
    second = QRectF(left, inner.top() + px(14), inner.right() - left, px(16))
    first.setRight(_signs(painter, first, card, px(13)))
    _text(painter, first, card.name, font(12, _STRONG), "text")
    _text(painter, second, card.note, font(11), "text3")
    if card.fit is not None:
        _fit_line(painter, QRectF(inner.left(), inner.bottom() - px(16), inner.width(), px(16)), card.fit)
    else:
        line = QRectF(inner.left(), inner.bottom() - px(16), inner.width(), px(16))
        _text(painter, line, reasons(card, words), font(11), "text2")


def _compact_card(painter: QPainter, area: QRectF, card: PersonCard) -> None:
    inner = area.adjusted(px(7), px(3), -px(7), -px(3))
    first = QRectF(inner.left(), inner.top(), inner.width(), px(18))
    first.setRight(_signs(painter, first, card, px(12)))
    _text(painter, first, card.name, font(12, _STRONG), "text")
    second = QRectF(inner.left(), inner.bottom() - px(15), inner.width(), px(15))
    if card.fit is not None:
        _fit_line(painter, second, card.fit)
    else:
        _text(painter, second, card.note, font(11), "text3")


def _small_card(painter: QPainter, area: QRectF, card: PersonCard) -> None:
    inner = area.adjusted(px(8), 0, -px(5), 0)
    _edge(painter, area, card)
    if card.fit is not None:
        end = _right_text(painter, inner, str((card.fit + 50) // 100), font(11, _STRONG), fit_role(card.fit))
        inner.setRight(end - px(2))
    inner.setRight(_signs(painter, inner, card, px(11)))
    _text(painter, inner, _short_name(card.name, area.width()), font(11), "text")


def _chip(painter: QPainter, area: QRectF, card: PersonCard) -> None:
    _edge(painter, area, card)
    words = person_name(card.name).called if card.fit is None else str((card.fit + 50) // 100)
    role = "text2" if card.fit is None else fit_role(card.fit)
    _text(painter, area.adjusted(px(4), 0, 0, 0), words, font(10, _STRONG), role, _CENTRE)
    if card.locked or card.confirmed:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("primary" if card.locked else "good"))
        painter.drawRect(QRectF(area.right() - px(4), area.top() + 1, px(3), px(3)))


def _edge(painter: QPainter, area: QRectF, card: PersonCard) -> None:
    """Draw the band of the fit at the left edge."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("line2" if card.fit is None else fit_role(card.fit)))
    painter.drawRoundedRect(QRectF(area.left() + 1, area.top() + 2, px(3), area.height() - 4), 1, 1)


def _fit_line(painter: QPainter, line: QRectF, fit: int) -> None:
    """Draw a bar with its number at the right."""
    strong = font(12, _STRONG)
    end = _right_text(painter, line, percent(fit), strong, "text")
    wide = QFontMetrics(strong).horizontalAdvance("100%")
    bar = QRectF(line.left(), line.center().y() - px(2.5), line.width() - wide - px(8), px(5))
    if bar.right() > end or bar.width() < px(12):
        return
    radius = bar.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("line"))
    painter.drawRoundedRect(bar, radius, radius)
    painter.setBrush(colour(fit_role(fit)))
    bar.setWidth(max(bar.height(), bar.width() * fit / 10_000))
    painter.drawRoundedRect(bar, radius, radius)


def _signs(painter: QPainter, line: QRectF, card: PersonCard, side: float) -> float:
    """Draw what is to be known of a card from the right; return where the words must end."""
    at = line.right()
    for shown, name, role in (
        (card.confirmed, "circle-check", "good"),
        (card.locked, "lock", "primary"),
        (card.warned, "triangle-alert", "warn"),
    ):
        if shown:
            at -= side
            paint_icon(painter, name, role, QRectF(at, line.center().y() - side / 2, side, side))
            at -= px(4)
    return at


def _text(painter: QPainter, area: QRectF, text: str, used: QFont, role: str, alignment: int = _LEFT) -> None:
    painter.setFont(used)
    painter.setPen(colour(role))
    shown = _fitting(text, used.family(), used.pixelSize(), int(used.weight()), int(area.width()))
    painter.drawText(area, alignment, shown)


def _right_text(painter: QPainter, area: QRectF, text: str, used: QFont, role: str) -> float:
    """Draw a short text at the right; return where it begins."""
    painter.setFont(used)
    painter.setPen(colour(role))
    painter.drawText(area, _RIGHT, text)
    return area.right() - QFontMetrics(used).horizontalAdvance(text)


def paint_held(painter: QPainter, at: QPointF, card: PersonCard) -> None:
    """Draw the card that hangs on the pointer."""
    area = QRectF(at.x() - px(24), at.y() - px(14), px(176), px(40))
    painter.setPen(QPen(colour("primary"), 1.5))
    painter.setBrush(colour("surface"))
    painter.drawRoundedRect(area, px(8), px(8))
    _compact_card(painter, area, card)
