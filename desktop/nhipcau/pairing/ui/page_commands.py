"""What the coordinator does on the page: from the widget that asks to the step that is written."""

from dataclasses import replace

from PySide6.QtCore import QObject

from nhipcau.database import Database
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.models import Aim
from nhipcau.pairing.settings.pairing_input import QuotaSetting, Settings
from nhipcau.pairing.store.queries import with_present_quoting
from nhipcau.pairing.ui.actions import Actions
from nhipcau.pairing.ui.criteria.criteria_panel import CriteriaPanel
from nhipcau.pairing.ui.criteria.first_question import FirstQuestion
from nhipcau.pairing.ui.dialogs import Dialogs
from nhipcau.pairing.ui.letter_actions import LetterActions
from nhipcau.pairing.ui.page_data import PlanReading
from nhipcau.pairing.ui.page_selection import PageSelection
from nhipcau.pairing.ui.plan.details_panel import Details
from nhipcau.pairing.ui.plan.headline import Headline
from nhipcau.pairing.ui.plan.list_rows import with_other_way
from nhipcau.pairing.ui.plan.plan_card import PlanCard
from nhipcau.pairing.ui.plan.plan_tools import PlanTools
from nhipcau.pairing.ui.plan.remedies import without_rule
from nhipcau.pairing.ui.scenarios.scenario_actions import ScenarioActions
from nhipcau.participants.queries import levels
from nhipcau.widgets.desk import Desk


