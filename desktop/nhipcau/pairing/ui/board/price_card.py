"""The card beside the pointer that says what letting go would bring."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from nhipcau.pairing.explanation.plan_sentences import percent
from nhipcau.pairing.ui.board.card_painting import fit_role
from nhipcau.pairing.ui.board.price_text import Price
from nhipcau.widgets.card import Body, Heading, Muted
from nhipcau.widgets.charts import FitBar
from nhipcau.widgets.theme import colour, px


class PriceCard(QFrame):
    """Lies above the board and lets the pointer through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(5)
        self.title = Heading(level=3, wrap=True)
        self.bar = FitBar()
        self.text = Body()
        self.hint = Muted(wrap=True)
        for part in (self.title, self.bar, self.text, self.hint):
            column.addWidget(part)
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setBlurRadius(22)
        self._shadow.setOffset(0, 4)
        self.setGraphicsEffect(self._shadow)
        self.hide()

    def show_price(self, price: Price, hint: str) -> None:
        self._shadow.setColor(colour("#000000") if colour("bg").lightness() < 100 else colour("line2"))
        self.title.setText(price.title)
        self.bar.setVisible(price.fit is not None)
        if price.fit is not None:
            self.bar.set_value(price.fit / 100, fit_role(price.fit))
            self.bar.setAccessibleName(percent(price.fit))
        self.text.setText("\n".join(f"• {line}" for line in price.lines))
        self.text.setVisible(bool(price.lines))
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        width = px(290)
        self.setFixedWidth(width)
        layout = self.layout()
        assert layout is not None
        self.setFixedHeight(layout.totalHeightForWidth(width))
        self.show()
        self.raise_()

    def place_beside(self, point: QPointF, room: QRectF) -> None:
        """Lie below and beside a point, whole and inside the room; above it where there is no room below."""
        left = point.x() + px(28)
        if left + self.width() > room.right():
            left = point.x() - px(28) - self.width()
        self._put(left, point.y() + px(30), point.y() - px(22), room)

    def place_under(self, lane: QRectF, left: float, room: QRectF) -> None:
        """Lie below a lane without covering it, or above it where there is no room below."""
        self._put(min(left, room.right() - self.width()), lane.bottom() + px(5), lane.top() - px(5), room)

    def _put(self, left: float, top: float, bottom: float, room: QRectF) -> None:
        if top + self.height() > room.bottom():
            top = (
                bottom - self.height()
                if bottom - self.height() >= room.top()
                else room.bottom() - self.height()
            )
        self.move(round(max(room.left(), left)), round(max(room.top(), top)))
