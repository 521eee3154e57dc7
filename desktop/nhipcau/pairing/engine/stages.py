"""How far a plan is, stage by stage, and stopping between and within stages."""

from collections.abc import Callable
from threading import Thread
from typing import Final, TypeVar

from nhipcau.common.progress import Progress

Result = TypeVar("Result")

_HEARD_EVERY: Final = 0.1
"""Seconds between two looks at whether the user still wants a result that cannot be interrupted."""


class Stages:
    """Counts finished stages; `tick`, called within one, only hears whether to stop."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress or Progress()
        self._total = total
        self._done = 0
        self.tick()

    def tick(self) -> None:
        """Raise Cancelled when the user no longer wants the result."""
        self._progress.report(self._done, self._total)

    def next(self) -> None:
        self._done += 1
        self.tick()


def nothing_to_hear() -> None:
    """Stand in for `Stages.tick` where nobody can cancel."""


def abandonable(work: Callable[[], Result], tick: Callable[[], None]) -> Result:
    """Return what long foreign code returns; when `tick` raises, leave that code behind to end unheard.

    Only for code that lets other threads run meanwhile, and whose result nobody misses.
    """
    results: list[Result] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as failure:  # noqa: BLE001  # raised again by the one who waits
            failures.append(failure)

    worker = Thread(target=run, name="assignment", daemon=True)
    worker.start()
    while worker.is_alive():
        worker.join(_HEARD_EVERY)
        tick()
    for failure in failures:
        raise failure
    return results[0]
