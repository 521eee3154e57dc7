"""The open data file as the window sees it: opened and read on the worker thread, heard on the window's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Progress
from nhipcau.shell.working_desk import FILE_LOST

if TYPE_CHECKING:
    from nhipcau.database import Changes, Database, Flaw, RepairReport, StepName
    from nhipcau.programmes.queries import ProgrammeRow
    from nhipcau.shell.working_desk import WorkingDesk


class _Opened(NamedTuple):
    """A file with what the window needs of it at once."""

    database: Database
    programmes: tuple[ProgrammeRow, ...]
    begin_with: int | None
    is_behind: bool
    """Whether its newest backup lacks what was done last."""
    foreseen: RepairReport | None
    """What a repair would do to a file that needs one."""
    left: Unavailable | None
    """What kept the file that was open before from being put to rest."""


class Leaving(NamedTuple):
    """A file that could not be put to rest before it is closed, and what may be done."""

    trouble: Unavailable
    again: Callable[[], None]
    anyway: Callable[[], None]
    stay: Callable[[], None]


class FlawedFile(NamedTuple):
    """A file in which something cannot be read, and what may be done: no page is shown of it before it is mended."""

    path: Path
    flaws: tuple[Flaw, ...]
    foreseen: RepairReport
    """What the repair would do."""
    repair: Callable[[], None]
    leave: Callable[[], None]


class DataFile(QObject):
    """Holds the one open database, or none. All signals come on the window's thread."""

    opened = Signal()
    closed = Signal()
    refused = Signal(object)
    changed = Signal(object)
    turned = Signal(object, bool)
    """A step was undone (True) or redone (False); None when there was none."""
    held = Signal(object)
    """The file could not be put to rest; carries Leaving, and nothing is closed until one of its ways is called."""
    flawed = Signal(object)
    """Carries FlawedFile, in the place of `opened`."""
    repaired = Signal(object)
    """What a repair did; `opened` has come before it."""
    backup_heard = Signal(object)
    """A backup was made (None), or could not be made (Unavailable)."""
    _heard = Signal(object)

    def __init__(self, desk: WorkingDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.database: Database | None = None
        self.programmes: tuple[ProgrammeRow, ...] = ()
        self.begin_with: int | None = None
        """The programme to show first, where nobody remembers another."""
        self.is_behind = False
        """Whether the file, when it was opened, had no backup of what was done last."""
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

        before = self.database

        def work(_: Progress) -> _Opened:
            database = _make(path, sample=sample) if create else _open(path, take_over=take_over)
            self._half_open = database
            return _read_ahead(database, left=_put_to_rest(before))

        self._desk.run("", work, self._leave_for, self._failed)

    def _leave_for(self, result: _Opened) -> None:
        """Change over to another file, unless the one that is open cannot be put to rest."""
        if result.left is None:
            self._opened(result)
            return
        before = self.database

        def again() -> None:
            self._desk.run(
                "", lambda _: result._replace(left=_put_to_rest(before)), self._leave_for, self._failed
            )

        def stay() -> None:
            self._half_open = None
            result.database.close()

        self.held.emit(Leaving(result.left, again, lambda: self._opened(result), stay))

    def _opened(self, result: _Opened) -> None:
        self._let_go()
        if result.foreseen is not None:
            self._hold_back(result.database, result.foreseen)
            return
        self._half_open = None
        self.database, self.programmes = result.database, result.programmes
        self.begin_with, self.is_behind = result.begin_with, result.is_behind
        self._unsubscribe = self.database.subscribe(self._heard.emit)
        self.database.backup_heard = self.backup_heard.emit
        self.opened.emit()

    def _hold_back(self, database: Database, foreseen: RepairReport) -> None:
        """Show nothing of a file in which something cannot be read: first it is mended, or left."""
        self._half_open = database
        ways = (partial(self._repair, database), partial(self._leave_flawed, database))
        self.flawed.emit(FlawedFile(database.path, database.flaws, foreseen, *ways))

    def _repair(self, database: Database) -> None:
        def work(_: Progress) -> tuple[RepairReport, _Opened]:
            from nhipcau.database import repair

            return repair(database, database.flaws), _read_ahead(database)

        def done(result: tuple[RepairReport, _Opened]) -> None:
            self._opened(result[1])
            self.repaired.emit(result[0])

        self._desk.run(self._desk.words("shell.flaws.repairing"), work, done)

    def _leave_flawed(self, database: Database) -> None:
        self._half_open = None
        with suppress(Unavailable):  # nothing was done to it
            database.close(back_up=False)

    def _failed(self, error: Exception) -> None:
        self._half_open = None
        if isinstance(error, Unavailable):
            self.refused.emit(error)
        else:
            self._desk.tell(error)

    def leave(self, label: str, then: Callable[[], None]) -> None:
        """Put the file to rest on the worker, close it and go on; where that fails, `held` asks what to do."""
        database = self.database
        if database is None:
            then()
            return

        def go() -> None:
            self._let_go()
            then()

        def rested(trouble: Unavailable | None) -> None:
            if trouble is None:
                go()
            else:
                self.held.emit(Leaving(trouble, lambda: self.leave(label, then), go, _nothing))

        self._desk.run(label, lambda _: _put_to_rest(database), rested)

    def forget(self) -> None:
        """Let go of a file that is closed already."""
        self._unsubscribe()
        self.database, self.programmes = None, ()
        self.closed.emit()

    def _let_go(self) -> None:
        """Close the file, which has been put to rest, or cannot be."""
        database = self.database
        if database is None:
            return
        self.forget()
        with suppress(Unavailable):  # she has been told, and what is stored stays stored
            database.close(back_up=False)

    def close_down(self) -> None:
        """Close everything; the worker has stopped. Trouble that nobody was told of is for the log."""
        database = self.database
        if database is not None:
            self.forget()
        for each in (database, self._half_open):
            if each is not None:
                try:
                    each.close()
                except Unavailable as trouble:
                    from nhipcau.common.log import LOG  # with it comes much that no start needs

                    LOG.warning("closing: %s", trouble.code)
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
        if back and _takes_back_repair(database):
            self._take_back_repair(database)
            return

        def work(_: Progress) -> StepName | None:
            return database.undo() if back else database.redo()

        def done(name: StepName | None) -> None:
            self.turned.emit(name, back)

        self._desk.run("", work, done)

    def mend(self) -> None:
        """Let every page go, and ask whether to mend what cannot be read in the open file."""
        database = self.database
        if database is None:
            return
        self.forget()
        self._half_open = database

        def work(_: Progress) -> _Opened:
            database.flaws = database.find_flaws()
            return _read_ahead(database)

        self._desk.run("", work, self._opened)

    def _take_back_repair(self, database: Database) -> None:
        """Let every page go first: after it there is something again that none of them can read."""
        self.forget()
        self._half_open = database

        def work(_: Progress) -> tuple[StepName | None, _Opened]:
            name = database.undo()
            database.flaws = database.find_flaws()
            return name, _read_ahead(database)

        def done(result: tuple[StepName | None, _Opened]) -> None:
            self._opened(result[1])
            self.turned.emit(result[0], True)

        self._desk.run("", work, done)

    def back_up(self) -> None:
        """Make a checked copy of the open file beside the automatic ones, and say so."""
        database, words = self.database, self._desk.words

        def made(_: object) -> None:
            self._desk.say(words("shell.settings.backups.made"))

        if database is not None:
            label = words("shell.settings.backups.making")
            self._desk.run(label, lambda _: database.back_up("manual"), made, self._not_backed_up)

    def _not_backed_up(self, error: Exception) -> None:
        """Leave what `backup_heard` has told of to it."""
        if not isinstance(error, Unavailable) or error.code in FILE_LOST:
            self._desk.tell(error)

    def restore(
        self, path: Path, source: Callable[[], Path], label: str, done: Callable[[Path | None], None]
    ) -> None:
        """Put a backup in the place of a file, damaged or not, and open it; `done` hears where the old one is kept.

        `source` is asked for the backup on the worker, when the file is closed.
        """
        before = self.database
        is_open = before is not None and before.path == path.resolve()
        if is_open:
            self.forget()  # what still waits on the worker comes first, and then the file is closed there
        kept: list[Path | None] = []

        def work(_: Progress) -> _Opened:
            from nhipcau.database import restore

            left = None
            if before is not None and is_open:
                with suppress(Unavailable):  # what is in it is kept aside as it is
                    before.close(back_up=False)
            else:
                left = _put_to_rest(before)
            kept.append(restore(path, source()))
            self._half_open = database = _open(path)
            return _read_ahead(database, left=left)

        def opened(result: _Opened) -> None:
            self._leave_for(result)
            done(kept[0])

        def failed(error: Exception) -> None:
            self._half_open = None
            self._desk.tell(error)
            self.open(path)

        self._desk.run(label, work, opened, failed)

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
        back_up(path, "takeover")
    return open_file(path, take_over=take_over)


def _make(path: Path, *, sample: bool) -> Database:
    from nhipcau.database import create

    database = create(path)
    if sample:
        from nhipcau.exchange.sample_organisation import build_sample

        build_sample(database)
    return database


def _takes_back_repair(database: Database) -> bool:
    """Tell whether an undo would bring back what cannot be read."""
    from nhipcau.database.changes import REPAIR

    name = database.next_undo()
    return name is not None and name.label == REPAIR


def _put_to_rest(database: Database | None) -> Unavailable | None:
    """Fold and back up a file that is about to be closed; return what is in the way."""
    try:
        if database is not None:
            database.fold()
            if not database.is_backed_up:
                database.back_up("close")
    except Unavailable as trouble:
        return trouble
    return None


def _read_ahead(database: Database, *, left: Unavailable | None = None) -> _Opened:
    """Ask here, on the worker, what the window will ask at once: the first time is slow, the second is not."""
    from nhipcau.database.copies.backup import is_behind

    if database.flaws:
        from nhipcau.database import foresee_repair

        foreseen = foresee_repair(database, database.flaws)
        return _Opened(database, (), None, is_behind=False, foreseen=foreseen, left=left)
    from nhipcau.overview.first_programme import programme_to_begin_with
    from nhipcau.overview.queries import evidence, steps_done
    from nhipcau.shell.features import FEATURES

    found = _programmes(database)
    with database.read() as db:
        begin_with = programme_to_begin_with(db)
        evidence(db, begin_with or 0)
        steps_done(db, begin_with or 0, FEATURES)
    database.next_undo()
    database.next_redo()
    return _Opened(database, found, begin_with, is_behind=is_behind(database.path), foreseen=None, left=left)


def _programmes(database: Database) -> tuple[ProgrammeRow, ...]:
    from nhipcau.programmes import queries

    with database.read() as db:
        return queries.programmes(db)
