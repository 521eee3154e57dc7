"""Copies kept away from the file, each opened and checked, fewer the older they are.

Every data file has a folder of its own for them. A note in it says which organisation they are of, so that they are
found when the file has been renamed or moved.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from nhipcau.common.clock import now
from nhipcau.common.paths import data_folder
from nhipcau.common.temporary_files import draft_file
from nhipcau.database.copies.backup_thinning import STAMP, backups_to_drop, made_at, number_of, reason_of
from nhipcau.database.copies.file_copy import copy_whole
from nhipcau.database.copies.file_summary import summary_of, uids_of
from nhipcau.database.error_texts import told_plainly

BackupReason = Literal["close", "rest", "opening", "import", "migration", "manual", "replaced", "takeover"]

_NOTE: Final = "about.json"
_LONGEST_NOTE: Final = 1_000_000
_SPARE: Final = "spare.nhipcau"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy that can be restored."""

    path: Path
    made_at: datetime
    """Aware, UTC, by the clock of then."""
    reason: str
    size: int
    """Bytes."""
    made_of: Path | None = None
    """The data file it was made of; None where that is not known any more."""


@dataclass(frozen=True, slots=True)
class _Note:
    """What is written beside the copies of one data file."""

    made_of: str = ""
    uids: frozenset[str] = frozenset()
    """Of the organisation and the programmes that are in them."""
    checked_at: str = ""
    """ISO time of the last deep check that found the file sound."""


def backup_folder(path: Path) -> Path:
    """Return where the copies of a data file are: never in its own folder, which may be lost with it."""
    whole = path.resolve()
    digest = hashlib.sha256(str(whole).encode()).hexdigest()[:8]
    return _all_folders() / f"{whole.stem[:40]}-{digest}"


def back_up(path: Path, reason: BackupReason) -> Path:
    """Copy a data file, check the copy and thin the older ones; raises Unavailable when there is no room for it."""
    folder = _old_folder(path)
    with told_plainly(folder):
        folder.mkdir(parents=True, exist_ok=True)
        stamp = now().astimezone(UTC).strftime(STAMP)
        names = {each.name for each in folder.iterdir()}
        numbers = [number_of(name) for name in names if name.startswith(stamp)]
        target = folder / f"{stamp}{f'-{max(numbers) + 1}' if numbers else ''}-{reason}.nhipcau"
        copy_whole(path, target)
        _write_note(folder, path, uids_of(target))
        for name in backups_to_drop([*names, target.name], now().astimezone().date()):
            if name != target.name:
                with suppress(OSError):  # one copy too many harms nobody
                    (folder / name).unlink(missing_ok=True)
    return target


def keep_spare(path: Path) -> None:
    """Keep the one copy that follows the file from rest to rest, to fall back on where the file is written over.

    It is no backup of its own: it is not listed, and each replaces the one before.
    """
    folder = _old_folder(path)
    with told_plainly(folder):
        folder.mkdir(parents=True, exist_ok=True)
        copy_whole(path, folder / _SPARE)


def newest_copy(path: Path) -> Path | None:
    """Return the copy that was made of this very file last, the spare one among them; None where there is none."""
    folder = _old_folder(path)
    known = [folder / _SPARE, *(backup.path for backup in _in(folder))]
    made = [(each.stat().st_mtime_ns, each) for each in known if each.is_file()]
    return max(made)[1] if made else None


def list_backups(path: Path, uids: Iterable[str] = ()) -> tuple[Backup, ...]:
    """Return the copies of a data file, the newest first, also of when it had another name or lay elsewhere.

    `uids` are what could be read of a damaged file: of its organisation and programmes.
    """
    own = _old_folder(path)
    known = {*uids, *_read_note(own).uids, *uids_of(path)}
    found = [
        backup for folder in _folders() if folder == own or known & _owners(folder) for backup in _in(folder)
    ]
    return tuple(sorted(found, key=_order, reverse=True))


def newest_backup(path: Path) -> Backup | None:
    """Return the last copy made of this very file; None where there is none."""
    latest = now() + timedelta(days=1)  # by a clock that was ahead then, it says nothing now
    made = [backup for backup in _in(_old_folder(path)) if backup.made_at <= latest]
    return max(made, key=_order, default=None)


def is_behind(path: Path) -> bool:
    """Tell whether something was done to a file after its newest backup; a file without a step needs none."""
    last = summary_of(path).last_step
    newest = newest_backup(path)
    if last is None:
        return False
    # A name holds whole seconds.
    return newest is None or newest.made_at + timedelta(seconds=1) < last.made_at


def _order(backup: Backup) -> tuple[datetime, int]:
    return backup.made_at, number_of(backup.path.name)


def _old_folder(path: Path) -> Path:
    """Return the folder of a file's copies: as it is called now, or as an earlier version of the program called it."""
    folder = backup_folder(path)
    whole = path.resolve()
    before = folder.with_name(f"{whole.stem}-{folder.name[-8:]}")
    return before if before.is_dir() else folder


def _all_folders() -> Path:
    return data_folder() / "backups"


def _folders() -> Iterator[Path]:
    try:
        yield from (folder for folder in sorted(_all_folders().iterdir()) if folder.is_dir())
    except OSError:  # none was ever made, or they cannot be reached
        return


def _in(folder: Path) -> Iterator[Backup]:
    made_of = _read_note(folder).made_of
    try:
        names = list(folder.iterdir())
    except OSError:
        return
    for each in names:
        moment = made_at(each.name)
        if moment is not None:
            with suppress(OSError):  # thinned a moment ago
                size = each.stat().st_size
                yield Backup(each, moment, reason_of(each.name), size, Path(made_of) if made_of else None)


def _owners(folder: Path) -> frozenset[str]:
    """Return whose copies are in a folder; of one without a note, what the newest copy says."""
    noted = _read_note(folder).uids
    newest = None if noted else max(_in(folder), key=_order, default=None)
    return uids_of(newest.path) if newest is not None else noted


def _read_note(folder: Path) -> _Note:
    note = folder / _NOTE
    try:
        if not note.is_file() or note.stat().st_size > _LONGEST_NOTE:  # a pipe would wait for ever
            return _Note()
        said = json.loads(note.read_text(encoding="utf-8"))
        return _Note(str(said["made_of"]), frozenset(map(str, said["uids"])), str(said.get("checked_at", "")))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return _Note()


def checked_at(path: Path) -> datetime | None:
    """Return when a deep check last found a file sound; None where that is not known."""
    try:
        return datetime.fromisoformat(_read_note(_old_folder(path)).checked_at)
    except ValueError:
        return None


def note_check(path: Path) -> None:
    """Remember that a deep check has just found a file sound."""
    folder = _old_folder(path)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    known = _read_note(folder)
    _keep_note(folder, replace(known, made_of=str(path.resolve()), checked_at=now().isoformat()))


def _write_note(folder: Path, path: Path, uids: Iterable[str]) -> None:
    known = _read_note(folder)
    _keep_note(folder, replace(known, made_of=str(path.resolve()), uids=known.uids.union(uids)))


def _keep_note(folder: Path, note: _Note) -> None:
    said = {"made_of": note.made_of, "uids": sorted(note.uids), "checked_at": note.checked_at}
    # A courtesy for a day when the file is lost; the copies themselves are there.
    with suppress(OSError, ValueError), draft_file(folder / _NOTE) as draft:
        draft.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        draft.replace(folder / _NOTE)
