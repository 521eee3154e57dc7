"""The Tab key goes through a window as it is read, also where parts of it were made later than others.

Qt goes in the order in which things were put into the window: filters that are made once the rows have been read would
come last. What is laid out knows better, and is asked when the key is pressed: nobody else waits for it.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLayout,
    QSplitter,
    QTabWidget,
    QWidget,
)

_WHOLE = (QAbstractSpinBox, QComboBox)
"""What is one thing to the keyboard, with parts of its own inside."""


def order_by_reading(window: QWidget) -> None:
    """Let the Tab key follow the layouts: rows from above, in each from the left."""
    for one, other in pairwise(reading_order(window)):
        QWidget.setTabOrder(one, other)


def reading_order(window: QWidget) -> list[QWidget]:
    """Return what the Tab key stops at, from the first on."""
    return [part for part in _parts(window) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """Go through what is in sight in this widget, in the order of its layouts; what lies free comes last."""
    if isinstance(widget, _WHOLE):
        return
    laid_out = list(_laid_out(widget))
    known = set(map(id, laid_out))
    others = (child for child in widget.children() if isinstance(child, QWidget) and id(child) not in known)
    for child in (*laid_out, *others):
        if not child.isHidden() and not child.isWindow():
            yield child
            yield from _parts(child)


def _laid_out(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QSplitter):
        yield from filter(None, map(widget.widget, range(widget.count())))
    elif isinstance(widget, QTabWidget):
        yield widget.tabBar()
    elif (layout := widget.layout()) is not None:
        yield from _of_layout(layout)


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for item in filter(None, map(layout.itemAt, _places(layout))):
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _of_layout(inner)


def _places(layout: QLayout) -> list[int]:
    """Return the numbers of what is laid out, by rows where there are some."""
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        cells: dict[int, Any] = {place: layout.getItemPosition(place) for place in places}
        places.sort(key=lambda place: (cells[place][0], cells[place][1]))
    return places
