"""Reads of the journeys of pairs, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from nhipcau.common.names.vietnamese import fold
from nhipcau.journey.models import MILESTONE, Milestone
from nhipcau.pairing.models import Pair
from nhipcau.pairing.store.queries import pair_names

_COLUMNS: Final = ("id", "uid", "pair_id", *MILESTONE)
State = Literal["done", "late", "to_come", "undated"]


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone with the pair whose it is."""

    id: int
    uid: str
    owner_id: int
    """Of the pair."""
    title: str
    due_on: date | None
    done_on: date | None
    note: str
    owner: str
    folded: str

    def state(self, day: date) -> State:
        """Return how it stands on a day; on the day it is due it is not late."""
        if self.done_on is not None:
            return "done"
        if self.due_on is None:
            return "undated"
        return "late" if self.due_on < day else "to_come"


def milestones(db: Session, programme_id: int) -> tuple[MilestoneRow, ...]:
    """Return the milestones of a programme's pairs in the order of their days, those without one last."""
    names = {pair.id: f"{pair.mentor_name} – {pair.mentee_name}" for pair in pair_names(db, programme_id)}
    columns = select_columns(*(col(getattr(Milestone, name)) for name in _COLUMNS))
    of_pair = columns.join(Pair, col(Pair.id) == col(Milestone.pair_id))
    rows = []
    for found in db.connection().execute(of_pair.where(col(Pair.programme_id) == programme_id)):
        of: dict[str, Any] = dict(zip(_COLUMNS, found, strict=True))
        pair_id = of.pop("pair_id")
        folded = fold(f"{of['title']} {names[pair_id]}")
        rows.append(MilestoneRow(**of, owner_id=pair_id, owner=names[pair_id], folded=folded))
    return tuple(sorted(rows, key=lambda row: (row.due_on or date.max, row.folded, row.id)))


def pairs_to_plan(db: Session, programme_id: int) -> Sequence[tuple[int, str]]:
    """Return the pairs that a milestone can be of, with what each is called."""
    pairs = pair_names(db, programme_id)
    return [(pair.id, f"{pair.mentor_name} – {pair.mentee_name}") for pair in pairs if pair.stands]


def is_planned(db: Session, programme_id: int) -> bool:
    """Say whether every pair that stands has a milestone with a day."""
    planned = {row.owner_id for row in milestones(db, programme_id) if row.due_on is not None}
    pairs = {pair_id for pair_id, _ in pairs_to_plan(db, programme_id)}
    return bool(pairs) and pairs <= planned
