"""What the session log writes: each one step, said in a toast that can take it back."""

from collections.abc import Mapping
from typing import Any

from nhipcau.database import Database
from nhipcau.journey import service as journey
from nhipcau.sessions import service
from nhipcau.sessions.queries import GoalRow, PairTogether, PulseRow, SessionRow
from nhipcau.widgets.context import Context
from nhipcau.widgets.desk import Desk

Answers = Mapping[str, Any]


class Actions:
    """Writes of the session log. What will not do raises Rejected, for the dialog to show."""

    def __init__(self, desk: Desk, database: Database) -> None:
        self._context = Context(desk, database)

    def log(self, pair: PairTogether, values: Answers) -> None:
        with self._context.do("sessions.step.log", "sessions.said.logged", pair=called(pair)) as db:
            service.log_session(db, pair.id, values)

    def amend(self, held: SessionRow, values: Answers) -> None:
        with self._context.do("sessions.step.amend", "sessions.said.amended", pair=called(held)) as db:
            service.amend_session(db, held.id, values)

    def remove(self, held: SessionRow) -> None:
        with self._context.do("sessions.step.remove", pair=called(held)) as db:
            service.remove_session(db, held.id)
        self._context.say("sessions.said.removed", pair=called(held), day=f"{held.held_on:%d/%m/%Y}")

    def add_goal(self, pair: PairTogether, values: Answers) -> None:
        with self._context.do("journey.step.add_goal", "journey.said.goal_added", pair=called(pair)) as db:
            journey.add_goal(db, pair.id, values)

    def amend_goal(self, pair: PairTogether, goal: GoalRow, values: Answers) -> None:
        with self._context.do(
            "journey.step.amend_goal", "journey.said.goal_amended", pair=called(pair)
        ) as db:
            journey.amend_goal(db, goal.id, values)

    def remove_goal(self, pair: PairTogether, goal: GoalRow) -> None:
        with self._context.do("journey.step.remove_goal", pair=called(pair)) as db:
            journey.remove_goal(db, goal.id)
        self._context.say("journey.said.goal_removed", goal=goal.wording)

    def record_pulse(self, pair: PairTogether, values: Answers) -> None:
        with self._context.do(
            "sessions.step.record_pulse", "sessions.said.pulse_recorded", pair=called(pair)
        ) as db:
            service.record_pulse(db, pair.id, values)

    def amend_pulse(self, pair: PairTogether, answer: PulseRow, values: Answers) -> None:
        with self._context.do(
            "sessions.step.amend_pulse", "sessions.said.pulse_amended", pair=called(pair)
        ) as db:
            service.amend_pulse(db, answer.id, values)

    def remove_pulse(self, pair: PairTogether, answer: PulseRow) -> None:
        with self._context.do(
            "sessions.step.remove_pulse", "sessions.said.pulse_removed", pair=called(pair)
        ) as db:
            service.remove_pulse(db, answer.id)


def called(pair: PairTogether | SessionRow) -> str:
    """Return what a pair is called: both names."""
    return f"{pair.mentor} – {pair.mentee}"
