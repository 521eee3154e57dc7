"""A small file beside the data file that says who has it open, held by a lock of the operating system.

The system's lock falls with its process, however that ends, so nobody is kept out by a program that crashed. On a
shared folder the words in the file keep other computers out, where the system's locks may not reach.
"""

import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from nhipcau.common.clock import now
from nhipcau.common.errors import Unavailable
from nhipcau.database.person import user_name

_GATE: Final = 1 << 30
"""Where the locked byte is: far beyond the text, because Windows keeps others from reading a locked byte."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a file open."""

    user: str
    computer: str
    since: str
    """ISO time, UTC."""
    pid: int


def lock_path(path: Path) -> Path:
    return path.with_name(f".~{path.name}.lock")


def holder(path: Path) -> Holder | None:
    """Return who wrote the lock beside a data file; None where there is none or it cannot be read."""
    try:
        return Holder(**json.loads(lock_path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


class FileLock:
    """Held while a data file is open."""

    def __init__(self, path: Path, *, take_over: bool = False) -> None:
        """Take the lock; raises Unavailable saying who holds it, OSError where no file can be written.

        `take_over` ignores what another computer wrote: for a computer that will not come back.
        """
        self._path = lock_path(path)
        held = holder(path)
        elsewhere = held is not None and held.computer != socket.gethostname()
        if elsewhere and not take_over:
            raise _locked(path, held)
        self._file = self._claim(path)
        me = Holder(user_name(), socket.gethostname(), now().isoformat(timespec="seconds"), os.getpid())
        os.truncate(self._file, 0)
        os.write(self._file, json.dumps(asdict(me), ensure_ascii=False).encode())

    def release(self) -> None:
        """Let the file go. Windows cannot remove an open file, others must before another claims it."""
        if sys.platform == "win32":
            os.close(self._file)
            with suppress(OSError):
                self._path.unlink()
        else:
            with suppress(OSError):
                self._path.unlink()
            os.close(self._file)

    def _claim(self, path: Path) -> int:
        while True:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            if not _lock_byte(file):
                os.close(file)
                raise _locked(path, holder(path))
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file), self._path.stat()):
                    return file
            os.close(file)  # its holder removed it while we were opening: it is no longer the one others see


def _locked(path: Path, held: Holder | None) -> Unavailable:
    if held is None or held.computer == socket.gethostname():
        return Unavailable("database.locked_here", path=str(path))
    return Unavailable(
        "database.locked", path=str(path), user=held.user, computer=held.computer, since=held.since
    )


if sys.platform == "win32":
    import msvcrt

    def _lock_byte(file: int) -> bool:
        os.lseek(file, _GATE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(file, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _lock_byte(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks: the words in the file must do
        return True
