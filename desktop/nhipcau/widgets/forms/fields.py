"""One labelled question each: label above, control, and beneath it what is wrong with the answer."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from nhipcau.widgets.flow import FlowLayout
from nhipcau.widgets.theme import px, restyle
from nhipcau.widgets.wheel_guard import calm

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

    def __init__(self) -> None:
        super().__init__()
        calm(self)
        # The style sheet's padding does not reach the line inside a styled spin box.
        self.lineEdit().setTextMargins(10, 0, 0, 0)


class CalmComboBox(QComboBox):
    """A choice that does not change by accident when a page is scrolled over it, nor widens the page."""

    def __init__(self) -> None:
        super().__init__()
        calm(self)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)


class NumberField(Field[int]):
    """A whole number between two bounds."""

    def __init__(self, low: int = 0, high: int = 999) -> None:
        self.spin = _CalmSpinBox()
        super().__init__(self.spin)
        self.spin.setRange(low, high)
        self.spin.valueChanged.connect(self.changed)

    def value(self) -> int:
        return self.spin.value()

    def set_value(self, value: int) -> None:
        self.spin.setValue(value)


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
