"""A light ring around what has the keyboard, where the keyboard brought it there: a click needs none.

Fields show their own frame, since whoever types must see where. Rows and canvases that paint their mark may ask
`reached_by_keyboard`.
"""

from dataclasses import dataclass
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QPushButton,
    QWidget,
)

from nhipcau.widgets.theme import colour

_RINGED: Final = ("QPushButton", "QCheckBox", "QRadioButton", "QToolButton")
"""What is ringed, by Qt's names, since no first picture has all of these. What paints itself paints its mark too."""
_LINE: Final = 2
_OFFSET: Final = 2
_BY_KEYS: Final = Qt.WidgetAttribute.WA_KeyboardFocusChange
"""Qt sets it where the Tab key or a shortcut gave the keyboard, and takes it away where the program did."""
_MOVES: Final = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
}


@dataclass(slots=True)
class _Hands:
    on_keys: bool = False
    """Whether the keyboard was used last: what the program gives it to by itself is marked for those who use it."""


_hands: Final = _Hands()


def reached_by_keyboard(widget: QWidget) -> bool:
    """Say whether a widget has the keyboard, and whether that is what is being used."""
    return widget.hasFocus() and _hands.on_keys


def note_keys() -> None:
    """Take it that the keyboard is being used, as after a shortcut that has led elsewhere."""
    _hands.on_keys = True


class _Ring(QWidget):
    """The ring itself: lies over what it surrounds and takes no click."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.radius = 0.0
        self.role = "primary"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(self.role), _LINE))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), self.radius, self.radius)
        painter.end()


class FocusRing(QObject):
    """Follows the keyboard through all windows of the program."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._ring: _Ring | None = None
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        _hands.on_keys = False
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._leave()
        if now is None:
            return
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            _hands.on_keys = False
        elif now.window().testAttribute(_BY_KEYS):
            _hands.on_keys = True
        if _hands.on_keys and any(now.inherits(kind) for kind in _RINGED):
            self._surround(now)

    def _surround(self, widget: QWidget) -> None:
        holder = widget
        self._watched = [widget]
        while not holder.isWindow() and not isinstance(holder.parentWidget(), QAbstractScrollArea):
            above = holder.parentWidget()
            if above is None:
                break
            holder = above
            self._watched.append(holder)
        if self._ring is None or not shiboken6.isValid(self._ring):
            self._ring = _Ring(holder)
        elif self._ring.parentWidget() is not holder:
            self._ring.setParent(holder)
        self._around = widget
        for one in self._watched:
            one.installEventFilter(self)
        self._place()

    def _leave(self) -> None:
        for one in self._watched:
            if shiboken6.isValid(one):
                one.removeEventFilter(self)
        self._watched = []
        self._around = None
        if self._ring is not None and shiboken6.isValid(self._ring):
            self._ring.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        elif event.type() == QEvent.Type.MouseButtonPress and watched is self._around:
            _hands.on_keys = False
            self._leave()
        return False

    def _place(self) -> None:
        around, ring = self._around, self._ring
        if around is None or ring is None or not (shiboken6.isValid(around) and shiboken6.isValid(ring)):
            return
        holder = ring.parentWidget()
        if not around.isVisible() or holder is None:
            ring.hide()
            return
        air = _LINE + _OFFSET if isinstance(around, QPushButton) else 0
        seen = QRect(around.mapTo(holder, QPoint()), around.size())
        place = seen.adjusted(-air, -air, air, air).intersected(holder.rect())
        ring.radius = min(13.0, place.height() / 2)
        ring.role = "surface" if around.property("on_dark") else "primary"
        ring.setGeometry(place)
        ring.show()
        ring.raise_()
