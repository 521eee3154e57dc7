"""A file that another program replaced, moved or removed while it was open: both versions are kept."""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nhipcau.common.errors import Unavailable
from nhipcau.common.paths import data_folder
from nhipcau.common.temporary_files import draft_file
from nhipcau.database.copies.backup import newest_copy
from nhipcau.database.copies.file_copy import flush, settle
from nhipcau.database.copies.file_replacement import LEFTOVERS, free_name
from nhipcau.database.soundness.opening_refusal import refusal_of

_LOOKS: Final = 20
_BETWEEN_LOOKS: Final = 0.25
"""Seconds."""


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
def both_kept(path: Path, writer: sqlite3.Connection | None) -> Iterator[Displaced]:
    """Write what this process still sees of its file to a name of its own, and leave the other version as it is.

    `writer` is still connected to the file that was opened, wherever that is now; None where another program wrote into
    that very file, of which nothing is ours any more: then the newest copy is taken. The body disconnects. Raises
    Unavailable where this version can be kept nowhere; then nothing is disconnected.
    """
    mine, is_whole = _mine(path, writer)
    # To disconnect may play our log into a file that was written over.
    with _kept_from_our_log(path) if writer is None else nullcontext():
        yield Displaced(path, mine, is_whole_file(path), is_whole)
        clear_log(path)


def stand_still(path: Path) -> None:
    """Wait until what another program is putting there is no longer growing, at most some seconds."""
    last: tuple[int, int] | None = None
    for _ in range(_LOOKS):
        try:
            found = path.stat()
        except OSError:
            return
        if last == (found.st_size, found.st_mtime_ns):
            return
        last = (found.st_size, found.st_mtime_ns)
        time.sleep(_BETWEEN_LOOKS)


def is_whole_file(path: Path) -> bool:
    """Tell whether a data file is under a name that can be opened, as far as a look through it says."""
    try:
        return refusal_of(path) is None
    except (OSError, sqlite3.Error):
        return False


def clear_log(path: Path) -> None:
    """Remove what the engine kept for our version: it would be played into the other."""
    for ending in LEFTOVERS:
        with suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _mine(path: Path, writer: sqlite3.Connection | None) -> tuple[Path, bool]:
    """Keep this version beside the file, or where that cannot be in the data folder; say whether it is whole."""
    trouble: OSError | sqlite3.OperationalError | None = None
    for folder in dict.fromkeys((path.parent, data_folder())):
        if not folder.is_dir():
            continue
        mine = free_name(path, folder)
        try:
            if writer is not None and _write_mine(writer, mine):
                return mine, True
            _take_newest_copy(path, mine)
        except (OSError, sqlite3.OperationalError) as error:
            trouble = error
        else:
            return mine, False
    raise trouble or FileNotFoundError(path)


@contextmanager
def _kept_from_our_log(path: Path) -> Iterator[None]:
    with draft_file(path) as theirs:
        shutil.copyfile(path, theirs)
        flush(theirs)
        before = path.stat()
        yield
        after = path.stat()
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            settle(theirs, path)


def _take_newest_copy(path: Path, mine: Path) -> None:
    last = newest_copy(path)
    if last is None:
        raise Unavailable("database.overwritten", path=str(path))
    with draft_file(mine) as draft:
        shutil.copyfile(last, draft)
        settle(draft, mine)


def _write_mine(writer: sqlite3.Connection, mine: Path) -> bool:
    with draft_file(mine) as draft:
        try:
            with closing(sqlite3.connect(draft)) as copy:
                writer.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                is_sound: bool = copy.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        except sqlite3.OperationalError:
            raise  # no room, or no right to write here
        except sqlite3.DatabaseError:
            return False
        if is_sound:
            settle(draft, mine)
        return is_sound
