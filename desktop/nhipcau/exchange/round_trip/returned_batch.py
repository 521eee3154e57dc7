"""Several workbooks that come home together: one preview, one step, and nobody overwrites anybody unseen.

Each file is compared with what the files before it leave behind. A decision changes that, so everything after it is
thought again; the files themselves are read once.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sqlmodel import Session

from nhipcau.common.errors import Unavailable
from nhipcau.common.gc_pause import collector_at_rest
from nhipcau.common.progress import Progress
from nhipcau.database import Database
from nhipcau.exchange.round_trip.apply.anonymous_answers import take_anonymous
from nhipcau.exchange.round_trip.apply.workbook_changes import Outcome, carry_out
from nhipcau.exchange.round_trip.merge.anonymous_forms import AnonymousWave, sealed
from nhipcau.exchange.round_trip.merge.three_way_merge import Choice, Merge, RowMerge, Value
from nhipcau.exchange.round_trip.merge.twin_rows import Brought, joined, remember
from nhipcau.exchange.round_trip.merge.workbook_merge import (
    Awaited,
    Homecoming,
    KindMerge,
    awaited,
    compare,
    merged_again,
    said,
)
from nhipcau.sheets.columns import SheetField
from nhipcau.sheets.declaration import SheetKind
from nhipcau.workbook import ReaderPool, Source, Unreadable, read_source

Values = dict[str, object]
_AT_A_TIME: Final = 4
_LARGE: Final = 1 << 18
"""Bytes of a file that is worth a thread: some thousand rows."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What she chose: of one file and kind, for a row, a column, or (with `missing`) every missing row."""

    plan: int
    kind: str
    choice: Choice
    key: str | None = None
    name: str | None = None
    missing: bool = False

    def made(self, merged: Merge) -> Merge:
        if self.missing:
            return merged.removing(self.choice)
        return merged.choosing(self.choice, key=self.key, name=self.name)


@dataclass(frozen=True, slots=True)
class Batch:
    """The plans of all files that could be read, and the files that could not."""

    plans: tuple[Homecoming, ...]
    failures: tuple[tuple[str, Unavailable], ...] = ()
    decisions: tuple[Decision, ...] = ()
    anonymous: tuple[AnonymousWave, ...] = ()
    """What came of anonymous waves; nothing of it is in the plans."""

    @property
    def count(self) -> int:
        return sum(plan.count for plan in self.plans) + sum(len(one.group) for one in self.anonymous)

    @property
    def nothing_new(self) -> bool:
        return all(plan.nothing_new for plan in self.plans) and not any(
            one.state not in ("answered", "blank") for each in self.anonymous for one in each.forms
        )

    @property
    def file_names(self) -> str:
        return ", ".join(plan.file_name for plan in self.plans)

    @property
    def remembered_names(self) -> str:
        """Return the names of the files to be remembered: those of forms say who was in a group, and are not."""
        return ", ".join(plan.file_name for plan in self.plans if plan.count)

    def deciding(self, *decisions: Decision) -> "Batch":
        """Return the batch with more decided, and all that follows from it."""
        return folded(replace(self, decisions=(*self.decisions, *decisions)))


def open_batch(
    database: Database, programme_id: int, paths: Sequence[Path], progress: Progress | None = None
) -> Batch:
    """Read files and compare each with what was sent and what we have. Raises Unreadable when none can be read."""
    with collector_at_rest(), ThreadPoolExecutor(1) as beside:
        # A large workbook is read by another process: what it is compared with is found meanwhile.
        large = any(_size(path) > _LARGE for path in paths)
        finding = beside.submit(_awaited, database, programme_id) if large else None
        sources, failures = _read_all(paths, progress or Progress())
        if failures and not sources:
            raise failures[0][1]
        ready = finding.result() if finding is not None else None
        with database.read() as db:
            found = [compare(db, programme_id, source, ready) for source in sources]
            plans, anonymous = sealed(db, programme_id, found, database.path)
    return folded(Batch(plans, tuple(failures), anonymous=anonymous))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # what is wrong with it is said when it is read


def _awaited(database: Database, programme_id: int) -> Awaited | None:
    with database.read() as db:
        return awaited(db, programme_id)


def _read_all(
    paths: Sequence[Path], progress: Progress
) -> tuple[list[Source], list[tuple[str, Unavailable]]]:
    """Read files, a few at a time, by a few processes: one takes longer to start than most files to read."""
    sources: list[Source] = []
    failures: list[tuple[str, Unavailable]] = []
    stopping = Progress()
    with ReaderPool() as readers, ThreadPoolExecutor(_AT_A_TIME) as threads:
        waiting = [threads.submit(read_source, path, stopping, readers=readers) for path in paths]
        try:
            for number, (path, reading) in enumerate(zip(paths, waiting, strict=True)):
                progress.report(number, len(paths))
                try:
                    sources.append(reading.result())
                except Unreadable as trouble:
                    failures.append((path.name, trouble))
        finally:
            stopping.cancel()
            threads.shutdown(cancel_futures=True)
    return sources, failures


