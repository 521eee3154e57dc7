"""A person's initials on a coloured disc; the same person always has the same colour."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nhipcau.common.names.vietnamese import initials
from nhipcau.widgets.scaled_square import ScaledSquare
from nhipcau.widgets.theme import font

_DISCS: Final = ("#0F766E", "#B45309", "#1D4ED8", "#9D3C72", "#4D7C0F", "#6D28D9", "#0E7490", "#A16207")


def disc_colour(name: str) -> str:
    """Return the colour of a name's disc; white stands out on all of them."""
    return _DISCS[sum(map(ord, name)) % len(_DISCS)]


def paint_avatar(
    painter: QPainter,
    rect: QRectF,
    name: str,
    base: QFont,
    ring: str | None = None,
) -> None:
    """Draw the disc of a name into a square; `ring` is a colour to set it off from what lies below."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ring), 2) if ring else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(disc_colour(name)))
    painter.drawEllipse(rect)
    letters = QFont(base)
    letters.setPixelSize(max(1, round(rect.height() * 0.37)))
    letters.setWeight(QFont.Weight.DemiBold)
    painter.setFont(letters)
    painter.setPen(QColor("white"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()


class Avatar(ScaledSquare):
    """The disc as a widget; `side` in unscaled pixels."""

    def __init__(self, name: str = "", side: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(side, parent)
        self._name = name

    def set_name(self, name: str) -> None:
        self._name = name
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_avatar(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._name, font())
        painter.end()
