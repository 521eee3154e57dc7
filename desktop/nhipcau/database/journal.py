"""The undo history: steps with the old and new image of every row they touched, kept in the store itself."""

import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select, text, update

from nhipcau.common.clock import now
from nhipcau.common.errors import Unavailable
from nhipcau.database.changes import REPAIR, Changes, HistoryEntry, StepName
from nhipcau.database.dialects import ROW, Dialect, RowState, Shape, StepEntry, literal, quoted
from nhipcau.database.files.os_user import at_work
from nhipcau.database.tables import CLOSED, DONE, JOURNAL_ROW, JOURNAL_STEP, UNDONE

KEPT: Final = 200
"""How many steps can be undone. Of older ones the journal still says what was touched, not what was in it."""
SPARE: Final = 20
"""How many more are let stand before older ones are given up together."""


_LEFT_BEHIND: Final = text(
    f"SELECT id, state FROM journal_step WHERE state = '{UNDONE}' "  # noqa: S608
    f"UNION ALL SELECT id, state FROM (SELECT id, state FROM journal_step WHERE state = '{DONE}' "
    f"ORDER BY id DESC LIMIT 1000000 OFFSET {KEPT - 1}) AS older"
)
_STEP: Final = select(JOURNAL_STEP.c.id, JOURNAL_STEP.c.label, JOURNAL_STEP.c.arguments).limit(1)
_NEXT_UNDO: Final = _STEP.where(JOURNAL_STEP.c.state == DONE).order_by(JOURNAL_STEP.c.id.desc())
_NEXT_REDO: Final = _STEP.where(JOURNAL_STEP.c.state == UNDONE).order_by(JOURNAL_STEP.c.id)


class Journal:
    """Writes and replays the history over a connection that the caller's transaction owns."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._shapes: dict[str, Shape] = {}
        self._who = at_work()
        self._unlooked = 0
        """For how many steps nothing has to be given up: where nobody else writes, one number answers that."""
        self._pending = 0
        self.given_up = 0
        """Of how many rows the images were given up."""

    def install(self) -> None:
        """See to it, once, that every write is staged; before a step, since one that fails would take it along."""
        if not self._shapes:
            with self._dialect.writer.begin() as connection:
                shapes = self._dialect.install_journal(connection)
            self._shapes = {shape.name: shape for shape in shapes}

    def close_step(self, connection: Connection, name: StepName) -> Changes | None:
        """Turn what the triggers gathered into one entry; None when the step changed nothing."""
        self._pending = self._unlooked
        ids: dict[str, set[int]] = {}
        for table, row_id in self._dialect.staged(connection):
            ids.setdefault(table, set()).add(row_id)
        if ids:
            self._leave_behind(connection)
            arguments = json.dumps(dict(name.values), ensure_ascii=False)
            self._dialect.keep_staged(connection, StepEntry(name.label, arguments, now(), self._who))
        self._dialect.clear_stage(connection)
        if not ids:
            return None
        return Changes(name.label, dict(name.values), {table: frozenset(each) for table, each in ids.items()})

    def stored(self) -> None:
        """Take note that what `close_step` wrote is stored."""
        self._unlooked = self._pending

    def next_undo(self, connection: Connection) -> tuple[int, StepName] | None:
        return _named(connection.execute(_NEXT_UNDO).first())

    def next_redo(self, connection: Connection) -> tuple[int, StepName] | None:
        return _named(connection.execute(_NEXT_REDO).first())

    def turn(
        self, connection: Connection, step_id: int, name: StepName, *, back: bool
    ) -> dict[str, frozenset[int]]:
        """Bring the rows of a step to what they held before it (`back`) or after it."""
        self._unlooked = 0  # what is undone is given up by the next step
        as_found = back and name.label == REPAIR  # to take a repair back is to have the fault again
        found, wanted = ("new", "old") if back else ("old", "new")
        images = select(JOURNAL_ROW.c.table_name, JOURNAL_ROW.c.row_id, JOURNAL_ROW.c[wanted])
        rows = self._dialect.kept(connection, images.where(JOURNAL_ROW.c.step_id == step_id))
        states: dict[str, list[RowState]] = {}
        for table, row_id, image in rows:
            states.setdefault(table, []).append(RowState(row_id, image))
        changes = [(shape, states[name]) for name, shape in self._shapes.items() if name in states]
        if any(self._is_stale(connection, step_id, shape, found) for shape, _ in changes) or not (
            self._dialect.replay(connection, changes, as_found=as_found)
        ):
            raise Unavailable("database.undo_stale")
        connection.execute(
            update(JOURNAL_STEP).where(JOURNAL_STEP.c.id == step_id).values(state=UNDONE if back else DONE)
        )
        self._dialect.clear_stage(connection)
        return {name: frozenset(state.row_id for state in each) for name, each in states.items()}

    def history(self, connection: Connection, most: int) -> tuple[HistoryEntry, ...]:
        """Return the newest steps, whatever became of them."""
        rows = connection.execute(
            select(JOURNAL_STEP, func.count(JOURNAL_ROW.c.id).label("rows"))
            .outerjoin(JOURNAL_ROW, JOURNAL_ROW.c.step_id == JOURNAL_STEP.c.id)
            .group_by(JOURNAL_STEP.c.id)
            .order_by(JOURNAL_STEP.c.id.desc())
            .limit(most)
        )
        return tuple(
            HistoryEntry(
                StepName(row.label, json.loads(row.arguments)),
                row.made_at.replace(tzinfo=UTC),
                row.made_by,
                row.state,
                row.rows,
            )
            for row in rows
        )

    def _is_stale(self, connection: Connection, step_id: int, shape: Shape, side: str) -> bool:
        differs = connection.exec_driver_sql(  # the names are those of our own tables
            f"SELECT 1 FROM journal_row AS j LEFT JOIN {quoted(shape.name)} AS {ROW} ON {ROW}.id = j.row_id "  # noqa: S608
            f"WHERE j.step_id = {step_id:d} AND j.table_name = {literal(shape.name)} "
            f"AND coalesce(j.{side}, '') <> CASE WHEN {ROW}.id IS NULL THEN '' ELSE {shape.image} END LIMIT 1"
        )
        return differs.first() is not None

    def _leave_behind(self, connection: Connection) -> None:
        """Give up the images of steps that were undone, and of those that are too many, a handful at a time."""
        if self._unlooked and self._dialect.writes_alone:
            self._pending = self._unlooked - 1
            return
        found = connection.execute(_LEFT_BEHIND).all()
        if len(found) > SPARE or any(state == UNDONE for _, state in found):
            self._seal(connection, [step_id for step_id, _ in found])
            found = []
        self._pending = SPARE - len(found)

    def _seal(self, connection: Connection, steps: Sequence[int]) -> None:
        """Keep of steps what was touched, but no longer what was in it."""
        if not steps:
            return
        rows = update(JOURNAL_ROW).where(JOURNAL_ROW.c.step_id.in_(steps))
        self.given_up += connection.execute(rows.values(old=None, new=None)).rowcount
        connection.execute(update(JOURNAL_STEP).where(JOURNAL_STEP.c.id.in_(steps)).values(state=CLOSED))


def _named(row: Row[Any, Any, Any] | None) -> tuple[int, StepName] | None:
    return None if row is None else (row.id, StepName(row.label, json.loads(row.arguments)))


def close_all_steps(connection: Connection) -> None:
    """Make everything so far final, as a migration must: the images no longer fit the tables."""
    connection.execute(update(JOURNAL_STEP).values(state=CLOSED))
    connection.execute(update(JOURNAL_ROW).values(old=None, new=None))
