"""Which of the eight steps the sidebar shows as done, read away from the window's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nhipcau.shell.features import FEATURES
from nhipcau.widgets.latest_reading import LatestReading

if TYPE_CHECKING:
    from nhipcau.database import Database
    from nhipcau.shell.window.nav_rows import StepState
    from nhipcau.shell.window.sidebar import Sidebar
    from nhipcau.shell.working_desk import WorkingDesk

STEP_TABLES: Final = frozenset({"programme"}).union(
    *(proof.tables for feature in FEATURES for proof in feature.proofs if proof.completes)
)
"""What the states of the steps follow from."""


class MethodSteps:
    """Keeps the steps in the sidebar as the chosen programme has them."""

    def __init__(self, desk: WorkingDesk, sidebar: Sidebar) -> None:
        self._sidebar = sidebar
        self._programme: tuple[Database, int] | None = None
        self._reading: LatestReading[tuple[StepState, ...]] = LatestReading(desk, sidebar, sidebar.show_steps)

    def show_for(self, database: Database | None, programme_id: int | None) -> None:
        """Read them anew; of another programme nothing is said to be done until it has been read."""
        if database is None or programme_id is None:
            self._programme = None
            self._reading.drop()
            self._sidebar.show_steps(("todo",) * 8)
            return
        if self._programme != (database, programme_id):
            self._programme = database, programme_id
            self._sidebar.await_steps()
        self._reading.ask(lambda: _states(database, programme_id))


def _states(database: Database, programme_id: int) -> tuple[StepState, ...]:
    from nhipcau.overview import queries, rules

    with database.read() as db:
        return rules.step_states(queries.steps_done(db, programme_id, FEATURES))
