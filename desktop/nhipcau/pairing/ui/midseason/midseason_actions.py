"""What the coordinator does once pairs are under way: note how they fit, let somebody go, pair again."""

from PySide6.QtCore import QObject

from nhipcau.database import Database
from nhipcau.pairing.models import FitAnswer
from nhipcau.pairing.store import service
from nhipcau.pairing.store.midseason_plan import Repair, mid_season
from nhipcau.pairing.ui.dialogs import Dialogs
from nhipcau.pairing.ui.page_selection import PageSelection
from nhipcau.pairing.ui.plan.details_panel import Details
from nhipcau.pairing.ui.plan.plan_tools import PlanTools
from nhipcau.widgets.context import Context
from nhipcau.widgets.desk import Desk


class MidSeasonCommands(QObject):
    """Acts on what is current."""

    def __init__(self, desk: Desk, database: Database, current: PageSelection, dialogs: Dialogs) -> None:
        super().__init__()
        self._desk = desk
        self._database = database
        self._context = Context(desk, database)
        self._current = current
        self._dialogs = dialogs

    def join(self, tools: PlanTools, details: Details) -> None:
        tools.repair_wanted.connect(self.repair)
        details.fit_answered.connect(self._on_answer)
        details.left_wanted.connect(self._on_left)

    def repair(self) -> None:
        """Show what pairing again would change, and carry it out when asked to."""
        if self._current.reading is None:
            return
        with self._database.read() as db:
            season = mid_season(db, self._current.reading.people.programme_id)
        found = self._dialogs.repair(season)
        if found is not None:
            self._carry_out(season.people.programme_id, found)

    def _carry_out(self, programme_id: int, repair: Repair) -> None:
        words = self._desk.words
        ends = {(end.mentee_id, end.mentor_id): end.why.text(words) for end in repair.ends}
        with self._context.do("repair.step.carry_out") as db:
            service.carry_out_repairing(db, programme_id, ends, repair.new)
        self._context.say("repair.said.carried_out", n=len(repair.new), ended=len(ends))

    def _on_answer(self, answer: FitAnswer) -> None:
        row = self._current.row()
        if row is None or row.fit_answer == answer:
            return
        said = self._desk.words(f"repair.answer.{answer or 'none'}")
        values = {"mentor": row.mentor_name, "mentee": row.mentee_name, "answer": said}
        with self._context.do("repair.step.answer", "repair.said.answer", **values) as db:
            service.record_fit_answer(db, row.id, answer)

    def _on_left(self) -> None:
        people = self._who()
        asked = self._dialogs.leaves(people) if people else None
        if asked is None:
            return
        who, reason = asked
        name = dict(people)[who]
        with self._context.do("repair.step.leave", "repair.said.left", name=name) as db:
            service.leave(db, who, reason)

    def _who(self) -> list[tuple[int, str]]:
        """Return who of the people before us could leave."""
        reading = self._current.reading
        if reading is None:
            return []
        row, left, mentor = self._current.row(), self._current.left_out(), self._current.mentor()
        if row is not None:
            there = {person.participant_id for person in reading.people.candidates}
            both = [(row.mentee_id, row.mentee_name), (row.mentor_id, row.mentor_name)]
            return [one for one in both if one[0] in there]
        if left is not None:
            return [(left.mentee_id, reading.people.candidate(left.mentee_id).name)]
        return [(mentor.participant_id, mentor.name)] if mentor is not None else []
