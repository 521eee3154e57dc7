"""Somebody leaves in mid-season: who, and why."""

from collections.abc import Sequence

from PySide6.QtWidgets import QRadioButton, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.ui.midseason.reason_box import ReasonBox
from nhipcau.widgets.dialog import Dialog

_REASONS = ("left", "time", "moved", "other")


class LeaveDialog(Dialog):
    """`who` is the participant id, `reason` the words."""

    def __init__(
        self, people: Sequence[tuple[int, str]], words: Words, parent: QWidget | None = None
    ) -> None:
        title = words("repair.leave", name=people[0][1]) if len(people) == 1 else words("repair.leave_who")
        super().__init__(title, words("repair.leave_text"), parent)
        self.choices = {participant_id: QRadioButton(name) for participant_id, name in people}
        for choice in self.choices.values():
            self.add(choice)
            choice.setVisible(len(people) > 1)
        self.choices[people[0][0]].setChecked(True)
        self.box = ReasonBox(_REASONS, words)
        self.add(self.box)
        self.add_reject(words("common.cancel"))
        self.add_accept(words("repair.leave_accept"), kind="danger", icon="user-minus")

    @property
    def who(self) -> int:
        return next(one for one, choice in self.choices.items() if choice.isChecked())

    @property
    def reason(self) -> str:
        return self.box.reason
