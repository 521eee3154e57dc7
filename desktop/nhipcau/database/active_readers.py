"""Who is reading a store, so that it is not closed under them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

_PATIENCE: Final = 10.0
"""Seconds to wait for what is being read; the engine waits as long for a lock."""


class ActiveReaders:
    """The threads that are reading now."""

    def __init__(self) -> None:
        self._threads: list[int] = []
        self._changed = threading.Condition()

    @contextmanager
    def one(self, refuse: Callable[[], None]) -> Iterator[None]:
        """Be one of them, unless `refuse` raises."""
        thread = threading.get_ident()
        with self._changed:
            refuse()
            self._threads.append(thread)
        try:
            yield
        finally:
            with self._changed:
                self._threads.remove(thread)
                self._changed.notify_all()

    def wait(self) -> None:
        """Let other threads finish: a file cannot be folded while they read."""
        thread = threading.get_ident()
        with self._changed:
            self._changed.wait_for(lambda: not set(self._threads) - {thread}, _PATIENCE)
