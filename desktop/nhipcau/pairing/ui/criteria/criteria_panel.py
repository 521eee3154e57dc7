"""What pairing aims at, looks at and never does, in the coordinator's words, to be turned up and down."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QSlider, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.settings.criteria import criterion_label, questions_behind
from nhipcau.pairing.settings.pairing_input import (
    CriterionSetting,
    PairingInput,
    ProfileQuestion,
    Rules,
    Settings,
)
from nhipcau.pairing.settings.sensitive_criteria import criterion_category
from nhipcau.pairing.ui.criteria.aim_part import AimPart
from nhipcau.pairing.ui.criteria.constraints_part import ConstraintsPart
from nhipcau.pairing.ui.criteria.criterion_row import CriterionRow
from nhipcau.pairing.ui.criteria.groups_part import GroupsPart
from nhipcau.pairing.ui.criteria.quotas_part import QuotasPart
from nhipcau.pairing.ui.criteria.rules_part import RulesPart
from nhipcau.participants.sensitive import sensitive_text
from nhipcau.widgets.card import Heading, Line, Muted
from nhipcau.widgets.controls import button
from nhipcau.widgets.scroll import VScroll
from nhipcau.widgets.wheel_guard import calm

_PAUSE_MS: Final = 160
"""One entry in the undo history for a slider drawn along, not one a bar."""


class CriteriaPanel(QFrame):
    """`changed` carries the new Settings a moment after the last touch."""

    changed = Signal(object)
    question_wanted = Signal()
    ladder_wanted = Signal()
    allowed_again = Signal(int, int)
    quoting_changed = Signal(object)
    """By question id, whether its answers may be told to the other of a pair."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self._settings = Settings()
        self._words = Words()
        self._shown_keys: tuple[str, ...] = ()
        self.rows: dict[str, CriterionRow] = {}
        self._behind: dict[str, tuple[ProfileQuestion, ...]] = {}
        self.aim = AimPart()
        self.hard = RulesPart()
        self.groups = GroupsPart()
        self.shares = QuotasPart()
        self.constraints = ConstraintsPart()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._announce)
        self._make()
        self._lay_out()

    def _make(self) -> None:
        self.heading = Heading()
        self.note = Muted(wrap=True)
        self.add = button(kind="link", icon="plus")
        self.add.clicked.connect(self.question_wanted)
        self.ladder = button(kind="link", icon="arrow-up-down")
        self.ladder.clicked.connect(self.ladder_wanted)
        self.share = calm(QSlider(Qt.Orientation.Horizontal))
        self.share.setRange(0, 10)
        self.share.setPageStep(1)
        self.share.valueChanged.connect(self._on_share)
        self.share_note = Muted(wrap=True)
        self.aim.changed.connect(self._touched)
        self.hard.changed.connect(self._touched)
        self.groups.changed.connect(self._touched)
        self.constraints.let_go.connect(self.allowed_again)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, 16, 8, 12)
        scroll = VScroll(spacing=12)
        scroll.body.setContentsMargins(0, 0, 10, 0)
        outer.addWidget(scroll)
        self._criteria = QVBoxLayout()
        self._criteria.setSpacing(14)
        above: Sequence[QWidget] = (self.aim, Line(), self.heading, self.note)
        middle: Sequence[QWidget] = (Line(), self.share_note, self.share, Line(), self.hard)
        below: Sequence[QWidget] = (Line(), self.groups, Line(), self.shares, self.constraints)
        for widget in above:
            scroll.add(widget)
        scroll.body.addLayout(self._criteria)
        scroll.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in middle:
            scroll.add(widget)
        scroll.body.addWidget(self.ladder, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in below:
            scroll.add(widget)
        scroll.body.addStretch(1)

    def show_settings(self, people: PairingInput, words: Words, plan: Plan | None = None) -> None:
        """Show what is saved; a change not yet announced is kept."""
        if self._pause.isActive():
            return
        self._words = words
        self._settings = people.settings
        self.heading.setText(words("pairs.criteria.title"))
        waits = any(one.code == "question" and one.weight == "off" for one in people.settings.criteria)
        own = [words("pairs.criteria.note_own")] if waits else []
        self.note.setText(" ".join([words("pairs.criteria.note"), *own]))
        self.add.setText(words("pairs.criteria.add"))
        self.add.setVisible(bool(people.questions))
        self.ladder.setText(words("pairs.rules.ladder"))
        self.aim.show_rules(people.settings.rules, words)
        self._show_criteria(people, words)
        self.hard.show_rules(people, words)
        self.groups.show_rules(people, words)
        self.shares.show_shares(people, plan, words)
        self.constraints.show_constraints(people, plan, words)
        blocked = self.share.blockSignals(True)
        self.share.setValue(round(people.settings.rules.mentee_share / 10))
        self.share.blockSignals(blocked)
        self._say_share()

    def _show_criteria(self, people: PairingInput, words: Words) -> None:
        keys = tuple(setting.key for setting in people.settings.criteria)
        if keys != self._shown_keys:
            self._rebuild(people.settings.criteria)
            self._shown_keys = keys
        for setting in people.settings.criteria:
            label = criterion_label(setting, people).text(words)
            caution = sensitive_text(words, "sensitive.criterion", criterion_category(setting, people))
            self.rows[setting.key].show_criterion(label, setting.weight, words, caution)
            self._behind[setting.key] = behind = questions_behind(setting, people)
            self.rows[setting.key].show_quoting(behind, label, words)

    def _rebuild(self, criteria: tuple[CriterionSetting, ...]) -> None:
        for row in self.rows.values():
            self._criteria.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {}
        for setting in criteria:
            row = CriterionRow(setting.key, removable=setting.code == "question")
            row.weighed.connect(self._touched)
            row.removed.connect(self._on_removed)
            row.quoting_chosen.connect(self._on_quoting)
            self._criteria.addWidget(row)
            self.rows[setting.key] = row

    def _say_share(self) -> None:
        share = self.share.value() * 10
        text = self._words("pairs.criteria.share", mentee=share, mentor=100 - share)
        self.share_note.setText(text)
        self.share.setAccessibleName(text)

    def _on_share(self) -> None:
        self._say_share()
        self._touched()

    def _on_quoting(self, key: str, ticked: bool) -> None:
        self.quoting_changed.emit({one.id: ticked for one in self._behind[key]})

    def _on_removed(self, key: str) -> None:
        kept = tuple(setting for setting in self._present().criteria if setting.key != key)
        self.changed.emit(replace(self._present(), criteria=kept))

    def _touched(self) -> None:
        self._pause.start()

    def _announce(self) -> None:
        wanted = self._present()
        if wanted != self._settings:
            self._settings = wanted
            self.changed.emit(wanted)

    def _present(self) -> Settings:
        criteria = tuple(
            replace(setting, weight=self.rows[setting.key].slider.weight)
            for setting in self._settings.criteria
        )
        return replace(self._settings, criteria=criteria, rules=self._rules())

    def _rules(self) -> Rules:
        rules = self.groups.amended(self.hard.amended(self._settings.rules))
        return replace(
            rules,
            mentee_share=self.share.value() * 10,
            aim=self.aim.aim,
            fair_within=self.aim.fair_within,
        )
