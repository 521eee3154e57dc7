"""Kept plans: keep the present one, compare two, go back to one, confirm one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.scenarios import KeptPair, KeptPlan, kept_pairs, stale_pairs
from nhipcau.pairing.ui.comparison_view import ComparisonView
from nhipcau.pairing.ui.scenario_actions import ScenarioActions
from nhipcau.widgets.card import Body, EmptyState
from nhipcau.widgets.controls import button
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.fields import CalmComboBox, LineField
from nhipcau.widgets.flow import FlowLayout, Wrapping
from nhipcau.widgets.theme import px


class ScenarioDialog(Dialog):
    """`left` is the kept plan that the buttons at the foot act on; `right` is what it is compared with."""

    def __init__(self, actions: ScenarioActions, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words("scenarios.title"), words("scenarios.text"), parent)
        self._actions = actions
        self._words = words
        self._kept: Sequence[KeptPlan] = ()
        self.name = LineField()
        self.name.set_label(words("scenarios.name"))
        self.name.set_value(actions.suggestion())
        self.keep = button(words("scenarios.keep"), kind="primary", icon="save")
        self.keep.clicked.connect(self._on_keep)
        self.name.edit.returnPressed.connect(self._on_keep)
        self.left = CalmComboBox()
        self.right = CalmComboBox()
        self.view = ComparisonView()
        self.nothing = EmptyState("copy", words("scenarios.nothing"), words("scenarios.nothing_text"))
        self.stale = Body()
        self.stale.setObjectName("Warn")
        self._lay_out()
        self.take_up = self.add_button(words("scenarios.take_up"), icon="undo-2")
        self.remove = self.add_button(words("scenarios.remove"), kind="danger", icon="trash-2")
        self.confirm = self.add_button(words("scenarios.confirm"), icon="check")
        self.add_reject(words("common.close"))
        self.take_up.clicked.connect(self._on_take_up)
        self.remove.clicked.connect(self._on_remove)
        self.confirm.clicked.connect(self._on_confirm)
        self.left.currentIndexChanged.connect(self._compare)
        self.right.currentIndexChanged.connect(self._compare)
        self.resize(min(px(860), 1200), min(px(640), 720))  # of a screen of 1280 x 800, at large text
        self._reload()
        self.name.edit.selectAll()
        self.name.take_focus()

    def _lay_out(self) -> None:
        words = self._words
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.name, 1)
        top.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(top)
        self.pick = Wrapping()
        flow = FlowLayout(self.pick, gap=8)
        for key, combo in (("left", self.left), ("right", self.right)):
            label = QLabel(words(f"scenarios.{key}"))
            label.setContentsMargins(0, 8, 0, 0)
            label.setBuddy(combo)
            combo.setAccessibleName(words(f"scenarios.{key}"))
            combo.setMinimumWidth(px(220))
            flow.addWidget(label)
            flow.addWidget(combo)
        self.add(self.pick)
        self.add(self.stale)
        self.add(self.view, 1)
        self.add(self.nothing, 1)

    @property
    def chosen(self) -> KeptPlan | None:
        """The kept plan the buttons act on."""
        place = self.left.currentIndex()
        return self._kept[place] if 0 <= place < len(self._kept) else None

    def _reload(self) -> None:
        self._kept = self._actions.kept()
        for combo in (self.left, self.right):
            blocked = combo.blockSignals(True)
            combo.clear()
            if combo is self.right:
                combo.addItem(self._words("scenarios.present"))
            combo.addItems([plan.name for plan in self._kept])
            combo.setCurrentIndex(0)
            combo.blockSignals(blocked)
        some = bool(self._kept)
        for widget in (self.pick, self.view, self.take_up, self.remove, self.confirm):
            widget.setVisible(some)
        self.nothing.setVisible(not some)
        self._compare()

    def _compare(self) -> None:
        plan = self.chosen
        self.stale.setVisible(False)
        if plan is None:
            return
        people = self._actions.reading.people
        right: Sequence[KeptPair] = kept_pairs(self._actions.reading.plan)
        if self.right.currentIndex() > 0:
            right = self._kept[self.right.currentIndex() - 1].pairs
        names = (plan.name, self.right.currentText())
        self.view.show_plans(people, (plan.pairs, right), names, self._words)
        gone = plan.lost + sum(one.gone for one in stale_pairs(people, plan.pairs))
        self.stale.setText(self._words("scenarios.gone", n=gone))
        self.stale.setVisible(gone > 0)

    def _on_keep(self) -> None:
        problem = self._actions.keep(self.name.value())
        self.name.show_problem(self._words(problem.code, **problem.values) if problem else "")
        if problem is None:
            self.name.set_value(self._actions.suggestion())
            self._reload()

    def _on_remove(self) -> None:
        if self.chosen is not None:
            self._actions.remove(self.chosen)
            self._reload()

    def _on_take_up(self) -> None:
        if self.chosen is not None:
            self._actions.take_up(self.chosen)
            self.accept()

    def _on_confirm(self) -> None:
        if self.chosen is not None:
            self._actions.confirm(self.chosen)
            self.accept()
