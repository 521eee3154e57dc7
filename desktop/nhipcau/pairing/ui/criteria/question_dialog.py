"""A question of the form as a criterion: whose answers, and how they are compared."""

from typing import Final

from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.models import Comparison
from nhipcau.pairing.settings.pairing_input import CriterionSetting, PairingInput
from nhipcau.pairing.settings.sensitive_criteria import criterion_category
from nhipcau.pairing.ui.criteria.weight_slider import STEPS
from nhipcau.participants.sensitive import sensitive_text
from nhipcau.widgets.card import Caution, Muted
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.theme import px
from nhipcau.widgets.wheel_guard import calm

_COMPARISONS: Final[tuple[Comparison, ...]] = (
    "alike",
    "different",
    "overlap",
    "complement",
    "graded",
    "must_match",
)


class CriterionDialog(Dialog):
    """`setting` is the criterion described."""

    def __init__(self, people: PairingInput, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("pairs.question.title"), words("pairs.question.text"), parent)
        self._words = words
        self._people = people
        self.mentee = calm(QComboBox())
        self.mentor = calm(QComboBox())
        for question in people.questions:
            shown = f"{question.grid} · {question.wording}" if question.grid else question.wording
            self.mentee.addItem(" ".join(shown.split()), question.id)
            self.mentor.addItem(" ".join(shown.split()), question.id)
        self.comparison = calm(QComboBox())
        for name in _COMPARISONS:
            self.comparison.addItem(words(f"pairs.compare.{name}"), name)
        self.weight = calm(QComboBox())
        for step in reversed(STEPS[1:]):
            self.weight.addItem(words(f"pairs.weight.{step}"), step)
        self.weight.setCurrentIndex(2)
        self.hint = Muted(wrap=True)
        for key, box in (
            ("mentee", self.mentee), ("mentor", self.mentor),
            ("comparison", self.comparison), ("weight", self.weight),
        ):  # fmt: skip
            self._ask(words(f"pairs.question.{key}"), box)
        self.add(self.hint)
        self.caution = Caution()
        self.add(self.caution)
        self.add_reject(words("common.cancel"))
        self.add_accept(words("common.add"))
        self.mentee.currentIndexChanged.connect(self.mentor.setCurrentIndex)
        self.mentee.currentIndexChanged.connect(self._warn)
        self.mentor.currentIndexChanged.connect(self._warn)
        self.comparison.currentIndexChanged.connect(self._explain)
        self._explain()
        self._warn()
        self.resize(px(480), self.sizeHint().height())

    def _ask(self, caption: str, box: QComboBox) -> None:
        label = QLabel(caption)
        label.setObjectName("FieldLabel")
        label.setBuddy(box)
        box.setAccessibleName(caption)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(box)
        self.body.addLayout(column)

    def _explain(self) -> None:
        self.hint.setText(self._words(f"pairs.compare.{self.comparison.currentData()}.hint"))

    def _warn(self) -> None:
        category = criterion_category(self.setting, self._people)
        self.caution.say(sensitive_text(self._words, "sensitive.criterion", category))

    @property
    def setting(self) -> CriterionSetting:
        return CriterionSetting(
            "question",
            self.weight.currentData(),
            self.comparison.currentData(),
            self.mentee.currentData(),
            self.mentor.currentData(),
        )
