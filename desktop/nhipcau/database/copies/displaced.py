"""A file that another program replaced, moved or removed while it was open: both versions are kept."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from nhipcau.common.drafts import draft_file
from nhipcau.common.errors import Unavailable
from nhipcau.common.paths import data_folder
from nhipcau.database.copies.backup import newest_backup
from nhipcau.database.copies.copying import flush, settle
from nhipcau.database.copies.replacing import LEFTOVERS, free_name
from nhipcau.database.header import inspect_file


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


@contextmanager
def both_kept(path: Path, writer: sqlite3.Connection) -> Iterator[Displaced]:
    """Write what this process still sees of its file to a name of its own, and leave the other version whole.

    `writer` is still connected to the file that was opened, wherever that is now; the body disconnects, which may play
    our log into a file that was written over. Raises Unavailable where there is no room, OSError where no folder can be
    written; then nothing is disconnected.
    """
    # Beside the file where that folder is still there.
    mine = free_name(path, None if path.parent.is_dir() else data_folder())
    with draft_file(mine) as theirs:
        if path.exists():
            shutil.copyfile(path, theirs)
            flush(theirs)
        has_theirs = inspect_file(theirs).kind in ("current", "older", "newer")
        is_whole = _write_mine(writer, mine)
        if not is_whole:
            _take_newest_backup(path, mine)
        yield Displaced(path, mine, has_theirs, is_whole)
        clear_log(path)
        if theirs.exists():
            settle(theirs, path)


def clear_log(path: Path) -> None:
    """Remove what the engine kept for our version: it would be played into the other."""
    for ending in LEFTOVERS:
        with suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _take_newest_backup(path: Path, mine: Path) -> None:
    last = newest_backup(path)
    if last is None:
        raise Unavailable("database.overwritten", path=str(path))
    with draft_file(mine) as draft:
        shutil.copyfile(last.path, draft)
        settle(draft, mine)


def _write_mine(writer: sqlite3.Connection, mine: Path) -> bool:
    with draft_file(mine) as draft:
        try:
            with closing(sqlite3.connect(draft)) as copy:
                writer.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                is_sound: bool = copy.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        except sqlite3.DatabaseError:
            return False
        if is_sound:
            settle(draft, mine)
        return is_sound
