"""The one way to write and the one way to read."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlmodel import Session

from nhipcau.database.changes import Changes, StepName
from nhipcau.database.dialects import Dialect
from nhipcau.database.journal import Journal

Listener = Callable[[Changes], None]


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


class Database:
    """An open data file."""

    def __init__(self, path: Path, dialect: Dialect, closed: Callable[[], None] = lambda: None) -> None:
        self.path = path
        self._dialect = dialect
        self._closed = closed
        self._listeners: list[Listener] = []
        self._writing = threading.Lock()
        self._writer: int | None = None
        with dialect.writer.begin() as connection:
            dialect.install_journal(connection)
            self._journal = Journal(dialect, dialect.shapes(connection))

    @contextmanager
    def step(self, label: str, **values: object) -> Iterator[Session]:
        """Open one unit of work: it commits, is undone and is redone as a whole, under the name `label`."""
        with (
            self._alone(), self._dialect.writer.begin() as connection,
            _StepSession(bind=connection, expire_on_commit=False) as session,
        ):
            yield session
            session.flush()
            changes = self._journal.close_step(connection, StepName(label, values))
        if changes is not None:
            self._publish(changes)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that sees one unchanging state of the data and refuses to write."""
        with _ReadSession(self._dialect.readers, autoflush=False) as session:
            yield session

    def undo(self) -> StepName | None:
        """Take the last step back and return its name; None when there is none."""
        return self._turn(back=True)

    def redo(self) -> StepName | None:
        """Do again the step that was last taken back; None when there is none."""
        return self._turn(back=False)

    def next_undo(self) -> StepName | None:
        with self._dialect.readers.connect() as connection:
            found = self._journal.next_undo(connection)
        return found and found[1]

    def next_redo(self) -> StepName | None:
        with self._dialect.readers.connect() as connection:
            found = self._journal.next_redo(connection)
        return found and found[1]

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear of every change, in the thread that made it; call the result to hear no more."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def close(self) -> None:
        self._listeners.clear()
        self._dialect.close()
        self._closed()

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
        if self._writer == threading.get_ident():
            raise RuntimeError("a step inside a step")
        with self._writing:
            self._writer = threading.get_ident()
            try:
                yield
            finally:
                self._writer = None

    def _publish(self, changes: Changes) -> None:
        for listener in tuple(self._listeners):
            listener(changes)
