"""Workbooks for those who keep the log of pairs: for whom, in which language, and the button that writes them."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from nhipcau.common.clock import today
from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.exchange.round_trip.outgoing.recipients import WHOM, Whom
from nhipcau.mail.missing_addresses import lacking_said
from nhipcau.widgets.card import Body, Muted
from nhipcau.widgets.controls import button
from nhipcau.widgets.flow import FlowLayout, Wrapping
from nhipcau.widgets.forms.fields import CalmComboBox

_THEIR_OWN = ""
"""The choice to write to everyone in their own language."""
_NO_DAY = ""
_WEEKS = (1, 2, 3, 4)
_FRIDAY = 4
_AIR = 8
"""What the longest choice needs beside its letters so as not to be shortened."""


class PeopleWorkbooks(QWidget):
    """The choices stand before the button, so that it says what it does."""

    chosen_anew = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Clear")
        self._words = words
        self.explained = Body()
        self.whom = _choice()
        self.language = _choice()
        self.back = _choice()
        self.feelings = QCheckBox()
        self.feelings.setChecked(True)
        self.write_button = button(kind="primary", icon="users")
        self.missing = Muted(wrap=True)
        self.missing.hide()
        row = Wrapping()
        flow = FlowLayout(row, gap=10)
        for one in (self.whom, self.language, self.back, self.write_button):
            flow.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.explained)
        column.addWidget(self.feelings, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(row)
        column.addWidget(self.missing)
        self.whom.currentIndexChanged.connect(self._show_feelings)
        self.whom.currentIndexChanged.connect(self._on_chosen)
        self.feelings.toggled.connect(self._on_chosen)
        self._missing: tuple[int, Sequence[str], Sequence[str]] = (0, (), ())

    def chosen(self) -> tuple[Whom, Language | None]:
        """Return for whom the workbooks are, and in which language; None is everyone's own."""
        whom = next(one for one in WHOM if one == self.whom.currentData())
        return whom, next((one for one in LANGUAGES if one == self.language.currentData()), None)

    def answer_by(self) -> date | None:
        """Return by when the files are to come back; None where no day is to be named."""
        weeks = self.back.currentData()
        return back_in(int(weeks)) if weeks else None

    def show_missing(self, lacking: int, names: Sequence[str], withheld: Sequence[str]) -> None:
        """Say before anything is written which drafts will lack a recipient, who that is, and why."""
        self._missing = lacking, names, withheld
        self.write_button.setEnabled(True)
        self.say_missing()

    def await_missing(self) -> None:
        """Say nothing, and let nothing be written, until that is known of what is chosen now."""
        self._missing = 0, (), ()
        self.write_button.setEnabled(False)
        self.say_missing()

    def say_missing(self) -> None:
        """Say it in the present language."""
        lacking, names, withheld = self._missing
        text = lacking_said(lacking, names, self._words, withheld)
        self.missing.setText(text)
        self.missing.setVisible(bool(text))
        self.write_button.setText(self._words(f"homecoming.pairs.{'button_anyway' if text else 'button'}"))

    def with_feelings(self) -> bool:
        """Whether each of a pair gets a private form beside the workbook that the two share."""
        return self.feelings.isChecked() and self.chosen()[0] == "pairs"

    def retranslate(self) -> None:
        words = self._words
        self.explained.setText(words("homecoming.pairs.text"))
        _offer(self.whom, [(one, words(f"homecoming.whom.{one}")) for one in WHOM])
        own = (_THEIR_OWN, words("homecoming.language.own"))
        _offer(self.language, [own, *((one, words(f"common.language.{one}")) for one in LANGUAGES)])
        days = [(str(weeks), f"{back_in(weeks):%d/%m/%Y}") for weeks in _WEEKS]
        in_weeks = [(weeks, words("homecoming.back.by", day=day)) for weeks, day in days]
        _offer(self.back, [*in_weeks, (_NO_DAY, words("homecoming.back.open"))], first=_WEEKS.index(2))
        self.back.setAccessibleName(words("homecoming.back.choice"))
        self._show_feelings()
        self.whom.setAccessibleName(words("homecoming.whom"))
        self.language.setAccessibleName(words("homecoming.language"))
        self.feelings.setText(words("homecoming.pairs.feelings"))

    def _on_chosen(self) -> None:
        self.await_missing()
        self.chosen_anew.emit()

    def _show_feelings(self) -> None:
        # Other workbooks are one person's own, or an assistant's, who is not asked.
        self.feelings.setVisible(self.whom.currentData() == "pairs")


def _choice() -> CalmComboBox:
    made = CalmComboBox()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made


def back_in(weeks: int) -> date:
    """Return a day so many weeks from now on which people are at work."""
    day = today() + timedelta(weeks=weeks)
    return day - timedelta(days=max(0, day.weekday() - _FRIDAY))


def _offer(combo: QComboBox, items: list[tuple[str, str]], first: int = 0) -> None:
    """Offer (key, text), keeping what is chosen; `first` is chosen before anything is."""
    keep = combo.currentIndex() if combo.count() else first
    before = combo.blockSignals(True)  # the same is chosen as before, in other words
    combo.clear()
    for key, text in items:
        combo.addItem(text, key)
    combo.setCurrentIndex(keep)
    combo.blockSignals(before)
    combo.setMinimumWidth(0)
    combo.setMinimumWidth(combo.sizeHint().width() + _AIR)
