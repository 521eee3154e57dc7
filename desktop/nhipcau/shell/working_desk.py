"""The desk the window gives its pages: toasts, a thread for work and one for reading, the way to other pages."""

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from nhipcau.common.errors import Rejected, Unavailable
from nhipcau.common.gc_pause import uncollected
from nhipcau.common.progress import Cancelled, Progress
from nhipcau.common.words import Words
from nhipcau.widgets.desk import Desk, Plain
from nhipcau.widgets.theme import Tokens

T = TypeVar("T")
FILE_LOST: Final = frozenset({"database.gone", "database.replaced"})
_BETWEEN_REPORTS: Final = 0.05
"""Seconds: more often, and the window would spend its time on the progress bar."""


class Work(QObject):
    """One piece of long work: its progress, and what to do with the result. Lives on the window's thread."""

    progressed = Signal(int, int)
    _succeeded = Signal(object)
    _failed = Signal(object)
    over = Signal(object)

    def __init__(self, label: str, done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        super().__init__()
        self.label = label
        self._done = done
        self._on_failure = failed
        self._last_report = 0.0
        self.progress = Progress(self._report)
        self._succeeded.connect(self._deliver)
        self._failed.connect(self._deliver_failure)

    def cancel(self) -> None:
        self.progress.cancel()

    @property
    def is_cancelled(self) -> bool:
        return self.progress.is_cancelled

    def perform(self, work: Callable[[Progress], Any]) -> None:
        """Run on the worker thread; signals carry the outcome back."""
        if self.progress.is_cancelled:
            self._failed.emit(Cancelled())
            return
        try:
            result = work(self.progress)
        except Exception as error:  # noqa: BLE001 - every failure of the work is told on the window's thread
            self._failed.emit(error)
        else:
            self._succeeded.emit(result)

    def _report(self, done: int, total: int) -> None:
        moment = time.monotonic()
        if moment - self._last_report >= _BETWEEN_REPORTS or done >= total:
            self._last_report = moment
            self.progressed.emit(done, total)

    @Slot(object)
    def _deliver(self, result: object) -> None:
        self.over.emit(self)
        if not self.progress.is_cancelled:
            self._done(result)

    @Slot(object)
    def _deliver_failure(self, error: Exception) -> None:
        self.over.emit(self)
        if not isinstance(error, Cancelled) and not self.progress.is_cancelled:
            self._on_failure(error)


class _Worker:
    """One thread that does what it is given, in order. It begins with the first errand."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._errands: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def give(self, errand: Callable[[], None]) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._labour, name=self._name, daemon=True)
            self._thread.start()
        self._errands.put(errand)

    def stop(self) -> None:
        """Let the worker finish what it was given, and go."""
        if self._thread is not None:
            self._errands.put(None)
            self._thread.join()
            self._thread = None

    def _labour(self) -> None:
        while (errand := self._errands.get()) is not None:
            errand()
            del errand  # what it has read is not held until the next one comes


class WorkingDesk(Desk):
    """What the pages ask for leaves here as signals; the window shows it."""

    said = Signal(str, bool, str, object)
    going = Signal(str, dict)
    work_began = Signal(object)
    work_over = Signal(object)
    went_wrong = Signal(object)
    file_lost = Signal()
    """The open file is not under its name any more, or is another one."""

    def __init__(self, words: Words, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(words, tokens, parent)
        self._worker = _Worker("worker")
        self._reader = _Worker("reader")
        self._under_way: list[Work] = []
        self._reads: list[Work] = []
        self.programme_name: Callable[[], str] = str
        """What the chosen programme is called; the window knows."""

    def say(self, text: str, *, undo: bool = False, tone: str = "good", file: Path | None = None) -> None:
        self.said.emit(text, undo, tone, file)

    def go(self, route: str, **arguments: object) -> None:
        self.going.emit(route, arguments)

    def run(
        self,
        label: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Work:
        """Begin work, or queue it behind what is under way. An empty label shows no progress bar."""
        job = Work(label, done, failed or self.tell)
        job.over.connect(self._finish)
        self._under_way.append(job)
        self.work_began.emit(job)
        self._worker.give(partial(job.perform, work))
        return job

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Read on a thread of its own, after what is being read: a plan that takes a minute holds up no page."""
        job = Work("", done, failed or self.tell)
        job.over.connect(self._have_read)
        self._reads.append(job)

        def reading(_: Progress) -> T:
            with uncollected():
                return work()

        self._reader.give(partial(job.perform, reading))

    def save_table(self, title: str, headings: Sequence[str], rows: Sequence[Sequence[Plain]]) -> None:
        from nhipcau.shell.table_saving import save_table

        save_table(self, title, headings, rows, whose=self.programme_name())

    @property
    def is_busy(self) -> bool:
        return bool(self._under_way or self._reads)

    def tell(self, error: BaseException) -> None:
        """Say what went wrong: a sentence when the user can do something, else the dialog for bugs."""
        if isinstance(error, Unavailable) and error.code in FILE_LOST:
            self.file_lost.emit()
        elif isinstance(error, Unavailable):
            self.say(self.words(error.code, **error.values), tone="bad")
        elif isinstance(error, Rejected):
            first = error.problems[0]
            self.say(self.words(first.code, **first.values), tone="warn")
        else:
            self.went_wrong.emit(error)

    def cancel_all(self) -> None:
        """Cancel what is under way and what waits: it leaves nothing half done."""
        for job in self._under_way:
            job.cancel()

    def close_down(self) -> None:
        """Cancel everything and wait for the worker to put its pen down."""
        self.cancel_all()
        for job in self._reads:
            job.cancel()
        self._worker.stop()
        self._reader.stop()

    @Slot(object)
    def _finish(self, job: Work) -> None:
        if job in self._under_way:
            self._under_way.remove(job)
        self.work_over.emit(job)
        self.work_ended.emit()

    @Slot(object)
    def _have_read(self, job: Work) -> None:
        self._reads.remove(job)
