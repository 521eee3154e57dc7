"""The rules no pair may break, to switch and to number."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.settings.pairing_input import PairingInput, Rules
from nhipcau.pairing.settings.rules import fixed_rules
from nhipcau.pairing.ui.criteria.criterion_row import NumberRow, SwitchRow
from nhipcau.widgets.card import Heading

_SWITCHES: Final = ("avoid_reporting_line", "avoid_earlier_pairs", "common_language", "meeting_way")


class RulesPart(QWidget):
    """`amended` puts what is shown into the rules."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.heading = Heading()
        column.addWidget(self.heading)
        self.switches = {name: SwitchRow() for name in _SWITCHES}
        self.slots = NumberRow(0, 20)
        self.gap_least = NumberRow(-6, 9)
        self.gap_most = NumberRow(-6, 9)
        self.time_zone = NumberRow(-1, 12)
        for row in self.switches.values():
            row.switched.connect(self.changed)
            column.addWidget(row)
        for number in (self.slots, self.gap_least, self.gap_most, self.time_zone):
            number.changed.connect(self.changed)
            column.addWidget(number)

    def show_rules(self, people: PairingInput, words: Words) -> None:
        rules = people.settings.rules
        self.heading.setText(words("pairs.rules.title"))
        fixed = fixed_rules(people.kind)
        for name, row in self.switches.items():
            label = words(f"pairs.rules.always.{name}" if name in fixed else f"pairs.rules.{name}")
            row.show_rule(label, on=name in fixed or getattr(rules, name), fixed=name in fixed)
        not_asked = words("pairs.rules.not_asked")
        direction = "below" if people.reverse else "apart" if people.kind == "peer" else "above"
        self.slots.show_rule(words("pairs.rules.common_slots"), rules.common_slots, not_asked)
        self.gap_least.show_rule(words(f"pairs.rules.least_{direction}"), rules.level_gap_least, not_asked)
        self.gap_most.show_rule(words(f"pairs.rules.most_{direction}"), rules.level_gap_most, not_asked)
        self.time_zone.show_rule(words("groups.time_zone"), rules.time_zone_most, not_asked)
        far_apart = len({person.time_zone for person in people.candidates if person.time_zone}) > 1
        self.time_zone.setVisible(far_apart or rules.time_zone_most is not None)

    def amended(self, rules: Rules) -> Rules:
        on = {name: row.box.isChecked() for name, row in self.switches.items()}
        return replace(
            rules,
            avoid_reporting_line=on["avoid_reporting_line"],
            avoid_earlier_pairs=on["avoid_earlier_pairs"],
            common_language=on["common_language"],
            meeting_way=on["meeting_way"],
            common_slots=self.slots.value or 0,
            level_gap_least=self.gap_least.value,
            level_gap_most=self.gap_most.value,
            time_zone_most=self.time_zone.value,
        )