def folded(batch: Batch) -> Batch:
    """Return the batch with every file compared with what those before it leave behind."""
    left: dict[tuple[str, str], Values] = {}
    added: set[tuple[str, ...]] = set()
    brought: Brought = {}
    plans = []
    for number, plan in enumerate(batch.plans):
        kinds = []
        for one in plan.kinds:
            chosen = [each for each in batch.decisions if (each.plan, each.kind) == (number, one.kind.code)]
            again = _again(one, left, added, brought, chosen)
            _leave(again, left, added)
            remember(again, again.merged, brought)
            kinds.append(again)
        plans.append(replace(plan, kinds=tuple(kinds)))
    return replace(batch, plans=tuple(plans))


def _again(
    one: KindMerge,
    left: Mapping[tuple[str, str], Values],
    added: set[tuple[str, ...]],
    brought: Brought,
    decisions: Iterable[Decision],
) -> KindMerge:
    merged = one.compared
    further = {
        key: values for (code, key), values in left.items() if code == one.kind.code and key in one.kind.rows
    }
    if further:
        rows = {**one.kind.rows, **{key: {**one.kind.rows[key], **new} for key, new in further.items()}}
        merged = merged_again(one, replace(one.kind, rows=rows))
    merged = Merge(tuple(row for row in merged.rows if not _known(one.kind, row, added)))
    merged = joined(one, merged, brought)
    for decision in decisions:
        merged = decision.made(merged)
    return replace(one, merged=merged)


def _leave(one: KindMerge, left: dict[tuple[str, str], Values], added: set[tuple[str, ...]]) -> None:
    for row in one.merged.changed:
        if row.state == "added":
            added.add(_signature(one.kind, row))
        changes = {cell.field: cell.result for cell in row.cells if cell.changes}
        left.setdefault((one.kind.code, row.key), {}).update(changes)


def _known(kind: SheetKind, row: RowMerge, added: set[tuple[str, ...]]) -> bool:
    """Whether a file before has brought this very row: the same workbook under another name."""
    return row.state == "added" and _signature(kind, row) in added


def _signature(kind: SheetKind, row: RowMerge) -> tuple[str, ...]:
    """Return what a new row says, alike in every language and whether the sheet or the workbook names its pair."""
    values = {cell.field: _meant(kind.field(cell.field), cell.theirs) for cell in row.cells}
    implied = {name: str(value) for name, value in kind.implied.items()}
    return (kind.code, *(f"{name}={text}" for name, text in sorted({**implied, **values}.items()) if text))


def _meant(column: SheetField, value: Value) -> str:
    chosen = next((code for code, _ in column.choices if code == value), None)
    return said(column, value) if chosen is None else str(chosen)


def take_in(database: Database, batch: Batch, reason: str) -> Outcome:
    """Carry all plans out as one step; a copy of the file is kept from before. Raises Unavailable."""
    database.back_up("import")
    with _step(database, batch) as db:
        outcome = _together([carry_out(db, plan, reason) for plan in batch.plans])
        return replace(outcome, written=outcome.written + take_anonymous(db, batch.anonymous))


def _step(database: Database, batch: Batch) -> AbstractContextManager[Session]:
    names = batch.remembered_names
    files = sum(plan.count > 0 for plan in batch.plans)
    if files > 1:  # the menu and the toast have room for one name
        return database.step("homecoming.step.take_in_files", files=files, n=batch.count)
    if names:
        return database.step("homecoming.step.take_in", file=names, n=batch.count)
    return database.step("surveys.step.take_anonymous", n=batch.count)


class _Trial(Exception):
    """Leaves a step that was only tried."""


def tried(database: Database, batch: Batch) -> Outcome:
    """Return what would be written and refused, without leaving a trace; anonymous answers are not even tried."""
    outcomes: list[Outcome] = []
    with suppress(_Trial), _step(database, batch) as db:
        outcomes.append(_together([carry_out(db, plan, "-") for plan in batch.plans]))
        _leave_it()
    return outcomes[0]


def _leave_it() -> None:
    raise _Trial


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    refused = tuple(
        replace(refusal, plan=number)
        for number, outcome in enumerate(outcomes)
        for refusal in outcome.refused
    )
    return Outcome(sum(outcome.written for outcome in outcomes), refused)
