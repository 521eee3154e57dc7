"""Kept plans: read, keep, rename, go back to, confirm, let go. Each write is one step with its undo."""

from nhipcau.common.clock import now
from nhipcau.common.errors import Problem, Rejected
from nhipcau.database import Database
from nhipcau.pairing.plan.scenario_comparison import KeptPlan
from nhipcau.pairing.store import scenario_service as keeping
from nhipcau.pairing.ui.page_data import PlanReading
from nhipcau.widgets.context import Context
from nhipcau.widgets.desk import Desk


class ScenarioActions:
    """Over the plan on the screen."""

    def __init__(self, desk: Desk, database: Database, reading: PlanReading) -> None:
        self._desk = desk
        self._database = database
        self._context = Context(desk, database)
        self.reading = reading

    def kept(self) -> tuple[KeptPlan, ...]:
        """Return the kept plans, the newest first."""
        with self._database.read() as db:
            return keeping.scenarios(db, self.reading.people.programme_id)

    def suggestion(self) -> str:
        """Return a name for the present plan that no other has."""
        words = self._desk.words
        aim = words(f"aims.{self.reading.people.settings.rules.aim}")
        name = words("scenarios.suggestion", aim=aim, when=now().astimezone().strftime("%d/%m %H:%M"))
        taken = {plan.name.casefold() for plan in self.kept()}
        names = [name, *(f"{name} ({number})" for number in range(2, len(taken) + 3))]
        return next(one for one in names if one.casefold() not in taken)

    def keep(self, name: str) -> Problem | None:
        """Keep the plan on the screen; return what is wrong with the name, if anything."""
        people = self.reading.people
        try:
            with self._context.do("scenarios.step.keep", "scenarios.said.kept", name=name) as db:
                keeping.keep_scenario(db, people.programme_id, name, self.reading.plan, people.settings)
        except Rejected as refused:
            return refused.problems[0]
        return None

    def rename(self, plan: KeptPlan, name: str) -> str:
        """Give a kept plan another name; return what is wrong with it in words, if anything."""
        values = {"old": plan.name, "name": name}
        try:
            with self._context.do("scenarios.step.rename", "scenarios.said.renamed", **values) as db:
                keeping.rename_scenario(db, plan.id, name)
        except Rejected as refused:
            first = refused.problems[0]
            return self._desk.words(first.code, **first.values)
        return ""

    def remove(self, plan: KeptPlan) -> None:
        with self._context.do("scenarios.step.remove", "scenarios.said.removed", name=plan.name) as db:
            keeping.remove_scenario(db, plan.id)

    def take_up(self, plan: KeptPlan) -> None:
        """Make criteria, rules and shares what they were; the plan follows."""
        with self._context.do("scenarios.step.take_up", "scenarios.said.taken_up", name=plan.name) as db:
            keeping.take_up_settings(db, plan.id)

    def confirm(self, plan: KeptPlan) -> None:
        """Make the plan's pairs real; say how many could not be."""
        with self._context.do("scenarios.step.confirm", name=plan.name) as db:
            done = keeping.confirm_scenario(db, plan.id)
        n, refused = len(done.pair_ids), len(done.refused)
        if not refused:
            self._context.say("scenarios.said.confirmed", name=plan.name, n=n)
            return
        first = done.refused[0].problem
        why = self._desk.words(first.code, **first.values)
        self._context.say("scenarios.said.confirmed_some", name=plan.name, n=n, refused=refused, why=why)
