"""The pairing page: criteria on one side, the plan they make on the other, and what is open beside it."""

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from nhipcau.common.progress import Progress
from nhipcau.database import Database
from nhipcau.pairing.plan import explain
from nhipcau.pairing.profiles import PairingInput, Settings
from nhipcau.pairing.queries import PairRow, pair_history
from nhipcau.pairing.results import PairExplanation, ProposedPair, Unpaired
from nhipcau.pairing.ui.actions import Actions
from nhipcau.pairing.ui.criteria_panel import CriteriaPanel
from nhipcau.pairing.ui.details import Details
from nhipcau.pairing.ui.dialogs import Dialogs
from nhipcau.pairing.ui.empty import EmptyPage
from nhipcau.pairing.ui.headline import Headline
from nhipcau.pairing.ui.plan_card import PlanCard
from nhipcau.pairing.ui.reading import Reading, read, said_in
from nhipcau.pairing.ui.remedies import without_rule
from nhipcau.participants.queries import levels
from nhipcau.widgets.desk import Desk, Running
from nhipcau.widgets.page import Page
from nhipcau.widgets.theme import px


class PairingPage(Page):
    """Reads and pairs on the worker; an answer that is no longer asked for is dropped."""

    route = "pairing"
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
            "pair",
            "pair_event",
        }
    )

    def __init__(self, desk: Desk, database: Database, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._database = database
        self._actions = Actions(desk, database)
        self.dialogs = Dialogs(desk, self)
        self.reading: Reading | None = None
        self._asked = 0
        self._running: Running | None = None
        self._is_open = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(300)
        self._patience.timeout.connect(self._say_waiting)
        self.headline = Headline()
        self.panel = CriteriaPanel()
        self.plan = PlanCard()
        self.details = Details()
        self.empty = EmptyPage(desk)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.panel)
        row.addWidget(self.plan, 1)
        row.addWidget(self.details)
        column.addWidget(self.headline)
        column.addLayout(row, 1)
        self.details.hide()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(self.empty)
        self._full = full

    def _connect(self) -> None:
        self.panel.changed.connect(self._on_settings)
        self.panel.question_wanted.connect(self._on_question)
        self.panel.ladder_wanted.connect(self._on_ladder)
        self.panel.allowed_again.connect(self._on_allowed)
        self.headline.confirm_wanted.connect(self.confirm_all)
        self.headline.letters_wanted.connect(self._on_letters)
        self.headline.export_wanted.connect(self._on_export)
        self.plan.opened.connect(self.open_current)
        self.plan.current_changed.connect(self._on_current)
        self.plan.list.lock_wanted.connect(self.lock)
        self.plan.list.forbid_wanted.connect(self.forbid)
        self.plan.list.confirm_wanted.connect(self.confirm)
        self.details.lock_wanted.connect(self.lock)
        self.details.forbid_wanted.connect(self.forbid)
        self.details.choose_wanted.connect(self.choose_partner)
        self.details.confirm_wanted.connect(self.confirm)
        self.details.end_wanted.connect(self.end_pair)
        self.details.letter_wanted.connect(self._on_letters)
        self.details.person_wanted.connect(self._on_nearest)
        self.details.place_wanted.connect(self._on_place)
        self.details.rule_unwanted.connect(self._on_rule)
        self.details.closed.connect(self.close_details)
        keys = QShortcut(QKeySequence("Ctrl+E"), self)
        keys.activated.connect(self._on_export)

    # What the window asks

    def title(self) -> str:
        return self.desk.words("pairs.page.title")

    def retranslate(self) -> None:
        self.headline.retranslate(self.desk.words)
        self.plan.retranslate(self.desk.words)
        self.empty.retranslate()
        if self.reading is not None:
            self._show(self.reading)

    def arrive(self, **arguments: object) -> None:
        wanted = arguments.get("list")
        if isinstance(wanted, str) and wanted:
            self.plan.choose_list(wanted)

    def refresh(self) -> None:
        """Read the people and pair them, away from the window's thread."""
        self._asked += 1
        asked, programme_id = self._asked, self.desk.programme_id
        if self._running is not None:
            self._running.cancel()
        if programme_id is None:
            self._stack.setCurrentWidget(self.empty)
            return
        self._patience.start()
        database, language = self._database, self.desk.language

        def work(progress: Progress) -> tuple[int, Reading]:
            return asked, said_in(read(database, programme_id, progress), language)

        self._running = self.desk.run("", work, self._on_read)

    def _on_read(self, answer: tuple[int, Reading]) -> None:
        asked, reading = answer
        if asked != self._asked:
            return
        self._patience.stop()
        self.reading = reading
        self._show(reading)

    def _say_waiting(self) -> None:
        self.headline.say_waiting(self.desk.words)

    # Showing

    def _show(self, reading: Reading) -> None:
        people, words = reading.people, self.desk.words
        lacking = self.empty.show_for(people)
        self._stack.setCurrentWidget(self.empty if lacking else self._full)
        if lacking:
            return
        plan = reading.plan
        self.panel.show_settings(people, words)
        self.headline.show_plan(plan, people, words)
        if reading.language != words.language:
            reading = self.reading = said_in(reading, words.language)
        self.plan.show_lists(reading.lists, words)
        self._show_details()

    def open_current(self) -> None:
        """Open the current row beside the list."""
        self._is_open = True
        self._show_details()

    def close_details(self) -> None:
        self._is_open = False
        self._arrange()
        self.plan.list.setFocus()

    def _on_current(self) -> None:
        if self._is_open:
            self._show_details()

    def _show_details(self) -> None:
        if self.reading is None or not self._is_open:
            self._arrange()
            return
        people, words = self.reading.people, self.desk.words
        pair, left, row = self.pair(), self.left_out(), self.row()
        if pair is not None:
            self.details.show_pair(pair, people, words)
            self._ask_ranks(people, pair)
        elif left is not None:
            self.details.show_left_out(left, people, words)
        elif row is not None:
            with self._database.read() as db:
                events = pair_history(db, row.id)
            self.details.show_confirmed(row, events, people, words)
        else:
            self._is_open = False
        self._arrange()

    def _ask_ranks(self, people: PairingInput, pair: ProposedPair) -> None:
        asked = self._asked

        def work(_progress: Progress) -> PairExplanation:
            return explain(people, None, pair.mentee_id, pair.mentor_id)

        def show(found: PairExplanation) -> None:
            if asked == self._asked and self.pair() is pair:
                self.details.show_ranks(found, people, self.desk.words)

        self.desk.run("", work, show)

    def _arrange(self) -> None:
        """Three columns where there is room; otherwise what is open takes the place of the criteria."""
        width = self.width()
        roomy = width >= px(290) + px(430) + px(400)
        if self._is_open and not roomy:
            self.panel.hide()  # first, or the three together would push the window wider
        self.details.setFixedWidth(min(px(430), max(300, int(width * 0.54))))
        self.panel.setFixedWidth(min(px(290), int(width * 0.4)))
        self.details.setVisible(self._is_open)
        self.panel.setVisible(roomy or not self._is_open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # What is current

    def pair(self) -> ProposedPair | None:
        """Return the current proposed pair."""
        key = self.plan.list.current_key()
        if self.reading is None or key is None or self.plan.shown != "proposed":
            return None
        return self.reading.plan.pair_of(key)

    def left_out(self) -> Unpaired | None:
        """Return the current person without a partner."""
        key = self.plan.list.current_key()
        if self.reading is None or self.plan.shown != "left_out":
            return None
        return next((left for left in self.reading.plan.unpaired if left.mentee_id == key), None)

    def row(self) -> PairRow | None:
        """Return the current confirmed pair."""
        key = self.plan.list.current_key()
        if self.reading is None or self.plan.shown != "confirmed":
            return None
        return next((row for row in self.reading.rows if row.id == key), None)

    # Doing

    def _on_settings(self, wanted: Settings) -> None:
        if self.reading is not None:
            people = self.reading.people
            self._actions.save_settings(people.programme_id, people.settings, wanted)

    def _on_ladder(self) -> None:
        with self._database.read() as db:
            known = levels(db)
        ranks = self.dialogs.ladder(known)
        if ranks:
            self._actions.place_levels(ranks)

    def _on_question(self) -> None:
        if self.reading is None:
            return
        setting = self.dialogs.new_criterion(self.reading.people)
        settings = self.reading.people.settings
        if setting is not None and setting.key not in {one.key for one in settings.criteria}:
            self._on_settings(replace(settings, criteria=(*settings.criteria, setting)))

    def _on_allowed(self, mentee_id: int, mentor_id: int) -> None:
        if self.reading is not None:
            self._actions.unlock(self.reading.people, mentee_id, mentor_id)

    def lock(self) -> None:
        """Lock the current pair, or release it when it is locked."""
        pair = self.pair()
        if pair is None or self.reading is None:
            return
        act = self._actions.unlock if pair.locked else self._actions.lock
        act(self.reading.people, pair.mentee_id, pair.mentor_id)

    def forbid(self) -> None:
        """Never propose the current pair again."""
        pair = self.pair()
        if pair is not None and self.reading is not None:
            self._actions.forbid(self.reading.people, pair.mentee_id, pair.mentor_id)

    def confirm(self) -> None:
        """Make the chosen pairs real."""
        pair = self.pair()
        if pair is None or self.reading is None:
            return
        chosen = [self.reading.plan.pair_of(key) for key in self.plan.list.selected_keys()]
        self._actions.confirm(self.reading.people, [one for one in chosen if one is not None] or [pair])

    def confirm_all(self) -> None:
        """Make every proposed pair real, and show them: nothing is left where they were."""
        if self.reading is not None:
            new = [pair for pair in self.reading.plan.pairs if not pair.confirmed]
            if self._actions.confirm(self.reading.people, new):
                self.plan.choose_list("confirmed")
                self.plan.list.setFocus()

    def choose_partner(self) -> None:
        """Choose another mentor for the current mentee from the ranked list."""
        one = self.pair() or self.left_out()
        if one is None or self.reading is None:
            return
        mentor_id = self.dialogs.partner(self.reading.people, self.reading.plan, one.mentee_id)
        if mentor_id is not None:
            self._actions.lock(self.reading.people, one.mentee_id, mentor_id)

    def _on_nearest(self, mentor_id: int) -> None:
        left = self.left_out()
        if left is not None and self.reading is not None:
            self._actions.lock(self.reading.people, left.mentee_id, mentor_id)

    def _on_place(self, mentor_id: int) -> None:
        if self.reading is not None:
            self._actions.add_place(self.reading.people, mentor_id)

    def _on_rule(self, rule: str) -> None:
        if self.reading is None:
            return
        wanted = without_rule(self.reading.people.settings, rule)
        if wanted is not None:
            self._actions.relax(self.reading.people, wanted)

    def end_pair(self) -> None:
        """End the current confirmed pair, with the reason."""
        row = self.row()
        if row is None:
            return
        reason = self.dialogs.end_reason(row.mentor_name, row.mentee_name)
        if reason:
            self._actions.end(row.id, row.mentor_name, row.mentee_name, reason)

    def _on_letters(self) -> None:
        if self.reading is None or not self.reading.plan.pairs:
            return
        pair, row = self.pair(), self.row()
        mentee_id = pair.mentee_id if pair else row.mentee_id if row else None
        self.dialogs.letters(self.reading, mentee_id)

    def _on_export(self, language: str = "") -> None:
        if self.reading is not None:
            self.dialogs.export(self.reading, "en" if (language or self.desk.language) == "en" else "vi")
