"""Pairs the coordinator has locked or forbidden, each to be let go; a lock that breaks a rule says so."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.explanation.plan_sentences import said
from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.settings.pairing_input import Constraint, PairingInput
from nhipcau.widgets.card import Body, Heading, Muted
from nhipcau.widgets.controls import button
from nhipcau.widgets.layout_clearing import clear

_SHOWN: Final = 40
_BROKEN: Final = frozenset({"pairing.problem.breaks_rule", "pairing.problem.over_capacity"})


class ConstraintRow(QWidget):
    """Two people, what is wrong with their lock, and a way to let it go."""

    let_go = Signal(int, int)

    def __init__(self, one: Constraint) -> None:
        super().__init__()
        self._ids = (one.mentee_id, one.mentor_id)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.label = Body()
        self.flag = Body()
        self.flag.setObjectName("Warn")
        column.addWidget(self.label)
        column.addWidget(self.flag)
        self.button = button(kind="ghost", icon="x")
        self.button.clicked.connect(self._on_clicked)
        row.addLayout(column, 1)
        row.addWidget(self.button)

    def show_pair(self, mentor: str, mentee: str, flag: str, hint: str) -> None:
        self.label.setText(f"{mentor} · {mentee}")
        self.flag.setText(flag)
        self.flag.setVisible(bool(flag))
        self.button.set_hint(hint)
        self.button.setAccessibleDescription(flag)

    def _on_clicked(self) -> None:
        self.let_go.emit(*self._ids)


class ConstraintsPart(QWidget):
    """`let_go` carries mentee and mentor."""

    let_go = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.headings = {"locked": Heading(level=3), "forbidden": Heading(level=3)}
        self.rows: list[ConstraintRow] = []
        self._lists = {kind: QVBoxLayout() for kind in self.headings}
        for kind, heading in self.headings.items():
            self._lists[kind].setSpacing(4)
            column.addWidget(heading)
            column.addLayout(self._lists[kind])

    def show_constraints(self, people: PairingInput, plan: Plan | None, words: Words) -> None:
        names = {person.participant_id: person.name for person in people.candidates}
        flags = _flags(plan, words) if plan is not None else {}
        self.rows = []
        for kind, heading in self.headings.items():
            clear(self._lists[kind])
            those = [
                one for one in people.settings.constraints
                if one.kind == kind and one.mentee_id in names and one.mentor_id in names
            ]  # fmt: skip
            heading.setText(words(f"groups.{kind}", n=len(those)))
            heading.setVisible(bool(those))
            for one in those[:_SHOWN]:
                mentor, mentee = names[one.mentor_id], names[one.mentee_id]
                row = ConstraintRow(one)
                hint = words(f"groups.{kind}.let_go", mentor=mentor, mentee=mentee)
                flag = flags.get((one.mentee_id, one.mentor_id), "") if kind == "locked" else ""
                row.show_pair(mentor, mentee, flag, hint)
                row.let_go.connect(self.let_go)
                self._lists[kind].addWidget(row)
                self.rows.append(row)
            if len(those) > _SHOWN:
                self._lists[kind].addWidget(Muted(words("pairs.left.more", n=len(those) - _SHOWN)))
        self.setVisible(any(heading.isVisibleTo(self) for heading in self.headings.values()))


def _flags(plan: Plan, words: Words) -> dict[tuple[int, int], str]:
    return {
        (pair.mentee_id, pair.mentor_id): ". ".join(
            said([warning for warning in pair.warnings if warning.code in _BROKEN], words)
        )
        for pair in plan.pairs
        if pair.locked
    }
