"""Which row of one file is which row of the other.

A row that was there when the files parted has the same id in both. What was added since may have the id of something
else there: it is known by its public id, by what must be unique, or, where a table has no public ids, by holding just
the same. Where a file has one row at most, it is that.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from nhipcau.database.versions.ancestry import UNKNOWN, Ancestry, Base, Key
from nhipcau.database.versions.structure import ID, UID, Cell, Row, Rows, TableStructure


@dataclass(frozen=True, slots=True)
class RowPair:
    """One row in both versions. `mine` speaks of other rows by their ids in the merged file."""

    table: TableStructure
    row_id: int
    """In the merged file."""
    mine_id: int | None
    base: Base
    mine: Row | None
    theirs: Row | None
    touched: bool
    """Whether the journal of mine speaks of it, or would have to."""

    @property
    def key(self) -> Key:
        return (self.table.name, self.row_id)


@dataclass(slots=True)
class _Added:
    """The rows of one table that were added in mine and in theirs, to be told apart."""

    table: TableStructure
    mine: dict[int, Row]
    theirs: dict[int, Row]
    taken_ids: Rows
    """What stands in theirs under its ids."""
    next_id: int
    matched: dict[int, int] = field(default_factory=dict)

    def match(self) -> None:
        """Find for each added row of mine the one of theirs that it is."""
        if self.table.has_uid:
            self._match_by(lambda row: row[UID])
        for key in self.table.keys:
            if key != (UID,):
                self._match_by(partial(self.table.key_of, key))
        for column in self.table.known_by:
            self._match_by(partial(_said, column))
        if self.table.single:
            self._match_by(lambda _: True)
        if not self.table.has_uid:
            self._match_by(lambda row: tuple(row[name] for name in self.table.columns if name != ID))

    def _match_by(self, mark: Callable[[Row], object]) -> None:
        used = set(self.matched.values())
        found: dict[object, list[int]] = {}
        for row_id, row in sorted(self.theirs.items()):
            if row_id not in used and (value := mark(row)) is not None:
                found.setdefault(value, []).append(row_id)
        for row_id, row in sorted(self.mine.items()):
            offered = found.get(mark(row), []) if row_id not in self.matched else []
            if offered:
                self.matched[row_id] = row_id if row_id in offered else offered[0]
                offered.remove(self.matched[row_id])

    def target(self, row_id: int) -> int:
        """Return where a row of mine stands in the merged file."""
        if row_id in self.matched:
            return self.matched[row_id]
        if row_id not in self.taken_ids:
            return row_id
        self.next_id += 1
        return self.next_id


def row_pairs(past: Ancestry) -> tuple[RowPair, ...]:
    """Return every row that was touched here or differs, with what it is in both versions."""
    ids: dict[str, dict[int, int]] = {}
    found: list[RowPair] = []
    for table in past.theirs.content.tables:
        found += _pairs_of(past, table, ids)
    return tuple(
        pair
        if pair.mine is None
        else replace(pair, mine={**pair.table.with_ids(pair.mine, ids), ID: pair.row_id})
        for pair in found
    )


def _pairs_of(past: Ancestry, table: TableStructure, ids: dict[str, dict[int, int]]) -> Iterator[RowPair]:
    mine, theirs = (side.content.rows[table.name] for side in (past.mine, past.theirs))
    touched = {row_id for name, row_id in past.mine.touched if name == table.name}
    bases = {row_id: _base(past, table, row_id) for row_id in _differing(past, mine, theirs, touched)}
    fresh = [row_id for row_id, base in bases.items() if base is None or not past.shared]
    added = _Added(
        table,
        {row_id: table.with_ids(mine[row_id], ids) for row_id in fresh if row_id in mine},
        {row_id: theirs[row_id] for row_id in fresh if row_id in theirs},
        theirs,
        max(past.mine.content.last_ids.get(table.name, 0), past.theirs.content.last_ids.get(table.name, 0)),
    )
    added.match()
    targets = {row_id: added.target(row_id) for row_id in added.mine}
    ids[table.name] = {row_id: target for row_id, target in targets.items() if row_id != target}
    base_of_added = None if past.shared else UNKNOWN
    for row_id, target in targets.items():
        yield RowPair(
            table, target, row_id, base_of_added, mine[row_id], added.theirs.get(target), touched=True
        )
    for row_id in added.theirs.keys() - set(added.matched.values()):
        unsure = base_of_added is UNKNOWN
        yield RowPair(table, row_id, None, base_of_added, None, theirs[row_id], touched=unsure)
    for row_id, base in bases.items():
        if row_id not in added.mine and row_id not in added.theirs:
            seen = row_id in touched or base is UNKNOWN
            yield RowPair(table, row_id, row_id, base, mine.get(row_id), theirs.get(row_id), touched=seen)
        elif row_id in touched and row_id not in added.mine:
            # Added and deleted again in mine; theirs has something else under its id.
            yield RowPair(table, row_id, row_id, None, None, None, touched=True)


def _differing(past: Ancestry, mine: Rows, theirs: Rows, touched: Iterable[int]) -> list[int]:
    if not past.shared:
        return sorted({*mine, *theirs})
    unlike = (row_id for row_id in {*mine, *theirs} if mine.get(row_id) != theirs.get(row_id))
    return sorted({*unlike, *touched})


def _base(past: Ancestry, table: TableStructure, row_id: int) -> Base:
    mine, theirs = (side.content.row(table.name, row_id) for side in (past.mine, past.theirs))
    if mine is not None and theirs is not None and _uid(table, mine) != _uid(table, theirs):
        return None  # ids are never given again and public ids never change: both were added since
    return past.base((table.name, row_id)) if past.shared else UNKNOWN


def _said(column: str, row: Row) -> str | None:
    """Return what a row says in a column, small and capital letters aside; None when it says nothing."""
    return str(row[column] or "").casefold() or None


def _uid(table: TableStructure, row: Row) -> Cell:
    return row[UID] if table.has_uid else None
