"""How long work says how far it is, and hears that it should stop."""

from collections.abc import Callable


class Cancelled(Exception):
    """The user no longer wants the result. Whatever was begun must be left undone."""


class Progress:
    """Handed to long work: it reports, and stops when told to. Safe to share between two threads."""

    def __init__(self, told: Callable[[int, int], None] | None = None) -> None:
        self._told = told
        self._cancelled = False

    def report(self, done: int, total: int) -> None:
        """Say how much is done; raises Cancelled when the user has asked to stop."""
        if self._cancelled:
            raise Cancelled
        if self._told is not None:
            self._told(done, total)

    def cancel(self) -> None:
        self._cancelled = True

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled
