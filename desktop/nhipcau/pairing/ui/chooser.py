"""Another partner by hand: every mentor with the fit, the price for the whole plan, and who else would move."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from nhipcau.common.progress import Progress
from nhipcau.common.vietnamese import fold
from nhipcau.common.words import Words
from nhipcau.pairing.alternatives import alternatives
from nhipcau.pairing.profiles import PairingInput
from nhipcau.pairing.results import Alternative, Move, Plan
from nhipcau.pairing.sentences import exact, said
from nhipcau.pairing.ui.items import Item
from nhipcau.pairing.ui.pair_list import PairList
from nhipcau.widgets.card import Muted
from nhipcau.widgets.controls import SearchBox
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.dialog import Dialog
from nhipcau.widgets.theme import px


class PartnerDialog(Dialog):
    """`chosen` is the mentor's participant id once accepted."""

    def __init__(
        self, desk: Desk, people: PairingInput, plan: Plan, mentee_id: int, parent: QWidget | None = None
    ) -> None:
        words = desk.words
        name = people.candidate(mentee_id).name
        super().__init__(words("pairs.choose.title", name=name), words("pairs.choose.text"), parent)
        self._words = words
        self._people = people
        self.chosen: int | None = None
        self.search = SearchBox()
        self.search.set_texts(words("pairs.choose.search"))
        self.list = PairList()
        self.list.setAccessibleName(words("pairs.choose.list"))
        self.list.current_changed.connect(self._on_current)
        self.list.doubleClicked.connect(self._accept_current)
        self.search.searched.connect(self.list.items.search)
        self.waiting = Muted(words("pairs.page.solving"))
        self.add(self.search)
        self.add(self.list, 1)
        self.add(self.waiting)
        self.add_reject(words("common.cancel"))
        self.accept_button = self.add_accept(words("pairs.choose.accept"), icon="lock")
        self.accept_button.setEnabled(False)
        self.resize(px(660), px(600))
        self._running = desk.run("", lambda progress: self._rank(plan, mentee_id, progress), self._show, None)

    def _rank(self, plan: Plan, mentee_id: int, progress: Progress) -> Sequence[Alternative]:
        progress.report(0, 1)
        return alternatives(self._people, None, plan, mentee_id)

    def _show(self, found: Sequence[Alternative]) -> None:
        self.waiting.hide()
        self.list.set_items([choice_item(one, self._people, self._words) for one in found])
        other = next((one.mentor_id for one in found if not one.current and not one.blocked), None)
        if other is not None:
            self.list.choose(other)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_current(self) -> None:
        self.chosen = self.list.current_key()
        self.accept_button.setEnabled(self.chosen is not None)

    def _accept_current(self) -> None:
        if self.chosen is not None:
            self.accept()

    def reject(self) -> None:
        self._running.cancel()
        self.chosen = None
        super().reject()


def choice_item(choice: Alternative, people: PairingInput, words: Words) -> Item:
    """Return the row of one mentor in the ranked list."""
    mentor = people.candidate(choice.mentor_id)
    lines = said(choice.blocked, words) if choice.blocked else price_lines(choice, people, words)
    if choice.rank and not choice.current:
        lines = [words("pairs.choose.rank", rank=choice.rank), *lines]
    text = " · ".join(lines)
    pill = words("pairs.choose.blocked") if choice.blocked else ""
    tone = "bad" if choice.blocked else "good"
    if choice.current:
        pill, tone = words("pairs.choose.current"), "good"
    return Item(
        choice.mentor_id, (mentor.name,), text, f"{mentor.name}, {choice.fit / 100:.0f}%. {pill} {text}",
        fold(f"{mentor.name} {mentor.department}"), fit=choice.fit, pill=pill, tone=tone,
        quiet=bool(choice.blocked),
    )  # fmt: skip


def price_lines(choice: Alternative, people: PairingInput, words: Words) -> list[str]:
    """Return what the choice costs the plan and whom it moves."""
    if choice.current:
        return [words("pairs.choose.as_is")]
    lines = []
    if choice.unmatched:
        lines.append(words("pairs.choose.unmatched", n=choice.unmatched))
    cost = choice.cost
    lines.append(
        words("pairs.choose.cost", points=exact(cost, words)) if cost > 0 else words("pairs.choose.free")
    )
    moves = [_move(move, people, words) for move in choice.moves[:3]]
    if len(choice.moves) > 3:
        moves.append(words("pairs.choose.more_moves", n=len(choice.moves) - 3))
    if moves:
        lines.append(words("pairs.choose.moves", moves="; ".join(moves)))
    return lines


def _move(move: Move, people: PairingInput, words: Words) -> str:
    who = people.candidate(move.mentee_id).name
    if move.to_mentor_id is None:
        return words("pairs.choose.loses", who=who)
    return words("pairs.choose.goes", who=who, mentor=people.candidate(move.to_mentor_id).name)
