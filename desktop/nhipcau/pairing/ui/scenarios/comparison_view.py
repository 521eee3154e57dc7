"""Two plans side by side: figures, one picture of both, who changes, and what each asks of the mentors."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.explanation.plan_sentences import percent
from nhipcau.pairing.plan.scenario_comparison import (
    Figures,
    KeptPair,
    MenteeChange,
    ScenarioComparison,
    side_by_side,
)
from nhipcau.pairing.ui.page_data import PlanReading
from nhipcau.pairing.ui.scenarios.two_histograms import TwoHistograms
from nhipcau.widgets.card import Body, Heading, Muted
from nhipcau.widgets.layout_clearing import clear
from nhipcau.widgets.scroll import VScroll

_SHOWN: Final = 60
_FIGURES: Final = ("mentees", "mean", "worst", "mentors", "most", "blocking", "kept", "broken")
_FITS: Final = frozenset({"mean", "worst"})


class ComparisonView(VScroll):
    """Shows whatever two lists of pairs it is given, each with its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=12)
        self.summary = Body()
        self.grid_holder = QWidget()
        self._grid = QGridLayout(self.grid_holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.picture = TwoHistograms()
        self.lists = QWidget()
        self._lists = QVBoxLayout(self.lists)
        self._lists.setContentsMargins(0, 0, 0, 0)
        self._lists.setSpacing(6)
        self.body.setContentsMargins(0, 0, 10, 0)
        for widget in (self.summary, self.grid_holder, self.picture, self.lists):
            self.add(widget)
        self.body.addStretch(1)

    def show_plans(
        self,
        reading: PlanReading,
        plans: tuple[Sequence[KeptPair], Sequence[KeptPair]],
        names: tuple[str, str],
        words: Words,
    ) -> None:
        people = reading.people
        found = side_by_side(people, *plans, session=reading.session)
        called = {person.participant_id: person.name for person in people.candidates}
        self.summary.setText(
            words("scenarios.same", n=found.same) + " " + words("scenarios.changes", n=len(found.changes))
        )
        self._show_figures(found, names, words, standing=bool(people.current))
        self.picture.setAccessibleName(words("scenarios.picture"))
        self.picture.show_plans(names, (found.left.bars, found.right.bars))
        clear(self._lists)
        self._say(words("scenarios.who"), _changes(found.changes, called, words), words)
        self._say(words("scenarios.loads"), _loads(found, called, words), words)

    def _show_figures(
        self, found: ScenarioComparison, names: tuple[str, str], words: Words, *, standing: bool
    ) -> None:
        clear(self._grid)
        for column, name in enumerate(names, start=1):
            heading = Heading(name, 3, wrap=True)
            self._grid.addWidget(heading, 0, column, Qt.AlignmentFlag.AlignTop)
        shown = [key for key in _FIGURES if standing or key not in ("kept", "broken")]
        for row, key in enumerate(shown, start=1):
            self._grid.addWidget(Muted(words(f"scenarios.figure.{key}"), wrap=True), row, 0)
            for column, figures in enumerate((found.left, found.right), start=1):
                self._grid.addWidget(Body(_figure(figures, key)), row, column)

    def _say(self, heading: str, lines: Sequence[str], words: Words) -> None:
        if not lines:
            return
        self._lists.addWidget(Heading(heading, 3))
        more = [words("pairs.left.more", n=len(lines) - _SHOWN)] if len(lines) > _SHOWN else []
        self._lists.addWidget(Body("\n".join([*lines[:_SHOWN], *more])))


def _figure(figures: Figures, key: str) -> str:
    value: int = getattr(figures, key)
    return percent(value) if key in _FITS else str(value)


def _changes(changes: Sequence[MenteeChange], names: Mapping[int, str], words: Words) -> list[str]:
    def mentors(pairs: Sequence[KeptPair]) -> str:
        told = [f"{names.get(pair.mentor_id, '–')} ({percent(pair.fit)})" for pair in pairs]
        return ", ".join(told) or words("scenarios.nobody")

    return [
        words(
            "scenarios.change", who=names.get(change.mentee_id, "–"),
            left=mentors(change.left), right=mentors(change.right),
        )
        for change in changes
    ]  # fmt: skip


def _loads(found: ScenarioComparison, names: Mapping[int, str], words: Words) -> list[str]:
    return [
        words(
            "scenarios.load", who=names.get(load.mentor_id, "–"),
            left=load.left, right=load.right, places=load.places,
        )
        for load in found.loads
        if load.left != load.right
    ]  # fmt: skip
