"""Small controls: buttons, chips, search, segments, pills, and a label that elides."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from nhipcau.widgets.flow import FlowLayout, Wrapping
from nhipcau.widgets.icons import icon as icon_of
from nhipcau.widgets.theme import colour as colour_of
from nhipcau.widgets.theme import px, restyle

_ICON_ROLES = {"primary": "on_primary", "danger": "bad", "link": "primary"}


class Button(QPushButton):
    """A push button of a kind, with an icon that stands clear of its text."""

    def __init__(self, text: str = "", kind: str = "plain", icon: str | None = None) -> None:
        self._icon_name = icon
        self._icon_colour: str | None = None
        self._drawn: tuple[str, str, int, int] | None = None
        super().__init__(text)
        self.setProperty("kind", kind)
        if kind in ("ghost", "link", "chip"):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._draw_icon()

    def set_icon(self, name: str, colour: str | None = None) -> None:
        """Show another icon; without a colour, the one that suits the kind of button."""
        self._icon_name, self._icon_colour = name, colour
        self._draw_icon()

    def setText(self, text: str) -> None:
        had_text = bool(self.text())
        super().setText(text)
        if had_text != bool(text):
            self._draw_icon()

    def set_hint(self, text: str) -> None:
        """Name a button that shows only an icon, for the pointer and for screen readers."""
        self.setToolTip(text)
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt presses a button by the space bar alone; people use Enter.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        if self._icon_name is None:
            return
        colour = self._icon_colour or _ICON_ROLES.get(str(self.property("kind")), "text2")
        # Qt leaves four pixels between icon and text; a wider picture makes it eight.
        gap = 4 if self.text() else 0
        side = px(16) if self.text() else px(18)
        drawn = self._icon_name, colour_of(colour).name(), side, gap
        if drawn == self._drawn:  # Qt tells of a new style more than once
            return
        self._drawn = drawn
        self.setIcon(icon_of(self._icon_name, colour, gap=gap, side=side))
        self.setIconSize(QSize(side + gap, side))


def button(text: str = "", kind: str = "plain", icon: str | None = None) -> Button:
    """Make a button. Kinds: primary, plain, ghost, chip, danger, seg, link."""
    return Button(text, kind, icon)


class Fold(Button):
    """A line that opens and closes what stands beneath it."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, "link", "chevron-right")
        self.setCheckable(True)
        self.toggled.connect(self._on_toggled)

    def _on_toggled(self, open_: bool) -> None:
        self.set_icon("chevron-down" if open_ else "chevron-right")


class Chips(Wrapping):
    """Filters of which one is chosen, each with how many it would show."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._on_clicked)
        self._buttons: dict[str, Button] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_items(self, items: Sequence[tuple[str, str, int | None]]) -> None:
        """Show chips of (key, text, count), keeping the chosen one; the first is chosen to begin with."""
        keep = self.current()
        if list(self._buttons) != [key for key, _, _ in items]:
            self._rebuild([key for key, _, _ in items])
        for key, text, count in items:
            chip = self._buttons[key]
            chip.setText(text if count is None else f"{text}  {count}")
            chip.setAccessibleName(chip.text())
        if items:
            self._buttons[keep if keep in self._buttons else items[0][0]].setChecked(True)
        self.updateGeometry()

    def current(self) -> str:
        """Return the key of the chosen chip, or an empty text."""
        return next((key for key, chip in self._buttons.items() if chip.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose a chip as if it had been clicked."""
        if key in self._buttons and not self._buttons[key].isChecked():
            self._buttons[key].click()

    def chip(self, key: str) -> Button:
        return self._buttons[key]

    def _rebuild(self, keys: Sequence[str]) -> None:
        for old in self._buttons.values():
            self._group.removeButton(old)
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = {}
        for key in keys:
            chip = button(kind="chip")
            chip.setCheckable(True)
            self._group.addButton(chip)
            self._flow.addWidget(chip)
            self._buttons[key] = chip

    def _on_clicked(self) -> None:
        self.chosen.emit(self.current())


class SearchBox(QLineEdit):
    """A search field that speaks shortly after the typing pauses, and at once on Enter."""

    searched = Signal(str)

    def __init__(self, parent: QWidget | None = None, delay_ms: int = 120) -> None:
        self._dressed = False
        super().__init__(parent)
        self._sign = self.addAction(icon_of("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(icon_of("x", "text3"), "", self)
        self._clear.triggered.connect(self.clear)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(delay_ms)
        self._pause.timeout.connect(self._speak)
        self._said = ""
        self._dressed = True
        self.textChanged.connect(self._on_text)
        self.returnPressed.connect(self._speak)
        self.setMinimumWidth(160)

    def set_texts(self, placeholder: str, clear: str = "") -> None:
        """Set what it searches, which is also its accessible name, and the hint of the clear button."""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._clear.setText(clear)
        self._clear.setToolTip(clear)

    def take_keyboard(self) -> None:
        """Let whatever is typed next replace the search."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        # Arriving at a page often leaves the keyboard here: with nothing typed, Ctrl+Z is meant for the last step.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            back = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            again = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if back or again:
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._speak()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._dressed:
            self._sign.setIcon(icon_of("search", "text3"))
            self._clear.setIcon(icon_of("x", "text3"))

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if self._pause.interval():
            self._pause.start()
        else:
            self._speak()

    def _speak(self) -> None:
        self._pause.stop()
        if self.text() != self._said:
            self._said = self.text()
            self.searched.emit(self._said)


class Segmented(QFrame):
    """A short row of choices in one frame, of which one holds."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Seg")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_clicked)
        self._buttons: dict[str, Button] = {}
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Show segments of (key, text), keeping the chosen one."""
        for key, text in items:
            if key not in self._buttons:
                made = button(kind="seg")
                made.setCheckable(True)
                self._group.addButton(made)
                self._row.addWidget(made)
                self._buttons[key] = made
            self._buttons[key].setText(text)
            self._buttons[key].setAccessibleName(text)
        if items and not self.current():
            self._buttons[items[0][0]].setChecked(True)

    def current(self) -> str:
        return next((key for key, made in self._buttons.items() if made.isChecked()), "")

    def choose(self, key: str) -> None:
        """Mark a segment without announcing it."""
        self._buttons[key].setChecked(True)

    def choose_nothing(self) -> None:
        """Mark no segment: what is asked has no usual answer."""
        self._group.setExclusive(False)
        for made in self._buttons.values():
            made.setChecked(False)
        self._group.setExclusive(True)

    def segment(self, key: str) -> Button:
        return self._buttons[key]

    def _on_clicked(self) -> None:
        self.chosen.emit(self.current())


class Pill(QLabel):
    """A short word on a tinted ground. Tones: good, info, warn, bad, mentor, mentee, plain."""

    def __init__(self, text: str = "", tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName("Pill")
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set(self, text: str, tone: str) -> None:
        self.setText(text)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


class ElidedLabel(QLabel):
    """A label of one line that shortens its text instead of widening the window; the whole is in its tip."""

    def __init__(self, text: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        if name:
            self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), px(48)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tip()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        area = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(self.alignment() | Qt.TextFlag.TextSingleLine), shown)
        painter.end()

    def _tip(self) -> None:
        whole = self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width()
        self.setToolTip("" if whole else self.text())
