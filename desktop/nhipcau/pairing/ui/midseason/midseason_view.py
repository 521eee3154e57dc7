"""What pairing again would change: who gets whom and why, which pairs end, who stays as they are."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.explanation.plan_sentences import capital, percent
from nhipcau.pairing.store.midseason_plan import Change, Repair
from nhipcau.widgets.card import Body, Heading, Muted
from nhipcau.widgets.layout_clearing import clear
from nhipcau.widgets.scroll import VScroll


class RepairView(VScroll):
    """Shows one proposal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=6)
        self.body.setContentsMargins(0, 0, 10, 0)

    def show_waiting(self, words: Words) -> None:
        clear(self.body)
        self.add(Muted(words("pairs.page.solving")))
        self.body.addStretch(1)

    def show_failed(self, words: Words) -> None:
        clear(self.body)
        self.add(Body(words("pairs.page.failed_here")))
        self.body.addStretch(1)

    def show_repair(self, repair: Repair, names: Mapping[int, str], words: Words) -> None:
        clear(self.body)
        self.add(Body(words("repair.untouched", n=repair.untouched)))
        fits = {(pair.mentee_id, pair.mentor_id): pair.fit for pair in repair.plan.pairs}
        self._head(words("repair.changes"), shown=bool(repair.changes))
        for change in repair.changes:
            self.add(Body(_change(change, fits, names, words)))
            self.add(Muted(capital(change.why.text(words)), wrap=True))
        if not repair.changes:
            self.add(Body(words("repair.nothing")))
        told = {change.mentee_id for change in repair.changes}
        ends = [end for end in repair.ends if end.mentee_id not in told]
        self._head(words("repair.ends"), shown=bool(ends))
        for end in ends:
            pair = f"{names.get(end.mentor_id, '–')} · {names.get(end.mentee_id, '–')}"
            self.add(Body(pair))
            self.add(Muted(capital(end.why.text(words)), wrap=True))
        self._head(words("repair.still_waiting", n=len(repair.waiting)), shown=bool(repair.waiting))
        reasons = {left.mentee_id: left.reason for left in repair.plan.unpaired}
        for mentee_id in repair.waiting:
            self.add(Body(names.get(mentee_id, "–")))
            if mentee_id in reasons:
                self.add(Muted(capital(reasons[mentee_id].text(words)), wrap=True))
        self.body.addStretch(1)

    def _head(self, text: str, *, shown: bool) -> None:
        if shown:
            heading = Heading(text, 3)
            heading.setContentsMargins(0, 8, 0, 0)
            self.add(heading)


def _change(
    change: Change, fits: Mapping[tuple[int, int], int], names: Mapping[int, str], words: Words
) -> str:
    return words(
        "scenarios.change",
        who=names.get(change.mentee_id, "–"),
        left=_mentors(change.before, names) or words("scenarios.nobody"),
        right=", ".join(
            f"{names.get(one, '–')} ({percent(fits.get((change.mentee_id, one), 0))})" for one in change.after
        )
        or words("scenarios.nobody"),
    )


def _mentors(mentors: Sequence[int], names: Mapping[int, str]) -> str:
    return ", ".join(names.get(one, "–") for one in mentors)
