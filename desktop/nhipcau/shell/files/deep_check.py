"""A look at every page, cell and reference of the open file, now and then or when asked, beside all other work."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from nhipcau.common.clock import now
from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Cancelled, Progress

if TYPE_CHECKING:
    from nhipcau.database import DeepReport
    from nhipcau.shell.files.data_file import DataFile

AFTER_OPENING: Final = 60_000
"""Milliseconds: she has begun to work, and the first pages are read."""
EVERY: Final = timedelta(days=7)


class DeepCheck(QObject):
    """Runs in a thread of its own over a connection that only reads; closing the file ends it."""

    began = Signal()
    found = Signal(object)
    """A DeepReport, or the Unavailable that kept it from looking."""
    _ended = Signal(object, object)

    def __init__(self, data: DataFile) -> None:
        super().__init__(data)
        self._data = data
        self._progress: Progress | None = None
        self._thread: threading.Thread | None = None
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(AFTER_OPENING)
        self._due.timeout.connect(self.begin_if_due)
        self._ended.connect(self._on_ended)
        data.opened.connect(self._due.start)
        data.closed.connect(self.stop)

    @property
    def is_under_way(self) -> bool:
        return self._thread is not None

    def begin_if_due(self) -> None:
        """Begin where the last check is long ago, or was never made."""
        from nhipcau.database.copies.backup import checked_at

        database = self._data.database
        if database is None:
            return
        last = checked_at(database.path)
        if last is None or not timedelta() <= now() - last < EVERY:
            self.begin()

    def begin(self) -> None:
        """Look now; what is found comes with `found`."""
        database = self._data.database
        if database is None or self._thread is not None:
            return
        self._progress = progress = Progress()
        self._thread = threading.Thread(
            target=self._look, args=(database.path, progress), name="deep check", daemon=True
        )
        self._thread.start()
        self.began.emit()

    def stop(self) -> None:
        """End a check that is under way, and wait for it: the file is about to be closed."""
        self._due.stop()
        if self._thread is not None and self._progress is not None:
            self._progress.cancel()
            self._thread.join()
            self._thread = None

    def _look(self, path: Path, progress: Progress) -> None:
        from nhipcau.database import deep_check

        try:
            report: DeepReport | Unavailable = deep_check(path, progress)
        except Cancelled:
            return
        except Unavailable as trouble:
            report = trouble
        self._ended.emit(progress, report)

    def _on_ended(self, progress: Progress, report: DeepReport | Unavailable) -> None:
        if progress is not self._progress or self._data.database is None:
            return  # another file is open by now
        self._thread = None
        if not isinstance(report, Unavailable) and report.sound:
            from nhipcau.database.copies.backup import note_check

            note_check(self._data.database.path)
        self.found.emit(report)
