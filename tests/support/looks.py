"""What a machine can see of a picture: no word is cut off, and everything that takes the keyboard has a name."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QLabel, QWidget

from nhipcau.widgets.controls import ElidedLabel
from nhipcau.widgets.theme import DARK, LIGHT

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
    for widget in focusable:
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name):
            nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert not nameless, nameless


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
