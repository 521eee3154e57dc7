"""Left out though a mentor would be allowed: what ties pairs to one another, mentor by mentor, each checked."""

from collections import Counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nhipcau.pairing.engine.deciding.problem import TOTAL
from nhipcau.pairing.explanation.quotas import one_more, quota_phrase, shares_of, sum_of
from nhipcau.pairing.explanation.results import Unpaired
from nhipcau.pairing.plan.decided_plan import Decided
from nhipcau.pairing.settings.pairing_input import Phrase

Flags = NDArray[np.bool_]
_ORDER: Final = ("full", "group", "quota", "passed")


class Tied:
    """Says of every mentor the rules allow somebody left out why it is not them."""

    def __init__(self, made: Decided, allowed: Flags) -> None:
        self._made = made
        self._allowed = allowed
        self._free = made.standing.places > made.taken
        self._none = made.standing.filled + made.taken == 0
        self._group = made.standing.scoring.settings.rules.group_least
        self._total = made.problem.aim == TOTAL
        self._shares = shares_of(made.standing.scoring)
        quotas = [share.quota() for share in self._shares]
        self._sums = [(quota, sum_of(quota, made.all_rows, made.all_columns)) for quota in quotas]

    def reason(self, mentee_id: int, place: int, exchanges: bool) -> Unpaired | None:
        """Return why every mentor allowed is out of reach; None when a simple lack of places is all there is.

        `exchanges` says that one more could be matched if nothing but rules and places counted.
        """
        found = self._by_mentor(place)
        if "quota" in found.values():
            return self._quotas(mentee_id, found)
        if "group" in found.values():
            change = Phrase("pairing.unpaired.change_groups", {"least": self._group})
            return self._told(mentee_id, "groups", found, (change,))
        if self._total and exchanges:
            reason = Phrase("pairing.unpaired.total")
            return Unpaired(mentee_id, "total", reason, changes=(Phrase("pairing.unpaired.change_aim"),))
        return None

    def last_reason(self, mentee_id: int, place: int) -> Unpaired:
        """Return what is true in any case."""
        if self._made.problem.mutual and not self._free[self._allowed[place]].any():
            return Unpaired(mentee_id, "taken", Phrase("pairing.unpaired.peers"))
        if self._total:
            return Unpaired(mentee_id, "total", Phrase("pairing.unpaired.total"))
        if self._made.solution.people_gap:
            return Unpaired(mentee_id, "others", Phrase("pairing.unpaired.time"))
        return Unpaired(mentee_id, "others", Phrase("pairing.unpaired.others"))

    def _by_mentor(self, place: int) -> dict[int, str]:
        row = int(self._made.standing.rows[place])
        return {int(column): self._stops(row, int(column)) for column in np.flatnonzero(self._allowed[place])}

    def _stops(self, row: int, column: int) -> str:
        if not self._free[column]:
            return "full"
        if self._group > 1 and self._none[column]:
            return "group"
        return "quota" if self._broken(row, column) else "passed"

    def _broken(self, row: int, column: int) -> list[int]:
        """Return which quotas one more pair would break, everything else as it is."""
        return [
            k
            for k, (quota, now) in enumerate(self._sums)
            if now + one_more(quota, row, column, first=bool(self._none[column])) < 0
        ]

    def _quotas(self, mentee_id: int, found: dict[int, str]) -> Unpaired:
        row = self._made.standing.scoring.row(mentee_id)
        broken = Counter(
            k for column, why in found.items() if why == "quota" for k in self._broken(row, column)
        )
        names = tuple(quota_phrase(self._shares[k].setting) for k in sorted(broken))
        change = Phrase("pairing.unpaired.change_quota", {"quotas": names})
        return self._told(mentee_id, "quotas", found, (change,))

    def _told(
        self, mentee_id: int, kind: str, found: dict[int, str], changes: tuple[Phrase, ...]
    ) -> Unpaired:
        counted = Counter(found.values())
        parts = tuple(
            Phrase(f"pairing.tied.{why}", {"n": counted[why], "least": self._group})
            for why in _ORDER
            if counted[why]
        )
        reason = Phrase("pairing.unpaired.tied", {"n": len(found), "parts": parts})
        return Unpaired(mentee_id, kind, reason, changes=changes)
