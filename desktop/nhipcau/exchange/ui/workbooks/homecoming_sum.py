"""The rows of workbooks that came home, counted: those in the list, and those that say what was sent."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nhipcau.exchange.round_trip.returned_batch import Batch


@dataclass(frozen=True, slots=True)
class HomeSum:
    """Rows in the workbooks by what they are shown as; whatever is not shown is the same."""

    rows: int
    shown: Mapping[str, int]
    missing: int = 0
    """Rows that went out and did not come back: they are shown too, and stand in no workbook."""

    @property
    def same(self) -> int:
        return self.rows - sum(self.shown.values())


def home_sum(batch: Batch, shown: Iterable[tuple[int, str, str, str]]) -> HomeSum:
    """Return the sum; `shown` are the rows of the list: place of the file, kind, key, and what each is shown as."""
    came = {
        (place, one.kind.code, key)
        for place, plan in enumerate(batch.plans)
        for one in plan.kinds
        for key in one.returned.rows
    }
    counts: Counter[str] = Counter()
    missing = 0
    for place, kind, key, state in shown:
        if (place, kind, key) in came:
            counts[state] += 1
            came.discard((place, kind, key))
        else:
            missing += state == "removed"
    return HomeSum(len(came) + sum(counts.values()), counts, missing)
