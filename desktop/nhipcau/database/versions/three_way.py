"""What becomes of one row that two versions hold: cell by cell, against what it was when they parted."""

from collections.abc import Callable
from dataclasses import dataclass

from nhipcau.database.versions.ancestry import UNKNOWN
from nhipcau.database.versions.divergence import ConflictKind
from nhipcau.database.versions.row_pairs import RowPair
from nhipcau.database.versions.structure import ID, Cell, Row

IsMine = Callable[[str], bool]
"""Whether mine was chosen for a column; for "", for the row as a whole."""


@dataclass(frozen=True, slots=True)
class MergeQuestion:
    """A conflict within one row."""

    column: str
    kind: ConflictKind


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a row is to be, as far as it alone is concerned."""

    row: Row | None
    questions: tuple[MergeQuestion, ...] = ()


def merged_row(pair: RowPair, is_mine: IsMine) -> Proposal:
    """Merge one row. What is in conflict stays as theirs has it unless mine was chosen."""
    mine, theirs = pair.mine, pair.theirs
    if mine == theirs:
        return Proposal(theirs)
    if mine is None or theirs is None:
        return _one_sided(pair, is_mine)
    return _cell_by_cell(pair, mine, theirs, is_mine)


def _one_sided(pair: RowPair, is_mine: IsMine) -> Proposal:
    """Merge a row that only one version has."""
    base, mine, theirs = pair.base, pair.mine, pair.theirs
    if base is UNKNOWN:
        kind: ConflictKind = "only_there" if mine is None else "only_here"
    elif base is None:
        return Proposal(mine or theirs)  # added in one of them
    elif base in (mine, theirs):
        return Proposal(None)  # deleted in one, as it was in the other
    else:
        kind = "deleted_here" if mine is None else "deleted_there"
    return Proposal(mine if is_mine("") else theirs, (MergeQuestion("", kind),))


def _cell_by_cell(pair: RowPair, mine: Row, theirs: Row, is_mine: IsMine) -> Proposal:
    merged = dict(theirs)
    questions: dict[str, MergeQuestion] = {}
    for column in pair.table.columns:
        here, there = mine[column], theirs[column]
        if here == there or column == ID:
            continue
        base = pair.base[column] if pair.base is not UNKNOWN and pair.base is not None else None
        if isinstance(pair.base, dict) and base in (here, there):
            merged[column] = there if base == here else here
            continue
        questions[column] = MergeQuestion(column, _kind(pair))
        merged[column] = here if is_mine(column) or is_mine("") else there
    _follow(pair, merged, mine, theirs, questions)
    return Proposal(merged, tuple(questions.values()))


def _kind(pair: RowPair) -> ConflictKind:
    if pair.base is UNKNOWN:
        return "unknown"
    return "twin" if pair.base is None else "changed"


def _follow(
    pair: RowPair, merged: dict[str, Cell], mine: Row, theirs: Row, questions: dict[str, MergeQuestion]
) -> None:
    """Let the columns that follow from others do so: they are no question of their own."""
    table = pair.table
    sources = [tuple(row[column] for column in table.derived_from) for row in (merged, mine, theirs)]
    if sources[1] == sources[2]:
        return
    anew = table.derived(merged)
    known = theirs if sources[0] == sources[2] else mine if sources[0] == sources[1] else anew
    for column in anew:
        questions.pop(column, None)
        merged[column] = known[column]
