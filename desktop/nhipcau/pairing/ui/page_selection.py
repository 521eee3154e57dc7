"""What the page has before it: the reading, and which row of which list is the current one."""

from nhipcau.pairing.explanation.results import ProposedPair, Unpaired
from nhipcau.pairing.settings.pairing_input import Candidate
from nhipcau.pairing.store.queries import PairRow
from nhipcau.pairing.ui.page_data import PlanReading
from nhipcau.pairing.ui.plan.list_rows import proposed_pair
from nhipcau.pairing.ui.plan.plan_card import PlanCard


class PageSelection:
    """Answers None to everything that is not shown."""

    def __init__(self, card: PlanCard) -> None:
        self._card = card
        self.reading: PlanReading | None = None

    def pair(self) -> ProposedPair | None:
        """Return the current proposed pair."""
        key = self._key("proposed")
        return None if key is None or self.reading is None else proposed_pair(self.reading.plan, key)

    def chosen(self) -> list[ProposedPair]:
        """Return all chosen proposed pairs."""
        if self.reading is None or self._card.shown != "proposed":
            return []
        plan = self.reading.plan
        pairs = (proposed_pair(plan, key) for key in self._card.list.selected_keys())
        return [pair for pair in pairs if pair is not None]

    def left_out(self) -> Unpaired | None:
        """Return the current person without a partner."""
        key = self._key("left_out")
        if key is None or self.reading is None:
            return None
        return next((left for left in self.reading.plan.unpaired if left.mentee_id == key), None)

    def row(self) -> PairRow | None:
        """Return the current confirmed pair."""
        key = self._key("confirmed")
        if key is None or self.reading is None:
            return None
        return next((row for row in self.reading.rows if row.id == key), None)

    def mentor(self) -> Candidate | None:
        """Return the current mentor."""
        key = self._key("mentors")
        if key is None or self.reading is None:
            return None
        return next((one for one in self.reading.people.mentors if one.participant_id == key), None)

    def _key(self, shown: str) -> int | None:
        return self._card.list.current_key() if self._card.shown == shown else None
