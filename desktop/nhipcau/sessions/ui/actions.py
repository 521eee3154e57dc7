"""What the session log writes: each one step, said in a toast that can take it back."""

from collections.abc import Mapping
from typing import Any

from nhipcau.database import Database
from nhipcau.journey import service as journey
from nhipcau.sessions import service
from nhipcau.sessions.queries import GoalRow, PairTogether, PulseRow, SessionRow
from nhipcau.widgets.desk import Desk

Answers = Mapping[str, Any]


class Actions:
    """Writes of the session log. What will not do raises Rejected, for the dialog to show."""

    def __init__(self, desk: Desk, database: Database) -> None:
        self._desk = desk
        self._database = database

    def log(self, pair: PairTogether, values: Answers) -> None:
        with self._database.step("sessions.step.log", pair=called(pair)) as db:
            service.log_session(db, pair.id, values)
        self._said("sessions.said.logged", pair=called(pair))

    def amend(self, held: SessionRow, values: Answers) -> None:
        with self._database.step("sessions.step.amend", pair=called(held)) as db:
            service.amend_session(db, held.id, values)
        self._said("sessions.said.amended", pair=called(held))

    def remove(self, held: SessionRow) -> None:
        with self._database.step("sessions.step.remove", pair=called(held)) as db:
            service.remove_session(db, held.id)
        self._said("sessions.said.removed", pair=called(held), day=f"{held.held_on:%d/%m/%Y}")

    def add_goal(self, pair: PairTogether, values: Answers) -> None:
        with self._database.step("journey.step.add_goal", pair=called(pair)) as db:
            journey.add_goal(db, pair.id, values)
        self._said("journey.said.goal_added", pair=called(pair))

    def amend_goal(self, pair: PairTogether, goal: GoalRow, values: Answers) -> None:
        with self._database.step("journey.step.amend_goal", pair=called(pair)) as db:
            journey.amend_goal(db, goal.id, values)
        self._said("journey.said.goal_amended", pair=called(pair))

    def remove_goal(self, pair: PairTogether, goal: GoalRow) -> None:
        with self._database.step("journey.step.remove_goal", pair=called(pair)) as db:
            journey.remove_goal(db, goal.id)
        self._said("journey.said.goal_removed", goal=goal.wording)

    def record_pulse(self, pair: PairTogether, values: Answers) -> None:
        with self._database.step("sessions.step.record_pulse", pair=called(pair)) as db:
            service.record_pulse(db, pair.id, values)
        self._said("sessions.said.pulse_recorded", pair=called(pair))

    def amend_pulse(self, pair: PairTogether, answer: PulseRow, values: Answers) -> None:
        with self._database.step("sessions.step.amend_pulse", pair=called(pair)) as db:
            service.amend_pulse(db, answer.id, values)
        self._said("sessions.said.pulse_amended", pair=called(pair))

    def remove_pulse(self, pair: PairTogether, answer: PulseRow) -> None:
        with self._database.step("sessions.step.remove_pulse", pair=called(pair)) as db:
            service.remove_pulse(db, answer.id)
        self._said("sessions.said.pulse_removed", pair=called(pair))

    def _said(self, key: str, **values: object) -> None:
        self._desk.say(self._desk.words(key, **values), undo=True)


def called(pair: PairTogether | SessionRow) -> str:
    """Return what a pair is called: both names."""
    return f"{pair.mentor} – {pair.mentee}"
