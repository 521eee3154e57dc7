"""A question whose answer is a list of topics, each with a grade: what to learn, what one can teach."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from nhipcau.widgets.controls import Button, button
from nhipcau.widgets.forms.fields import CalmComboBox, Field

Topics = list[tuple[str, int]]


class _Line(QWidget):
    """One topic with its grade."""

    def __init__(self, field: "GradedField", topic: str, grade: int) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setSpacing(6)
        self.topic = QLineEdit(topic)
        self.topic.setCursorPosition(0)
        self.grade = CalmComboBox()
        for place, text in enumerate(field.grades, start=1):
            self.grade.addItem(text, place)
        self.grade.setCurrentIndex(max(0, min(grade, len(field.grades)) - 1))
        self.away: Button = button(kind="ghost", icon="x")
        # Two lines, so that neither a long topic nor its grade is cut off in a narrow panel.
        grid.addWidget(self.topic, 0, 0, 1, 2)
        grid.addWidget(self.away, 0, 2)
        grid.addWidget(self.grade, 1, 0)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 1)
        self.topic.textEdited.connect(field.changed)
        self.grade.activated.connect(field.changed)
        self.away.clicked.connect(field.on_away)


class GradedField(Field[Topics]):
    """Topics line by line; an empty line counts for nothing."""

    def __init__(self, grades: tuple[str, ...], first: int) -> None:
        self.grades = grades
        self._first = first
        self._texts = ("", "", "")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._lines: list[_Line] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.more: Button = button(kind="link", icon="plus")
        column.addLayout(self._column)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        super().__init__(holder)
        holder.setFocusProxy(self.more)
        self.more.clicked.connect(self._on_more)

    def set_texts(self, more: str, grade: str, away: str) -> None:
        """Name the button for another line, and the grade and the button of a line."""
        self._texts = (more, grade, away)
        self.more.setText(more)

    def value(self) -> Topics:
        found: Topics = []
        for line in self._lines:
            topic = " ".join(line.topic.text().split())
            if topic and topic not in [known for known, _ in found]:
                found.append((topic, int(line.grade.currentData())))
        return found

    def set_value(self, value: Topics) -> None:
        for line in self._lines[:]:
            self._drop(line)
        for topic, grade in value:
            self._put(topic, grade)

    def topic(self, place: int) -> QLineEdit:
        return self._lines[place].topic

    def grade(self, place: int) -> CalmComboBox:
        return self._lines[place].grade

    def on_away(self) -> None:
        sender = self.sender()
        for line in self._lines[:]:
            if line.away is sender:
                self._drop(line)
                self.more.setFocus()
                self.changed.emit()

    def _on_more(self) -> None:
        self._put("", self._first).topic.setFocus()

    def _put(self, topic: str, grade: int) -> _Line:
        line = _Line(self, topic, grade)
        label = self.label.text()
        line.topic.setAccessibleName(label)
        line.grade.setAccessibleName(f"{label}: {self._texts[1]}")
        line.away.set_hint(self._texts[2])
        self._lines.append(line)
        self._column.addWidget(line)
        return line

    def _drop(self, line: _Line) -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
