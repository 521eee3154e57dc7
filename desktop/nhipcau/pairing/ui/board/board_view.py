"""The painted board: it scrolls, zooms, shows what is in sight, and knows which card is the current one."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.explanation.plan_sentences import percent
from nhipcau.pairing.ui.board.card_painting import NO_TINT, SpotMark, Tint, paint_card, paint_lane
from nhipcau.pairing.ui.board.geometry import (
    ROOMY,
    TRAY,
    ZOOMS,
    Layout,
    PlacedCard,
    PlacedLane,
    Zoom,
    fitting_level,
    lay_out,
)
from nhipcau.pairing.ui.board.lanes_and_cards import PersonCard, Sheet, reasons, warnings
from nhipcau.widgets.theme import colour, font, px

Spot = tuple[int, int]
"""The number of a lane, or TRAY, and the place of a card in it; place -1 is the mentor."""
_FOLDED: Final = 40
"""How wide the place of those who wait is while nobody does."""


class BoardView(QAbstractScrollArea):
    """Shows a sheet. `current_changed` says that another card or mentor is current."""

    current_changed = Signal()
    zoomed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.words = Words()
        self.sheet = Sheet()
        self.level = ROOMY
        self._level_chosen = False
        self._layout: Layout = lay_out(Sheet(), self.zoom, 400, 160)
        self._tray_offset = 0.0
        self._spot: Spot = (0, 0)
        self._hovered: Spot | None = None

    # What is shown

    @property
    def zoom(self) -> Zoom:
        return ZOOMS[self.level]

    def show_sheet(self, sheet: Sheet, words: Words) -> None:
        """Show another sheet, keeping the current card, wherever it lies now, and the place."""
        card, lane = self.current_card(), self.current_lane()
        self.words = words
        self.sheet = sheet
        self._arrange()
        spot = None
        if card is not None:
            found = self._layout.find(card.mentee_id, card.mentor_id)
            spot = (found.lane, found.place) if found is not None else None
        elif lane is not None:
            spot = next(
                ((one.number, -1) for one in self._layout.lanes if one.lane.mentor_id == lane.lane.mentor_id),
                None,
            )
        self._move_to(spot if spot is not None else self._first_spot(), follow=self.hasFocus())

    def set_zoom(self, level: int) -> None:
        """Show more or less at once; the current card stays in sight."""
        wanted = min(max(level, 0), len(ZOOMS) - 1)
        self._level_chosen = True
        if wanted == self.level:
            return
        self.level = wanted
        self._arrange()
        self._follow()
        self.zoomed.emit(wanted)

    def _arrange(self) -> None:
        area = self.viewport().rect()
        lanes = max(px(160), area.width() - self._tray_width() - px(14))
        if not self._level_chosen and self.isVisible():
            self.level = fitting_level(self.sheet, lanes, self._tray_width() - px(2), area.height())
        self._layout = lay_out(self.sheet, self.zoom, lanes, self._tray_width() - px(2))
        bar = self.verticalScrollBar()
        bar.setPageStep(area.height())
        bar.setSingleStep(px(self.zoom.card_height + self.zoom.gap))
        bar.setRange(0, max(0, round(self._layout.height - area.height() + px(6))))
        self._scroll_tray(0)
        self.viewport().update()

    def _is_tray_folded(self) -> bool:
        return not self.sheet.waiting

    def _tray_width(self) -> int:
        if self._is_tray_folded():
            return px(_FOLDED)
        return int(min(px(216), max(px(120), self.viewport().width() * 0.26)))

    def _tray_top(self) -> int:
        return px(34)

    def _scroll_tray(self, by: float) -> None:
        room = self.viewport().height() - self._tray_top() - 4
        most = max(0.0, self._layout.tray_height - room)
        self._tray_offset = min(max(0.0, self._tray_offset + by), most)
        self.viewport().update()

    # Where things are, on the viewport

    def _origin(self) -> QPointF:
        return QPointF(self._tray_width() + px(12), 1 - self.verticalScrollBar().value())

    def _tray_origin(self) -> QPointF:
        return QPointF(1, self._tray_top() - self._tray_offset)

    def tray_rect(self) -> QRectF:
        return QRectF(0, 0, self._tray_width(), self.viewport().height())

    def card_rect(self, mentee_id: int, mentor_id: int | None = None) -> QRectF:
        """Return where a mentee's card lies on the viewport; empty when it is not on the board."""
        found = self._layout.find(mentee_id, mentor_id)
        return QRectF() if found is None else self._on_viewport(found)

    def lane_rect(self, mentor_id: int) -> QRectF:
        """Return where a mentor's lane lies on the viewport; empty when it is not on the board."""
        found = next((one for one in self._layout.lanes if one.lane.mentor_id == mentor_id), None)
        return QRectF() if found is None else found.rect.translated(self._origin())

    def _on_viewport(self, placed: PlacedCard) -> QRectF:
        return placed.rect.translated(self._tray_origin() if placed.lane == TRAY else self._origin())

    def spot_at(self, point: QPointF) -> Spot | None:
        """Return what lies under a point of the viewport; (TRAY, -1) is the tray itself."""
        if self.tray_rect().contains(point):
            inside = point - self._tray_origin()
            hit = next((one for one in self._layout.tray if one.rect.contains(inside)), None)
            on_card = hit is not None and point.y() >= self._tray_top()
            return (TRAY, hit.place) if hit is not None and on_card else (TRAY, -1)
        inside = point - self._origin()
        lane = self._layout.lane_at(inside)
        if lane is None:
            return None
        return lane.number, next((one.place for one in lane.cards if one.rect.contains(inside)), -1)

    def cards_in_sight(self) -> list[PlacedCard]:
        """Return the cards that the next painting draws."""
        lanes = [card for lane in self._lanes_in_sight() for card in lane.cards]
        top, bottom = self._tray_offset, self._tray_offset + self.viewport().height()
        return lanes + [
            one for one in self._layout.tray if one.rect.bottom() >= top and one.rect.top() <= bottom
        ]

    def _lanes_in_sight(self) -> tuple[PlacedLane, ...]:
        top = float(self.verticalScrollBar().value())
        return self._layout.lanes_between(top, top + self.viewport().height())

    # What is current

    def current_card(self) -> PersonCard | None:
        placed = self._placed(self._spot)
        return placed.card if placed is not None else None

    def current_lane(self) -> PlacedLane | None:
        """Return the lane of the current card or mentor; None in the tray."""
        number = self._spot[0]
        return self._layout.lanes[number] if 0 <= number < len(self._layout.lanes) else None

    def choose(self, mentee_id: int, mentor_id: int | None = None) -> bool:
        """Make a mentee's card the current one and bring it into sight; False when it is not on the board."""
        found = self._layout.find(mentee_id, mentor_id)
        if found is None:
            return False
        self._move_to((found.lane, found.place))
        return True

    def _placed(self, spot: Spot) -> PlacedCard | None:
        number, place = spot
        cards = self._layout.tray if number == TRAY else ()
        if 0 <= number < len(self._layout.lanes):
            cards = self._layout.lanes[number].cards
        return cards[place] if 0 <= place < len(cards) else None

    def _first_spot(self) -> Spot:
        if not self._layout.lanes:
            return (TRAY, 0 if self._layout.tray else -1)
        return (0, 0 if self._layout.lanes[0].cards else -1)

    def _move_to(self, spot: Spot, *, follow: bool = True) -> None:
        self._spot = spot
        if follow:
            self._follow()
        self.setAccessibleDescription(self.spoken())
        self.viewport().update()
        self.current_changed.emit()

    def spoken(self) -> str:
        """Return the current card or mentor in words."""
        card, lane, words = self.current_card(), self.current_lane(), self.words
        if card is None and lane is None:
            return words("board.tray.title", n=len(self.sheet.waiting))
        if card is None and lane is not None:
            values = {"name": lane.lane.name, "taken": len(lane.lane.cards), "places": lane.lane.capacity}
            return words("board.lane.spoken", **values)
        assert card is not None
        if lane is None or card.fit is None:
            return words("board.card.waiting", name=card.name, reason=reasons(card, words))
        said = words("board.card.spoken", mentee=card.name, mentor=lane.lane.name, fit=percent(card.fit))
        state = "confirmed" if card.confirmed else "locked" if card.locked else ""
        marks = [words(f"pairs.state.{state}")] if state else []
        return ". ".join(part for part in (said, *marks, warnings(card, words), reasons(card, words)) if part)

    def _follow(self) -> None:
        """Bring what is current into sight."""
        placed, lane = self._placed(self._spot), self.current_lane()
        if self._spot[0] == TRAY:
            if placed is not None:
                room = self.viewport().height() - self._tray_top() - 8
                low, high = placed.rect.top() - 6, placed.rect.bottom() + 6
                self._scroll_tray(min(low - self._tray_offset, 0))
                self._scroll_tray(max(high - self._tray_offset - room, 0))
            return
        rect = placed.rect if placed is not None else lane.rect if lane is not None else None
        if rect is not None:
            self._bring_into_sight(rect)

    def _bring_into_sight(self, rect: QRectF) -> None:
        bar, margin = self.verticalScrollBar(), px(14)
        top, room = rect.top() - margin, self.viewport().height()
        if top < bar.value():
            bar.setValue(int(top))
        elif rect.bottom() + margin > bar.value() + room:
            bar.setValue(int(min(rect.bottom() + margin - room, top)) + 1)

    # Painting

    def tint(self, lane: PlacedLane) -> Tint:
        """Return how a lane is tinted."""
        return NO_TINT

    def mark(self, spot: Spot) -> SpotMark:
        """Return what is special about a spot."""
        return SpotMark(current=spot == self._spot, focused=self.hasFocus(), hovered=spot == self._hovered)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_lanes(painter)
        self._paint_tray(painter)
        self._paint_above(painter)
        painter.end()

    def _paint_lanes(self, painter: QPainter) -> None:
        painter.save()
        origin = self._origin()
        painter.setClipRect(QRectF(origin.x() - 4, 0, self.viewport().width(), self.viewport().height()))
        painter.translate(origin)
        for lane in self._lanes_in_sight():
            paint_lane(painter, lane, self.zoom, self.tint(lane), self.mark((lane.number, -1)))
            for placed in lane.cards:
                paint_card(painter, placed, self.zoom, self.mark((placed.lane, placed.place)), self.words)
        painter.restore()

    def _paint_tray(self, painter: QPainter) -> None:
        area = self.tray_rect().adjusted(0.5, 0.5, -0.5, -0.5)
        mark = self.mark((TRAY, -1))
        painter.setPen(QPen(colour("primary" if mark.target else "line"), 2 if mark.target else 1))
        painter.setBrush(colour("surface2"))
        painter.drawRoundedRect(area, px(10), px(10))
        title = QRectF(area.left() + px(12), area.top(), area.width() - px(20), self._tray_top())
        painter.setFont(font(12, font().Weight.DemiBold))
        painter.setPen(colour("text"))
        text = self.words("board.tray.title", n=len(self.sheet.waiting))
        if self._is_tray_folded():
            self._paint_upwards(painter, area, text)
            return
        painter.drawText(title, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.save()
        painter.setClipRect(area.adjusted(0, self._tray_top(), 0, -2))
        painter.translate(self._tray_origin())
        for placed in self.cards_in_sight():
            if placed.lane == TRAY:
                paint_card(painter, placed, self.zoom, self.mark((TRAY, placed.place)), self.words)
        painter.restore()

    @staticmethod
    def _paint_upwards(painter: QPainter, area: QRectF, text: str) -> None:
        """Write along the folded tray: nobody waits, and a card can still be put there."""
        painter.save()
        painter.setPen(colour("text3"))
        painter.translate(area.left(), area.bottom())
        painter.rotate(-90)
        room = QRectF(0, 0, area.height() - px(12), area.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), text)
        painter.restore()

    def _paint_above(self, painter: QPainter) -> None:
        """Draw what lies over everything else."""

    # Qt's side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.StyleChange):
            if event.type() == QEvent.Type.StyleChange:
                self._arrange()
            self.viewport().update()
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            self._show_tip(QPointF(event.pos()), event.globalPos())
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._hover(self.spot_at(event.position()))
        return super().viewportEvent(event)

    def _hover(self, spot: Spot | None) -> None:
        if spot != self._hovered:
            self._hovered = spot
            self.viewport().update()

    def _show_tip(self, point: QPointF, where: QPoint) -> None:
        spot = self.spot_at(point)
        placed = self._placed(spot) if spot is not None else None
        text = ""
        if placed is not None:
            card = placed.card
            fit = "" if card.fit is None else percent(card.fit)
            lines = (
                f"{card.name} {fit}".strip(),
                card.note,
                reasons(card, self.words),
                warnings(card, self.words),
            )
            text = "\n".join(line for line in lines if line)
        elif spot is not None and spot[0] >= 0:
            lane = self._layout.lanes[spot[0]].lane
            text = "\n".join(line for line in (lane.name, lane.note) if line)
        elif spot is not None and self._is_tray_folded():
            text = self.words("board.tray.empty")
        QToolTip.showText(where, text, self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.set_zoom(self.level + (1 if turned > 0 else -1))
            event.accept()
        elif self.tray_rect().contains(event.position()) and self._layout.tray:
            self._scroll_tray(-event.angleDelta().y() / 120 * px(60))
            event.accept()
        else:
            super().wheelEvent(event)
