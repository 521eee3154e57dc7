"""Kept plans: keep the present one, rename one, compare two, go back to one, confirm one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.plan.scenario_comparison import KeptPair, KeptPlan, kept_pairs, stale_pairs
from nhipcau.pairing.ui.scenarios.comparison_view import ComparisonView
from nhipcau.pairing.ui.scenarios.rename_dialog import RenameDialog
from nhipcau.pairing.ui.scenarios.scenario_actions import ScenarioActions
from nhipcau.widgets.card import Body, EmptyState
from nhipcau.widgets.controls import button
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.forms.fields import CalmComboBox, LineField


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
        self.rename = button(kind="ghost", icon="pencil")
        self.rename.set_hint(words("scenarios.rename"))
        self.rename.clicked.connect(self._on_rename)
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
        self.left.currentIndexChanged.connect(self._on_left)
        self.right.currentIndexChanged.connect(self._compare)
        self.take_room(860, 640)
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
        self.pick = QWidget()
        # Below each other, so that long names that differ at their end are told apart.
        grid = QGridLayout(self.pick)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (key, combo) in enumerate((("left", self.left), ("right", self.right))):
            label = QLabel(words(f"scenarios.{key}"))
            label.setBuddy(combo)
            combo.setAccessibleName(words(f"scenarios.{key}"))
            grid.addWidget(label, row, 0)
            grid.addWidget(combo, row, 1)
        grid.addWidget(self.rename, 0, 2)
        self.add(self.pick)
        self.add(self.stale)
        self.add(self.view, 1)
        self.add(self.nothing, 1)

    @property
    def chosen(self) -> KeptPlan | None:
        """The kept plan the buttons act on."""
        place = self.left.currentIndex()
        return self._kept[place] if 0 <= place < len(self._kept) else None

    def _reload(self, chosen_id: int | None = None) -> None:
        """Show the kept plans as they are now, this one or the newest chosen."""
        self._kept = self._actions.kept()
        ids = [plan.id for plan in self._kept]
        place = ids.index(chosen_id) if chosen_id in ids else 0
        _fill(self.left, [(plan.name, plan.id) for plan in self._kept], ids[place] if ids else None)
        some = bool(self._kept)
        for widget in (self.pick, self.view, self.take_up, self.remove, self.confirm):
            widget.setVisible(some)
        self.nothing.setVisible(not some)
        self._on_left()

    def _on_left(self) -> None:
        """Offer everything but the plan itself to compare it with."""
        chosen, with_id = self.chosen, self.right.currentData()
        others = [(plan.name, plan.id) for plan in self._kept if plan is not chosen]
        _fill(self.right, [(self._words("scenarios.present"), None), *others], with_id)
        self._compare()

    def _compare(self) -> None:
        plan = self.chosen
        self.stale.setVisible(False)
        if plan is None:
            return
        reading = self._actions.reading
        right: Sequence[KeptPair] = kept_pairs(reading.plan)
        with_id = self.right.currentData()
        if with_id is not None:
            right = next(kept.pairs for kept in self._kept if kept.id == with_id)
        names = (plan.name, self.right.currentText())
        self.view.show_plans(reading, (plan.pairs, right), names, self._words)
        gone = plan.lost + sum(one.gone for one in stale_pairs(reading.people, plan.pairs))
        self.stale.setText(self._words("scenarios.gone", n=gone))
        self.stale.setVisible(gone > 0)

    def _on_keep(self) -> None:
        problem = self._actions.keep(self.name.value())
        self.name.show_problem(self._words(problem.code, **problem.values) if problem else "")
        if problem is None:
            self.name.set_value(self._actions.suggestion())
            self._reload()

    def _on_rename(self) -> None:
        if self.chosen is not None:
            self.renaming = RenameDialog(self.chosen.name, self._rename, self._words, self)
            self.renaming.finished.connect(self.renaming.deleteLater)
            self.renaming.open()

    def _rename(self, name: str) -> str:
        plan = self.chosen
        problem = self._actions.rename(plan, name) if plan is not None else ""
        if plan is not None and not problem:
            self._reload(plan.id)
        return problem

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


def _fill(combo: CalmComboBox, items: Sequence[tuple[str, int | None]], chosen: int | None) -> None:
    """Show other items without announcing it."""
    blocked = combo.blockSignals(True)
    combo.clear()
    for place, (name, plan_id) in enumerate(items):
        combo.addItem(name, plan_id)
        combo.setItemData(place, name, Qt.ItemDataRole.ToolTipRole)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
    combo.blockSignals(blocked)
