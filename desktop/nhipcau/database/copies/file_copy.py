"""Copies of a data file that are whole, or are not there."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from nhipcau.common.errors import Unavailable
from nhipcau.common.temporary_files import draft_file
from nhipcau.database.soundness.opening_refusal import page_damage, reading


def copy_whole(source: Path, target: Path) -> None:
    """Copy a data file as it is now, open or not, to a name that nothing has; it appears when it is found sound."""
    with draft_file(target) as draft:
        write_copy(source, draft)
        settle(draft, target)


def write_copy(source: Path, draft: Path) -> None:
    """Fill a draft with what a data file holds now, open or not; raises Unavailable where its pages are damaged.

    Cells that cannot be read, and references to nothing, are copied as they are: what is in the file is not the copy's
    fault.
    """
    with reading(source) as old, closing(sqlite3.connect(draft)) as new:
        # In one step: copying in pieces begins again with every write of another connection.
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")
        damage = list(page_damage(new, thorough=True))
    if damage:
        raise Unavailable("database.damaged", path=str(source))


def settle(draft: Path, target: Path) -> None:
    """Put a finished file in its place, safe from a power cut."""
    flush(draft)
    draft.replace(target)
    if os.name == "posix":
        flush(target.parent)


def flush(path: Path) -> None:
    """See to it that a file, or the list of a folder, is on the disk."""
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
