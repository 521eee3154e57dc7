"""A small file beside the data file that says who has it open, held by a lock of the operating system.

The system's lock falls with its process, however that ends, so nobody is kept out by a program that crashed. On a
shared folder the words in the file keep other computers out, where the system's locks may not reach.
"""

import hashlib
import json
import os
import socket
import stat
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from nhipcau.common.clock import now
from nhipcau.common.errors import Unavailable
from nhipcau.common.file_locks import try_lock
from nhipcau.common.paths import data_folder
from nhipcau.database.files.computer_id import computer_id
from nhipcau.database.files.os_user import user_name

_LONGEST: Final = 10_000
"""Bytes of what somebody wrote into a lock."""
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a file open."""

    user: str
    computer: str
    since: str
    """ISO time, UTC."""
    pid: int
    computer_id: str = ""
    """Stays when the computer is given another name; empty in what earlier versions wrote."""
    file: str = ""
    """Which file it was, by device and number: a log left by a kill belongs to that one alone."""
    content: str = ""
    """How its content was when it was last folded, by size and time."""

    @property
    def is_elsewhere(self) -> bool:
        if self.computer_id:
            return self.computer_id != computer_id()
        return self.computer != socket.gethostname()


def lock_path(path: Path) -> Path:
    return path.with_name(f".~{path.name}.lock")


def holder(path: Path) -> Holder | None:
    """Return who wrote the lock beside a data file; None where there is none or it cannot be read."""
    lock = lock_path(path)
    try:
        if not lock.is_file() or lock.stat().st_size > _LONGEST:  # a pipe would wait for ever
            return None
        said = json.loads(lock.read_text(encoding="utf-8"))
        known = {field.name for field in fields(Holder)}
        return Holder(**{name: value for name, value in said.items() if name in known})
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None


class FileLock:
    """Held while a data file is open, whatever name it was opened by."""

    def __init__(self, path: Path, *, take_over: bool = False) -> None:
        """Take the lock; raises Unavailable saying who holds it, OSError where no file can be written.

        `path` is to be resolved: two ways to one file are one lock. `take_over` ignores what another computer wrote,
        for a computer that will not come back.
        """
        held = holder(path)
        if held is not None and held.is_elsewhere and not take_over:
            raise _locked(path, held)
        self._files = [(lock_path(path), _claim(lock_path(path), path))]
        try:
            with suppress(OSError):  # no room for a second lock is no reason to keep anybody out
                same = _path_of_the_same(path)
                self._files.append((same, _claim(same, path)))
            self._since = now().isoformat(timespec="seconds")
            self.say()
        except BaseException:
            self.release()
            raise

    def say(self, file: str = "", content: str = "") -> None:
        """Write down who holds it, which file it is, and how its content is now that it has been folded."""
        here = (user_name(), socket.gethostname(), self._since, os.getpid(), computer_id())
        words = json.dumps(asdict(Holder(*here, file, content)), ensure_ascii=False).encode()
        handle = self._files[0][1]
        with suppress(
            OSError
        ):  # a full disk: the system's lock must do, so that the file can at least be read
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, words)
            os.truncate(handle, len(words))

    def release(self) -> None:
        """Let the file go. Windows cannot remove an open file, others must before another claims it."""
        while self._files:
            path, file = self._files.pop()
            if sys.platform == "win32":
                os.close(file)
                with suppress(OSError):
                    path.unlink()
            else:
                with suppress(OSError):
                    path.unlink()
                os.close(file)


def _path_of_the_same(path: Path) -> Path:
    """Return the lock that all names (hard links) of one file share; raises OSError while there is no file."""
    found = path.stat()
    folder = data_folder() / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    number = hashlib.sha256(f"{found.st_dev} {found.st_ino}".encode()).hexdigest()[:24]
    return folder / f"{number}.lock"


def _claim(lock: Path, path: Path) -> int:
    """Open and lock a file that is ours alone: a link put there would let us write over what it points at."""
    while True:
        if lock.is_symlink():
            lock.unlink()
        file = os.open(lock, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o600)
        try:
            found = os.fstat(file)
            if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
                lock.unlink()
                os.close(file)
                continue
            _lock_or_refuse(file, path)
            with suppress(FileNotFoundError):
                if os.path.samestat(found, lock.stat()):
                    return file
        except BaseException:
            os.close(file)
            raise
        os.close(file)  # its holder removed it while we were opening: it is no longer the one others see


def _lock_or_refuse(file: int, path: Path) -> None:
    if not _lock_byte(file):
        raise _locked(path, holder(path))


def log_is_strange(path: Path) -> bool:
    """Tell whether the log beside a file was left for another one, in whose place another program has put this one.

    The engine would play it into whatever has the name. Where nobody wrote down whose it is, it is the file's.
    """
    held = holder(path)
    if held is None or not held.file:
        return False
    try:
        found = path.stat()
    except OSError:
        return False
    if held.file == f"{found.st_dev} {found.st_ino}":
        return False
    return held.content != f"{found.st_size} {found.st_mtime_ns}"


def _locked(path: Path, held: Holder | None) -> Unavailable:
    if held is None or not held.is_elsewhere:
        return Unavailable("database.locked_here", path=str(path))
    return Unavailable(
        "database.locked", path=str(path), user=held.user, computer=held.computer, since=held.since
    )


def _lock_byte(file: int) -> bool:
    try:
        return try_lock(file)
    except OSError:
        return True  # a file system without locks: the words in the file must do
