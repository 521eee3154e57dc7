"""The box at the head of the sidebar that names the programme she works in."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QComboBox

from nhipcau.widgets.theme import px
from nhipcau.widgets.wheel_guard import calm

_BESIDE_TEXT: Final = 64
"""Pixels that the frame and the arrow of a box take, and a picture before its text."""


class ProgrammeBox(QComboBox):
    """A long name ends in dots instead of being cut through a letter; the whole is in the tip."""

    def __init__(self) -> None:
        super().__init__()
        calm(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        text = self.currentText() or self.placeholderText()
        if self.fontMetrics().horizontalAdvance(text) < self.width() - px(_BESIDE_TEXT):
            super().paintEvent(
                event
            )  # at the first picture: Qt's styles are not known to Python yet, and are many
        else:
            self._paint_shortened(text)

    def _paint_shortened(self, text: str) -> None:
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter

        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        if self.currentIndex() < 0:
            option.palette.setBrush(QPalette.ColorRole.ButtonText, option.palette.placeholderText())
        option.currentText = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def minimumSizeHint(self) -> QSize:
        """Be as high as the present text: Qt keeps the height of larger pictures from before."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())
