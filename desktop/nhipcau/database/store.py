"""The one way to write and the one way to read."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Protocol

from sqlmodel import Session

from nhipcau.database.changes import Changes, HistoryEntry, StepName
from nhipcau.database.dialects import Dialect
from nhipcau.database.journal import Journal
from nhipcau.database.trouble import engine_told_plainly

Listener = Callable[[Changes], None]


class Upkeep(Protocol):
    """What a store needs besides its engine while it is open."""

    def back_up(self, reason: Literal["import", "manual"]) -> Path | None: ...

    def closed(self, *, changed: bool) -> None: ...


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
        self._changed = False
        self._is_closed = False
        with dialect.writer.begin() as connection:
            self._journal = Journal(dialect, dialect.install_journal(connection))

    @contextmanager
    def step(self, label: str, **values: object) -> Iterator[Session]:
        """Open one unit of work: it is stored, undone and redone as a whole, under the name `label`.

        `values` fill the gaps of the name and must be plain JSON.
        """
        name = StepName(label, values)
        json.dumps(values)
        with (
            self._alone(),
            self._dialect.writer.begin() as connection,
            _StepSession(bind=connection) as session,
        ):
            yield session
            session.flush()
            changes = self._journal.close_step(connection, name)
        if changes is not None:
            self._publish(changes)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that sees one unchanging state of the data and refuses to write."""
        with engine_told_plainly(self.path), _ReadSession(self._dialect.readers, autoflush=False) as session:
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
        with engine_told_plainly(self.path), self._dialect.readers.connect() as connection:
            found = self._journal.next_undo(connection)
        return found and found[1]

    def next_redo(self) -> StepName | None:
        with engine_told_plainly(self.path), self._dialect.readers.connect() as connection:
            found = self._journal.next_redo(connection)
        return found and found[1]

    def history(self, most: int = 100) -> tuple[HistoryEntry, ...]:
        """Return who did what and when, the newest first."""
        with engine_told_plainly(self.path), self._dialect.readers.connect() as connection:
            return self._journal.history(connection, most)

    def back_up(self, reason: Literal["import", "manual"]) -> Path | None:
        """Keep a checked copy of the data as it is now; None where the store keeps none."""
        return self._upkeep.back_up(reason) if self._upkeep else None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear of every change, in the thread that made it; call the result to hear no more."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def close(self) -> None:
        """Finish what is being written, fold the file together and let it go. May be called twice."""
        if self._is_closed:
            return
        self._is_closed = True
        self._listeners.clear()
        try:
            with self._alone(), engine_told_plainly(self.path):
                self._dialect.close()
        finally:
            if self._upkeep is not None:
                self._upkeep.closed(changed=self._changed)

    def _turn(self, *, back: bool) -> StepName | None:
        with self._alone(), self._dialect.loose_references() as connection:
            find = self._journal.next_undo if back else self._journal.next_redo
            found = find(connection)
            if found is None:
                return None
            step_id, name = found
            ids = self._journal.turn(connection, step_id, back=back)
        self._publish(Changes(name.label, name.values, ids))
        return name

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a step inside a step")
        with self._turn_to_write, engine_told_plainly(self.path):
            self._writing_thread = threading.get_ident()
            try:
                yield
            finally:
                self._writing_thread = None

    def _publish(self, changes: Changes) -> None:
        self._changed = True
        for listener in tuple(self._listeners):
            listener(changes)
