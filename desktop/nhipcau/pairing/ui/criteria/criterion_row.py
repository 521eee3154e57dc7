"""Rows of the criteria panel: a weighted criterion, a rule to switch or with a number."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.explanation.plan_sentences import capital
from nhipcau.pairing.models import Weight
from nhipcau.pairing.settings.pairing_input import ProfileQuestion
from nhipcau.pairing.ui.criteria.weight_slider import WeightSlider
from nhipcau.widgets.card import Body, Caution
from nhipcau.widgets.controls import button
from nhipcau.widgets.wheel_guard import calm


class CriterionRow(QWidget):
    """A criterion's name, how much it counts, and, for a question, a way to drop it."""

    weighed = Signal(str)
    removed = Signal(str)
    quoting_chosen = Signal(str, bool)

    def __init__(self, key: str, *, removable: bool) -> None:
        super().__init__()
        self.key = key
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.label = QLabel()
        self.label.setObjectName("H3")
        self.label.setWordWrap(True)
        self.slider = WeightSlider()
        self.word = QLabel()
        self.word.setObjectName("Muted")
        self.word.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.remove = button(kind="ghost", icon="x")
        self.remove.setVisible(removable)
        self.caution = Caution()
        self.quoted = QCheckBox()
        self.quoted.hide()
        self.quoted.clicked.connect(self._on_quoted)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.label, 1)
        top.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        bottom = QHBoxLayout()
        bottom.setSpacing(10)
        bottom.addWidget(self.slider, 1)
        bottom.addWidget(self.word)
        column.addLayout(top)
        column.addWidget(self.caution)
        column.addLayout(bottom)
        column.addWidget(self.quoted)
        self.slider.valueChanged.connect(self._on_value)
        self.remove.clicked.connect(self._on_remove)
        self._words: Words | None = None

    def show_criterion(self, label: str, weight: Weight, words: Words, caution: str = "") -> None:
        """Show what is weighed and how much, and what to be careful of."""
        self._words = words
        self.label.setText(capital(label))
        self.caution.say(caution)
        self.slider.set_weight(weight)
        self.slider.setAccessibleName(capital(label))
        self.remove.set_hint(words("pairs.criteria.remove", label=label))
        self._say_weight()

    def show_quoting(self, questions: Sequence[ProfileQuestion], label: str, words: Words) -> None:
        """Show whether answers to the questions behind the criterion may be told to the pair; none: no such box."""
        self.quoted.setText(words("pairs.quoting.box"))
        self.quoted.setAccessibleName(words("pairs.quoting.box_of", label=label))
        self.quoted.setToolTip(words("pairs.quoting.hint"))
        self.quoted.setChecked(bool(questions) and all(one.quotable for one in questions))
        self.quoted.setVisible(bool(questions))

    def _on_quoted(self, ticked: bool) -> None:
        self.quoting_chosen.emit(self.key, ticked)

    def _on_value(self) -> None:
        self._say_weight()
        self.weighed.emit(self.key)

    def _on_remove(self) -> None:
        self.removed.emit(self.key)

    def _say_weight(self) -> None:
        if self._words is None:
            return
        said = self._words(f"pairs.weight.{self.slider.weight}")
        every = [self._words(f"pairs.weight.{step}") for step in ("off", "low", "medium", "high", "must")]
        self.word.setMinimumWidth(max(self.word.fontMetrics().horizontalAdvance(text) for text in every) + 2)
        self.word.setText(said)
        self.slider.setAccessibleDescription(said)
        self.slider.setToolTip(said)


class SwitchRow(QWidget):
    """A rule that holds or not; its words wrap and can be clicked."""

    switched = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.box = QCheckBox()
        self.label = Body()
        self.label.installEventFilter(self)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self.box.toggled.connect(self.switched)

    def show_rule(self, label: str, *, on: bool, fixed: bool = False) -> None:
        """Show the rule; a fixed one holds whatever is clicked."""
        blocked = self.box.blockSignals(True)
        self.box.setChecked(on)
        self.box.setEnabled(not fixed)
        self.box.blockSignals(blocked)
        self.label.setText(label)
        self.box.setAccessibleName(label)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.label and event.type() == QEvent.Type.MouseButtonRelease and self.box.isEnabled():
            self.box.toggle()
        return super().eventFilter(watched, event)


class NumberRow(QWidget):
    """A rule with a number; the lowest number means that it is not asked."""

    changed = Signal()

    def __init__(self, lowest: int, highest: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.label = Body()
        self.spin = calm(QSpinBox())
        self.spin.setRange(lowest, highest)
        self.spin.lineEdit().setTextMargins(8, 0, 0, 0)
        self.spin.setKeyboardTracking(False)
        row.addWidget(self.label, 1)
        row.addWidget(self.spin)
        self.spin.valueChanged.connect(self.changed)

    def show_rule(self, label: str, value: int | None, not_asked: str) -> None:
        blocked = self.spin.blockSignals(True)
        self.spin.setSpecialValueText(not_asked)
        self.spin.setValue(self.spin.minimum() if value is None else value)
        self.spin.blockSignals(blocked)
        self.label.setText(label)
        self.spin.setAccessibleName(label)

    @property
    def value(self) -> int | None:
        return None if self.spin.value() == self.spin.minimum() else self.spin.value()
