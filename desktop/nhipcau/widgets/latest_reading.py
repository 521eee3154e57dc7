"""What a page shows, read away from the window's thread: only the answer to the last question is shown."""

from collections.abc import Callable
from typing import Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject

from nhipcau.common.errors import Unavailable
from nhipcau.widgets.desk import Desk

T = TypeVar("T")


class LatestReading(Generic[T]):
    """Asks the desk to read; an answer that comes after something else was asked is dropped.

    While one reading is under way, of all that is asked only the last is kept and read next: a row of quick steps
    costs two readings, not one each.
    """

    def __init__(self, desk: Desk, owner: QObject, show: Callable[[T], None]) -> None:
        self._desk = desk
        self._owner = owner
        self._show = show
        self._asked = 0
        self._is_reading = False
        self._next: Callable[[], T] | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether what is shown is older than what was asked for last."""
        return self._is_reading and bool(self._asked)

    def ask(self, read: Callable[[], T]) -> None:
        """Read, and show it unless something else is asked meanwhile."""
        self._asked += 1
        if self._is_reading:
            self._next = read
        else:
            self._begin(read)

    def drop(self) -> None:
        """Show nothing of what was asked so far."""
        self._asked = 0
        self._next = None

    def _begin(self, read: Callable[[], T]) -> None:
        self._is_reading = True
        self._asked = 1
        self._next = None

        def done(found: T) -> None:
            if self._ended():
                self._show(found)

        def failed(error: Exception) -> None:
            closed = isinstance(error, Unavailable) and error.code == "database.closed"
            if self._ended() and not closed:  # of a closed file nothing is shown any more
                raise error

        self._desk.read(read, done, failed)

    def _ended(self) -> bool:
        """Begin what was asked meanwhile; say whether the answer is still wanted."""
        self._is_reading = False
        if not shiboken6.isValid(self._owner):
            return False  # its file was closed
        if self._next is not None:
            self._begin(self._next)
            return False
        return self._asked > 0
