"""The one way to write and the one way to read."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sqlmodel import Session

from nhipcau.common.errors import Unavailable
from nhipcau.database.active_readers import ActiveReaders
from nhipcau.database.changes import Changes, HistoryEntry, StepName
from nhipcau.database.dialects import Dialect
from nhipcau.database.error_texts import engine_told_plainly
from nhipcau.database.journal import Journal

if TYPE_CHECKING:
    from nhipcau.database.copies.backup import BackupReason
    from nhipcau.database.copies.displaced_file import Displaced
    from nhipcau.database.soundness.cells import Flaw

Listener = Callable[[Changes], None]


class Upkeep(Protocol):
    """What a store needs besides its engine while it is open. All may raise Unavailable."""

    def look(self) -> None:
        """See to it that the store is still the one that was opened."""
        ...

    def wrote(self) -> None:
        """Take note that this process has written to it."""
        ...

    def back_up(self, reason: BackupReason) -> Path | None: ...

    def let_go(self) -> None:
        """Unlock the store; the engine is closed."""
        ...

    def give_up(self, *, changed: bool) -> Displaced | None:
        """Keep this version of the store and the one now in its place, disconnect and unlock; see `displaced`."""
        ...


class _StepSession(Session):
    """Writes; only the step itself commits."""

    def commit(self) -> None:
        raise RuntimeError("a service flushes and never commits: the step commits")


class _ReadSession(Session):
    """Reads only."""

    def flush(self, objects: Any = None) -> None:  # noqa: ANN401 - SQLAlchemy's signature
        if self.new or self.dirty or self.deleted:
            raise RuntimeError("a reading session was asked to write: use step()")
        super().flush(objects)

    def commit(self) -> None:
        self.flush()
        raise RuntimeError("a reading session has nothing to commit: use step()")


class Database:
    """An open data file, or a server's database. Any thread may read; writers take turns."""

    def __init__(self, path: Path, dialect: Dialect, upkeep: Upkeep | None = None) -> None:
        self.path = path
        self._dialect = dialect
        self._upkeep = upkeep
        self._listeners: list[Listener] = []
        self._turn_to_write = threading.Lock()
        self._writing_thread: int | None = None
        self.backup_heard: Callable[[Unavailable | None], None] = _nobody
        """Called in whatever thread made a backup: with what kept it from being made, or None."""
        self.log_aside: Path | None = None
        """Where a log is that lay beside the file when it was opened, and belonged to another one."""
        self._has_changed = False
        self.is_folded = True
        """Whether all that was stored is in the one file under its name."""
        self.is_backed_up = True
        """Whether there is a copy of all that was stored since the file was opened."""
        self._is_closed = False
        self._readers = ActiveReaders()
        self._journal = Journal(dialect)
        self.flaws = self.find_flaws()
        """What could not be read when it was opened."""

    @contextmanager
    def step(self, label: str, **values: object) -> Iterator[Session]:
        """Open one unit of work: it is stored, undone and redone as a whole, under the name `label`.

        `values` fill the gaps of the name and must be plain JSON.
        """
        name = StepName(label, values)
        json.dumps(values)
        with (
            self._alone(),
            self._dialect.transaction() as connection,
            _StepSession(bind=connection) as session,
        ):
            yield session
            session.flush()
            changes = self._journal.close_step(connection, name)
        self._journal.stored()
        if changes is not None:
            self._publish(changes)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that sees one unchanging state of the data and refuses to write."""
        with (
            self._readers.one(self._refuse_closed),
            engine_told_plainly(self.path),
            _ReadSession(self._dialect.readers, autoflush=False) as session,
        ):
            yield session

    def undo(self) -> StepName | None:
        """Take the last step back and return its name; None when there is none.

        Raises Unavailable when rows no longer hold what the step left in them.
        """
        return self._turn(back=True)

    def redo(self) -> StepName | None:
        """Do again the step that was last taken back; None when there is none."""
        return self._turn(back=False)

    def next_undo(self) -> StepName | None:
        self._refuse_closed()
        with engine_told_plainly(self.path), self._dialect.readers.connect() as connection:
            found = self._journal.next_undo(connection)
        return found and found[1]

    def next_redo(self) -> StepName | None:
        self._refuse_closed()
        with engine_told_plainly(self.path), self._dialect.readers.connect() as connection:
            found = self._journal.next_redo(connection)
        return found and found[1]

    def prepare_to_write(self) -> None:
        """Do before the first step what it would wait for otherwise: nobody who only reads has to."""
        with self._alone():
            pass

    def history(self, most: int = 100) -> tuple[HistoryEntry, ...]:
        """Return who did what and when, the newest first."""
        with engine_told_plainly(self.path), self._dialect.readers.connect() as connection:
            return self._journal.history(connection, most)

    def find_flaws(self) -> tuple[Flaw, ...]:
        """Look for cells that cannot be read, and references to nothing, as they are now."""
        with engine_told_plainly(self.path):
            return self._dialect.find_flaws()

    def back_up(self, reason: BackupReason) -> Path | None:
        """Keep a checked copy of the data as it is now; None where the store keeps none."""
        self._refuse_closed()
        if self._upkeep is None:
            return None
        self.look(wait=True)
        before = self.is_backed_up
        self.is_backed_up = True  # what is stored from here on may not be in the copy
        try:
            made = self._upkeep.back_up(reason)
        except Unavailable as trouble:
            self.is_backed_up = before
            self.backup_heard(trouble)
            raise
        self.backup_heard(None)
        return made

    def look(self, *, wait: bool = False) -> None:
        """Raise Unavailable where the file is not the one that was opened: moved, removed, replaced or written to.

        While a step is under way it looks by itself, so this does not, unless it is told to `wait`.
        """
        if self._upkeep is not None and self._turn_to_write.acquire(blocking=wait):
            try:
                self._upkeep.look()
            finally:
                self._turn_to_write.release()

    def fold(self) -> bool:
        """Put all that is stored into the one file under its name; False where somebody is reading just now."""
        if self.is_folded or self._is_closed:
            return True
        with self._alone(folds=True):
            self.is_folded = self._dialect.fold()
        return self.is_folded

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear of every change, in the thread that made it; call the result to hear no more."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def close(self, *, back_up: bool = True) -> None:
        """Finish what is being written, fold the file together, back it up and let it go. May be called twice.

        Raises Unavailable where the file could not be folded or backed up; it is closed then all the same, and what
        was stored is where it was. Of a file that another program moved or replaced both versions are kept, and
        `database.kept_aside` says where.
        """
        with self._turn_to_write, engine_told_plainly(self.path):
            if self._is_closed:
                return
            try:
                if self._upkeep is not None:
                    self._upkeep.look()
            except Unavailable as trouble:
                kept = self._given_up()
                if kept is None:
                    return
                raise Unavailable(
                    "database.kept_aside", path=str(self.path), mine=str(kept.mine)
                ) from trouble
            self._put_to_rest(back_up=back_up)

    def _put_to_rest(self, *, back_up: bool) -> None:
        self._is_closed = True
        self._listeners.clear()
        self._readers.wait()
        try:
            self._dialect.close(self._journal.given_up)
            if self._upkeep is not None:
                self._upkeep.wrote()
                if back_up and not self.is_backed_up:
                    self._upkeep.back_up("close")
        finally:
            self._dialect.disconnect()
            if self._upkeep is not None:
                self._upkeep.let_go()

    def give_up(self) -> Displaced | None:
        """Close a file that another program moved, removed or replaced, and keep this version and the other one.

        None where nothing was stored here since it was opened, and another version is there: that one is enough.
        Raises Unavailable where this version cannot be kept; the file stays open then.
        """
        with self._turn_to_write, engine_told_plainly(self.path):
            return self._given_up()

    def _given_up(self) -> Displaced | None:
        assert self._upkeep is not None, "a server's database is not displaced"
        kept = self._upkeep.give_up(changed=self._has_changed)
        self._is_closed = True
        self._listeners.clear()
        return kept

    def _turn(self, *, back: bool) -> StepName | None:
        with self._alone(), self._dialect.loose_references() as connection:
            find = self._journal.next_undo if back else self._journal.next_redo
            found = find(connection)
            if found is None:
                return None
            step_id, name = found
            ids = self._journal.turn(connection, step_id, name, back=back)
        self._publish(Changes(name.label, name.values, ids))
        return name

    def _refuse_closed(self) -> None:
        """Refuse what comes too late: the engine would open the file again by its name, and nobody would hold it."""
        if self._is_closed:
            raise Unavailable("database.closed", path=str(self.path))

    @contextmanager
    def _alone(self, *, folds: bool = False) -> Iterator[None]:
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a step inside a step")
        with self._turn_to_write, engine_told_plainly(self.path):
            self._refuse_closed()
            if self._upkeep is not None:
                self._upkeep.look()
            self._writing_thread = threading.get_ident()
            try:
                self._journal.install()
                yield
            finally:
                self._writing_thread = None
                # Otherwise the step is in the log alone, and what changed the file was somebody else.
                if self._upkeep is not None and (folds or self._dialect.writes_at_once):
                    self._upkeep.wrote()

    def _publish(self, changes: Changes) -> None:
        self._has_changed = True
        self.is_folded = self.is_backed_up = False
        for listener in tuple(self._listeners):
            listener(changes)


def _nobody(_: Unavailable | None) -> None:
    """Hear nothing."""
