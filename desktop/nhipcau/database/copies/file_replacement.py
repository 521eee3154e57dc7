"""The one way in which a data file comes to stand under a name that may be taken.

At every moment a whole file is under the name: the new one is made and checked beside it, what belongs to the old one
is folded into it, and then one is put in the place of the other by the file system, at once.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from nhipcau.common.clock import now
from nhipcau.common.errors import Unavailable
from nhipcau.common.temporary_files import draft_file
from nhipcau.database.copies.backup import back_up
from nhipcau.database.copies.file_copy import settle, write_copy
from nhipcau.database.error_texts import told_plainly
from nhipcau.database.files.file_header import inspect_file
from nhipcau.database.files.file_lock import FileLock, log_is_strange

LEFTOVERS: Final = ("-wal", "-journal", "-shm")
"""What the engine keeps beside a file that is open, or was when its program died."""


def save_copy(source: Path, target: Path) -> Path | None:
    """Copy a data file, open or not, to another name; return where what stood there is now, None where nothing did.

    Raises Unavailable where the target is the file itself, is open in a window, or cannot be written.
    """
    target = target.resolve()
    with told_plainly(target):
        if is_same_file(source, target):
            raise Unavailable("database.is_open", path=str(target))
        target.parent.mkdir(parents=True, exist_ok=True)
        is_strange = log_is_strange(target)
        with _held(target, "database.target_open"), draft_file(target) as draft:
            if is_strange:
                move_leftovers_aside(target)
            write_copy(source, draft)
            kept = keep(target)
            put_in_place(draft, target)
    return kept


def replace_with(path: Path, copy: Path) -> Path | None:
    """Put a copy in the place of a closed data file; return where what stood there is now, None where nothing did."""
    path = path.resolve()
    is_strange = log_is_strange(path)
    with told_plainly(path), _held(path), draft_file(path) as draft:
        if is_strange:
            move_leftovers_aside(path)
        write_copy(copy, draft)
        kept = keep(path)
        put_in_place(draft, path)
    return kept


def is_same_file(first: Path, second: Path) -> bool:
    """Tell whether two paths lead to one file, by links or by another spelling."""
    try:
        return first.samefile(second)
    except OSError:  # one of them is not there
        return first.resolve() == second.resolve()


def keep(path: Path) -> Path | None:
    """Keep what is about to be replaced: as a backup where it is a sound data file, as it is beside it where not."""
    if not path.exists():
        move_leftovers_aside(path)
        return None
    if inspect_file(path).kind in ("current", "older"):
        with suppress(Unavailable):
            return back_up(path, "replaced")
    return copy_aside(path)


def copy_aside(path: Path) -> Path:
    """Copy a file with its leftovers, byte by byte, to a name of its own beside it, and return the name."""
    aside = free_name(path)
    for ending in ("-wal", "-journal", ""):  # the file last: whoever sees it sees all that belongs to it
        part = _with(path, ending)
        if part.exists():
            with draft_file(aside) as draft:
                shutil.copyfile(part, draft)
                settle(draft, _with(aside, ending))
    return aside


def move_leftovers_aside(path: Path) -> Path | None:
    """Take what another file left under this name out of the way: the engine would play it into this one.

    Return where the log is now; None where there was none with anything in it.
    """
    log = None
    aside = free_name(path)
    for ending in LEFTOVERS:
        part = _with(path, ending)
        if part.exists():
            has_content = ending != "-shm" and part.stat().st_size > 0
            part.rename(_with(aside, ending))
            log = _with(aside, ending) if has_content else log
    return log


def put_in_place(draft: Path, target: Path) -> None:
    """Put a finished file in the place of another, whose leftovers are folded into it first, or given up with it.

    The caller has locked the target and kept what is worth keeping.
    """
    fold(target)
    for ending in LEFTOVERS:
        _with(target, ending).unlink(missing_ok=True)
    settle(draft, target)


def fold(path: Path) -> None:
    """Make a closed file whole by itself, where it can be read: its log is played into it."""
    if not path.exists() or not any(_with(path, ending).exists() for ending in LEFTOVERS):
        return
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=10)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def _held(path: Path, here: str = "database.locked_here") -> Iterator[None]:
    """Lock a file; `here` is how to say that a window on this computer holds it."""
    try:
        lock = FileLock(path)
    except Unavailable as trouble:
        if trouble.code != "database.locked_here":
            raise
        raise Unavailable(here, **trouble.values) from trouble
    try:
        yield
    finally:
        lock.release()


def free_name(path: Path, folder: Path | None = None) -> Path:
    """Return the name of a file with the moment in it, which nothing has yet, in its own folder or another."""
    stamp = now().astimezone().strftime("%Y-%m-%d %H%M%S")
    folder = folder or path.parent
    free = folder / f"{path.stem} ({stamp}){path.suffix}"
    number = 2
    while any(_with(free, ending).exists() for ending in ("", *LEFTOVERS)):
        free = folder / f"{path.stem} ({stamp} {number}){path.suffix}"
        number += 1
    return free


def _with(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
