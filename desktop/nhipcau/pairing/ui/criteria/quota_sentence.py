"""A rule about shares as a sentence with gaps to fill, each with what these people have answered."""

import re
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel

from nhipcau.common.names.vietnamese import given_sort_key
from nhipcau.common.words import Words
from nhipcau.pairing.explanation.plan_sentences import capital
from nhipcau.pairing.models import ATTRIBUTES, Attribute, QuotaKind
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput, QuotaSetting
from nhipcau.widgets.flow import FlowLayout, Wrapping
from nhipcau.widgets.theme import px
from nhipcau.widgets.wheel_guard import calm

_GAP: Final = re.compile(r"\{(\w+)\}")
_SHARES: Final = ((25, "quarter"), (33, "third"), (50, "half"), (67, "two_thirds"), (75, "three_quarters"))
_NUMBER: Final = re.compile(r"\d{1,3}")


def answers(people: PairingInput, attribute: Attribute, side: str) -> list[str]:
    """Return what the people of one side have said, each once."""
    those = people.mentees if side == "mentee" else people.mentors
    found = {text.strip() for text in set(map(_ANSWER[attribute], those))}  # of thousands a few differ
    return sorted(found - {""}, key=given_sort_key)


_ANSWER: Final[dict[Attribute, Callable[[Candidate], str]]] = {
    "gender": attrgetter("gender"),
    "department": attrgetter("department"),
    "level": attrgetter("level"),
    "place": attrgetter("place"),
}


def share_text(setting: QuotaSetting, words: Words) -> str:
    """Return the rule in words. What knows how lies beside the engine, which loads late."""
    from nhipcau.pairing.explanation.quotas import quota_phrase

    return capital(quota_phrase(setting).text(words))


def attributes_told(people: PairingInput) -> list[Attribute]:
    """Return what at least two different answers were given to."""
    return [
        name
        for name in ATTRIBUTES
        if len({*answers(people, name, "mentee"), *answers(people, name, "mentor")}) > 1
    ]


class ShareSentence(Wrapping):
    """`setting` is the sentence as it is filled in. Gaps: bound, percent, attribute, value, partner."""

    changed = Signal()

    def __init__(self, kind: QuotaKind, people: PairingInput, words: Words) -> None:
        super().__init__()
        self._kind = kind
        self._people = people
        self._words = words
        self.gaps: Mapping[str, QComboBox] = {
            name: self._gap(name) for name in ("bound", "percent", "attribute", "value", "partner")
        }
        self._fill()
        flow = FlowLayout(self, gap=6)
        for part in _GAP.split(words(f"shares.{kind}.sentence")):
            if part in self.gaps:
                flow.addWidget(self.gaps[part])
            elif part.strip():
                label = QLabel(part.strip())
                label.setContentsMargins(0, 8, 0, 0)
                flow.addWidget(label)
        for name, gap in self.gaps.items():
            if gap.parent() is None:
                gap.setParent(self)
                gap.hide()
            gap.setAccessibleName(words(f"shares.gap.{name}"))
            gap.currentTextChanged.connect(self._on_changed)
        self.gaps["attribute"].currentIndexChanged.connect(self._offer_values)
        self._offer_values()

    def _gap(self, name: str) -> QComboBox:
        made = calm(QComboBox())
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        made.setMaximumWidth(px(230))
        made.setEditable(name == "percent")
        return made

    def _fill(self) -> None:
        words = self._words
        for bound in ("least", "most"):
            self.gaps["bound"].addItem(words(f"shares.bound.{bound}"), bound)
        for share, name in _SHARES:
            self.gaps["percent"].addItem(words(f"shares.share.{name}", percent=share), share)
        self.gaps["percent"].setCurrentIndex(1 if self._kind == "partner" else 2)
        for attribute in attributes_told(self._people):
            self.gaps["attribute"].addItem(words(f"shares.attribute.{attribute}"), attribute)
        self.gaps["bound"].setCurrentIndex(1 if self._kind == "used" else 0)

    def _offer_values(self) -> None:
        """Offer what was answered; a share of mentors may be about every answer there is."""
        sides = {"value": "mentor" if self._kind == "used" else "mentee", "partner": "mentor"}
        for name, side in sides.items():
            gap = self.gaps[name]
            blocked = gap.blockSignals(True)
            gap.clear()
            if name == "value" and self._kind == "used":
                gap.addItem(self._words("shares.any"), "")
            for answer in answers(self._people, self.attribute, side):
                gap.addItem(answer, answer)
            gap.blockSignals(blocked)
        self._on_changed()

    def _on_changed(self) -> None:
        self.updateGeometry()
        self.changed.emit()

    @property
    def attribute(self) -> Attribute:
        found: Attribute = self.gaps["attribute"].currentData() or "gender"
        return found

    @property
    def percent(self) -> int | None:
        """The share in percent, from a word or a number; None while neither is there."""
        gap = self.gaps["percent"]
        text = gap.currentText()
        place = gap.findText(text)
        if place >= 0:
            return int(gap.itemData(place))
        found = _NUMBER.search(text)
        share = int(found[0]) if found else -1
        return share if 0 <= share <= 100 else None

    @property
    def setting(self) -> QuotaSetting | None:
        """The rule as filled in; None while something is missing."""
        share = self.percent
        value = str(self.gaps["value"].currentData() or "")
        partner = str(self.gaps["partner"].currentData() or "")
        lacking = self._kind == "partner" and not (value and partner)
        if share is None or lacking or not self.gaps["attribute"].count():
            return None
        return QuotaSetting(
            self._kind, self.attribute,
            "" if self._kind == "different" else value,
            partner if self._kind == "partner" else "",
            self.gaps["bound"].currentData(), share,
        )  # fmt: skip

    def show_setting(self, setting: QuotaSetting) -> None:
        """Fill the gaps from a rule that stands."""
        self.gaps["bound"].setCurrentIndex(self.gaps["bound"].findData(setting.bound))
        place = self.gaps["percent"].findData(setting.percent)
        if place >= 0:
            self.gaps["percent"].setCurrentIndex(place)
        else:
            self.gaps["percent"].setEditText(f"{setting.percent}%")
        wanted = {"attribute": setting.attribute, "value": setting.value, "partner": setting.partner_value}
        for name, value in wanted.items():
            found = self.gaps[name].findData(value)
            if found >= 0:
                self.gaps[name].setCurrentIndex(found)
