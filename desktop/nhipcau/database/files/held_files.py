"""Files that SQLite has open in this process, and the way to read them without disturbing it.

On POSIX, closing any descriptor of a file drops all locks that the process holds on it, the engine's too
(https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_). So a
descriptor opened on a held file is kept until the engine has closed it.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

_FileKey = tuple[int, int]

_guard: Final = threading.Lock()
_held: Final[dict[_FileKey, int | None]] = {}
"""Device and number of each held file, with the descriptor that was opened on it, once there is one."""


def hold(path: Path) -> _FileKey:
    """Note that the engine has a file open; the result is for `let_go`."""
    found = path.stat()
    key = (found.st_dev, found.st_ino)
    with _guard:
        _held.setdefault(key, None)
    return key


def let_go(key: _FileKey) -> None:
    """Note that the engine has closed a file."""
    with _guard:
        kept = _held.pop(key, None)
    if kept is not None:
        os.close(kept)


@contextmanager
def reading(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file to read it from its beginning; raises OSError where it cannot be read."""
    kept = _kept(path)
    if kept is None:
        with path.open("rb") as opened:
            yield opened
        return
    with open(kept, "rb", closefd=False) as opened:
        opened.seek(0)
        yield opened


def first_bytes(path: Path, count: int) -> bytes:
    """Read the beginning of a regular file; raises OSError where it cannot be read."""
    with reading(path) as opened:
        return opened.read(count)


def _kept(path: Path) -> int | None:
    """Return the descriptor that is kept for a held file, opened when it is first asked for; None for any other."""
    if os.name != "posix":
        return None
    found = path.stat()
    key = (found.st_dev, found.st_ino)
    with _guard:
        if key not in _held:
            return None
        file = _held[key]
        if file is None:
            file = _held[key] = os.open(path, os.O_RDONLY)
        return file
