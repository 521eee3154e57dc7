"""What a machine can see of a picture: no word is cut off, and everything that takes the keyboard has a name."""

import os
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QLabel,
    QListView,
    QProgressBar,
    QTableView,
    QTreeView,
    QWidget,
)

from nhipcau.widgets.controls import ElidedLabel
from nhipcau.widgets.spoken_roles import speak_roles
from nhipcau.widgets.tab_order import reading_order
from nhipcau.widgets.theme import DARK, LIGHT

_LISTS = {QAccessible.Role.List, QAccessible.Role.Table, QAccessible.Role.Tree}
LOOKS = [
    pytest.param("vi", LIGHT, 1.0, id="vi-light"),
    pytest.param("vi", DARK, 1.0, id="vi-dark"),
    pytest.param("en", LIGHT, 1.0, id="en-light"),
    pytest.param("en", DARK, 1.0, id="en-dark"),
    pytest.param("vi", LIGHT, 1.5, id="vi-large"),
    pytest.param("en", LIGHT, 1.5, id="en-large"),
]


def keep_picture(frame: QWidget, name: str) -> None:
    """Leave a picture for people where `NHIPCAU_GALLERY` names a folder."""
    folder = os.environ.get("NHIPCAU_GALLERY")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        frame.grab().save(str(Path(folder) / f"{name}.png"))


def assert_reads_well(frame: QWidget) -> None:
    speak_roles()
    shown = [widget for widget in frame.findChildren(QWidget) if widget.isVisible()]
    labels = [
        widget for widget in shown if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel)
    ]
    cut = [label.text() for label in labels if _cut_off(label)]
    assert not cut, cut
    buttons = [widget for widget in shown if isinstance(widget, QAbstractButton) and widget.text()]
    narrow = [button.text() for button in buttons if button.width() < button.minimumSizeHint().width()]
    assert not narrow, narrow
    focusable = [
        widget
        for widget in shown
        # A spin box is one thing to a screen reader; the line inside it has no name of its own.
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), QAbstractSpinBox)
    ]
    nameless = []
    leaps = leaps_of_the_tab_key(frame)
    assert not leaps, leaps
    _assert_roles(shown)
    for widget in focusable:
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name):
            nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert not nameless, nameless


def leaps_of_the_tab_key(frame: QWidget) -> list[str]:
    """Return where the Tab key goes against the reading: from a part to one that begins above it and ends left of it.

    Two columns are read one after the other, so that going up is right where it also goes to the right.
    """
    found = []
    stops = _stops(frame)
    for one, other in pairwise(stops):
        here, there = _places(one, other, frame)
        if there.bottom() < here.top() and there.left() < here.right():
            found.append(f"{_said(one)} {here.getRect()} → {_said(other)} {there.getRect()}")
        elif there.right() < here.left() and there.top() <= here.bottom() and here.top() <= there.bottom():
            found.append(f"{_said(one)} {here.getRect()} ← {_said(other)} {there.getRect()}")
    return found


def _stops(frame: QWidget) -> list[QWidget]:
    """Return what the Tab key stops at: that it really goes in this order, tests/widgets/test_tab_order.py sees."""
    return [
        stop
        for stop in reading_order(frame)
        if stop.isVisible() and stop.isEnabled() and stop.focusProxy() is None
    ]


def _places(one: QWidget, other: QWidget, frame: QWidget) -> tuple[QRect, QRect]:
    """Return where two stand; what only one of them is scrolled in stands for it, wherever that has been scrolled."""
    return _place(one, other, frame), _place(other, one, frame)


def _place(widget: QWidget, beside: QWidget, frame: QWidget) -> QRect:
    shown, holder = widget, widget.parentWidget()
    while holder is not None and holder is not frame and not holder.isAncestorOf(beside):
        if isinstance(holder, QAbstractScrollArea):
            shown = holder
        holder = holder.parentWidget()
    return QRect(shown.mapTo(frame, QPoint()), shown.size())


def _said(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name) or type(widget).__name__


def _assert_roles(shown: list[QWidget]) -> None:
    """Check that readers are told what is a heading, a list or a progress, and how far that is."""
    for widget in shown:
        spoken = QAccessible.queryAccessibleInterface(widget)
        if isinstance(widget, QLabel) and widget.objectName() in {"H1", "H2", "H3"}:
            assert spoken.role() == QAccessible.Role.Heading, widget.text()
            assert spoken.text(QAccessible.Text.Name) == widget.text()
        elif isinstance(widget, (QListView, QTableView, QTreeView)):
            assert spoken.role() in _LISTS, (type(widget).__name__, spoken.role())
        elif isinstance(widget, QProgressBar):
            assert spoken.role() == QAccessible.Role.ProgressBar
            assert spoken.text(QAccessible.Text.Name)


def cut_words(frame: QWidget) -> list[str]:
    """Return the texts that have less room than they need; a page that is just being laid out has some."""
    labels = [
        label
        for label in frame.findChildren(QLabel)
        if label.isVisible() and not isinstance(label, ElidedLabel)
    ]
    return [label.text() for label in labels if _cut_off(label)]


def _cut_off(label: QLabel) -> bool:
    if label.wordWrap() or not label.text() or label.textFormat() == Qt.TextFormat.RichText:
        return False
    return label.fontMetrics().horizontalAdvance(label.text()) > label.contentsRect().width() + 1
