"""One labelled question each: label above, control, and beneath it what is wrong with the answer."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from nhipcau.common.errors import Problem, Rejected
from nhipcau.widgets.controls import Button, button
from nhipcau.widgets.flow import FlowLayout
from nhipcau.widgets.theme import px, restyle

V = TypeVar("V")


class Field(QWidget, Generic[V]):
    """The base of all fields. `changed` comes when the user (or the program) changes the answer."""

    changed = Signal()

    def __init__(self, control: QWidget) -> None:
        super().__init__()
        self.control = control
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.label = QLabel()
        self.label.setObjectName("FieldLabel")
        self.label.setBuddy(control)
        self.label.setWordWrap(True)
        self.hint = QLabel()
        self.hint.setObjectName("Muted")
        self.problem = QLabel()
        self.problem.setObjectName("Problem")
        for part in (self.hint, self.problem):
            part.setWordWrap(True)
            part.hide()
        column.addWidget(self.label)
        column.addWidget(control)
        column.addWidget(self.hint)
        column.addWidget(self.problem)
        column.addStretch(1)

    def value(self) -> V:
        """Return the answer. Raises Rejected when what is typed cannot be one."""
        raise NotImplementedError

    def set_value(self, value: V) -> None:
        raise NotImplementedError

    def set_label(self, text: str, hint: str = "") -> None:
        self.label.setText(text)
        self.label.setVisible(bool(text))
        self.control.setAccessibleName(text)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._describe()

    def show_problem(self, text: str) -> None:
        """Say what is wrong beneath the control; an empty text takes it away."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.control.setProperty("bad", "true" if text else "false")
        restyle(self.control)
        self._describe()

    def take_focus(self) -> None:
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _describe(self) -> None:
        told = [label.text() for label in (self.problem, self.hint) if label.text()]
        self.control.setAccessibleDescription(" ".join(told))


class LineField(Field[str]):
    """A line of text."""

    def __init__(self, placeholder: str = "") -> None:
        self.edit = QLineEdit()
        super().__init__(self.edit)
        self.edit.setPlaceholderText(placeholder)
        self.edit.textChanged.connect(self.changed)

    def value(self) -> str:
        return self.edit.text().strip()

    def set_value(self, value: str) -> None:
        self.edit.setText(value)
        self.edit.setCursorPosition(0)


class TextField(Field[str]):
    """Several lines of text. Tab leaves it."""

    def __init__(self, lines: int = 3) -> None:
        self.edit = QPlainTextEdit()
        self._lines = lines
        super().__init__(self.edit)
        self.edit.setTabChangesFocus(True)
        self.edit.textChanged.connect(self.changed)
        self._fit()

    def value(self) -> str:
        return self.edit.toPlainText().strip()

    def set_value(self, value: str) -> None:
        self.edit.setPlainText(value)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self.edit.setFixedHeight(px(19) * self._lines + 24)


class _CalmSpinBox(QSpinBox):
    """Does not change by accident when a page is scrolled over it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class CalmComboBox(QComboBox):
    """A choice that does not change by accident when a page is scrolled over it, nor widens the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberField(Field[int]):
    """A whole number between two bounds."""

    def __init__(self, low: int = 0, high: int = 999) -> None:
        self.spin = _CalmSpinBox()
        super().__init__(self.spin)
        self.spin.setRange(low, high)
        self.spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.spin.valueChanged.connect(self.changed)

    def value(self) -> int:
        return self.spin.value()

    def set_value(self, value: int) -> None:
        self.spin.setValue(value)


def parse_date(text: str) -> dt.date | None:
    """Read a day written 5/3/2026, 05-03-2026 or 5.3.26; None when it is not one."""
    parts = text.replace("-", "/").replace(".", "/").split("/")
    if len(parts) != 3 or not all(part.strip().isdecimal() for part in parts):
        return None
    day, month, year = (int(part) for part in parts)
    try:
        return dt.date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


class DateField(Field[dt.date | None]):
    """A day as dd/mm/yyyy, typed or taken from a calendar; it may stay empty."""

    def __init__(self) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("dd/mm/yyyy")
        self.open_button = button(kind="ghost", icon="calendar-days")
        self.open_button.clicked.connect(self._open)
        row.addWidget(self.edit, 1)
        row.addWidget(self.open_button)
        super().__init__(holder)
        holder.setFocusProxy(self.edit)
        self.label.setBuddy(self.edit)
        self.edit.textChanged.connect(self.changed)
        self._calendar: QCalendarWidget | None = None

    def set_label(self, text: str, hint: str = "") -> None:
        super().set_label(text, hint)
        self.edit.setAccessibleName(text)
        self.open_button.set_hint(text)

    def show_problem(self, text: str) -> None:
        super().show_problem(text)
        self.edit.setProperty("bad", "true" if text else "false")
        restyle(self.edit)

    def value(self) -> dt.date | None:
        text = self.edit.text().strip()
        day = parse_date(text)
        if text and day is None:
            raise Rejected(Problem("common.problem.date"))
        return day

    def set_value(self, value: dt.date | None) -> None:
        self.edit.setText("" if value is None else f"{value:%d/%m/%Y}")

    def _open(self) -> None:
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlags(Qt.WindowType.Popup)
            self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            self._calendar.clicked.connect(self._take)
            self._calendar.activated.connect(self._take)
        day = parse_date(self.edit.text())
        if day is not None:
            self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.adjustSize()
        self._calendar.move(self.edit.mapToGlobal(QPoint(0, self.edit.height() + 2)))
        self._calendar.show()
        self._calendar.setFocus()

    def _take(self, day: QDate) -> None:
        self.set_value(dt.date(day.year(), day.month(), day.day()))
        if self._calendar is not None:
            self._calendar.close()
        self.edit.setFocus()


