"""Copies kept away from the file, each opened and checked, fewer the older they are."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from nhipcau.common.clock import now
from nhipcau.common.errors import Unavailable
from nhipcau.common.paths import data_folder
from nhipcau.database.copying import check, copy_whole
from nhipcau.database.header import inspect_file
from nhipcau.database.lock import FileLock
from nhipcau.database.trouble import told_plainly

BackupReason = Literal["close", "import", "migration", "manual"]

RECENT: Final = 10
DAYS: Final = 14
WEEKS: Final = 10
MONTHS: Final = 24
_NAME: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}Z)(?:-\d+)?-([a-z]+)\.nhipcau")
_STAMP: Final = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy that can be restored."""

    path: Path
    made_at: datetime
    reason: str
    size: int


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What a restore would change: rows of each table now and then."""

    counts: Mapping[str, tuple[int, int]]


def backup_folder(path: Path) -> Path:
    """Return where the copies of a data file are: never in its own folder, which may be lost with it."""
    whole = path.resolve()
    return data_folder() / "backups" / f"{whole.stem}-{hashlib.sha256(str(whole).encode()).hexdigest()[:8]}"


def back_up(path: Path, reason: BackupReason) -> Path:
    """Copy a data file, check the copy and thin the older ones; raises Unavailable when there is no room for it."""
    folder = backup_folder(path)
    with told_plainly(folder):
        folder.mkdir(parents=True, exist_ok=True)
        stamp = now().astimezone(UTC).strftime(_STAMP)
        names = {each.name for each in folder.iterdir()}
        taken = sum(name.startswith(stamp) for name in names)
        target = folder / (f"{stamp}-{taken}-{reason}.nhipcau" if taken else f"{stamp}-{reason}.nhipcau")
        copy_whole(path, target)
        for name in backups_to_drop([*names, target.name], now().date()):
            (folder / name).unlink(missing_ok=True)
    return target


def list_backups(path: Path) -> tuple[Backup, ...]:
    """Return the copies of a data file, the newest first."""
    folder = backup_folder(path)
    if not folder.is_dir():
        return ()
    found = [
        Backup(each, made_at, _reason(each.name), each.stat().st_size)
        for each in folder.iterdir()
        if (made_at := _made_at(each.name)) is not None
    ]
    return tuple(sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True))


def preview_restore(path: Path, backup: Path) -> RestorePreview:
    """Count what is in the file and in the copy; a file that is gone or cannot be read counts as empty."""
    try:
        present = check(path).counts
    except Unavailable:
        present = {}
    then = check(backup).counts
    tables = sorted(name for name in {*present, *then} if not name.startswith("journal_"))
    return RestorePreview({name: (present.get(name, 0), then.get(name, 0)) for name in tables})


def restore(path: Path, backup: Path) -> Path | None:
    """Put a copy in the place of a closed data file; return where the file that was there is now.

    The file is moved aside, never overwritten: it may hold what the copy does not.
    """
    with told_plainly(path):
        if inspect_file(backup).kind not in ("current", "older") or not check(backup).sound:
            raise Unavailable("database.damaged", path=str(backup))
        lock = FileLock(path)
        try:
            aside = _move_aside(path)
            copy_whole(backup, path)
        finally:
            lock.release()
    return aside


def backups_to_drop(names: Iterable[str], today: date) -> tuple[str, ...]:
    """Choose which copies to give up.

    Kept are the newest few, then the last of each day, week and month, as far back as each rule looks. What does not
    look like a copy of ours is never chosen.
    """
    dated = sorted(
        ((made_at, name) for name in names if (made_at := _made_at(name)) is not None), reverse=True
    )
    kept = {name for _, name in dated[:RECENT]}
    rules: tuple[tuple[int, Callable[[date], object]], ...] = (
        (DAYS, lambda day: day),
        (7 * WEEKS, lambda day: day.isocalendar()[:2]),
        (31 * MONTHS, lambda day: (day.year, day.month)),
    )
    for reach, period in rules:
        seen: set[object] = set()
        for made_at, name in dated:
            day = made_at.date()
            if day > today - timedelta(days=reach) and period(day) not in seen:
                seen.add(period(day))
                kept.add(name)
    return tuple(name for _, name in dated if name not in kept)


def _made_at(name: str) -> datetime | None:
    found = _NAME.fullmatch(name)
    return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC) if found else None


def _reason(name: str) -> str:
    found = _NAME.fullmatch(name)
    return found[2] if found else ""


def _move_aside(path: Path) -> Path | None:
    if not path.exists():
        return None
    stamp = now().astimezone().strftime("%Y-%m-%d %H%M%S")
    aside = path.with_name(f"{path.stem} ({stamp}){path.suffix}")
    number = 2
    while aside.exists():
        aside = path.with_name(f"{path.stem} ({stamp} {number}){path.suffix}")
        number += 1
    for ending in ("", "-wal"):  # an unfinished log belongs to its file
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
    return aside
