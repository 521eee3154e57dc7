"""Pair again in mid-season: what calls for it, what is proposed, one button to carry it out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.common.progress import Progress
from nhipcau.pairing.explanation.plan_sentences import capital
from nhipcau.pairing.store.midseason_plan import Ground, Ids, MidSeason, Repair, grounds, propose
from nhipcau.pairing.ui.midseason.midseason_view import RepairView
from nhipcau.widgets.card import Body, Heading, Muted
from nhipcau.widgets.desk import Desk, Running
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.scroll import VScroll

_Answer = tuple[tuple[Ids, ...], bool, Repair]
"""The pairs let go, whether others might move, and what was proposed for that."""


class RepairDialog(Dialog):
    """`repair` is what is proposed once it is worked out; accepting means to carry it out."""

    proposed = Signal()

    def __init__(self, desk: Desk, season: MidSeason, parent: QWidget | None = None) -> None:
        words = desk.words
        super().__init__(words("repair.title"), words("repair.text"), parent)
        self._desk = desk
        self._season = season
        self._running: Running | None = None
        self.repair: Repair | None = None
        self.names = {person.participant_id: person.name for person in season.people.candidates}
        for row in season.rows:
            self.names |= {row.mentor_id: row.mentor_name, row.mentee_id: row.mentee_name}
        self.boxes: dict[Ids, QCheckBox] = {}
        self.moves = QCheckBox()
        self.view = RepairView()
        self._lay_out(grounds(season))
        self.late = self.add_button(words("repair.late"), icon="user-plus")
        self.late.clicked.connect(self._on_late)
        self.add_reject(words("common.cancel"))
        self.carry_out = self.add_accept(words("repair.carry_out"), icon="check")
        self.take_room(880, 600)
        self._propose()

    def _lay_out(self, calls: tuple[Ground, ...]) -> None:
        words = self._desk.words
        left = VScroll(spacing=8)
        left.body.setContentsMargins(0, 0, 10, 0)
        left.add(Heading(words("repair.grounds"), 3))
        if not calls:
            left.add(Body(words("repair.no_grounds")))
        for call in calls:
            self._add_ground(left, call)
        self._add_undecided(left)
        left.body.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(Heading(words("repair.proposal"), 3))
        self.moves.setAccessibleName(words("repair.moves"))
        self.moves.toggled.connect(self._propose)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.moves)
        row.addWidget(Body(words("repair.moves")), 1)
        right.addLayout(row)
        right.addWidget(self.view, 1)
        both = QHBoxLayout()
        both.setSpacing(24)
        both.addWidget(left, 2)
        both.addLayout(right, 3)
        self.body.addLayout(both, 1)

    def _add_ground(self, pane: VScroll, call: Ground) -> None:
        text = capital(call.why.text(self._desk.words))
        if call.kind == "not_good" and call.mentor_id is not None:
            self._add_box(pane, (call.mentee_id, call.mentor_id), text, on=True)
        else:
            pane.add(Body(text))

    def _add_undecided(self, pane: VScroll) -> None:
        """Offer pairs that are still deciding to be let go as well."""
        words = self._desk.words
        undecided = [row for row in self._season.rows if row.fit_answer == "deciding" and row.stands]
        if undecided:
            pane.add(Muted(words("repair.deciding"), wrap=True))
        for row in undecided:
            text = f"{row.mentor_name} · {row.mentee_name}"
            self._add_box(pane, (row.mentee_id, row.mentor_id), text, on=False)

    def _add_box(self, pane: VScroll, ids: Ids, text: str, *, on: bool) -> None:
        box = QCheckBox()
        box.setChecked(on)
        box.setAccessibleName(text)
        box.toggled.connect(self._propose)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(box)
        row.addWidget(Body(text), 1)
        pane.body.addLayout(row)
        self.boxes[ids] = box

    def _propose(self) -> None:
        if self._running is not None:
            self._running.cancel()
        self.repair = None
        self.carry_out.setEnabled(False)
        self.view.show_waiting(self._desk.words)
        season, moves = self._season, self.moves.isChecked()
        release = [ids for ids, box in self.boxes.items() if box.isChecked()]

        def work(progress: Progress) -> _Answer:
            found = propose(season, release, allow_moves=moves, progress=progress)
            return tuple(release), moves, found

        self._running = self._desk.run("", work, self._on_proposed, self._on_failed)

    def _on_proposed(self, answer: _Answer) -> None:
        release, moves, repair = answer
        wanted = tuple(ids for ids, box in self.boxes.items() if box.isChecked())
        if (release, moves) != (wanted, self.moves.isChecked()):
            return
        self.repair = repair
        self.carry_out.setEnabled(bool(repair.ends or repair.new))
        self.view.show_repair(repair, self.names, self._desk.words)
        self.proposed.emit()

    def _on_failed(self, trouble: Exception) -> None:
        """Wait no longer, and let the window tell what went wrong."""
        self.view.show_failed(self._desk.words)
        raise trouble

    def _on_late(self) -> None:
        self.reject()
        self._desk.go("participants")

    def reject(self) -> None:
        if self._running is not None:
            self._running.cancel()
        super().reject()
