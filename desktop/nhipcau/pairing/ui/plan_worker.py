"""Pairing on the worker: a quick answer comes unannounced, a long one shows how far it is and can be stopped."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from nhipcau.common.progress import Progress
from nhipcau.database import Database
from nhipcau.pairing.plan.pairing_session import PairingSession
from nhipcau.pairing.settings.pairing_input import PairingInput
from nhipcau.pairing.store.queries import PairRow
from nhipcau.pairing.ui.page_data import PlanReading, StandingPairs, read, said_in, standing_pairs
from nhipcau.widgets.desk import Desk, Running
from nhipcau.widgets.progress import ProgressStrip

_PATIENCE_MS: Final = 300
_LONG_MS: Final = 1200
"""A bar that comes and goes with every touch of a slider would only be in the way."""


class _Heard(Progress):
    """Passes on what is reported, and stops when the desk's own progress does."""

    def __init__(self, desk: Progress, solving: "PlanWorker") -> None:
        super().__init__()
        self._desk = desk
        self._solving = solving

    def report(self, done: int, total: int) -> None:
        self._desk.report(done, total)
        self._solving.progressed.emit(done, total)


class PlanWorker(QObject):
    """`found` carries the reading; an answer that is no longer asked for is dropped.

    What went wrong goes on to the window once `failed` has told the page to wait no longer.
    """

    found = Signal(object)
    standing = Signal(object)
    """The pairs that stand, where nobody is left to pair; what was asked for is still to come."""
    said = Signal(object)
    """What was found before, in the present language."""
    waiting = Signal()
    stopped = Signal()
    failed = Signal()
    progressed = Signal(int, int)
    _known = Signal(int, object)

    def __init__(
        self,
        desk: Desk,
        database: Database,
        session: PairingSession,
        strip: ProgressStrip,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._database = database
        self._session = session
        self._strip = strip
        self._running: Running | None = None
        self.asked = 0
        self._patience = self._timer(_PATIENCE_MS)
        self._patience.timeout.connect(self.waiting)
        self._long = self._timer(_LONG_MS)
        self._long.timeout.connect(self._show_bar)
        self.progressed.connect(strip.advance)
        self._known.connect(self._on_known)
        strip.cancelled.connect(self._on_cancelled)
        desk.work_ended.connect(self._on_work_ended)
        strip.hide()

    def _timer(self, milliseconds: int) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        return made

    def ask(self, programme_id: int, before: PlanReading | None = None) -> None:
        """Read the people and pair them, away from the window's thread; `before` when only settings have changed."""
        self.leave_off()
        asked, database, session = self.asked, self._database, self._session
        self._patience.start()
        self._long.start()

        def known(people: PairingInput, rows: Sequence[PairRow]) -> None:
            standing = standing_pairs(people, rows, self._desk.language)
            if standing is not None:
                self._known.emit(asked, standing)

        def work(progress: Progress) -> tuple[int, PlanReading]:
            heard = _Heard(progress, self)
            found = read(database, programme_id, heard, before, known, session)
            return asked, said_in(found, self._desk.language)

        def fail(trouble: Exception) -> None:
            if asked == self.asked:
                self._running = None
                self._rest()
                self.failed.emit()
                raise trouble

        running = self._desk.run("", work, self.answer, fail)
        if self._patience.isActive():  # not over yet
            self._running = running

    @property
    def is_busy(self) -> bool:
        """Whether a plan is being worked out."""
        return self._running is not None

    def say_again(self, reading: PlanReading) -> None:
        """Put what was found into the present language: a thousand sentences, so not on the window's thread."""
        asked, language = self.asked, self._desk.language

        def work(_: Progress) -> PlanReading:
            return said_in(reading, language)

        def done(spoken: PlanReading) -> None:
            if asked == self.asked and language == self._desk.language:
                self.said.emit(spoken)

        self._desk.run("", work, done)

    def leave_off(self) -> None:
        """Let go of what is under way, if anything is."""
        self.asked += 1
        if self._running is not None:
            self._running.cancel()
            self._running = None
        self._rest()

    def answer(self, answer: tuple[int, PlanReading]) -> None:
        """Take what the worker has found."""
        asked, reading = answer
        if asked != self.asked:
            return
        self._running = None
        self._rest()
        self.found.emit(reading)

    def _on_known(self, asked: int, standing: StandingPairs) -> None:
        if asked == self.asked:
            self.standing.emit(standing)

    def _rest(self) -> None:
        self._patience.stop()
        self._long.stop()
        self._strip.hide()

    def _show_bar(self) -> None:
        words = self._desk.words
        self._strip.begin(words("pairs.page.solving"), words("groups.stop_solving"))

    def _on_work_ended(self) -> None:
        """Hear that somebody else has cancelled it: nothing waits any more, and it can be asked for again."""
        if self._running is not None and self._running.is_cancelled:
            self._on_cancelled()

    def _on_cancelled(self) -> None:
        self.leave_off()
        self.stopped.emit()
