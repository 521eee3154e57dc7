"""Rules about shares: each as a sentence, with what has become of it in the present plan."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.explanation.results import Plan, QuotaResult
from nhipcau.pairing.settings.pairing_input import PairingInput, QuotaSetting
from nhipcau.pairing.ui.criteria.quota_sentence import attributes_told, share_text
from nhipcau.widgets.card import Body, Heading, Muted
from nhipcau.widgets.controls import button
from nhipcau.widgets.layout_clearing import clear


def results_of(setting: QuotaSetting, plan: Plan) -> list[QuotaResult]:
    """Return what has become of one rule: several results when it is about every answer there is."""
    return [
        result for result in plan.quotas
        if replace(result.setting, id=None, value=setting.value if not setting.value else result.setting.value)
        == replace(setting, id=None)
    ]  # fmt: skip


def outcome(results: Sequence[QuotaResult], words: Words) -> tuple[str, bool]:
    """Return whether a rule is kept and how near the plan comes, and whether all is well."""
    broken = [result for result in results if not result.kept]
    if not results or all(not result.of for result in results):
        return words("shares.nobody"), True
    if not broken:
        first = results[0]
        if len(results) > 1:
            return words("shares.all_kept"), True
        return words("shares.kept", inside=first.inside, of=first.of), True
    worst = max(broken, key=lambda one: abs(100 * one.inside / max(one.of, 1) - one.setting.percent))
    share = round(100 * worst.inside / max(worst.of, 1))
    values = {"inside": worst.inside, "of": worst.of, "share": share}
    if len(results) > 1:
        return words("shares.broken_for", value=worst.setting.value, **values), False
    return words("shares.broken", **values), False


class ShareRow(QWidget):
    """One rule: its sentence, its outcome, ways to change it and to let it go."""

    edit_wanted = Signal(object)
    let_go = Signal(object)

    def __init__(self, setting: QuotaSetting, plan: Plan | None, words: Words) -> None:
        super().__init__()
        self._setting = setting
        sentence = share_text(setting, words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Body(sentence))
        self.outcome = Muted(wrap=True)
        if plan is not None:
            text, well = outcome(results_of(setting, plan), words)
            self.outcome.setText(text)
            self.outcome.setObjectName("Muted" if well else "Warn")
        column.addWidget(self.outcome)
        row.addLayout(column, 1)
        self.edit = button(kind="ghost", icon="pencil")
        self.edit.set_hint(words("shares.edit", rule=sentence))
        self.remove = button(kind="ghost", icon="x")
        self.remove.set_hint(words("shares.remove", rule=sentence))
        for made in (self.edit, self.remove):
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self.edit.clicked.connect(self._on_edit)
        self.remove.clicked.connect(self._on_remove)

    def _on_edit(self) -> None:
        self.edit_wanted.emit(self._setting)

    def _on_remove(self) -> None:
        self.let_go.emit(self._setting)


class QuotasPart(QWidget):
    """`add_wanted`, `edit_wanted` and `let_go` say what is wanted."""

    add_wanted = Signal()
    edit_wanted = Signal(object)
    let_go = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.heading = Heading()
        self.note = Muted(wrap=True)
        self.rows: list[ShareRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self.add = button(kind="link", icon="plus")
        self.add.clicked.connect(self.add_wanted)
        column.addWidget(self.heading)
        column.addWidget(self.note)
        column.addLayout(self._list)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_shares(self, people: PairingInput, plan: Plan | None, words: Words) -> None:
        quotas = people.settings.quotas
        self.heading.setText(words("shares.title"))
        self.note.setText(words("shares.note"))
        self.note.setVisible(not quotas)
        self.add.setText(words("shares.add"))
        clear(self._list)
        self.rows = [ShareRow(setting, plan, words) for setting in quotas]
        for row in self.rows:
            row.edit_wanted.connect(self.edit_wanted)
            row.let_go.connect(self.let_go)
            self._list.addWidget(row)
        self.setVisible(bool(quotas or attributes_told(people)))
