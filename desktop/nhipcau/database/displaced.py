"""A file that another program replaced, moved or removed while it was open: both versions are kept."""

import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from nhipcau.common.errors import Unavailable
from nhipcau.common.paths import data_folder
from nhipcau.database.backup import newest_backup
from nhipcau.database.copying import flush, settle
from nhipcau.database.header import inspect_file
from nhipcau.database.replacing import LEFTOVERS, free_name


@dataclass(frozen=True, slots=True)
class Displaced:
    """The two versions, each a whole file of its own."""

    path: Path
    mine: Path
    """What was done here."""
    has_theirs: bool
    """Whether there is a data file under the name now: what another program put there."""
    is_whole: bool
    """False where another program wrote into the open file, so that mine is only the newest backup."""


def keep_both(path: Path, writer: sqlite3.Connection) -> Displaced:
    """Write what this process still sees of its file to a name of its own, and leave the other version whole.

    `writer` is still connected to the file that was opened, wherever that is now. The caller disconnects afterwards and
    then calls `clear_leftovers`. Raises Unavailable where there is no room, OSError where no folder can be written.
    """
    theirs = _theirs(path)
    # Beside the file where that folder is still there.
    mine = free_name(path, None if path.parent.is_dir() else data_folder())
    is_whole = _write_mine(writer, mine)
    if not is_whole:
        last = newest_backup(path)
        if last is None:
            raise Unavailable("database.overwritten", path=str(path))
        shutil.copyfile(last.path, mine)
        flush(mine)
    return Displaced(path, mine, theirs is not None, is_whole)


def put_theirs_back(path: Path) -> None:
    """After disconnecting, which may have written our log into it: let the other version be as it was found."""
    kept = _theirs_kept(path)
    for ending in LEFTOVERS:
        with suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)
    if kept.exists():
        settle(kept, path)


def _theirs(path: Path) -> Path | None:
    if not path.exists():
        return None
    kept = _theirs_kept(path)
    shutil.copyfile(path, kept)
    flush(kept)
    return kept if inspect_file(kept).kind in ("current", "older", "newer") else None


def _theirs_kept(path: Path) -> Path:
    return path.with_name(f".~{path.name}.other")


def _write_mine(writer: sqlite3.Connection, mine: Path) -> bool:
    draft = mine.with_name(f".~{mine.name}")
    try:
        with closing(sqlite3.connect(draft)) as copy:
            writer.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            is_sound: bool = copy.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        if is_sound:
            settle(draft, mine)
    except sqlite3.DatabaseError:
        is_sound = False
    finally:
        draft.unlink(missing_ok=True)
    return is_sound
