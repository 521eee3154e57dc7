"""The board to work on: take a mentee's card, see what each mentor would cost, put it down. By mouse and by key."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from nhipcau.common.names.vietnamese import fold
from nhipcau.pairing.explanation.results import Alternative, Plan
from nhipcau.pairing.settings.pairing_input import PairingInput
from nhipcau.pairing.ui.board.board_view import Spot
from nhipcau.pairing.ui.board.card_navigation import ARROWS, WalkedBoard
from nhipcau.pairing.ui.board.card_painting import NO_TINT, SpotMark, Tint, paint_held
from nhipcau.pairing.ui.board.geometry import ROOMY, TRAY, PlacedLane
from nhipcau.pairing.ui.board.lanes_and_cards import PersonCard
from nhipcau.pairing.ui.board.price_card import PriceCard
from nhipcau.pairing.ui.board.price_text import Price, price_of, tint_of
from nhipcau.widgets.theme import px

_DROPS: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(slots=True)
class Held:
    """The card in the hand, and the lane it is over: a number, TRAY, or None for nowhere."""

    card: PersonCard
    by_mouse: bool
    point: QPointF
    over: int | None = None


class Board(WalkedBoard):
    """`picked` asks for the prices of a mentee, `price_wanted` for one that was not exact.

    The other signals say what is wanted of the plan.
    """

    picked = Signal(int)
    price_wanted = Signal(int, int)
    lock_wanted = Signal(int, int)
    release_wanted = Signal(int, int)
    forbid_wanted = Signal(int, int)
    confirm_wanted = Signal(int, int)
    open_wanted = Signal(int, int)
    why_wanted = Signal(int)
    search_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: PairingInput | None = None
        self._plan: Plan | None = None
        self._prices: Mapping[int, Alternative] = {}
        self._priced: int | None = None
        self._held: Held | None = None
        self._pressed: QPointF | None = None
        self._typed = ""
        self.price = PriceCard(self.viewport())
        self.menu: QMenu | None = None
        self._linger = QTimer(self)
        self._linger.setSingleShot(True)
        self._linger.setInterval(250)
        self._linger.timeout.connect(self._ask_exactly)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(900)
        self._pause.timeout.connect(self._forget_typed)
        self._drift = QTimer(self)
        self._drift.setInterval(30)
        self._drift.timeout.connect(self._scroll_on)

    def set_plan(self, people: PairingInput, plan: Plan) -> None:
        """Remember what prices are said about; whatever is held is put back."""
        self._people, self._plan = people, plan
        self._prices, self._priced = {}, None
        self.put_back()

    def set_prices(self, mentee_id: int, found: Sequence[Alternative]) -> None:
        """Hear what each mentor would cost for a mentee."""
        self._prices = {one.mentor_id: one for one in found}
        self._priced = mentee_id
        self.viewport().update()
        self._tell()

    def set_price(self, mentee_id: int, found: Alternative) -> None:
        """Hear what one mentor would cost exactly."""
        known = self._prices.get(found.mentor_id)
        if self._priced == mentee_id and known is not None:
            exact = replace(found, rank=known.rank, blocked=known.blocked, current=known.current, exact=True)
            self._prices = {**self._prices, found.mentor_id: exact}
            self.viewport().update()
            self._tell()

    @property
    def held(self) -> PersonCard | None:
        """The card in the hand."""
        return self._held.card if self._held is not None else None

    # Taking and putting down

    def pick_up(self) -> None:
        """Take the current card by key."""
        card, lane = self.current_card(), self.current_lane()
        if card is not None:
            rect = self.card_rect(card.mentee_id, card.mentor_id)
            self._take(Held(card, False, rect.center(), lane.number if lane is not None else TRAY))

    def _take(self, held: Held) -> None:
        self._held = held
        self._typed = ""
        if self._priced != held.card.mentee_id:
            self._prices, self._priced = {}, None
            self.picked.emit(held.card.mentee_id)
        self._tell()
        self.viewport().update()

    def put_back(self) -> None:
        """Let go of the card as if it had never been taken."""
        self._drift.stop()
        self._linger.stop()
        self._held = self._pressed = None
        self.price.hide()
        self.viewport().unsetCursor()
        self.viewport().update()

    def drop(self) -> None:
        """Put the card down where it is held."""
        held = self._held
        if held is None:
            return
        self.put_back()
        card = held.card
        if card.confirmed or held.over is None:
            return
        if held.over == TRAY:
            self._drop_in_tray(card)
            return
        mentor_id = self._layout.lanes[held.over].lane.mentor_id
        if mentor_id != card.mentor_id and (self._priced is None or mentor_id in self._prices):
            self.lock_wanted.emit(card.mentee_id, mentor_id)

    def _drop_in_tray(self, card: PersonCard) -> None:
        if card.mentor_id is not None:
            wanted = self.release_wanted if card.locked else self.forbid_wanted
            wanted.emit(card.mentee_id, card.mentor_id)

    # Saying what it would cost

    def _tell(self) -> None:
        """Show and say what letting go here would bring."""
        held = self._held
        if held is None or self._people is None or self._plan is None:
            return
        price = self._price_here(held)
        if price is None:
            self.price.hide()
            return
        hint = "board.hint.mouse" if held.by_mouse else "board.hint.keys"
        if held.card.confirmed:
            hint = "board.hint.confirmed"
        self.price.show_price(price, self.words(hint))
        self._place_price(held)
        self.setAccessibleDescription(price.spoken)
        self._linger.start()

    def _ask_exactly(self) -> None:
        """Ask for the price of the mentor the card has come to rest over, when it is not known to the point."""
        held = self._held
        if held is None or held.over is None or held.over == TRAY or self._priced != held.card.mentee_id:
            return
        price = self._prices.get(self._layout.lanes[held.over].lane.mentor_id)
        if price is not None and not price.exact:
            self.price_wanted.emit(held.card.mentee_id, price.mentor_id)

    def _price_here(self, held: Held) -> Price | None:
        if held.over is None or self._people is None or self._plan is None:
            return None
        card, words = held.card, self.words
        if held.over == TRAY:
            key = "stays" if card.mentor_id is None else "release" if card.locked else "forbid"
            return Price(card.name, None, (words(f"board.tray.{key}"),))
        lane = self._layout.lanes[held.over].lane
        title = words("board.price.title", mentee=card.name, mentor=lane.name)
        if self._priced != card.mentee_id:
            return Price(title, None, (words("board.price.waiting"),))
        price = self._prices.get(lane.mentor_id)
        if price is None:
            return Price(title, None, (words("board.price.same_person"),), blocked=True)
        return price_of(card.mentee_id, price, self._plan, self._people, words)

    def _place_price(self, held: Held) -> None:
        """Lie anywhere in the window: the board itself may be lower than what there is to say."""
        window = self.window()
        if self.price.parent() is not window:
            self.price.setParent(window)
            self.price.show()
            self.price.raise_()
        room, shift = QRectF(window.rect()), QPointF(self.viewport().mapTo(window, QPoint(0, 0)))
        if held.by_mouse or held.over is None:
            self.price.place_beside(held.point + shift, room)
        elif held.over == TRAY:
            self.price.place_beside(
                QPointF(self.tray_rect().right() - px(40), self._tray_top()) + shift, room
            )
        else:
            lane, origin = self._layout.lanes[held.over], self._origin() + shift
            left = lane.head.translated(origin).right() + px(8)
            self.price.place_under(lane.rect.translated(origin), left, room)

    def tint(self, lane: PlacedLane) -> Tint:
        if self._held is None or self._priced != self._held.card.mentee_id:
            return NO_TINT
        return tint_of(self._prices.get(lane.lane.mentor_id), self.words)

    def mark(self, spot: Spot) -> SpotMark:
        held = self._held
        if held is None:
            return super().mark(spot)
        placed = self._placed(spot)
        lifted = placed is not None and placed.card == held.card
        return SpotMark(target=spot[1] == -1 and spot[0] == held.over, lifted=lifted)

    def _paint_above(self, painter: QPainter) -> None:
        if self._held is not None and self._held.by_mouse:
            paint_held(painter, self._held.point, self._held.card)

    # By mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        if self._held is not None and event.button() == Qt.MouseButton.RightButton:
            self.put_back()
            return
        if spot is None or self._held is not None:
            return
        if spot != (TRAY, -1):
            self._move_to(spot, follow=False)
        if event.button() == Qt.MouseButton.LeftButton and self._placed(spot) is not None:
            self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._held is None:
            far = self._pressed is not None and (
                (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            )
            card = self.current_card()
            if far and card is not None:
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
                self._take(Held(card, True, point))
        if self._held is not None and self._held.by_mouse:
            self._carry_to(point)

    def _carry_to(self, point: QPointF) -> None:
        held = self._held
        if held is None:
            return
        held.point = point
        spot = self.spot_at(point)
        held.over = spot[0] if spot is not None else None
        near = px(36)
        inside = point.x() > self.tray_rect().right()
        at_edge = inside and not near < point.y() < self.viewport().height() - near
        if at_edge != self._drift.isActive():
            (self._drift.start if at_edge else self._drift.stop)()
        self._tell()
        self.viewport().update()

    def _scroll_on(self) -> None:
        """Scroll while the card is held at the upper or lower edge."""
        if self._held is None:
            return
        up = self._held.point.y() < self.viewport().height() / 2
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (-px(14) if up else px(14)))
        self._carry_to(self._held.point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if self._held is not None and self._held.by_mouse and event.button() == Qt.MouseButton.LeftButton:
            self._carry_to(event.position())
            self.drop()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._open()

    # By key

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not self._zoom_key(key):
                super().keyPressEvent(event)
        elif self._held is not None:
            self._key_while_held(key, event.text())
        elif not (self.walk(key) or self._key_on_card(key)):
            super().keyPressEvent(event)

    def _zoom_key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_zoom(self.level + 1)
        elif key == Qt.Key.Key_Minus:
            self.set_zoom(self.level - 1)
        elif key == Qt.Key.Key_0:
            self.set_zoom(ROOMY)
        elif key == Qt.Key.Key_F:
            self.search_wanted.emit()
        else:
            return False
        return True

    def _key_on_card(self, key: Qt.Key) -> bool:
        doing: Mapping[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Space: self.pick_up,
            Qt.Key.Key_Return: self._open,
            Qt.Key.Key_Enter: self._open,
            Qt.Key.Key_L: self._lock,
            Qt.Key.Key_F: self._forbid,
            Qt.Key.Key_Delete: self._forbid,
            Qt.Key.Key_C: self._confirm,
            Qt.Key.Key_W: self._why,
            Qt.Key.Key_Menu: self._menu_at_card,
        }
        if key in doing:
            doing[key]()
        return key in doing

    def _key_while_held(self, key: Qt.Key, text: str) -> None:
        if key == Qt.Key.Key_Escape:
            self.put_back()
            self._move_to(self._spot)
        elif key in _DROPS and not (key == Qt.Key.Key_Space and self._typed):
            self.drop()
        elif key in ARROWS:
            self._carry_by(*ARROWS[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._carry_over(TRAY)
        elif text.isprintable() and text:
            self._type(text)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        if query == Qt.InputMethodQuery.ImEnabled:
            return self._held is not None
        return super().inputMethodQuery(query)

    def _type(self, text: str) -> None:
        """Carry the card to the mentor whose name begins as typed."""
        self._typed += fold(text)
        self._pause.start()
        for lane in self._layout.lanes:
            name = lane.lane.folded
            if any(name[at:].startswith(self._typed) for at in _beginnings(name)):
                self._carry_over(lane.number)
                return

    def _forget_typed(self) -> None:
        self._typed = ""

    def _carry_by(self, across: int, down: int) -> None:
        held, lanes, columns = self._held, self._layout.lanes, self._layout.columns
        if held is None or not lanes:
            return
        if held.over is None or held.over == TRAY:
            if across >= 0:
                self._carry_over(self._first_lane_in_sight())
            return
        if across < 0 and held.over % columns == 0:
            self._carry_over(TRAY)
            return
        wanted = held.over + across + down * columns
        if 0 <= wanted < len(lanes):
            self._carry_over(wanted)

    def _carry_over(self, number: int) -> None:
        held = self._held
        if held is None:
            return
        held.over = number
        held.by_mouse = False
        if number != TRAY:
            self._bring_into_sight(self._layout.lanes[number].rect)
        self._tell()
        self.viewport().update()

    # What is done with the current card

    def _pair(self) -> tuple[PersonCard, int] | None:
        """Return the current card with its mentor, when it is a pair that is still open to change."""
        card = self.current_card()
        if card is None or card.mentor_id is None or card.confirmed:
            return None
        return card, card.mentor_id

    def _lock(self) -> None:
        pair = self._pair()
        if pair is not None:
            wanted = self.release_wanted if pair[0].locked else self.lock_wanted
            wanted.emit(pair[0].mentee_id, pair[1])

    def _forbid(self) -> None:
        pair = self._pair()
        if pair is not None:
            self.forbid_wanted.emit(pair[0].mentee_id, pair[1])

    def _confirm(self) -> None:
        pair = self._pair()
        if pair is not None:
            self.confirm_wanted.emit(pair[0].mentee_id, pair[1])

    def _open(self) -> None:
        card = self.current_card()
        if card is not None:
            self.open_wanted.emit(card.mentee_id, card.mentor_id or 0)

    def _why(self) -> None:
        card = self.current_card()
        if card is not None:
            self.why_wanted.emit(card.mentee_id)

    # The menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._menu_at_card()
        elif self._held is None and self.current_card() is not None:
            self.card_menu().popup(event.globalPos())

    def _menu_at_card(self) -> None:
        card = self.current_card()
        if card is not None:
            at = self.card_rect(card.mentee_id, card.mentor_id).center().toPoint()
            self.card_menu().popup(self.viewport().mapToGlobal(at))

    def card_menu(self) -> QMenu:
        """Return what can be done with the current card."""
        card, words = self.current_card(), self.words
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = QMenu(self)
        assert card is not None
        self.menu.addAction(words("board.menu.open"), self._open)
        self.menu.addAction(words("board.menu.why", name=card.name), self._why)
        self.menu.addAction(words("board.menu.pick"), self.pick_up)
        if self._pair() is not None:
            self.menu.addSeparator()
            self.menu.addAction(
                words("pairs.action.unlock" if card.locked else "pairs.action.lock"), self._lock
            )
            self.menu.addAction(words("pairs.action.forbid"), self._forbid)
            self.menu.addAction(words("pairs.action.confirm"), self._confirm)
        return self.menu

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.put_back()  # the price lies on the window and would stay

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._held is not None and not self._held.by_mouse:
            self.put_back()


def _beginnings(name: str) -> list[int]:
    return [0] + [at + 1 for at, letter in enumerate(name) if letter == " "]
