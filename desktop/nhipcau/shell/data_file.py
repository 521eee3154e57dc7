"""The open data file as the window sees it: opened and read on the worker thread, heard on the window's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Progress

if TYPE_CHECKING:
    from nhipcau.database import Changes, Database, StepName
    from nhipcau.programmes.queries import ProgrammeRow
    from nhipcau.shell.working_desk import WorkingDesk


@dataclass(frozen=True)
class _Opened:
    """A file with what the window needs of it at once."""

    database: Database
    programmes: tuple[ProgrammeRow, ...]
    begin_with: int | None


class DataFile(QObject):
    """Holds the one open database, or none. All signals come on the window's thread."""

    opened = Signal()
    closed = Signal()
    refused = Signal(object)
    changed = Signal(object)
    turned = Signal(object, bool)
    """A step was undone (True) or redone (False); None when there was none."""
    _heard = Signal(object)

    def __init__(self, desk: WorkingDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.database: Database | None = None
        self.programmes: tuple[ProgrammeRow, ...] = ()
        self.begin_with: int | None = None
        """The programme to show first, where nobody remembers another."""
        self._half_open: Database | None = None
        self._unsubscribe: Callable[[], None] = _nothing
        self._heard.connect(self._on_heard)

    def open(
        self, path: Path, *, create: bool = False, sample: bool = False, take_over: bool = False
    ) -> None:
        """Open a file, or make one first: an empty one, or one filled with the sample organisation.

        `take_over` opens one that another computer holds, after a backup.
        """
        if self.database is not None and self.database.path.resolve() == path.resolve():
            self.opened.emit()
            return

        def work(_: Progress) -> _Opened:
            database = _make(path, sample=sample) if create else _open(path, take_over=take_over)
            self._half_open = database
            return _read_ahead(database)

        self._desk.run("", work, self._opened, self._failed)

    def _opened(self, result: _Opened) -> None:
        self.close()
        self._half_open = None
        self.database, self.programmes, self.begin_with = (
            result.database,
            result.programmes,
            result.begin_with,
        )
        self._unsubscribe = self.database.subscribe(self._heard.emit)
        self.opened.emit()

    def _failed(self, error: Exception) -> None:
        self._half_open = None
        if isinstance(error, Unavailable):
            self.refused.emit(error)
        else:
            self._desk.tell(error)

    def close(self) -> None:
        """Close the file, if one is open."""
        if self.database is None:
            return
        self._unsubscribe()
        database, self.database, self.programmes = self.database, None, ()
        self.closed.emit()
        database.close()

    def close_down(self) -> None:
        """Close everything; the worker has stopped."""
        self.close()
        if self._half_open is not None:
            self._half_open.close()
            self._half_open = None

    @Slot(object)
    def _on_heard(self, changes: Changes) -> None:
        if self.database is None:
            return
        if "programme" in changes.ids:
            self.programmes = _programmes(self.database)
        self.changed.emit(changes)

    def programme(self, programme_id: int | None) -> ProgrammeRow | None:
        return next((row for row in self.programmes if row.id == programme_id), None)

    def next_steps(self) -> tuple[StepName | None, StepName | None]:
        """Return what would be undone and what redone."""
        if self.database is None:
            return None, None
        return self.database.next_undo(), self.database.next_redo()

    def undo(self) -> None:
        self._turn(back=True)

    def redo(self) -> None:
        self._turn(back=False)

    def _turn(self, *, back: bool) -> None:
        database = self.database
        if database is None:
            return

        def work(_: Progress) -> StepName | None:
            return database.undo() if back else database.redo()

        def done(name: StepName | None) -> None:
            self.turned.emit(name, back)

        self._desk.run("", work, done)

    def back_up(self, label: str, done: Callable[[Path], None]) -> None:
        """Make a checked copy of the open file beside the automatic ones."""

        def work(database: Database) -> Path:
            from nhipcau.database import back_up

            return back_up(database.path, "manual")

        self.with_database(label, work, done)

    def restore(self, backup: Path, label: str, said: str) -> None:
        """Put a backup in the place of the open file and open it. What was there is kept as a backup of its own."""
        if self.database is None:
            return
        path = self.database.path
        self.close()

        def work(_: Progress) -> _Opened:
            from nhipcau.database import back_up, restore

            back_up(path, "manual")
            restore(path, backup)
            self._half_open = database = _open(path)
            return _read_ahead(database)

        def done(result: _Opened) -> None:
            self._opened(result)
            self._desk.say(said)

        def failed(error: Exception) -> None:
            self._failed(error)
            self.open(path)

        self._desk.run(label, work, done, failed)

    def with_database(self, label: str, work: Callable[[Database], Any], done: Callable[[Any], None]) -> None:
        """Do something long with the open file on the worker thread."""
        database = self.database
        if database is not None:
            self._desk.run(label, lambda _: work(database), done)


def _nothing() -> None:
    """Stand in for a subscription that is not there."""


def _open(path: Path, *, take_over: bool = False) -> Database:
    from nhipcau.database import back_up, open_file

    if take_over:
        back_up(path, "manual")
    return open_file(path, take_over=take_over)


def _make(path: Path, *, sample: bool) -> Database:
    from nhipcau.database import create

    database = create(path)
    if sample:
        from nhipcau.exchange.sample import build_sample

        build_sample(database)
    return database


def _read_ahead(database: Database) -> _Opened:
    """Ask here, on the worker, what the window will ask at once: the first time is slow, the second is not."""
    from nhipcau.overview.beginning import programme_to_begin_with
    from nhipcau.overview.queries import evidence

    found = _programmes(database)
    with database.read() as db:
        begin_with = programme_to_begin_with(db)
        evidence(db, begin_with or 0)
    database.next_undo()
    database.next_redo()
    return _Opened(database, found, begin_with)


def _programmes(database: Database) -> tuple[ProgrammeRow, ...]:
    from nhipcau.programmes import queries

    with database.read() as db:
        return queries.programmes(db)