class PageCommands(QObject):
    """Acts on what is current. Parts of the page are joined to it by the `join_*` methods."""

    def __init__(self, desk: Desk, database: Database, current: PageSelection, dialogs: Dialogs) -> None:
        super().__init__()
        self._desk = desk
        self._database = database
        self._current = current
        self._dialogs = dialogs
        self._actions = Actions(desk, database)

    def join_panel(self, panel: CriteriaPanel, question: FirstQuestion) -> None:
        panel.changed.connect(self._on_settings)
        panel.question_wanted.connect(self._on_question)
        panel.ladder_wanted.connect(self._on_ladder)
        panel.allowed_again.connect(self._on_allowed)
        panel.quoting_changed.connect(self._actions.set_quotable)
        panel.shares.add_wanted.connect(self._on_share_added)
        panel.shares.edit_wanted.connect(self._on_share_edited)
        panel.shares.let_go.connect(self._on_share_let_go)
        question.chosen.connect(self._on_first_answer)

    def join_plan(self, headline: Headline, plan: PlanCard, tools: PlanTools) -> None:
        headline.confirm_wanted.connect(self.confirm_all)
        headline.letters_wanted.connect(self._on_letters)
        headline.export_wanted.connect(self.export)
        headline.rather_wanted.connect(self._on_rather)
        tools.plans_wanted.connect(self._on_plans)
        plan.list.lock_wanted.connect(self.lock)
        plan.list.forbid_wanted.connect(self.forbid)
        plan.list.confirm_wanted.connect(self.confirm)
        self._plan = plan

    def join_details(self, details: Details) -> None:
        details.lock_wanted.connect(self.lock)
        details.forbid_wanted.connect(self.forbid)
        details.choose_wanted.connect(self.choose_partner)
        details.confirm_wanted.connect(self.confirm)
        details.end_wanted.connect(self.end_pair)
        details.letter_wanted.connect(self._on_letters)
        details.person_wanted.connect(self._on_nearest)
        details.place_wanted.connect(self._on_place)
        details.places_wanted.connect(self._on_places)
        details.rule_unwanted.connect(self._on_rule)

    # Settings

    def _on_settings(self, wanted: Settings) -> None:
        if self._current.reading is not None:
            people = self._current.reading.people
            self._actions.save_settings(people.programme_id, people.settings, wanted)

    def _on_first_answer(self, aim: Aim) -> None:
        if self._current.reading is not None:
            self._actions.answer_first(self._current.reading.people, aim)

    def _on_share_added(self) -> None:
        self._ask_share(None)

    def _on_share_edited(self, standing: QuotaSetting) -> None:
        self._ask_share(standing)

    def _ask_share(self, standing: QuotaSetting | None) -> None:
        if self._current.reading is None:
            return
        people = self._current.reading.people
        wanted = self._dialogs.share(people, standing)
        if wanted is not None and wanted != standing:
            self._actions.set_share(people, standing, wanted)

    def _on_share_let_go(self, setting: QuotaSetting) -> None:
        if self._current.reading is not None:
            self._actions.set_share(self._current.reading.people, setting, None)

    def _on_ladder(self) -> None:
        with self._database.read() as db:
            known = levels(db)
        ranks = self._dialogs.ladder(known)
        if ranks:
            self._actions.place_levels(ranks)

    def _on_question(self) -> None:
        if self._current.reading is None:
            return
        setting = self._dialogs.new_criterion(self._current.reading.people)
        settings = self._current.reading.people.settings
        if setting is not None and setting.key not in {one.key for one in settings.criteria}:
            self._on_settings(replace(settings, criteria=(*settings.criteria, setting)))

    def _on_allowed(self, mentee_id: int, mentor_id: int) -> None:
        if self._current.reading is not None:
            self._actions.unlock(self._current.reading.people, mentee_id, mentor_id)

    def _on_rule(self, rule: str) -> None:
        if self._current.reading is None:
            return
        wanted = without_rule(self._current.reading.people.settings, rule)
        if wanted is not None:
            self._actions.relax(self._current.reading.people, wanted)

    # Pairs

    def lock(self) -> None:
        """Lock the current pair, or release it when it is locked."""
        pair = self._current.pair()
        if pair is None or self._current.reading is None:
            return
        act = self._actions.unlock if pair.locked else self._actions.lock
        act(self._current.reading.people, pair.mentee_id, pair.mentor_id)

    def forbid(self) -> None:
        """Never propose the current pair again."""
        pair = self._current.pair()
        if pair is not None and self._current.reading is not None:
            self._actions.forbid(self._current.reading.people, pair.mentee_id, pair.mentor_id)

    def confirm(self) -> None:
        """Make the chosen pairs real."""
        pair, reading = self._current.pair(), self._current.reading
        if pair is None or reading is None:
            return
        chosen = self._current.chosen() or [pair]
        if reading.people.settings.rules.mutual:
            chosen = with_other_way(chosen, reading.plan)
        self._actions.confirm(reading.people, chosen)

    def confirm_all(self) -> None:
        """Make every proposed pair real, and show them: nothing is left where they were."""
        if self._current.reading is not None:
            new: list[ProposedPair] = [
                pair for pair in self._current.reading.plan.pairs if not pair.confirmed
            ]
            self._actions.confirm_all(self._current.reading.people, new, self._show_confirmed)

    def _show_confirmed(self) -> None:
        self._plan.choose_list("confirmed")
        self._plan.list.setFocus()

    def choose_partner(self) -> None:
        """Choose another mentor for the current mentee from the ranked list."""
        one = self._current.pair() or self._current.left_out()
        reading = self._current.reading
        if one is None or reading is None:
            return
        mentor_id = self._dialogs.partner(reading, one.mentee_id)
        if mentor_id is not None:
            self._actions.lock(reading.people, one.mentee_id, mentor_id)

    def _on_nearest(self, mentor_id: int) -> None:
        left = self._current.left_out()
        if left is not None and self._current.reading is not None:
            self._actions.lock(self._current.reading.people, left.mentee_id, mentor_id)

    def _on_place(self, mentor_id: int) -> None:
        if self._current.reading is not None:
            self._actions.add_place(self._current.reading.people, mentor_id)

    def _on_places(self, mentor_id: int, least: int, most: int) -> None:
        if self._current.reading is not None:
            self._actions.set_places(self._current.reading.people, mentor_id, least, most)

    def end_pair(self) -> None:
        """End the current confirmed pair, with the reason."""
        row = self._current.row()
        if row is None:
            return
        reason = self._dialogs.end_reason(row.mentor_name, row.mentee_name)
        if reason:
            self._actions.end(row.id, row.mentor_name, row.mentee_name, reason)

    def _on_rather(self) -> None:
        if self._current.reading is not None:
            self._dialogs.rather(self._current.reading)

    def _on_plans(self) -> None:
        if self._current.reading is not None:
            self._dialogs.scenarios(ScenarioActions(self._desk, self._database, self._current.reading))

    # Papers

    def _on_letters(self) -> None:
        reading = self._present_reading()
        if reading is None or not reading.plan.pairs:
            return
        pair, row = self._current.pair(), self._current.row()
        mentee_id = pair.mentee_id if pair else row.mentee_id if row else None
        letters = LetterActions(self._desk, self._database)
        self._dialogs.letters(reading, mentee_id, self._actions.set_quotable, letters.own(), letters.keep)

    def export(self, language: str = "") -> None:
        """Save the pairs as a workbook, in the window's language unless one is given."""
        reading = self._present_reading()
        if reading is not None:
            wanted = language or self._desk.language
            self._dialogs.export(reading, "en" if wanted == "en" else "vi")

    def _present_reading(self) -> PlanReading | None:
        """Return what is shown, with what may be quoted as it is now: pairing again takes a while, or was stopped."""
        reading = self._current.reading
        if reading is None:
            return None
        with self._database.read() as db:
            return replace(reading, people=with_present_quoting(db, reading.people))
