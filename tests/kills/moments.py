"""The moments of a child's work at which what is on the disk changes, counted; at one of them it kills itself.

Counted are the calls that reach our folders, as Python reports them, and the statements after which a file holds
something else. What SQLite does inside a statement, and temporary files, are left to kills from outside.
"""

import os
import re
import signal
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

_CHANGES: Final = frozenset(
    (
        "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
        "sqlite3.connect",
    )
)  # fmt: skip
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_STATEMENT: Final = re.compile(r"\s*(COMMIT|VACUUM|PRAGMA (journal_mode|wal_checkpoint)\b)", re.IGNORECASE)
SWAPS: Final = ("os.rename", "os.link")
"""After these something else stands under a name."""


def kill_myself() -> None:
    """End at once, as when the power is cut: no clean-up runs."""
    os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)


class Moments:
    """Counts from its making on; cannot be taken off again, so it is for a process that will end."""

    def __init__(self, folders: Sequence[Path], kill_at: int | None) -> None:
        self.names: list[str] = []
        self._folders = tuple(map(str, folders))
        self._kill_at = kill_at
        self._count_fsync()
        self._count_statements()
        sys.addaudithook(self._hear)

    def come(self, name: str) -> None:
        """Count one; the child ends here if it is the one."""
        if len(self.names) == self._kill_at:
            kill_myself()
        self.names.append(name)

    def _count_fsync(self) -> None:
        fsync = os.fsync

        def counted(handle: Any) -> None:
            self.come("os.fsync")
            fsync(handle)

        setattr(os, "fsync", counted)  # noqa: B010 - its type is what differs

    def _count_statements(self) -> None:
        connect = sqlite3.connect

        def counting(*arguments: Any, **options: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*arguments, **options)
            connection.set_trace_callback(self._state)
            return connection

        for module in (sqlite3, sqlite3.dbapi2):
            setattr(module, "connect", counting)  # noqa: B010 - both are the same to who calls, not to mypy

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            if self._is_here(arguments[:1]) and (arguments[2] or 0) & _WRITES:
                self.come("open")
        elif event in _CHANGES and self._is_here(arguments):
            self.come(event)

    def _state(self, statement: str) -> None:
        found = _STATEMENT.match(statement)
        if found:
            self.come(found[1].upper())

    def _is_here(self, arguments: tuple[Any, ...]) -> bool:
        """Tell whether it is about our folders: by path, or by a handle, which only they are reached by."""
        for each in arguments:
            if isinstance(each, str | bytes | os.PathLike):
                path = os.fsdecode(each)
                return not Path(path).is_absolute() or path.startswith(self._folders)
        return True
