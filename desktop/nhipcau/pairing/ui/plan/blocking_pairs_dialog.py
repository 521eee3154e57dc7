"""People who would both rather have each other: listed, for whoever asks."""

from PySide6.QtWidgets import QWidget

from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import Words
from nhipcau.pairing.explanation.plan_sentences import percent
from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.settings.pairing_input import PairingInput
from nhipcau.pairing.ui.plan.list_rows import ListRow
from nhipcau.pairing.ui.plan.pair_list import PairList
from nhipcau.widgets.card import Muted
from nhipcau.widgets.dialog import Dialog


class RatherDialog(Dialog):
    """The best fits first, each with what the two have instead."""

    def __init__(self, people: PairingInput, plan: Plan, words: Words, parent: QWidget | None = None) -> None:
        title = words("groups.rather.count", n=plan.blocking_count)
        super().__init__(title, words("groups.rather.text"), parent)
        names = {person.participant_id: person.name for person in people.candidates}
        self.list = PairList()
        self.list.setAccessibleName(title)
        items = []
        for place, one in enumerate(plan.blocking):
            both = (names[one.mentor_id], names[one.mentee_id])
            has = ", ".join(
                f"{names[pair.mentor_id]} ({percent(pair.fit)})" for pair in plan.pairs_of(one.mentee_id)
            )
            text = words("groups.rather.instead", mentee=both[1], has=has or words("scenarios.nobody"))
            items.append(
                ListRow(place, both, text, f"{both[0]}, {both[1]}. {text}", fold(" ".join(both)), fit=one.fit)
            )
        self.list.set_items(items)
        self.add(self.list, 1)
        more = plan.blocking_count - len(plan.blocking)
        if more > 0:
            self.add(Muted(words("pairs.left.more", n=more)))
        self.add_reject(words("common.close"))
        self.take_room(640, 520)
