"""Where everything on the board lies, at every zoom. Lanes and cards in the coordinates of the whole sheet."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from nhipcau.pairing.ui.board.lanes_and_cards import Lane, PersonCard, Sheet
from nhipcau.widgets.theme import px

TRAY: Final = -1
"""Stands for the tray where the number of a lane is asked for."""


@dataclass(frozen=True, slots=True)
class Zoom:
    """Sizes in unscaled pixels: the mentor's part of a lane, a card, the gap between things."""

    name: str
    head: int
    card_width: int
    card_height: int
    gap: int
    places: int
    """Cards a lane has room for side by side at least."""

    @property
    def lane(self) -> int:
        return self.head + self.places * (self.card_width + self.gap) + 2 * self.gap


ZOOMS: Final = (
    Zoom("whole", 46, 30, 18, 3, 2),
    Zoom("small", 110, 100, 26, 5, 1),
    Zoom("compact", 150, 134, 40, 7, 1),
    Zoom("roomy", 210, 196, 66, 10, 2),
)
ROOMY: Final = len(ZOOMS) - 1
_READABLE: Final = 2
"""The smallest zoom that still shows whole names."""
_SEEN_AT_ONCE: Final = 10


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """A card where it lies; `lane` is its number, or TRAY."""

    card: PersonCard
    lane: int
    place: int
    rect: QRectF


@dataclass(frozen=True, slots=True)
class PlacedLane:
    """A lane where it lies: the whole, the mentor's part, the cards, and the places still free."""

    lane: Lane
    number: int
    rect: QRectF
    head: QRectF
    cards: tuple[PlacedCard, ...]
    free: tuple[QRectF, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole board at one width and zoom."""

    lanes: tuple[PlacedLane, ...]
    columns: int
    height: float
    tray: tuple[PlacedCard, ...]
    tray_height: float
    bottoms: tuple[float, ...]
    """The bottom of each row of lanes."""

    def lanes_between(self, top: float, bottom: float) -> tuple[PlacedLane, ...]:
        """Return the lanes that reach into a strip of the sheet."""
        first = bisect_left(self.bottoms, top) * self.columns
        last = first
        while last < len(self.lanes) and self.lanes[last].rect.top() <= bottom:
            last += 1
        return self.lanes[first:last]

    def lane_at(self, point: QPointF) -> PlacedLane | None:
        near = self.lanes_between(point.y(), point.y())
        return next((lane for lane in near if lane.rect.contains(point)), None)

    def find(self, mentee_id: int, mentor_id: int | None = None) -> PlacedCard | None:
        """Return the card of a mentee; with several mentors, the one beside this mentor or else the first."""
        found = [one for one in self.every_card() if one.card.mentee_id == mentee_id]
        exact = (one for one in found if one.card.mentor_id == mentor_id)
        return next(exact, found[0] if found else None)

    def every_card(self) -> list[PlacedCard]:
        return [card for lane in self.lanes for card in lane.cards] + list(self.tray)


def lay_out(sheet: Sheet, zoom: Zoom, width: float, tray_width: float) -> Layout:
    """Lay a sheet out: lanes in as many columns as there is room for, cards wrapping inside their lane."""
    gap = float(px(zoom.gap))
    columns = max(1, int((width + gap) // (px(zoom.lane) + gap)))
    lane_width = (width - gap * (columns - 1)) / columns
    lanes: list[PlacedLane] = []
    bottoms: list[float] = []
    top = 0.0
    for start in range(0, len(sheet.lanes), columns):
        row = sheet.lanes[start : start + columns]
        height = max(_lane_height(lane, zoom, lane_width) for lane in row)
        for column, lane in enumerate(row):
            area = QRectF(column * (lane_width + gap), top, lane_width, height)
            lanes.append(_place_lane(lane, start + column, area, zoom))
        bottoms.append(top + height)
        top += height + gap
    tray, tray_height = _place_tray(sheet, zoom, tray_width)
    return Layout(tuple(lanes), columns, max(0.0, top - gap), tray, tray_height, tuple(bottoms))


def fitting_level(sheet: Sheet, width: float, tray_width: float, height: float) -> int:
    """Return the roomiest zoom that shows ten mentors at once, or all of them; never one too small to read well."""
    wanted = min(_SEEN_AT_ONCE, len(sheet.lanes))
    for level in range(ROOMY, _READABLE, -1):
        lanes = lay_out(sheet, ZOOMS[level], width, tray_width).lanes
        if sum(lane.rect.bottom() <= height for lane in lanes[: 2 * _SEEN_AT_ONCE]) >= wanted:
            return level
    return _READABLE


def _slots(lane: Lane, zoom: Zoom, width: float) -> tuple[int, int]:
    """Return how many cards lie side by side, and how many rows they make."""
    gap = px(zoom.gap)
    room = width - _head(zoom, width) - gap
    across = max(1, int(room // (px(zoom.card_width) + gap)))
    # Free places are hinted at, never so many that the lane grows for them.
    return across, max(1, -(-len(lane.cards) // across))


def _head(zoom: Zoom, width: float) -> float:
    """Return how wide the mentor's part is; a narrow lane leaves more of itself to the cards."""
    return min(float(px(zoom.head)), 0.45 * width)


def _lane_height(lane: Lane, zoom: Zoom, width: float) -> float:
    gap = px(zoom.gap)
    return float(_slots(lane, zoom, width)[1] * (px(zoom.card_height) + gap) + gap)


def _place_lane(lane: Lane, number: int, area: QRectF, zoom: Zoom) -> PlacedLane:
    gap = float(px(zoom.gap))
    across, rows = _slots(lane, zoom, area.width())
    head = QRectF(area.left(), area.top(), _head(zoom, area.width()), area.height())
    left = head.right()
    wide = min((area.right() - left - gap * (across + 1)) / across, px(zoom.card_width) * 1.4)
    high = float(px(zoom.card_height))

    def spot(place: int) -> QRectF:
        line, column = divmod(place, across)
        return QRectF(left + gap + column * (wide + gap), area.top() + gap + line * (high + gap), wide, high)

    cards = tuple(PlacedCard(card, number, place, spot(place)) for place, card in enumerate(lane.cards))
    used = len(cards)
    free = tuple(spot(place) for place in range(used, min(used + lane.free, across * rows)))
    return PlacedLane(lane, number, area, head, cards, free)


def _place_tray(sheet: Sheet, zoom: Zoom, width: float) -> tuple[tuple[PlacedCard, ...], float]:
    gap, high = float(px(zoom.gap)), float(px(zoom.card_height))
    across = max(1, int((width - gap) // (px(zoom.card_width) + gap)))
    wide = (width - gap * (across + 1)) / across
    placed = []
    for place, card in enumerate(sheet.waiting):
        line, column = divmod(place, across)
        rect = QRectF(gap + column * (wide + gap), gap + line * (high + gap), wide, high)
        placed.append(PlacedCard(card, TRAY, place, rect))
    lines = -(-len(placed) // across)
    return tuple(placed), lines * (high + gap) + gap
