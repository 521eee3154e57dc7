"""Another partner by hand: every mentor with the fit, the price for the whole plan, and who else would move."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from nhipcau.common.names.vietnamese import fold
from nhipcau.common.progress import Progress
from nhipcau.common.words import Words
from nhipcau.pairing.explanation.plan_sentences import percent, points, said
from nhipcau.pairing.explanation.results import Alternative, Move, Plan
from nhipcau.pairing.plan.what_if import alternatives, price_by_solving
from nhipcau.pairing.settings.pairing_input import PairingInput
from nhipcau.pairing.ui.page_data import PlanReading
from nhipcau.pairing.ui.plan.list_rows import ListRow
from nhipcau.pairing.ui.plan.pair_list import PairList
from nhipcau.widgets.card import Muted
from nhipcau.widgets.controls import SearchBox
from nhipcau.widgets.desk import Desk, Running
from nhipcau.widgets.dialog import Dialog


class PartnerDialog(Dialog):
    """`chosen` is the mentor's participant id once accepted."""

    def __init__(
        self, desk: Desk, reading: PlanReading, mentee_id: int, parent: QWidget | None = None
    ) -> None:
        words, plan = desk.words, reading.plan
        name = reading.people.candidate(mentee_id).name
        super().__init__(words("pairs.choose.title", name=name), words("pairs.choose.text"), parent)
        self._desk = desk
        self._words = words
        self._people = reading.people
        self._plan = plan
        self._session = reading.session
        self._mentee_id = mentee_id
        self._found: dict[int, Alternative] = {}
        self._asked: set[int] = set()
        self.chosen: int | None = None
        self._pricing: Running | None = None
        self.search = SearchBox()
        self.search.set_texts(words("pairs.choose.search"))
        self.list = PairList()
        self.list.setAccessibleName(words("pairs.choose.list"))
        self.list.current_changed.connect(self._on_current)
        self.list.doubleClicked.connect(self._accept_current)
        self.search.searched.connect(self.list.items.search)
        self.waiting = Muted(words("pairs.page.solving"), wrap=True)
        self.add(self.search)
        self.add(self.list, 1)
        self.add(self.waiting)
        self.add_reject(words("common.cancel"))
        self.accept_button = self.add_accept(words("pairs.choose.accept"), icon="lock")
        self.accept_button.setEnabled(False)
        self.take_room(660, 600)
        self._running = desk.run(
            "", lambda progress: self._rank(plan, mentee_id, progress), self._show, self._on_failed
        )

    def _rank(self, plan: Plan, mentee_id: int, progress: Progress) -> Sequence[Alternative]:
        progress.report(0, 1)
        return alternatives(self._people, None, plan, mentee_id, self._session)

    def _show(self, found: Sequence[Alternative]) -> None:
        self.waiting.hide()
        self._found = {one.mentor_id: one for one in found}
        self._show_all()
        other = next((one.mentor_id for one in found if not one.current and not one.blocked), None)
        if other is not None:
            self.list.choose(other)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, trouble: Exception) -> None:
        """Wait no longer, and let the window tell what went wrong."""
        self.waiting.setText(self._words("pairs.page.failed_here"))
        raise trouble

    def _show_all(self) -> None:
        worst = self._plan.totals.worst
        self.list.set_items(
            [choice_item(one, self._people, self._words, worst) for one in self._found.values()]
        )

    def _on_current(self) -> None:
        self.chosen = self.list.current_key()
        self.accept_button.setEnabled(self.chosen is not None)
        wanted = self._found.get(self.chosen or 0)
        if wanted is not None and not wanted.exact and wanted.mentor_id not in self._asked:
            self._ask_price(wanted.mentor_id)

    def _ask_price(self, mentor_id: int) -> None:
        """Work out exactly what could only be estimated for the whole list."""
        self._asked.add(mentor_id)
        self._pricing = self._desk.run("", lambda progress: self._price(mentor_id, progress), self._on_price)

    def _price(self, mentor_id: int, progress: Progress) -> Alternative:
        def tick() -> None:
            progress.report(0, 0)

        return price_by_solving(
            self._people, None, self._plan, self._mentee_id, mentor_id, tick, self._session
        )

    def _on_price(self, found: Alternative) -> None:
        known = self._found[found.mentor_id]
        self._found[found.mentor_id] = replace(
            found, rank=known.rank, blocked=known.blocked, current=known.current, exact=True
        )
        self._show_all()

    def _accept_current(self) -> None:
        if self.chosen is not None:
            self.accept()

    def reject(self) -> None:
        self._running.cancel()
        if self._pricing is not None:
            self._pricing.cancel()
        self.chosen = None
        super().reject()


def choice_item(choice: Alternative, people: PairingInput, words: Words, worst: int) -> ListRow:
    """Return the row of one mentor in the ranked list; `worst` is the weakest fit of the present plan."""
    mentor = people.candidate(choice.mentor_id)
    lines = price_lines(choice, people, words, worst)
    if choice.blocked:
        lines = [*said(choice.blocked, words), *(lines if choice.exact else [])]
    if choice.rank and not choice.current:
        lines = [words("pairs.choose.rank", rank=choice.rank), *lines]
    text = " · ".join(lines)
    pill = words("pairs.choose.blocked") if choice.blocked else ""
    tone = "bad" if choice.blocked else "good"
    if choice.current:
        pill, tone = words("pairs.choose.current"), "good"
    return ListRow(
        choice.mentor_id, (mentor.name,), text, f"{mentor.name}, {choice.fit / 100:.0f}%. {pill} {text}",
        fold(f"{mentor.name} {mentor.department}"), fit=choice.fit, pill=pill, tone=tone,
        quiet=bool(choice.blocked),
    )  # fmt: skip


def price_lines(choice: Alternative, people: PairingInput, words: Words, worst: int) -> list[str]:
    """Return what the choice costs the plan and whom it moves."""
    if choice.current:
        return [words("pairs.choose.as_is")]
    if not choice.exact:
        return [words("groups.price.later")]
    lines = []
    if choice.unmatched:
        lines.append(words("pairs.choose.unmatched", n=choice.unmatched))
    cost = choice.cost
    lines.append(
        words("pairs.choose.cost", points=points(cost, words)) if cost > 0 else words("pairs.choose.free")
    )
    if 0 < choice.worst < worst:
        lines.append(words("groups.price.worst", fit=percent(choice.worst)))
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
