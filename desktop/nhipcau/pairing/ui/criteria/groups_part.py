"""How people share each other: several mentors, groups, everybody in use, peers, those who waited."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.settings.pairing_input import PairingInput, Rules
from nhipcau.pairing.ui.criteria.criterion_row import NumberRow, SwitchRow
from nhipcau.widgets.card import Heading


class GroupsPart(QWidget):
    """Shows only what makes sense for the kind of programme and its people."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.heading = Heading()
        self.each = NumberRow(1, 3)
        self.least = NumberRow(1, 30)
        self.every_mentor = SwitchRow()
        self.mutual = SwitchRow()
        self.left_out = SwitchRow()
        column.addWidget(self.heading)
        for number in (self.each, self.least):
            number.changed.connect(self.changed)
            column.addWidget(number)
        for switch in (self.every_mentor, self.mutual, self.left_out):
            switch.switched.connect(self.changed)
            column.addWidget(switch)

    def show_rules(self, people: PairingInput, words: Words) -> None:
        rules = people.settings.rules
        waited = sum(person.left_out_before for person in people.mentees)
        self.heading.setText(words("groups.title"))
        self.each.show_rule(words("groups.each"), rules.mentors_each, "1")
        self.least.show_rule(words("groups.least"), max(1, rules.group_least), words("pairs.rules.not_asked"))
        self.every_mentor.show_rule(words("groups.every_mentor"), on=rules.every_mentor)
        self.mutual.show_rule(words("groups.mutual"), on=rules.mutual)
        self.left_out.show_rule(words("groups.left_out", n=waited), on=rules.priority_left_out)
        several = people.kind == "group" or any(mentor.capacity > 1 for mentor in people.mentors)
        self.each.setVisible(not rules.mutual)
        self.least.setVisible((several and not rules.mutual) or rules.group_least > 1)
        self.every_mentor.setVisible(not rules.mutual)
        self.mutual.setVisible(people.kind == "peer" or rules.mutual)
        self.left_out.setVisible(waited > 0)

    def amended(self, rules: Rules) -> Rules:
        return replace(
            rules,
            mentors_each=self.each.value or 1,
            group_least=self.least.value or 0,
            every_mentor=self.every_mentor.box.isChecked(),
            mutual=self.mutual.box.isChecked(),
            priority_left_out=self.left_out.box.isChecked(),
        )
