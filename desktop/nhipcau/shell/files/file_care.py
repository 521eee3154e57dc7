"""Care for the open file between the steps: it is folded after a short rest, watched, and backed up.

What is wrong with it stays on the page where she begins until it is mended.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Progress
from nhipcau.shell.files.deep_check import DeepCheck
from nhipcau.shell.working_desk import FILE_LOST
from nhipcau.widgets.desk import StandingTrouble

if TYPE_CHECKING:
    from nhipcau.database import DeepReport
    from nhipcau.shell.files.data_file import DataFile
    from nhipcau.shell.files.displaced_file import DisplacedFile
    from nhipcau.shell.working_desk import WorkingDesk

LOOK_AGAIN: Final = 30_000
"""Milliseconds until the next look where the file was found displaced."""
REST: Final = 1_500
"""Milliseconds without a step after which the file is folded: she stops to think, or goes to copy it."""
LONGEST_UNFOLDED: Final = 8.0
"""Seconds of work without a rest after which the file is folded all the same."""
SPARE_AT_EACH_REST: Final = 4_000_000
"""Bytes up to which a file is copied whole at each rest; a larger one more seldom, as it is larger."""
LOOK: Final = 3_000
"""Milliseconds between two looks at what lies under the name."""
BETWEEN_BACKUPS: Final = 15 * 60
"""Seconds of work after which a rest is used for a backup."""
FIRST_BACKUP: Final = 4_000
"""Milliseconds after opening, when the pages have been read."""


class FileCare(QObject):
    """Begins when a file is opened and ends when it is closed."""

    rescue_wanted = Signal()
    """She wants to see what can be done about a damaged file."""

    def __init__(self, desk: WorkingDesk, data: DataFile) -> None:
        super().__init__(data)
        self._desk = desk
        self._data = data
        self._troubles: dict[str, StandingTrouble] = {}
        self._last_backup = self._last_spare = self._first_unfolded = 0.0
        self._is_asked = False
        self._displaced: DisplacedFile | None = None
        self.check = DeepCheck(data)
        self.check.found.connect(self._on_checked)
        self._rest = self._timer(REST, self.fold)
        self._rest.setSingleShot(True)
        self._look = self._timer(LOOK, self._on_look)
        self._first = self._timer(FIRST_BACKUP, self._on_first_rest)
        self._first.setSingleShot(True)
        data.opened.connect(self._on_opened)
        data.closed.connect(self._on_closed)
        data.changed.connect(self._on_changed)
        data.backup_heard.connect(self._on_backup_heard)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_state)

    def _timer(self, interval: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer

    @Slot()
    def fold(self) -> None:
        """Put what is stored into the one file, on the worker, so that a copy or a sync tool gets it."""
        database = self._data.database
        if database is None:
            return
        due = not database.is_backed_up and time.monotonic() - self._last_backup >= BETWEEN_BACKUPS
        spare_due = time.monotonic() - self._last_spare >= _between_spares(database.path)

        def work(_: Progress) -> bool:
            is_whole = database.fold()
            if is_whole and due:
                database.back_up("rest")
            elif is_whole and spare_due:
                self._keep_spare(database.path)
            return is_whole

        self._desk.run("", work, self._folded, self._not_folded)

    def _keep_spare(self, path: Path) -> None:
        """On the worker. Where it cannot be kept, the backups will say so, which go the same way."""
        from nhipcau.database.copies.backup import keep_spare

        with suppress(Unavailable):
            keep_spare(path)
            self._last_spare = time.monotonic()

    def _folded(self, is_whole: bool) -> None:
        self._settle("fold")
        if not is_whole and self._data.database is not None:
            self._rest.start()  # somebody was reading just then

    def _not_folded(self, error: Exception) -> None:
        if isinstance(error, Unavailable) and error.code not in FILE_LOST and self._is_behind():
            self._stand("fold", StandingTrouble("shell.care.fold", error))
        elif not isinstance(error, Unavailable) or error.code in FILE_LOST:
            self._desk.tell(error)

    def _is_behind(self) -> bool:
        database = self._data.database
        return database is not None and not database.is_folded

    def check_now(self) -> None:
        """Look deeply at once, and say what was found even where it is nothing."""
        self._is_asked = True
        self.check.begin()

    @Slot(object)
    def _on_checked(self, report: DeepReport | Unavailable) -> None:
        asked, self._is_asked = self._is_asked, False
        words = self._desk.words
        if isinstance(report, Unavailable) or report.damage:
            why = report if isinstance(report, Unavailable) else None
            help_ = self.rescue_wanted.emit
            self._fail("backup", StandingTrouble("shell.care.check_damaged", why, "shell.care.rescue", help_))
        elif report.flaws:
            self._fail("check", StandingTrouble("shell.care.flaws", None, "shell.care.mend", self._data.mend))
        else:
            self._settle("check")
            if asked:
                self._desk.say(words("shell.care.sound"))

    def watch_versions(self, displaced: DisplacedFile) -> None:
        """Let a version that waits to be merged stand on the home page until it is."""
        self._displaced = displaced
        displaced.changed.connect(self._show_versions)

    def _show_versions(self) -> None:
        database, displaced = self._data.database, self._displaced
        if database is None or displaced is None:
            return
        if displaced.waiting(database.path) is None:
            self._settle("versions")
            return
        merge = displaced.merge_waiting
        self._stand(
            "versions", StandingTrouble("shell.displaced.waiting", None, "shell.displaced.merge", merge)
        )

    def _on_opened(self) -> None:
        self._last_backup = time.monotonic()
        self._look.start(LOOK)
        self._first.start()
        self._show_versions()
        database = self._data.database
        if database is not None and database.log_aside is not None:
            self._desk.say(
                self._desk.words("shell.care.log_aside", name=database.log_aside.name), tone="warn"
            )

    def _on_closed(self) -> None:
        for timer in (self._rest, self._look, self._first):
            timer.stop()
        self._troubles.clear()
        self._desk.show_standing(())

    def _on_changed(self, _: object) -> None:
        """Wait for a rest, but not for ever: somebody who works on without one is not to be worse off."""
        if not self._rest.isActive():
            self._first_unfolded = time.monotonic()
        if time.monotonic() - self._first_unfolded >= LONGEST_UNFOLDED:
            self._first_unfolded = time.monotonic()
            self.fold()
        self._rest.start()

    @Slot(Qt.ApplicationState)
    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._on_look()
        elif self._is_behind():
            self.fold()

    @Slot()
    def _on_look(self) -> None:
        try:
            if self._data.database is not None:
                self._data.database.look()
        except Unavailable as trouble:
            self._look.start(LOOK_AGAIN)  # whatever comes of it now, it is not forgotten
            self._desk.tell(trouble)

    @Slot()
    def _on_first_rest(self) -> None:
        """Prepare for the first step, and make the backup that a killed program has not made, or could not write."""
        database = self._data.database
        if database is None:
            return
        self._desk.run("", lambda _: database.prepare_to_write(), _done, self._quietly)
        if self._data.is_behind:
            self._desk.run("", lambda _: database.back_up("opening"), _done, self._quietly)

    def _quietly(self, error: Exception) -> None:
        """Leave a failed backup to `backup_heard`, which has told of it; anything else is told."""
        if not isinstance(error, Unavailable) or error.code in FILE_LOST:
            self._desk.tell(error)

    @Slot(object)
    def _on_backup_heard(self, trouble: Unavailable | None) -> None:
        if trouble is None:
            self._last_backup = time.monotonic()
            self._settle("backup")
        elif trouble.code == "database.damaged":
            ways = ("shell.care.rescue", self.rescue_wanted.emit)
            self._fail("backup", StandingTrouble("shell.care.damaged", trouble, *ways))
        elif trouble.code not in FILE_LOST:
            again = self._data.back_up
            self._fail(
                "backup", StandingTrouble("shell.care.backup", trouble, "shell.care.back_up_again", again)
            )

    def _fail(self, name: str, trouble: StandingTrouble) -> None:
        self._stand(name, trouble)
        self._desk.say(trouble.sentence(self._desk.words), tone="bad")

    def _stand(self, name: str, trouble: StandingTrouble) -> None:
        self._troubles[name] = trouble
        self._desk.show_standing(tuple(self._troubles.values()))

    def _settle(self, name: str) -> None:
        if self._troubles.pop(name, None) is not None:
            self._desk.show_standing(tuple(self._troubles.values()))


def _done(_: object) -> None:
    """Nothing waits for it."""


def _between_spares(path: Path) -> float:
    """Return how many seconds are to lie between two spare copies of a file: none for most files."""
    try:
        size = path.stat().st_size
    except OSError:
        return BETWEEN_BACKUPS
    return 0.0 if size <= SPARE_AT_EACH_REST else 30.0 * size / SPARE_AT_EACH_REST
