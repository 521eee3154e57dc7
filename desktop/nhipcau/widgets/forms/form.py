"""A form: labelled fields in one or two columns, answers out, problems beside the fields they name."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.words import Words
from nhipcau.widgets.flow import Wrapping
from nhipcau.widgets.forms.date_field import DateField, parse_date
from nhipcau.widgets.forms.fields import (
    CalmComboBox,
    ChoiceField,
    Field,
    LineField,
    NumberField,
    SeveralField,
    TextField,
)
from nhipcau.widgets.forms.tag_field import TagsField

__all__ = [
    "CalmComboBox",
    "ChoiceField",
    "DateField",
    "Field",
    "Form",
    "LineField",
    "NumberField",
    "SeveralField",
    "TagsField",
    "TextField",
    "choice",
    "date",
    "line",
    "number",
    "parse_date",
    "several",
    "tags",
    "text_area",
]

F = TypeVar("F", bound=Field[Any])


def line(placeholder: str = "") -> LineField:
    return LineField(placeholder)


def text_area(lines: int = 3) -> TextField:
    return TextField(lines)


def number(low: int = 0, high: int = 999) -> NumberField:
    return NumberField(low, high)


def date() -> DateField:
    return DateField()


def choice(items: Sequence[tuple[str, str]] = ()) -> ChoiceField:
    return ChoiceField(items)


def several(items: Sequence[tuple[str, str]] = ()) -> SeveralField:
    return SeveralField(items)


def tags() -> TagsField:
    return TagsField()


class Form(Wrapping):
    """Fields by key. `name = form.add("full_name", line())`; `form.values()`; `form.show_problems(…)`."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, columns: int = 1) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field[Any]] = {}
        self._columns = columns
        self._next = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._general = QLabel()
        self._general.setObjectName("Problem")
        self._general.setWordWrap(True)
        self._general.hide()
        self._grid.addWidget(self._general, 0, 0, 1, columns)
        for place in range(columns):
            self._grid.setColumnStretch(place, 1)

    def add(self, key: str, field: F, label: str = "", *, wide: bool = False) -> F:
        """Put a field at the next place; a wide one takes the whole row."""
        if wide and self._next % self._columns:
            self._next += self._columns - self._next % self._columns
        row, column = divmod(self._next, self._columns)
        self._grid.addWidget(field, row + 1, column, 1, self._columns if wide else 1)
        self._next += self._columns if wide else 1
        field.set_label(label)
        self.fields[key] = field
        field.changed.connect(self._on_changed)
        field.setProperty("key", key)
        return field

    def values(self) -> dict[str, Any]:
        """Return all answers. Raises Rejected with every field whose text cannot be one."""
        answers: dict[str, Any] = {}
        problems: list[Problem] = []
        for key, field in self.fields.items():
            try:
                answers[key] = field.value()
            except Rejected as wrong:
                problems.extend(Problem(each.code, key, each.values) for each in wrong.problems)
        if problems:
            raise Rejected(*problems)
        return answers

    def set_values(self, answers: Mapping[str, Any]) -> None:
        """Fill fields without announcing a change."""
        for key, answer in answers.items():
            if key in self.fields:
                field = self.fields[key]
                before = field.blockSignals(True)
                field.set_value(answer)
                field.blockSignals(before)

    def show_problems(self, problems: Sequence[Problem], words: Words) -> None:
        """Say each problem under its field, those without a field above all, and go to the first."""
        self.clear_problems()
        general: list[str] = []
        first: Field[Any] | None = None
        for problem in problems:
            sentence = words(problem.code, **problem.values)
            field = self.fields.get(problem.field)
            if field is None:
                general.append(sentence)
                continue
            field.show_problem(f"{field.problem.text()} {sentence}".strip())
            first = first or field
        self._general.setText("\n".join(general))
        self._general.setVisible(bool(general))
        if first is not None:
            first.take_focus()

    def clear_problems(self) -> None:
        self._general.hide()
        for field in self.fields.values():
            if field.problem.text():
                field.show_problem("")

    def _on_changed(self) -> None:
        field = self.sender()
        if isinstance(field, Field) and field.problem.text():
            field.show_problem("")
        self.changed.emit(str(field.property("key")))
