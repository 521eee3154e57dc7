"""References to rows that are lost: emptied where they may be, else kept with a row that stands for the lost one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from nhipcau.database.rescue.draft import Draft
from nhipcau.database.rescue.known_tables import KnownColumn, KnownTable
from nhipcau.database.rescue.lost_values import Values, stand_in
from nhipcau.database.rescue.report import Loss, Placeholder
from nhipcau.database.rescue.table_shapes import Value

_ONE_WILL_DO: Final = frozenset({"programme", "survey", "survey_wave"})
"""Where the file has just one, a row whose own is lost must have been its own."""


@dataclass(frozen=True, slots=True)
class _Spare:
    """Ids for rows of which not even the id is known."""

    last: dict[str, int]
    shared: dict[str, int] = field(default_factory=dict)

    def id_of(self, table: str) -> int:
        if table in self.shared:
            return self.shared[table]
        self.last[table] += 1
        if table in _ONE_WILL_DO:
            self.shared[table] = self.last[table]
        return self.last[table]


def settle_references(
    draft: Draft, numbers: Mapping[str, int], unknown: str
) -> tuple[list[Loss], list[Placeholder]]:
    """Leave no reference that points at nothing; `numbers` are the largest ids ever given."""
    losses: list[Loss] = []
    made: list[Placeholder] = []
    spare = _spare_ids(draft, numbers)
    for _ in (
        draft.tables
    ):  # a row that stands for another may need one itself: no more often than tables lie in a row
        again = False
        for table, column in _references(draft):
            rows = draft.dangling(table.name, column.name, column.parent)
            if rows and column.nullable:
                draft.let_go(table.name, column.name, rows)
                losses += [
                    Loss("rescue.loss.reference", table.name, _id(row["id"]), column.name) for row in rows
                ]
            elif rows:
                made += _stand_ins(draft, column, rows, spare, unknown)
                again = True
        if not again:
            break
    return losses, made


def _spare_ids(draft: Draft, numbers: Mapping[str, int]) -> _Spare:
    last = {name: max(numbers.get(name, 0), draft.largest(name)) for name in draft.tables}
    for table, column in _references(draft):
        # A lost row's id is not another's to take.
        last[column.parent] = max(last[column.parent], draft.largest(table.name, column.name))
    return _Spare(last)


def _references(draft: Draft) -> Iterator[tuple[KnownTable, KnownColumn]]:
    for table in draft.tables.values():
        for column in table.columns:
            if column.parent:
                yield table, column


def _stand_ins(
    draft: Draft, column: KnownColumn, rows: list[Values], spare: _Spare, unknown: str
) -> list[Placeholder]:
    parent = draft.tables[column.parent]
    made: dict[int, Values] = {}
    for row in rows:
        wanted = _id(row[column.name])
        if wanted in made:
            continue
        given: Values = {}
        for each in parent.columns:
            if each.parent and not each.nullable:
                given[each.name] = _parent_of(draft, each, row, spare)
        if column.name in ("mentor_id", "mentee_id") and parent.name == "participant":
            given[f"is_{column.name.removesuffix('_id')}"] = 1
        made[wanted] = stand_in(parent, wanted, given, unknown)
    draft.write(parent, list(made.values()))
    return [Placeholder(parent.name, each) for each in made]


def _parent_of(draft: Draft, column: KnownColumn, row: Values, spare: _Spare) -> Value:
    """Return what the lost row may have pointed at: what its neighbour does, the only one there is, or a new one."""
    if column.name in row:
        return row[column.name]
    only = draft.only(column.parent) if column.parent in _ONE_WILL_DO else None
    if only is not None:
        return only
    return spare.id_of(column.parent)


def _id(value: Value) -> int:
    assert isinstance(value, int)
    return value
