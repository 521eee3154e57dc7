"""The sidebar: whose programme, where in it, what is done, and that it is saved."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from nhipcau.shell.routes import PLACES, ROUTES, STEP_PAGES, WITHOUT_PROGRAMME
from nhipcau.shell.window.nav_rows import NavRow, StepRow, StepState
from nhipcau.widgets.card import Heading, IconTile, Muted
from nhipcau.widgets.controls import ElidedLabel, Segmented
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.flow import FlowLayout
from nhipcau.widgets.icons import icon, pixmap
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.theme import px
from nhipcau.widgets.wheel_guard import calm

STEPS: Final = 8
_NEW: Final = -1
_BESIDE_TEXT: Final = 64
"""Pixels that the frame and the arrow of a box take, and a picture before its text."""


class ProgrammeBox(QComboBox):
    """A long name ends in dots instead of being cut through a letter; the whole is in the tip."""

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


class Sidebar(QFrame):
    """Says where the user wants to go; the window goes there."""

    programme_chosen = Signal(int)
    new_programme_wanted = Signal()
    place_chosen = Signal(str)
    step_chosen = Signal(int)
    language_chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Sidebar")
        self._desk = desk
        self._saved_at = ""
        self._done = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 1, 12)
        column.setSpacing(0)
        column.addLayout(self._logo())
        column.addSpacing(14)
        column.addLayout(self._switcher())
        column.addSpacing(10)
        column.addWidget(self._rows(), 1)
        column.addSpacing(8)
        column.addWidget(self._footer())
        self._fit()

    def _logo(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(10)
        self._tile = IconTile("sprout", "primary", 36)
        self._name = Heading()
        self._motto = ElidedLabel("", "Muted")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._motto)
        row.addWidget(self._tile)
        row.addLayout(words, 1)
        return row

    def _switcher(self) -> QHBoxLayout:
        self.switcher = calm(ProgrammeBox())
        self.switcher.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.switcher.setMinimumContentsLength(8)
        self.switcher.activated.connect(self._on_programme)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self.switcher)
        return row

    def _rows(self) -> QWidget:
        scroll = VScroll(spacing=0)
        self._places: dict[str, NavRow] = {}
        for place in PLACES:
            row = NavRow(place.icon)
            row.setProperty("place", place.route)
            row.clicked.connect(self._on_place)
            self._places[place.route] = row
            scroll.add(row)
        heading = QHBoxLayout()
        heading.setContentsMargins(22, 12, 20, 4)
        self._steps_heading = Muted()
        self._steps_count = Muted()
        heading.addWidget(self._steps_heading)
        heading.addStretch(1)
        heading.addWidget(self._steps_count)
        scroll.body.addLayout(heading)
        self._steps: list[StepRow] = []
        for number in range(1, STEPS + 1):
            step = StepRow(number, STEPS)
            step.clicked.connect(self._on_step)
            self._steps.append(step)
            scroll.add(step)
        scroll.body.addStretch(1)
        return scroll

    def _footer(self) -> QWidget:
        foot = QWidget()
        outer = QHBoxLayout(foot)
        outer.setContentsMargins(16, 4, 8, 0)
        flow_holder = QWidget()
        flow = FlowLayout(flow_holder, gap=6)
        saved = QWidget()
        row = QHBoxLayout(saved)
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(6)
        self._disk = QLabel()
        self._saved = Muted()
        row.addWidget(self._disk)
        row.addWidget(self._saved)
        self.languages = Segmented()
        self.languages.set_items([("vi", "VI"), ("en", "EN")])
        self.languages.chosen.connect(self.language_chosen)
        flow.addWidget(saved)
        flow.addWidget(self.languages)
        policy = flow_holder.sizePolicy()
        policy.setHeightForWidth(True)
        flow_holder.setSizePolicy(policy)
        outer.addWidget(flow_holder, 1)
        return foot

    def retranslate(self) -> None:
        words = self._desk.words
        self._name.setText(words("shell.product"))
        self._motto.setText(words("shell.motto"))
        self.switcher.setAccessibleName(words("shell.programme.choose"))
        self._steps_heading.setText(words("shell.steps"))
        for name, place in self._places.items():
            place.setText(words(ROUTES[name].named))
            place.setAccessibleName(place.text())
        for step in self._steps:
            step.setText(words(f"method.step.{step.number}"))
        self._name_steps()
        self.languages.choose(self._desk.language)
        for language in ("vi", "en"):
            segment = self.languages.segment(language)
            segment.setAccessibleName(words(f"common.language.{language}"))
            segment.setToolTip(segment.accessibleName())
        if self.switcher.count():
            self.switcher.setItemText(self.switcher.count() - 1, words("shell.programme.new"))
        self.show_saved(self._saved_at)

    def _name_steps(self) -> None:
        words = self._desk.words
        self._steps_count.setText(f"{self._done}/{STEPS}")
        for step in self._steps:
            state = words(f"shell.step_state.{step.state}")
            step.setAccessibleName(words("shell.step_name", n=step.number, name=step.text(), state=state))

    def retheme(self) -> None:
        self._fit()
        if self.switcher.count():
            self.switcher.setItemIcon(self.switcher.count() - 1, icon("plus"))
        self._disk.setPixmap(pixmap("hard-drive", "text3", px(14), self.devicePixelRatioF()))
        self.update()

    def _fit(self) -> None:
        self.setFixedWidth(128 + px(128))
        self.switcher.setIconSize(QSize(px(16), px(16)))

    def show_programmes(self, programmes: Sequence[tuple[int, str]], chosen: int | None) -> None:
        """List programmes as (id, name), then the way to a new one."""
        self.switcher.blockSignals(True)
        self.switcher.clear()
        for number, name in programmes:
            self.switcher.addItem(name, number)
            self.switcher.setItemData(self.switcher.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
        self.switcher.insertSeparator(self.switcher.count())
        self.switcher.addItem(icon("plus"), self._desk.words("shell.programme.new"), _NEW)
        self.switcher.setCurrentIndex(self.switcher.findData(chosen) if chosen is not None else -1)
        self.switcher.setToolTip(self.switcher.currentText() if chosen is not None else "")
        self.switcher.setPlaceholderText(self._desk.words("shell.programme.none"))
        self.switcher.blockSignals(False)
        for name, row in self._places.items():
            row.setEnabled(chosen is not None or name in WITHOUT_PROGRAMME)
        for step in self._steps:
            step.setEnabled(chosen is not None)

    def show_opening(self, *, opening: bool) -> None:
        """While a file is being opened nothing is known of it: neither that it is empty nor that nothing is done."""
        self.switcher.setPlaceholderText(
            self._desk.words(f"shell.programme.{'opening' if opening else 'none'}")
        )
        self._steps_count.setVisible(not opening)

    def await_steps(self) -> None:
        """Show no step as done, and no number of them, until it is known."""
        self.show_steps(("todo",) * STEPS)
        self._steps_count.hide()

    def show_steps(self, states: Sequence[StepState]) -> None:
        """Show which steps have their evidence."""
        self._done = sum(state == "done" for state in states)
        self._steps_count.show()
        for row, state in zip(self._steps, states, strict=True):
            row.set_state(state)
        self._name_steps()

    def show_place(self, route: str, step: int) -> None:
        """Mark where the user is."""
        for name, row in self._places.items():
            row.setChecked(name == route)
        for step_row in self._steps:
            step_row.setChecked(step_row.number == step or STEP_PAGES.get(step_row.number) == route)

    def show_saved(self, at: str) -> None:
        """Say since when everything is on disk; an empty text when no file is open."""
        self._saved_at = at
        self._saved.setText(self._desk.words("shell.saved", at=at) if at else "")
        self._disk.setVisible(bool(at))

    def _on_programme(self, index: int) -> None:
        number = self.switcher.itemData(index)
        if number == _NEW:
            self.new_programme_wanted.emit()
        elif number is not None:
            self.programme_chosen.emit(number)

    def _on_place(self) -> None:
        self.place_chosen.emit(str(self.sender().property("place")))

    def _on_step(self) -> None:
        row = self.sender()
        if isinstance(row, StepRow):
            self.step_chosen.emit(row.number)
