"""What pairing looks at and what it never does, in the coordinator's words, to be turned up and down."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QSlider, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.criteria import criterion_label
from nhipcau.pairing.profiles import CriterionSetting, PairingInput, Rules, Settings
from nhipcau.pairing.ui.criterion_row import CriterionRow, ForbiddenRow, NumberRow, SwitchRow
from nhipcau.pairing.ui.parts_view import clear
from nhipcau.widgets.card import Heading, Line, Muted
from nhipcau.widgets.controls import button
from nhipcau.widgets.scroll import VScroll

_SWITCHES: Final = ("avoid_reporting_line", "avoid_earlier_pairs", "common_language", "meeting_way")
_PAUSE_MS: Final = 160
"""One entry in the undo history for a slider drawn along, not one a bar."""


class CriteriaPanel(QFrame):
    """`changed` carries the new Settings a moment after the last touch."""

    changed = Signal(object)
    question_wanted = Signal()
    ladder_wanted = Signal()
    allowed_again = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self._settings = Settings()
        self._shown_keys: tuple[str, ...] = ()
        self.rows: dict[str, CriterionRow] = {}
        self.switches = {name: SwitchRow() for name in _SWITCHES}
        self.slots = NumberRow(0, 20)
        self.gap_least = NumberRow(-6, 9)
        self.gap_most = NumberRow(-6, 9)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._announce)
        self._build()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, 16, 8, 12)
        scroll = VScroll(spacing=12)
        scroll.body.setContentsMargins(0, 0, 10, 0)
        outer.addWidget(scroll)
        self.heading = Heading()
        self.note = Muted(wrap=True)
        self.add = button(kind="link", icon="plus")
        self.add.clicked.connect(self.question_wanted)
        self.ladder = button(kind="link", icon="arrow-up-down")
        self.ladder.clicked.connect(self.ladder_wanted)
        self.rules_heading = Heading()
        self.share = QSlider(Qt.Orientation.Horizontal)
        self.share.setRange(0, 10)
        self.share.setPageStep(1)
        self.share.valueChanged.connect(self._on_share)
        self.share_note = Muted(wrap=True)
        self._criteria = QVBoxLayout()
        self._criteria.setSpacing(14)
        scroll.add(self.heading)
        scroll.add(self.note)
        scroll.body.addLayout(self._criteria)
        scroll.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (Line(), self.share_note, self.share, Line(), self.rules_heading):
            scroll.add(widget)
        for row in self.switches.values():
            row.switched.connect(self._touched)
            scroll.add(row)
        for number in (self.slots, self.gap_least, self.gap_most):
            number.changed.connect(self._touched)
            scroll.add(number)
        scroll.body.addWidget(self.ladder, 0, Qt.AlignmentFlag.AlignLeft)
        self.forbidden_heading = Heading(level=3)
        self._forbidden = QVBoxLayout()
        self._forbidden.setSpacing(2)
        scroll.add(self.forbidden_heading)
        scroll.body.addLayout(self._forbidden)
        scroll.body.addStretch(1)

    def show_settings(self, people: PairingInput, words: Words) -> None:
        """Show what is saved; a change not yet announced is kept."""
        if self._pause.isActive():
            return
        self._words = words
        self._settings = people.settings
        self.heading.setText(words("pairs.criteria.title"))
        self.note.setText(words("pairs.criteria.note"))
        self.add.setText(words("pairs.criteria.add"))
        self.add.setVisible(bool(people.questions))
        self.rules_heading.setText(words("pairs.rules.title"))
        self.ladder.setText(words("pairs.rules.ladder"))
        self._show_criteria(people, words)
        self._show_rules(people, words)
        self._show_forbidden(people, words)

    def _show_forbidden(self, people: PairingInput, words: Words) -> None:
        clear(self._forbidden)
        names = {person.participant_id: person.name for person in people.candidates}
        apart = [
            one for one in people.settings.constraints
            if one.kind == "forbidden" and one.mentee_id in names and one.mentor_id in names
        ]  # fmt: skip
        self.forbidden_heading.setText(words("pairs.rules.forbidden"))
        self.forbidden_heading.setVisible(bool(apart))
        for one in apart:
            row = ForbiddenRow(one.mentee_id, one.mentor_id)
            row.show_pair(names[one.mentor_id], names[one.mentee_id], words)
            row.allowed.connect(self.allowed_again)
            self._forbidden.addWidget(row)

    def _show_criteria(self, people: PairingInput, words: Words) -> None:
        keys = tuple(setting.key for setting in people.settings.criteria)
        if keys != self._shown_keys:
            self._rebuild(people.settings.criteria)
            self._shown_keys = keys
        for setting in people.settings.criteria:
            label = criterion_label(setting, people).text(words)
            self.rows[setting.key].show_criterion(label, setting.weight, words)

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
            self._criteria.addWidget(row)
            self.rows[setting.key] = row

    def _show_rules(self, people: PairingInput, words: Words) -> None:
        rules = people.settings.rules
        for name, row in self.switches.items():
            row.show_rule(words(f"pairs.rules.{name}"), on=getattr(rules, name))
        not_asked = words("pairs.rules.not_asked")
        direction = "below" if people.reverse else "above"
        self.slots.show_rule(words("pairs.rules.common_slots"), rules.common_slots, not_asked)
        self.gap_least.show_rule(words(f"pairs.rules.least_{direction}"), rules.level_gap_least, not_asked)
        self.gap_most.show_rule(words(f"pairs.rules.most_{direction}"), rules.level_gap_most, not_asked)
        blocked = self.share.blockSignals(True)
        self.share.setValue(round(rules.mentee_share / 10))
        self.share.blockSignals(blocked)
        self._say_share()

    def _say_share(self) -> None:
        share = self.share.value() * 10
        text = self._words("pairs.criteria.share", mentee=share, mentor=100 - share)
        self.share_note.setText(text)
        self.share.setAccessibleName(text)

    def _on_share(self) -> None:
        self._say_share()
        self._touched()

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
        on = {name: row.box.isChecked() for name, row in self.switches.items()}
        return Rules(
            avoid_reporting_line=on["avoid_reporting_line"],
            avoid_earlier_pairs=on["avoid_earlier_pairs"],
            common_language=on["common_language"],
            meeting_way=on["meeting_way"],
            common_slots=self.slots.value or 0,
            level_gap_least=self.gap_least.value,
            level_gap_most=self.gap_most.value,
            mentee_share=self.share.value() * 10,
        )
