"""The three-way merge: what was sent, what we have now, and what came back, cell by cell.

Plain values in, plain values out. A side maps the key of a row to its fields; a field that is missing was not in the
workbook at all and says nothing. Two values are the same when their `shown` forms are, because a workbook cannot hold
more than it shows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

from nhipcau.sheets.declaration import RowState

Value = object
Fields = Mapping[str, Value]
Side = Mapping[str, Fields]
Shown = Callable[[str, Value], str]
"""What a cell of this field shows for a value."""

CellState = Literal["taken", "kept", "agreed", "conflict"]
Choice = Literal["theirs", "ours"]


@dataclass(frozen=True, slots=True)
class CellMerge:
    """One cell that somebody has changed.

    `taken`: only they changed it. `kept`: only we did. `agreed`: both wrote the same. `conflict`: both, differently.
    """

    field: str
    state: CellState
    sent: Value
    ours: Value
    theirs: Value
    choice: Choice

    @property
    def result(self) -> Value:
        return self.theirs if self.choice == "theirs" else self.ours

    @property
    def changes(self) -> bool:
        """Whether what we have becomes something else."""
        return self.choice == "theirs" and self.state in ("taken", "conflict")


@dataclass(frozen=True, slots=True)
class RowMerge:
    """One row.

    `added`: not sent, and not ours. `removed`: missing in what came back. `gone`: we have removed it since, and they
    have changed it.
    """

    key: str
    state: RowState
    cells: tuple[CellMerge, ...] = ()
    choice: Choice = "theirs"
    """Whether an added row is taken, a removed one removed, a gone one brought back."""

    @property
    def changes(self) -> bool:
        if self.state in ("added", "removed", "gone"):
            return self.choice == "theirs"
        return any(cell.changes for cell in self.cells)

    @property
    def conflicts(self) -> tuple[CellMerge, ...]:
        return tuple(cell for cell in self.cells if cell.state == "conflict")


@dataclass(frozen=True)
class Merge:
    """The whole preview, which is also the plan that is carried out."""

    rows: tuple[RowMerge, ...]

    @cached_property
    def touched(self) -> tuple[RowMerge, ...]:
        """Return the rows that somebody has changed, there or here: of a large workbook few."""
        return tuple([row for row in self.rows if row.state != "unchanged"])

    @cached_property
    def changed(self) -> tuple[RowMerge, ...]:
        """Return the rows that make a difference."""
        return tuple(row for row in self.touched if row.changes)

    def choosing(self, choice: Choice, *, key: str | None = None, name: str | None = None) -> "Merge":
        """Return a copy in which every conflict, of this row and of this column only where they are given, is decided.

        With a key and no column, an added, removed or gone row is decided as well.
        """

        def decided(row: RowMerge) -> RowMerge:
            if key is not None and row.key != key:
                return row
            cells = tuple(
                replace(cell, choice=choice)
                if cell.state == "conflict" and name in (None, cell.field)
                else cell
                for cell in row.cells
            )
            whole = key is not None and name is None and row.state in ("added", "removed", "gone")
            return replace(row, cells=cells, choice=choice if whole else row.choice)

        return Merge(tuple(map(decided, self.rows)))

    def removing(self, choice: Choice) -> "Merge":
        """Return a copy in which every missing row is removed, or kept."""
        return Merge(
            tuple(replace(row, choice=choice) if row.state == "removed" else row for row in self.rows)
        )


_ABSENT: Final[Fields] = {}


def merge(
    sent: Side,
    ours: Side,
    theirs: Side,
    shown: Shown,
    editable: Callable[[str], bool] = lambda _: True,
    only_new: Callable[[str], bool] = lambda _: False,
) -> Merge:
    """Return what each side did since the workbook went out, and what will become of it.

    Rows come in the order of `theirs`, then missing ones in the order of `sent`. `editable` says of a field whether
    what comes back for it counts; what the workbook only shows never changes anything. `only_new` says whether it
    counts in rows that are added, and in no others.
    """
    same = _Sameness(shown)

    def counted(key: str, fields: Fields) -> Fields:
        is_new = key not in sent and key not in ours
        return {
            name: value for name, value in fields.items() if editable(name) and (is_new or not only_new(name))
        }

    rows = [_present(key, sent, ours, counted(key, fields), same) for key, fields in theirs.items()]
    rows += [RowMerge(key, "removed", choice="ours") for key in sent if key not in theirs and key in ours]
    return Merge(tuple(rows))


@dataclass(frozen=True, slots=True)
class _Sameness:
    shown: Shown

    def __call__(self, name: str, one: Value, other: Value) -> bool:
        return one is other or one == other or self.shown(name, one) == self.shown(name, other)


def _present(
    key: str,
    sent: Side,
    ours: Side,
    counted: Fields,
    same: _Sameness,
) -> RowMerge:
    if key not in ours:
        if key not in sent:
            return RowMerge(key, "added", tuple(_new(name, value) for name, value in counted.items()))
        touched = _edits(sent[key], counted, same)
        cells = tuple(
            CellMerge(name, "taken", sent[key].get(name), None, value, "theirs") for name, value in touched
        )
        return RowMerge(key, "gone" if touched else "unchanged", cells, choice="ours")
    before, now = sent.get(key, _ABSENT), ours[key]
    cells = tuple(
        cell
        for name, value in counted.items()
        if (cell := _cell(name, before.get(name), now.get(name), value, same)) is not None
    )
    return RowMerge(key, "changed" if cells else "unchanged", cells)


def _new(name: str, value: Value) -> CellMerge:
    return CellMerge(name, "taken", None, None, value, "theirs")


def _edits(before: Fields, theirs: Fields, same: _Sameness) -> list[tuple[str, Value]]:
    return [(name, value) for name, value in theirs.items() if not same(name, before.get(name), value)]


def _cell(name: str, sent: Value, ours: Value, theirs: Value, same: _Sameness) -> CellMerge | None:
    they_changed, we_changed = not same(name, sent, theirs), not same(name, sent, ours)
    if not they_changed:
        return CellMerge(name, "kept", sent, ours, theirs, "ours") if we_changed else None
    if not we_changed:
        return CellMerge(name, "taken", sent, ours, theirs, "theirs")
    if same(name, ours, theirs):
        return CellMerge(name, "agreed", sent, ours, theirs, "ours")
    # An answer beats a blank; otherwise what we have stands until she chooses.
    choice: Choice = "theirs" if not same(name, theirs, None) and same(name, ours, None) else "ours"
    return CellMerge(name, "conflict", sent, ours, theirs, choice)


def results(merged: Merge, ours: Side) -> dict[str, dict[str, Value]]:
    """Return what we have after the merge is carried out."""
    after = {key: dict(fields) for key, fields in ours.items()}
    for row in merged.changed:
        if row.state == "removed":
            del after[row.key]
            continue
        after.setdefault(row.key, {}).update({cell.field: cell.result for cell in row.cells if cell.changes})
    return after
