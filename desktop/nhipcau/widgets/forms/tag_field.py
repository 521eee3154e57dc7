"""A question whose answer is a list of short texts."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from nhipcau.widgets.controls import Button, button
from nhipcau.widgets.flow import FlowLayout
from nhipcau.widgets.forms.fields import Field


class _TagLine(QLineEdit):
    """Says when Backspace is pressed with nothing left to take away."""

    backed_out = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.backed_out.emit()
            return
        super().keyPressEvent(event)


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
        self.edit = _TagLine()
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
        self.edit.backed_out.connect(self._take_off_last)
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

    def _take_off_last(self) -> None:
        if self._tags:
            self.remove(list(self._tags)[-1])

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
