"""From card to card by the arrow keys."""

from typing import Final

from PySide6.QtCore import Qt

from nhipcau.pairing.ui.board.board_view import BoardView
from nhipcau.pairing.ui.board.geometry import TRAY, PlacedLane

ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_PAGES: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class WalkedBoard(BoardView):
    """Left and right go along a lane and on to its neighbour; up and down to the lane above or below."""

    def walk(self, key: Qt.Key) -> bool:
        """Go where a key leads; False when it leads nowhere."""
        if key in ARROWS:
            self._step(*ARROWS[key])
        elif key in _PAGES:
            self._page(_PAGES[key])
        elif key == Qt.Key.Key_Home:
            self._move_to(self._first_spot())
        elif key == Qt.Key.Key_End:
            self._to_last()
        else:
            return False
        return True

    def _first_lane_in_sight(self) -> int:
        seen = self._lanes_in_sight()
        return seen[0].number if seen else 0

    def _step(self, across: int, down: int) -> None:
        """Go to the neighbouring card or mentor."""
        number, place = self._spot
        if number == TRAY:
            self._step_in_tray(across, down)
            return
        lane = self.current_lane()
        if lane is None:
            self._move_to(self._first_spot())
        elif across:
            self._step_across(lane, place + across)
        else:
            self._step_down(lane, place, down)

    def _step_across(self, lane: PlacedLane, place: int) -> None:
        columns = self._layout.columns
        if -1 <= place < len(lane.cards):
            self._move_to((lane.number, place))
        elif place < -1 and lane.number % columns:
            before = self._layout.lanes[lane.number - 1]
            self._move_to((before.number, len(before.cards) - 1))
        elif place < -1:
            self._move_to((TRAY, 0 if self._layout.tray else -1))
        elif (lane.number + 1) % columns and lane.number + 1 < len(self._layout.lanes):
            self._move_to((lane.number + 1, -1))

    def _step_down(self, lane: PlacedLane, place: int, down: int) -> None:
        placed = self._placed((lane.number, place))
        if placed is not None:  # a lane of several rows first
            below = [
                one for one in lane.cards
                if abs(one.rect.left() - placed.rect.left()) < 1
                and (one.rect.top() - placed.rect.top()) * down > 0
            ]  # fmt: skip
            if below:
                self._move_to((lane.number, (below[0] if down > 0 else below[-1]).place))
                return
        wanted = lane.number + down * self._layout.columns
        if 0 <= wanted < len(self._layout.lanes):
            self._move_to((wanted, min(max(place, -1), len(self._layout.lanes[wanted].cards) - 1)))

    def _step_in_tray(self, across: int, down: int) -> None:
        if across > 0 and self._layout.lanes:
            self._move_to((self._first_lane_in_sight(), -1))
        wanted = self._spot[1] + down
        if not across and 0 <= wanted < len(self._layout.tray):
            self._move_to((TRAY, wanted))

    def _to_last(self) -> None:
        if self._layout.lanes:
            last = self._layout.lanes[-1]
            self._move_to((last.number, len(last.cards) - 1))

    def _page(self, way: int) -> None:
        lane = self.current_lane()
        if lane is None:
            return
        line = max(1.0, lane.rect.height())
        rows = max(1, int(self.viewport().height() // line)) * self._layout.columns * way
        wanted = min(max(0, lane.number + rows), len(self._layout.lanes) - 1)
        self._move_to((wanted, min(self._spot[1], len(self._layout.lanes[wanted].cards) - 1)))
