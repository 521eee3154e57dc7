"""Going back to a backup: what that would change, and doing it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nhipcau.common.errors import Unavailable
from nhipcau.database.copies.file_replacement import replace_with
from nhipcau.database.copies.file_summary import COUNTED, DatedStep, Summary, steps_after, summary_of
from nhipcau.database.files.file_header import inspect_file
from nhipcau.database.soundness.file_check import check


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What a restore would change."""

    now: Summary
    """Of the file; empty where it is gone or cannot be read."""
    then: Summary
    """Of the backup."""
    missing: tuple[DatedStep, ...] | None = field(default=None)
    """What was done since the backup and would be missing, the newest first; None where that cannot be told."""
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Rows of each table now and then, as far as the file can be read."""


def preview_restore(path: Path, backup: Path) -> RestorePreview:
    """Tell what is in the file and in the copy."""
    present, then = _counts(path), _counts(backup)
    tables = sorted(name for name in {*present, *then} if not name.startswith("journal_"))
    return RestorePreview(
        _what_is_left(path),
        summary_of(backup),
        steps_after(path, backup),
        {name: (present.get(name, 0), then.get(name, 0)) for name in tables},
    )


def restore(path: Path, backup: Path) -> Path | None:
    """Put a copy in the place of a closed data file; return where the file that was there is kept.

    It is never lost: it may hold what the copy does not. Raises Unavailable where the copy is no good or the file is
    open, and then has changed nothing.
    """
    if inspect_file(backup).kind not in ("current", "older") or not check(backup).is_whole:
        raise Unavailable("database.damaged", path=str(backup))
    return replace_with(path, backup)


def _what_is_left(path: Path) -> Summary:
    """Read what a file holds; of a damaged one, what can still be read of it page by page."""
    found = summary_of(path)
    if len(found.counts) == len(COUNTED) or not path.is_file():
        return found
    from nhipcau.database.rescue import diagnose

    try:
        rows = diagnose(path).rows
    except Unavailable:
        return found
    read = {table: rows[table] for table in COUNTED if rows.get(table)}
    known = {**read, **found.counts}
    return Summary({table: known[table] for table in COUNTED if table in known}, found.last_step)


def _counts(path: Path) -> Mapping[str, int]:
    try:
        return check(path).counts
    except Unavailable:
        return {}
