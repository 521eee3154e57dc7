"""The undo history: steps with the old and new image of every row they touched, kept in the store itself."""

import json
from collections.abc import Sequence
from datetime import UTC
from typing import Final

from sqlalchemy import Connection, func, insert, select, text, update

from nhipcau.common.clock import now
from nhipcau.common.errors import Unavailable
from nhipcau.database.changes import Changes, HistoryEntry, StepName
from nhipcau.database.dialects import ROW, Dialect, RowState, Shape, literal, quoted
from nhipcau.database.person import at_work
from nhipcau.database.tables import CLOSED, DONE, JOURNAL_ROW, JOURNAL_STEP, UNDONE

KEPT: Final = 200
"""How many steps can be undone. Of older ones the journal still says what was touched, not what was in it."""


_KEEP_STAGED: Final = text(
    "INSERT INTO journal_row (step_id, table_name, row_id, change, old, new) "
    "SELECT :step_id, table_name, row_id, CASE WHEN old IS NULL THEN 'insert' "
    "WHEN new IS NULL THEN 'delete' ELSE 'update' END, old, new FROM journal_stage"
)


class Journal:
    """Writes and replays the history over a connection that the caller's transaction owns."""

    def __init__(self, dialect: Dialect, shapes: Sequence[Shape]) -> None:
        self._dialect = dialect
        self._shapes = {shape.name: shape for shape in shapes}
        self._who = at_work()

    def close_step(self, connection: Connection, name: StepName) -> Changes | None:
        """Turn what the triggers gathered into one entry; None when the step changed nothing."""
        ids = self._staged(connection)
        if not ids:
            return None
        self._leave_undone_behind(connection)
        step_id = connection.execute(
            insert(JOURNAL_STEP)
            .values(
                label=name.label,
                arguments=json.dumps(dict(name.values), ensure_ascii=False),
                made_at=now(),
                made_by=self._who,
                state=DONE,
            )
            .returning(JOURNAL_STEP.c.id)
        ).scalar_one()
        connection.execute(_KEEP_STAGED, {"step_id": step_id})
        self._clear_stage(connection)
        self._thin(connection)
        return Changes(name.label, dict(name.values), ids)

    def next_undo(self, connection: Connection) -> tuple[int, StepName] | None:
        return self._step(connection, DONE)

    def next_redo(self, connection: Connection) -> tuple[int, StepName] | None:
        return self._step(connection, UNDONE)

    def turn(self, connection: Connection, step_id: int, *, back: bool) -> dict[str, frozenset[int]]:
        """Bring the rows of a step to what they held before it (`back`) or after it."""
        found, wanted = ("new", "old") if back else ("old", "new")
        rows = connection.execute(
            select(JOURNAL_ROW.c.table_name, JOURNAL_ROW.c.row_id, JOURNAL_ROW.c[wanted]).where(
                JOURNAL_ROW.c.step_id == step_id
            )
        ).all()
        states: dict[str, list[RowState]] = {}
        for table, row_id, image in rows:
            states.setdefault(table, []).append(RowState(row_id, image))
        changes = [(shape, states[name]) for name, shape in self._shapes.items() if name in states]
        if any(self._is_stale(connection, step_id, shape, found) for shape, _ in changes) or not (
            self._dialect.replay(connection, changes)
        ):
            raise Unavailable("database.undo_stale")
        connection.execute(
            update(JOURNAL_STEP).where(JOURNAL_STEP.c.id == step_id).values(state=UNDONE if back else DONE)
        )
        self._clear_stage(connection)
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

    def _staged(self, connection: Connection) -> dict[str, frozenset[int]]:
        connection.exec_driver_sql(
            "DELETE FROM journal_stage WHERE old = new OR (old IS NULL AND new IS NULL)"
        )
        ids: dict[str, set[int]] = {}
        for table, row_id in connection.exec_driver_sql("SELECT table_name, row_id FROM journal_stage"):
            ids.setdefault(table, set()).add(row_id)
        return {table: frozenset(each) for table, each in ids.items()}

    def _clear_stage(self, connection: Connection) -> None:
        connection.exec_driver_sql("DELETE FROM journal_stage")

    def _is_stale(self, connection: Connection, step_id: int, shape: Shape, side: str) -> bool:
        differs = connection.exec_driver_sql(  # the names are those of our own tables
            f"SELECT 1 FROM journal_row AS j LEFT JOIN {quoted(shape.name)} AS {ROW} ON {ROW}.id = j.row_id "  # noqa: S608
            f"WHERE j.step_id = {step_id:d} AND j.table_name = {literal(shape.name)} "
            f"AND coalesce(j.{side}, '') <> CASE WHEN {ROW}.id IS NULL THEN '' ELSE {shape.image} END LIMIT 1"
        )
        return differs.first() is not None

    def _step(self, connection: Connection, state: str) -> tuple[int, StepName] | None:
        order = JOURNAL_STEP.c.id.desc() if state == DONE else JOURNAL_STEP.c.id
        row = connection.execute(
            select(JOURNAL_STEP.c.id, JOURNAL_STEP.c.label, JOURNAL_STEP.c.arguments)
            .where(JOURNAL_STEP.c.state == state)
            .order_by(order)
            .limit(1)
        ).first()
        return None if row is None else (row.id, StepName(row.label, json.loads(row.arguments)))

    def _leave_undone_behind(self, connection: Connection) -> None:
        undone = connection.scalars(select(JOURNAL_STEP.c.id).where(JOURNAL_STEP.c.state == UNDONE)).all()
        if undone:
            self._seal(connection, undone)

    def _thin(self, connection: Connection) -> None:
        old = connection.scalars(
            select(JOURNAL_STEP.c.id)
            .where(JOURNAL_STEP.c.state == DONE)
            .order_by(JOURNAL_STEP.c.id.desc())
            .offset(KEPT)
        ).all()
        if old:
            self._seal(connection, old)

    def _seal(self, connection: Connection, steps: Sequence[int]) -> None:
        connection.execute(
            update(JOURNAL_ROW).where(JOURNAL_ROW.c.step_id.in_(steps)).values(old=None, new=None)
        )
        connection.execute(update(JOURNAL_STEP).where(JOURNAL_STEP.c.id.in_(steps)).values(state=CLOSED))


def close_all_steps(connection: Connection) -> None:
    """Make everything so far final, as a migration must: the images no longer fit the tables."""
    connection.execute(update(JOURNAL_STEP).values(state=CLOSED))
    connection.execute(update(JOURNAL_ROW).values(old=None, new=None))
