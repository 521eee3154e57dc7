"""What matters most: the three aims in words, each with its figures for these people and what it costs."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDoubleSpinBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.explanation.plan_sentences import percent
from nhipcau.pairing.explanation.results import AimResult
from nhipcau.pairing.models import AIMS, Aim
from nhipcau.pairing.settings.pairing_input import Rules
from nhipcau.widgets.card import Body, Heading, Muted
from nhipcau.widgets.controls import Fold, button
from nhipcau.widgets.wheel_guard import calm

_MOST_WITHIN: Final = 10.0


def aim_figures(result: AimResult, words: Words) -> str:
    """Return what a plan with this aim comes to: people, mean fit, weakest pair."""
    return words(
        "aims.figures", n=result.mentees, mean=percent(result.mean), worst=percent(result.worst)
    )  # fmt: skip


def all_same(results: Sequence[AimResult]) -> bool:
    """Say whether the answer to the first question changes nothing for these people."""
    return len({(one.mentees, one.total, one.worst) for one in results}) == 1


def same_for_all(results: Sequence[AimResult], words: Words) -> str:
    """Return what every aim comes to, where that is the same; else nothing."""
    return f"{aim_figures(results[0], words)}. {words('aims.cost.same')}." if all_same(results) else ""


def aim_cost(result: AimResult, results: Sequence[AimResult], words: Words) -> str:
    """Return what this aim gives up against the best of the others in each respect."""
    costs = []
    fewer = max(one.mentees for one in results) - result.mentees
    if fewer > 0:
        costs.append(words("aims.cost.people", n=fewer))
    best = max(one.total for one in results)
    lost = 100 * (best - result.total) / max(best, 1)
    if lost > 0:
        little = words("aims.cost.total_little")
        costs.append(little if lost < 1 else words("aims.cost.total", percent=round(lost)))
    points = (max(one.worst for one in results) - result.worst + 50) // 100
    if points > 0:
        costs.append(words("aims.cost.worst", n=points))
    return words("aims.cost", costs=", ".join(costs)) if costs else words("aims.cost.none")


class AimChoice(QWidget):
    """One aim: its name to choose, what it means while it is chosen, its figures."""

    def __init__(self, aim: Aim) -> None:
        super().__init__()
        self.aim = aim
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.radio = QRadioButton()
        self.meaning = Muted(wrap=True)
        self.figures = Body()
        self.cost = Muted(wrap=True)
        column.addWidget(self.radio)
        for label in (self.meaning, self.figures, self.cost):
            label.setContentsMargins(26, 0, 0, 0)
            column.addWidget(label)
        self.radio.toggled.connect(self.meaning.setVisible)
        self.meaning.hide()

    def retranslate(self, words: Words) -> None:
        self.radio.setText(words(f"aims.{self.aim}"))
        self.meaning.setText(words(f"aims.{self.aim}.meaning"))
        self.radio.setToolTip(self.meaning.text())

    def show_result(self, result: AimResult | None, results: Sequence[AimResult], words: Words) -> None:
        self.figures.setText(aim_figures(result, words) if result is not None else "")
        self.cost.setText(aim_cost(result, results, words) if result is not None else "")
        self.figures.setVisible(result is not None)
        self.cost.setVisible(result is not None)
        self.radio.setAccessibleDescription(
            " ".join(label.text() for label in (self.meaning, self.figures, self.cost) if label.text())
        )


class AimPart(QWidget):
    """The first question, at the head of the criteria. `changed` comes when another answer is given."""

    changed = Signal()
    compare_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.heading = Heading(wrap=True)
        column.addWidget(self.heading)
        self.choices: Mapping[Aim, AimChoice] = {aim: AimChoice(aim) for aim in AIMS}
        self._group = QButtonGroup(self)
        for choice in self.choices.values():
            self._group.addButton(choice.radio)
            column.addWidget(choice)
        self.waiting = Muted(wrap=True)
        self.within_label = Muted(wrap=True)
        self.within = calm(QDoubleSpinBox())
        self.within.setRange(0.0, _MOST_WITHIN)
        self.within.setSingleStep(0.1)
        self.within.setDecimals(2)
        self.within.setSuffix("%")
        self.within.lineEdit().setTextMargins(8, 0, 0, 0)
        self.within.setKeyboardTracking(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.within_label, 1)
        row.addWidget(self.within)
        self.compare = button(kind="link", icon="scale")
        self.compare.clicked.connect(self.compare_wanted)
        column.addWidget(self.waiting)
        column.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeft)
        self.advanced = Fold()
        self.advanced.toggled.connect(self._show_within)
        column.addWidget(self.advanced, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(row)
        self._group.buttonClicked.connect(self._on_aim)
        self.within.valueChanged.connect(self.changed)

    @property
    def aim(self) -> Aim:
        return next((aim for aim, choice in self.choices.items() if choice.radio.isChecked()), "fairest")

    @property
    def fair_within(self) -> int:
        """In hundredths of a percent."""
        return round(self.within.value() * 100)

    def show_rules(self, rules: Rules, words: Words) -> None:
        """Show what is saved, without announcing it."""
        self.heading.setText(words("aims.question"))
        for choice in self.choices.values():
            choice.retranslate(words)
        self.choices[rules.aim].radio.setChecked(True)
        self.advanced.setText(words("pairs.advanced"))
        self.within_label.setText(words("aims.within"))
        self.within.setAccessibleName(words("aims.within"))
        self.within.setToolTip(words("aims.within.hint"))
        language = QLocale.Language.Vietnamese if words.language == "vi" else QLocale.Language.English
        blocked = self.within.blockSignals(True)
        self.within.setLocale(QLocale(language))
        self.within.setValue(rules.fair_within / 100)
        self.within.blockSignals(blocked)
        self._show_within()

    def show_results(self, results: Sequence[AimResult], words: Words, *, waiting: bool) -> None:
        """Show the figures of each aim; without any, say that they are awaited or offer them."""
        nobody = bool(results) and not any(result.mentees for result in results)
        same = all_same(results)
        # Three times the same figures would only be noise: they are said once, below.
        found = {} if nobody or same else {result.aim: result for result in results}
        for aim, choice in self.choices.items():
            choice.show_result(found.get(aim), results, words)
        self.waiting.setText(same_for_all(results, words) or words("aims.waiting"))
        self.waiting.setVisible((same and not nobody) or (waiting and not results))
        self.compare.setText(words("aims.compare"))
        self.compare.setVisible(not waiting and not results)

    def _on_aim(self) -> None:
        self._show_within()
        self.changed.emit()

    def _show_within(self) -> None:
        """How much fairness may cost is asked of who opens it: nobody can say it who has not seen the figures."""
        is_fair = self.aim == "fairest"
        self.advanced.setVisible(is_fair)
        self.within.setVisible(is_fair and self.advanced.isChecked())
        self.within_label.setVisible(is_fair and self.advanced.isChecked())
