"""Lucide icons in any colour, drawn afresh for the screen they are on.

A colour is a role name such as `text2` or a `#RRGGBB`. A QIcon holds the colours of the theme it was made in;
whoever keeps one makes it again when the theme changes, as `Button` does by itself.
"""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from nhipcau.common.paths import resource
from nhipcau.widgets.theme import colour as colour_of
from nhipcau.widgets.theme import px

_SIZES: Final = (16, 18, 20)


@lru_cache(maxsize=512)
def _renderer(name: str, hex_colour: str) -> QSvgRenderer:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", hex_colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


def paint_icon(painter: QPainter, name: str, colour: str, rect: QRectF) -> None:
    """Draw an icon into a square."""
    _renderer(name, colour_of(colour).name()).render(painter, rect)


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0, *, gap: int = 0) -> QPixmap:
    """Return a picture of the icon, `size` logical pixels high on a screen of `ratio`, with `gap` free at its right."""
    side = round(size * ratio)
    drawn = QPixmap(side + round(gap * ratio), side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    paint_icon(painter, name, colour, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def icon(name: str, colour: str = "text2", *, gap: int = 0, side: int = 0) -> QIcon:
    """Return the icon called `name`, tinted, in the sizes the program uses, or in one of so many pixels alone.

    Pixmaps and not a QIconEngine in Python: Qt keeps using an engine after Python has collected it, and crashes.
    """
    ratios = {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}
    made = QIcon()
    for size in [side] if side else sorted({px(each) for each in _SIZES}):
        for ratio in sorted(ratios):
            made.addPixmap(pixmap(name, colour, size, ratio, gap=gap))
    return made
