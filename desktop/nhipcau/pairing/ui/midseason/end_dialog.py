"""Why a pair ends early."""

from PySide6.QtWidgets import QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.ui.midseason.reason_box import ReasonBox
from nhipcau.widgets.dialog import Dialog

_REASONS = ("fit", "time", "left", "moved", "other")


class EndDialog(Dialog):
    """A reason to choose or to write."""

    def __init__(self, mentor: str, mentee: str, words: Words, parent: QWidget | None = None) -> None:
        title = words("pairs.end.title", mentor=mentor, mentee=mentee)
        super().__init__(title, words("pairs.end.text"), parent)
        self.box = ReasonBox(_REASONS, words)
        self.add(self.box)
        self.add_reject(words("common.cancel"))
        self.add_accept(words("pairs.action.end"), kind="danger", icon="link-2-off")

    @property
    def reason(self) -> str:
        return self.box.reason
