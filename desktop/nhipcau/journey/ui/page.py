"""The milestones of all pairs: what is late, what comes next, what is done."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from nhipcau.common.clock import today
from nhipcau.common.words import Words
from nhipcau.journey import queries, service
from nhipcau.journey.models import MILESTONE
from nhipcau.journey.queries import MilestoneRow, State
from nhipcau.widgets.lists.declared_fields import declared_column
from nhipcau.widgets.lists.list_card import ListFilter
from nhipcau.widgets.lists.record_kind import record_kind
from nhipcau.widgets.lists.record_page import RecordPage
from nhipcau.widgets.table.table_view import Column

_TEXTS = "journey.milestones."
_TONES = {"done": "good", "late": "bad", "to_come": "info", "undated": "plain"}


def _is(state: State) -> Callable[[], Callable[[MilestoneRow], bool]]:
    def test() -> Callable[[MilestoneRow], bool]:
        day = today()
        return lambda row: row.state(day) == state

    return test


class MilestonesPage(RecordPage[MilestoneRow]):
    """A list of all pairs' milestones, and one of them beside it."""

    tables = frozenset({"programme", "participant", "person", "pair", "milestone"})
    texts = _TEXTS
    icon = "route"
    begins_at = "pairing"
    kind = record_kind(
        _TEXTS, MILESTONE, (service.add_milestone, service.amend_milestone, service.remove_milestone),
        lambda row: {"title": row.title},
    )  # fmt: skip
    filters = (ListFilter("all"), *(ListFilter(state, _is(state)) for state in ("late", "to_come", "done")))
    giving_way = ("done_on", "state", "due_on")
    does: ClassVar[Mapping[str, str]] = {"tick": "check"}

    def rows_of(self, db: Any, programme_id: int) -> Sequence[MilestoneRow]:  # noqa: ANN401 - the room's session
        return queries.milestones(db, programme_id)

    def owners_of(self, db: Any, programme_id: int) -> Sequence[tuple[int, str]]:  # noqa: ANN401
        return queries.pairs_to_plan(db, programme_id)

    def columns(self, words: Words) -> Sequence[Column[MilestoneRow]]:
        def state(row: MilestoneRow) -> str:
            return row.state(today())

        return (
            declared_column(MILESTONE["title"], words, width=180),
            Column("owner", lambda: words(f"{_TEXTS}owner"), lambda row: row.owner, width=210, stretch=True),
            declared_column(MILESTONE["due_on"], words),
            declared_column(MILESTONE["done_on"], words),
            Column(
                "state", lambda: words(f"{_TEXTS}state"), lambda row: words(f"{_TEXTS}state.{state(row)}"),
                kind="badge", width=120, tone=lambda row: _TONES[state(row)],
            ),
        )  # fmt: skip

    def tick(self, row: MilestoneRow) -> None:
        """Note that it was reached today, or take that back."""
        done_on = today() if row.done_on is None else None
        self.kind.store(self.context, row.owner_id, row.id, {"done_on": done_on}, owner=row.owner)
