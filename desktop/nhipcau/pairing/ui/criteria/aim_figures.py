"""What the other aims would come to, worked out once the plan is there and dropped when it changes."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal

from nhipcau.common.progress import Progress
from nhipcau.pairing.explanation.results import AimResult
from nhipcau.pairing.plan.aim_comparison import compare_aims
from nhipcau.pairing.plan.pairing_session import PairingSession
from nhipcau.pairing.settings.pairing_input import PairingInput
from nhipcau.widgets.desk import Desk, Running

_AT_ONCE: Final = 1.5
"""Seconds for one plan beyond which the others are worked out only when asked for."""


class AimFigures(QObject):
    """`found` carries the figures of every aim."""

    found = Signal(object)

    def __init__(self, desk: Desk, session: PairingSession, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        self._people: PairingInput | None = None
        self._running: Running | None = None
        self.is_busy = False
        """Somebody is working the figures out, now or as soon as the worker can."""
        desk.work_ended.connect(self._on_work_ended)
        self.results: Sequence[AimResult] = ()

    def ask(self, people: PairingInput, seconds: float) -> None:
        """Work the figures out for these people, unless one plan alone has taken `seconds` too many.

        The worker has other things to do; then the coordinator says when.
        """
        if people is self._people and self.results:
            self.found.emit(self.results)
            return
        self.stop()
        if seconds <= _AT_ONCE:
            self._begin(people, "")
        else:
            self.found.emit(())

    def work_out(self, people: PairingInput) -> None:
        """Work the figures out however long it takes, with progress and a way to stop."""
        self.stop()
        self._begin(people, self._desk.words("aims.waiting"))

    def _begin(self, people: PairingInput, label: str) -> None:
        self._people, self.is_busy = people, True
        session = self._session
        self.found.emit(())

        def work(progress: Progress) -> tuple[PairingInput, Sequence[AimResult]]:
            return people, compare_aims(people, None, progress, session=session)

        def fail(trouble: Exception) -> None:
            if people is self._people:
                self.stop()
                self.found.emit(())
            raise trouble

        running = self._desk.run(label, work, self._on_found, fail)
        if self.is_busy:
            self._running = running

    def stop(self) -> None:
        """Leave off: the window needs the worker for something else."""
        if self._running is not None:
            self._running.cancel()
        self._running, self._people, self.results = None, None, ()
        self.is_busy = False

    def _on_work_ended(self) -> None:
        """Hear that the figures will not come: whoever cancels, by the progress bar or otherwise, tells nobody else."""
        if self._running is not None and self._running.is_cancelled:
            self.stop()
            self.found.emit(())

    def _on_found(self, answer: tuple[PairingInput, Sequence[AimResult]]) -> None:
        people, results = answer
        if people is self._people:
            self._running, self.is_busy = None, False
            self.results = tuple(results)
            self.found.emit(self.results)