class ChoiceField(Field[str]):
    """One of several, by key."""

    def __init__(self, items: Sequence[tuple[str, str]] = ()) -> None:
        self.combo = CalmComboBox()
        super().__init__(self.combo)
        self.set_items(items)
        self.combo.currentIndexChanged.connect(self.changed)

    def set_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Offer (key, text), keeping what is chosen."""
        keep = self.value()
        before = self.combo.blockSignals(True)
        self.combo.clear()
        for key, text in items:
            self.combo.addItem(text, key)
        self.combo.setCurrentIndex(max(0, self.combo.findData(keep)) if items else -1)
        self.combo.blockSignals(before)

    def value(self) -> str:
        return str(self.combo.currentData() or "")

    def set_value(self, value: str) -> None:
        self.combo.setCurrentIndex(self.combo.findData(value))


class SeveralField(Field[list[str]]):
    """Any of several, as boxes to tick."""

    def __init__(self, items: Sequence[tuple[str, str]] = ()) -> None:
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, gap=6)
        super().__init__(self._holder)
        self._boxes: dict[str, QCheckBox] = {}
        self.set_items(items)

    def set_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Offer (key, text), keeping what is ticked."""
        for key, text in items:
            if key not in self._boxes:
                made = QCheckBox()
                made.toggled.connect(self.changed)
                self._boxes[key] = made
                self._flow.addWidget(made)
            self._boxes[key].setText(text)
        for key in set(self._boxes) - {key for key, _ in items}:
            gone = self._boxes.pop(key)
            self._flow.removeWidget(gone)
            gone.deleteLater()

    def box(self, key: str) -> QCheckBox:
        return self._boxes[key]

    def value(self) -> list[str]:
        return [key for key, made in self._boxes.items() if made.isChecked()]

    def set_value(self, value: list[str]) -> None:
        for key, made in self._boxes.items():
            made.setChecked(key in value)

    def take_focus(self) -> None:
        for made in self._boxes.values():
            made.setFocus(Qt.FocusReason.OtherFocusReason)
            return


class TagsField(Field[list[str]]):
    """A list of short texts: type one and press Enter or comma; click a tag, or press Backspace, to take it off."""

    def __init__(self) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        shelf = QWidget()
        self._flow = FlowLayout(shelf, gap=6)
        self._shelf = shelf
        self.edit = QLineEdit()
        column.addWidget(shelf)
        column.addWidget(self.edit)
        super().__init__(holder)
        holder.setFocusProxy(self.edit)
        self.label.setBuddy(self.edit)
        self._tags: dict[str, Button] = {}
        self._remove_hint = "{tag}"
        self.edit.returnPressed.connect(self._take)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.editingFinished.connect(self._take)
        self.edit.installEventFilter(self)
        shelf.hide()

    def set_label(self, text: str, hint: str = "") -> None:
        super().set_label(text, hint)
        self.edit.setAccessibleName(text)

    def set_texts(self, placeholder: str, remove_hint: str) -> None:
        """Set what the empty line says, and the name of a tag's button with `{tag}` in it."""
        self.edit.setPlaceholderText(placeholder)
        self._remove_hint = remove_hint
        for tag, made in self._tags.items():
            made.set_hint(remove_hint.replace("{tag}", tag))

    def value(self) -> list[str]:
        return list(self._tags)

    def set_value(self, value: list[str]) -> None:
        for tag in list(self._tags):
            self._drop(tag)
        self._put(value)

    def add(self, tag: str) -> None:
        if tag and tag not in self._tags:
            self._put([tag])
            self.changed.emit()

    def remove(self, tag: str) -> None:
        if tag in self._tags:
            self._drop(tag)
            self.changed.emit()

    def tag_button(self, tag: str) -> Button:
        return self._tags[tag]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.edit
            and event.type() == QEvent.Type.KeyPress
            and not self.edit.text()
            and self._tags
        ):
            key = getattr(event, "key", None)
            if key is not None and key() == Qt.Key.Key_Backspace:
                self.remove(list(self._tags)[-1])
                return True
        return super().eventFilter(watched, event)

    def _on_edited(self, text: str) -> None:
        if text.endswith((",", ";")):
            self._take()

    def _take(self) -> None:
        for part in self.edit.text().replace(";", ",").split(","):
            self.add(" ".join(part.split()))
        self.edit.clear()

    def _put(self, tags: Iterable[str]) -> None:
        for tag in tags:
            made = button(tag, kind="chip", icon="x")
            made.set_hint(self._remove_hint.replace("{tag}", tag))
            made.setProperty("tag", tag)
            made.clicked.connect(self._on_tag)
            self._flow.addWidget(made)
            self._tags[tag] = made
        self._shelf.setVisible(bool(self._tags))

    def _on_tag(self) -> None:
        tag = self.sender().property("tag")
        self.edit.setFocus()
        self.remove(str(tag))

    def _drop(self, tag: str) -> None:
        gone = self._tags.pop(tag)
        self._flow.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        self._shelf.setVisible(bool(self._tags))
