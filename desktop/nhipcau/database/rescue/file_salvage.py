"""Saving what can still be read of a damaged file into a new, sound one. The damaged file is only read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Progress
from nhipcau.common.temporary_files import draft_file
from nhipcau.database.copies.file_copy import settle
from nhipcau.database.error_texts import told_plainly
from nhipcau.database.files.file_header import SCHEMA
from nhipcau.database.migration import migrate_file
from nhipcau.database.rescue.draft import Draft, writing
from nhipcau.database.rescue.known_tables import KnownTable
from nhipcau.database.rescue.lost_values import FilledRow, mend
from nhipcau.database.rescue.page_trees import Forest, Leaf, Range, map_forest
from nhipcau.database.rescue.pages import Pages, open_pages
from nhipcau.database.rescue.references import settle_references
from nhipcau.database.rescue.report import Loss, LossCode, SalvageReport, TableTally
from nhipcau.database.rescue.rows import Row, Rows
from nhipcau.database.soundness.file_check import check

_SEQUENCE = "sqlite_sequence"
_STANDINGS = ("certain", "alone", "doubtful")


@dataclass(slots=True)
class _Found:
    """What is known of the rows so far."""

    losses: list[Loss] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    """The largest id ever given, by table, as the file itself kept it."""


def salvage(damaged: Path, target: Path, progress: Progress, *, unknown: str) -> SalvageReport:
    """Save every row that can be read into a new file; raises Unavailable where there is none.

    `unknown` names people and programmes of which nothing is known but that others point at them.
    """
    with told_plainly(damaged):
        if target.exists():
            raise Unavailable("database.exists", path=str(target))
        with open_pages(damaged, progress.report) as pages:
            forest = map_forest(pages, progress.report)
            if forest.schema > SCHEMA:
                raise Unavailable("database.newer", path=str(damaged), schema=forest.schema)
            with told_plainly(target):
                return _written(pages, forest, target, progress, unknown)


def _written(pages: Pages, forest: Forest, target: Path, progress: Progress, unknown: str) -> SalvageReport:
    schema = forest.schema or SCHEMA
    with draft_file(target) as draft_path:
        with writing(draft_path, schema, forest.tables) as draft:
            report = _filled(draft, pages, forest, progress, unknown)
        if not any(tally.saved for tally in report.tables.values()):
            raise Unavailable("rescue.nothing", path=str(target))
        # A bad cell is left as it was found: opening the file says so and mends it.
        if not _upgraded(draft_path, schema) or not check(draft_path).is_whole:
            raise Unavailable("rescue.unsound", path=str(target))
        if target.exists():
            raise Unavailable("database.exists", path=str(target))
        settle(draft_path, target)
    return report


def _upgraded(path: Path, schema: int) -> bool:
    """Bring a file of an earlier schema to the present one; False where what was read cannot be brought there."""
    try:
        if schema < SCHEMA:
            migrate_file(path)
    except IntegrityError:
        return False
    return True


def _filled(draft: Draft, pages: Pages, forest: Forest, progress: Progress, unknown: str) -> SalvageReport:
    rows = Rows(pages, forest.leaves)
    found = _Found()
    leaves = sorted(forest.leaves, key=lambda leaf: _STANDINGS.index(leaf.standing))
    for place, leaf in enumerate(leaves):
        progress.report(place, len(leaves))
        _take(draft, rows, leaf, found, unknown)
    saved = {name: draft.count(name) for name in draft.tables}
    at_most = {name: _at_most(draft, forest, found, name) for name in draft.tables}
    draft_losses, placeholders = settle_references(draft, found.numbers, unknown)
    losses = found.losses + draft_losses
    draft.keep_numbers(found.numbers)
    tallies = {}
    for name in draft.tables:
        lost = sum(
            loss.table == name and loss.code in ("rescue.loss.row", "rescue.loss.twin") for loss in losses
        )
        tallies[name] = TableTally(saved[name], lost, max(lost, at_most[name]))
    return SalvageReport(
        schema=forest.schema,
        pages=pages.count,
        damaged_pages=tuple(sorted(forest.damaged.keys() | rows.damaged.keys())),
        missing_pages=pages.missing,
        tables=tallies,
        losses=tuple(losses),
        placeholders=tuple(placeholders),
    )


def _take(draft: Draft, rows: Rows, leaf: Leaf, found: _Found, unknown: str) -> None:
    """Write the rows of one leaf."""
    name = leaf.tables[0] if len(leaf.tables) == 1 else _likeliest(draft, rows, leaf)
    read = list(rows.of(leaf, name))
    if name == _SEQUENCE:
        _take_numbers(read, found)
    if name in draft.tables:
        _take_rows(draft, leaf, draft.tables[name], read, found, unknown)


def _take_rows(
    draft: Draft, leaf: Leaf, table: KnownTable, read: Sequence[Row], found: _Found, unknown: str
) -> None:
    name = table.name
    kept: list[tuple[Row, FilledRow]] = []
    for row in read:
        mended = None if row.values is None else mend(table, row.row_id, row.values, unknown)
        if mended is None:
            if not draft.has(name, row.row_id):
                found.losses.append(Loss("rescue.loss.row", name, row.row_id))
        else:
            kept.append((row, mended))
    outcomes = draft.write(table, [mended.values for _, mended in kept])
    for (row, mended), outcome in zip(kept, outcomes, strict=True):
        if outcome == "twin":
            found.losses.append(Loss("rescue.loss.twin", name, row.row_id))
        elif outcome == "written":
            found.losses += _told(leaf, name, row, mended)


def _told(leaf: Leaf, name: str, row: Row, mended: FilledRow) -> list[Loss]:
    codes: list[LossCode] = []
    if leaf.standing == "doubtful":
        codes.append("rescue.loss.doubtful")
    if row.mixed:
        codes.append("rescue.loss.mixed")
    told = [Loss(code, name, row.row_id) for code in codes]
    return told + [Loss("rescue.loss.value", name, row.row_id, column) for column in mended.lost]


def _take_numbers(read: Sequence[Row], found: _Found) -> None:
    for row in read:
        if row.values is not None and len(row.values) == 2:
            name, number = row.values
            if isinstance(name, str) and isinstance(number, int) and 0 <= number < 1 << 62:
                found.numbers[name] = max(found.numbers.get(name, 0), number)


def _likeliest(draft: Draft, rows: Rows, leaf: Leaf) -> str:
    """Return the table, of several of one form, whose rows' references lead somewhere most often."""

    def met(name: str) -> int:
        table = draft.tables.get(name)
        return 0 if table is None else sum(_meets(draft, table, row) for row in rows.of(leaf, name))

    return max(leaf.tables, key=met)


def _meets(draft: Draft, table: KnownTable, row: Row) -> int:
    if row.values is None:
        return 0
    pairs = zip(table.columns, row.values, strict=False)
    return sum(
        draft.has(column.parent, value) for column, value in pairs if column.parent and isinstance(value, int)
    )


def _at_most(draft: Draft, forest: Forest, found: _Found, name: str) -> int:
    """Return how many numbers are missing where pages of a table are: more were never there."""
    last = max(draft.largest(name), found.numbers.get(name, 0))
    return sum(
        max(high - low - draft.count(name, low, high), 0)
        for low, high in _joined(forest.gaps.get(name, ()), last)
    )


def _joined(ranges: Sequence[Range], last: int) -> list[Range]:
    """Return ranges of ids from 1 to the last, without what they have in common."""
    found: list[Range] = []
    for low, high in sorted((max(low, 0), min(high, last)) for low, high in ranges):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        elif low < high:
            found.append((low, high))
    return found
