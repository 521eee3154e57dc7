"""The pairing page: criteria on one side, the plan they make on the other, and what is open beside it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Literal

from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from nhipcau.database import Database
from nhipcau.pairing.explanation.missing_people import missing_people
from nhipcau.pairing.explanation.results import AimResult, ProposedPair, Unpaired
from nhipcau.pairing.plan.pairing_session import PairingSession
from nhipcau.pairing.settings.pairing_input import PairingInput
from nhipcau.pairing.store.queries import SETTINGS_TABLES, PairRow, pair_history, with_present_settings
from nhipcau.pairing.ui.board.plan_views import Views
from nhipcau.pairing.ui.criteria.aim_figures import AimFigures
from nhipcau.pairing.ui.criteria.aim_part import all_same
from nhipcau.pairing.ui.criteria.criteria_handle import CriteriaHandle
from nhipcau.pairing.ui.criteria.criteria_panel import CriteriaPanel
from nhipcau.pairing.ui.criteria.first_question import FirstQuestion
from nhipcau.pairing.ui.dialogs import Dialogs
from nhipcau.pairing.ui.empty_state import EmptyPage
from nhipcau.pairing.ui.midseason.midseason_actions import MidSeasonCommands
from nhipcau.pairing.ui.page_commands import PageCommands
from nhipcau.pairing.ui.page_data import PlanReading, StandingPairs, said_in
from nhipcau.pairing.ui.page_selection import PageSelection
from nhipcau.pairing.ui.plan.details_panel import Details
from nhipcau.pairing.ui.plan.headline import Headline
from nhipcau.pairing.ui.plan.no_plan import NoPlan
from nhipcau.pairing.ui.plan.plan_card import PlanCard
from nhipcau.pairing.ui.plan.plan_tools import PlanTools
from nhipcau.pairing.ui.plan_worker import PlanWorker
from nhipcau.skills.ui.unknown_wordings_line import UnknownWordingsLine
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.page import Page
from nhipcau.widgets.progress import ProgressStrip
from nhipcau.widgets.theme import px


class PairingPage(Page):
    """Reads and pairs on the worker; an answer that is no longer asked for is dropped."""

    reads_words = False
    tables = frozenset(
        {
            "programme",
            "participant",
            "person",
            "level",
            "question",
            "answer",
            "criterion",
            "pairing_rules",
            "pair_constraint",
            "quota",
            "pair",
            "pair_event",
            "skill",
            "skill_wording",
        }
    )

    def __init__(self, desk: Desk, database: Database, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._database = database
        self.dialogs = Dialogs(desk, self)
        self._is_open = False
        self._wanted_pair: int | None = None
        """The confirmed pair to show as soon as it has been read."""
        self._left: Literal["stopped", "failed"] | None = None
        """Why what is shown is not what was asked for last."""
        self._touched: set[str] = set()
        self.headline = Headline()
        self.panel = CriteriaPanel()
        self.handle = CriteriaHandle()
        self.plan = PlanCard()
        self.current = PageSelection(self.plan)
        self.views = Views(desk, database, self.current, self.plan, self.dialogs)
        self.tools = PlanTools()
        self.views.bar.addWidget(self.tools)
        self.views.bar.addWidget(self.headline.rather)
        self.details = Details()
        self.empty = EmptyPage(desk)
        self.no_plan = NoPlan()
        self.question = FirstQuestion()
        self.doing = PageCommands(desk, database, self.current, self.dialogs)
        self.mid_season = MidSeasonCommands(desk, database, self.current, self.dialogs)
        self._session = PairingSession()
        self._comparing = AimFigures(desk, self._session, self)
        self.wordings = UnknownWordingsLine(desk, database)
        self.strip = ProgressStrip()
        self.solving = PlanWorker(desk, database, self._session, self.strip, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.hold(*self.head_actions())
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.handle)
        row.addWidget(self.panel)
        row.addWidget(self.views, 1)
        row.addWidget(self.details)
        column.addWidget(self.headline)
        column.addWidget(self.wordings)
        column.addLayout(row, 1)
        for closed in (self.details, self.panel):
            closed.hide()
        asked = QWidget()
        alone = QVBoxLayout(asked)
        alone.setContentsMargins(0, 0, 0, 0)
        alone.addStretch(1)
        alone.addWidget(self.question)
        alone.addStretch(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(self.strip)
        self._stack = QStackedLayout()
        outer.addLayout(self._stack, 1)
        self._stack.addWidget(self.no_plan)  # until there is a plan, nothing else has anything to say
        self._stack.addWidget(full)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(asked)
        self._full, self._asked = full, asked

    def head_actions(self) -> list[QWidget]:
        """Return the buttons that stand at the head of the window."""
        return self.headline.head_actions()

    def _connect(self) -> None:
        self.doing.join_panel(self.panel, self.question)
        self.doing.join_plan(self.headline, self.plan, self.tools)
        self.doing.join_details(self.details)
        self.mid_season.join(self.tools, self.details)
        self.plan.opened.connect(self.open_current)
        self.views.opened.connect(self.open_current)
        self.views.changed.connect(self._arrange)
        self.views.board.current_changed.connect(self._on_board_current)
        self.plan.current_changed.connect(self._on_current)
        self.details.closed.connect(self.close_details)
        self._comparing.found.connect(self._on_compared)
        for asking in (self.panel.aim, self.question):
            asking.compare_wanted.connect(self._on_compare)
        self.headline.again_wanted.connect(self.refresh)
        self.headline.next_wanted.connect(self.desk.go)
        self.handle.toggled.connect(self._on_handle)
        self.no_plan.again_wanted.connect(self.refresh)
        self.solving.found.connect(self._on_found)
        self.solving.said.connect(self._on_said)
        self.solving.standing.connect(self._on_standing)
        self.solving.waiting.connect(self._on_waiting)
        self.solving.stopped.connect(self._on_stopped)
        self.solving.failed.connect(self._on_failed)
        keys = QShortcut(QKeySequence("Ctrl+E"), self)
        keys.activated.connect(self.doing.export)

    # What the window asks

    def title(self) -> str:
        return self.desk.words("pairs.page.title")

    def retranslate(self) -> None:
        self.no_plan.say(self._left or "waiting", self.desk.words)
        self.headline.retranslate(self.desk.words)
        self.plan.retranslate(self.desk.words)
        self.tools.retranslate(self.desk.words)
        self.views.retranslate(self.desk.words)
        self.empty.retranslate()
        if self.reading is None or not self._is_of_this_programme(self.reading):
            pass
        elif self.solving.is_busy or self.reading.language == self.desk.language:
            self._show(self.reading)
        else:
            self.solving.say_again(self.reading)
        if self._left:
            self._stay(self._left)

    def retheme(self) -> None:
        self.plan.retheme()

    def arrive(self, **arguments: object) -> None:
        wanted = arguments.get("list")
        if isinstance(wanted, str) and wanted:
            self.plan.choose_list(wanted)
        pair_id = arguments.get("pair_id")
        if isinstance(pair_id, int):
            self._wanted_pair = pair_id
            if self.reading is not None and self.isVisible() and not self._stale:
                self._open_wanted(self.reading)

    def _open_wanted(self, reading: PlanReading) -> None:
        """Open the pair she asked for beside its list; of two peers' pairs the one that is listed."""
        wanted = next((row for row in reading.rows if row.id == self._wanted_pair), None)
        if self._wanted_pair is None or wanted is None:
            return
        self._wanted_pair = None
        if self.views.shown != "list":
            self.views.choose("list")
        two = {wanted.mentor_id, wanted.mentee_id}
        same = [row.id for row in reading.rows if {row.mentor_id, row.mentee_id} == two]
        if any(self.plan.choose_row("confirmed", key) for key in (wanted.id, *same)):
            self.open_current()

    def refresh(self) -> None:
        """Read the people and pair them, away from the window's thread."""
        self._comparing.stop()
        self._left = None
        self.no_plan.say("waiting", self.desk.words)
        if self.desk.programme_id is None:
            self.solving.leave_off()
            self._stack.setCurrentWidget(self.empty)
        else:
            self.solving.ask(self.desk.programme_id, self._before())

    def tables_changed(self, tables: Collection[str]) -> None:
        self._touched |= self.tables.intersection(tables)
        super().tables_changed(tables)

    def _before(self) -> PlanReading | None:
        """Return what is shown now, where nothing but the settings has changed since."""
        settings_only = bool(self._touched) and self._touched <= SETTINGS_TABLES
        same = self.reading is not None and self._is_of_this_programme(self.reading)
        return self.reading if settings_only and same else None

    def _is_of_this_programme(self, reading: PlanReading) -> bool:
        return reading.people.programme_id == self.desk.programme_id

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # the window is only out of sight then
            self._session.rest()

    def let_go(self) -> None:
        self.solving.leave_off()
        self._comparing.stop()
        self._session.close()
        self.current.reading = None

    def _on_found(self, reading: PlanReading) -> None:
        if not self.isVisible():
            self._session.rest()
        self._touched.clear()
        self.current.reading = reading
        self._show(reading)

    def _on_standing(self, standing: StandingPairs) -> None:
        """Show the pairs that stand while the plan is worked out; one that is there already stays."""
        if self.reading is not None and self._is_of_this_programme(self.reading):
            return
        self.current.reading = None
        self._is_open = False
        self._arrange()
        self.headline.show_standing(standing.mentees, self.desk.words)
        self.wordings.show_count(0)
        self.plan.show_standing(standing.items, self.desk.words)
        self._stack.setCurrentWidget(self._full)

    def _on_said(self, reading: PlanReading) -> None:
        """Show the same plan in another language."""
        self.current.reading = reading
        self._show(reading)
        if self._left:
            self._stay(self._left)

    def _on_waiting(self) -> None:
        self.headline.say_waiting(self.desk.words)

    def _on_stopped(self) -> None:
        self._stay("stopped")

    def _on_failed(self) -> None:
        self._stay("failed")

    def _stay(self, left: Literal["stopped", "failed"]) -> None:
        """Leave the last plan as it is, and say that it is the last one; what she has set is shown all the same."""
        self._left = left
        reading, words = self.reading, self.desk.words
        if reading is None or not self._is_of_this_programme(reading) or missing_people(reading.people):
            self.no_plan.say(left, words)
            self._stack.setCurrentWidget(self.no_plan)
            return
        self._stack.setCurrentWidget(self._full)
        self.headline.say_left(words(f"pairs.page.{left}_before"), words)
        self._on_compared(())
        with self._database.read() as db:
            people = with_present_settings(db, reading.people)
        self.current.reading = replace(reading, people=people)
        self.panel.show_settings(people, words, reading.plan)

    # Showing

    def _show(self, reading: PlanReading) -> None:
        people, words = reading.people, self.desk.words
        if self.empty.show_for(people):
            self._stack.setCurrentWidget(self.empty)
            return
        if self._stack.currentWidget() is self.empty:
            self._stack.setCurrentWidget(self._full)
        plan = reading.plan
        self.panel.show_settings(people, words, plan)
        self.headline.show_plan(plan, people, words)
        self.wordings.show_count(reading.unknown_wordings)
        self.tools.offer_repair(offered=bool(reading.rows))
        self._say_handle(people)
        if reading.language != words.language:
            reading = self.current.reading = said_in(reading, words.language)
        self.plan.show_lists(reading.lists, words)
        self.views.show_reading(reading, words)
        self._open_wanted(reading)
        self._show_details()
        self._comparing.ask(people, plan.totals.seconds)

    def _say_handle(self, people: PairingInput) -> None:
        counted = sum(setting.weight != "off" for setting in people.settings.criteria)
        words = self.desk.words
        self.handle.say(words("pairs.criteria.handle", n=counted), words("pairs.criteria.handle.hint"))

    def _choose_shown(self) -> None:
        """Show the first question alone until it is answered; never where every answer comes to the same."""
        reading = self.reading
        if reading is None or self._stack.currentWidget() is self.empty:
            return
        people, results = reading.people, self._comparing.results
        settled = bool(people.criteria_saved or reading.rows or self._answered(people) or self._left)
        asks = not settled and not all_same(results)
        self.panel.aim.setVisible(not asks)
        if asks and self._comparing.is_busy:
            self._stack.setCurrentWidget(self.no_plan)
        else:
            answered = self._stack.currentWidget() is self._asked and not asks
            self.question.setVisible(asks)
            self._stack.setCurrentWidget(self._asked if asks else self._full)
            if answered and self.isVisible():
                self.views.take_focus()  # it was on the button that is gone

    @staticmethod
    def _answered(people: PairingInput) -> bool:
        """Say whether the coordinator has decided about pairs already."""
        return bool(people.settings.constraints or people.settings.quotas)

    def _on_compare(self) -> None:
        if self.reading is not None:
            self._comparing.work_out(self.reading.people)

    def _on_compared(self, results: Sequence[AimResult]) -> None:
        waiting = self._comparing.is_busy
        self.panel.aim.show_results(results, self.desk.words, waiting=waiting)
        self.question.show_results(results, self.desk.words, waiting=waiting)
        self._choose_shown()

    def open_current(self) -> None:
        """Open the current row beside the list."""
        self._is_open = True
        self._show_details()

    def close_details(self) -> None:
        self._is_open = False
        self._arrange()
        self.views.take_focus()

    def _on_current(self) -> None:
        if self._is_open:
            self._show_details()

    def _on_board_current(self) -> None:
        """Let what is open beside the board be what is marked on it."""
        if self._is_open and self.views.shown == "board":
            self.views.follow_board()

    def _show_details(self) -> None:
        if self.reading is None or not self._is_open:
            self._arrange()
            return
        people, words = self.reading.people, self.desk.words
        pair, left, row, mentor = self.pair(), self.left_out(), self.row(), self.current.mentor()
        if pair is not None:
            self.details.show_pair(pair, self.reading.plan, self.reading.rows, people, words)
        elif left is not None:
            self.details.show_left_out(left, self.reading.rows, people, words)
        elif row is not None:
            with self._database.read() as db:
                events = pair_history(db, row.id)
            self.details.show_confirmed(row, events, self.reading.rows, people, words)
        elif mentor is not None:
            self.details.show_mentor(mentor, self.reading.plan, self.reading.rows, people, words)
        else:
            self._is_open = False
        self._arrange()

    def _on_handle(self, opened: bool) -> None:
        """Open or close the drawer; where there is no room for both, it takes the place of the details."""
        if opened and not self._is_roomy():
            self._is_open = False
        self._arrange()

    def _is_roomy(self) -> bool:
        return self.width() >= px(290) + px(430) + px(440)

    def _arrange(self) -> None:
        """Put the criteria at the left of the plan and what is open at its right, always."""
        width = self.width()
        in_list = self.views.shown == "list"
        if self._is_open and not self._is_roomy():
            self.panel.hide()  # first, or the three together would push the window wider
            self.handle.blockSignals(True)
            self.handle.setChecked(False)
            self.handle.blockSignals(False)
        share = 0.38 if width >= px(900) else 0.5
        self.details.setFixedWidth(min(px(430), max(300, int(width * share))))
        self.panel.setFixedWidth(min(px(290), int(width * 0.4)))
        self.details.setVisible(self._is_open)
        self.handle.setVisible(in_list and (width >= px(900) or not self._is_open))
        self.panel.setVisible(in_list and self.handle.isChecked())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # What is current

    @property
    def reading(self) -> PlanReading | None:
        return self.current.reading

    def pair(self) -> ProposedPair | None:
        """Return the current proposed pair."""
        return self.current.pair()

    def left_out(self) -> Unpaired | None:
        """Return the current person without a partner."""
        return self.current.left_out()

    def row(self) -> PairRow | None:
        """Return the current confirmed pair."""
        return self.current.row()
