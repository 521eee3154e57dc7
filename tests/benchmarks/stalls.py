"""How long the window's thread is kept from its events: the longest stretch between two beats of a timer."""

import time
from collections.abc import Callable
from itertools import pairwise

from tests.benchmarks.measure import Runs

TICK_MS = 2
QUIET = 0.4
LONGEST = 0.1


class Beats:
    """A timer that notes, at each beat, what time it is and how long this thread has worked so far.

    A stretch in which the thread only waited, for a beat or for a processor, is not work of the program: the figure is
    processor time of the thread, the time between the beats stands beside it.
    """

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self._beats: list[tuple[float, float]] = []
        self._timer = QTimer()
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        self._beats.clear()
        self._beat()
        self._timer.start()

    def end(self) -> tuple[float, float]:
        """Return the longest work between two beats, and the longest time between two, in seconds."""
        self._beat()
        self._timer.stop()
        worked, passed = (
            [later - earlier for earlier, later in pairwise(times)]
            for times in zip(*self._beats, strict=True)
        )
        return max(worked), max(passed)

    def _beat(self) -> None:
        self._beats.append((time.thread_time(), time.perf_counter()))


def settle(is_busy: Callable[[], bool], quiet: float = QUIET) -> None:
    """Let events run until nothing has been busy for a while."""
    from PySide6.QtCore import QCoreApplication

    until = time.perf_counter() + quiet
    while time.perf_counter() < until:
        QCoreApplication.processEvents()
        time.sleep(0.0005)
        if is_busy():
            until = time.perf_counter() + quiet


def as_runs(longest: list[tuple[float, float]]) -> Runs:
    """Return the longest stretch of each of several runs."""
    return Runs(tuple(worked for worked, _ in longest), wall=tuple(passed for _, passed in longest))
