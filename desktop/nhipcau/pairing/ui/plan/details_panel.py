"""The panel of what is open: a proposed pair, a person left out, or a confirmed pair with its history."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.pairing.explanation.plan_sentences import capital, changes, percent, said, why
from nhipcau.pairing.explanation.results import Plan, ProposedPair, Unpaired
from nhipcau.pairing.models import FIT_ANSWERS
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput
from nhipcau.pairing.store.queries import PairEventRow, PairRow
from nhipcau.pairing.ui.criteria.places_row import PlacesRow
from nhipcau.pairing.ui.plan.fit_parts import PointsTable, ProfilesSideBySide
from nhipcau.pairing.ui.plan.mentor_rows import worth_line
from nhipcau.pairing.ui.plan.pair_history import ended_lines, event_line, replaced_line
from nhipcau.pairing.ui.plan.profile_lines import profile_lines
from nhipcau.pairing.ui.plan.remedies import without_rule
from nhipcau.widgets.card import Body, Heading, Line, Muted
from nhipcau.widgets.controls import Button, Chips, Pill, button
from nhipcau.widgets.flow import FlowLayout
from nhipcau.widgets.layout_clearing import clear
from nhipcau.widgets.panel import DetailsPanel


class Details(DetailsPanel):
    """Shows one thing; its buttons only say what is wanted."""

    lock_wanted = Signal()
    forbid_wanted = Signal()
    choose_wanted = Signal()
    confirm_wanted = Signal()
    end_wanted = Signal()
    letter_wanted = Signal()
    person_wanted = Signal(int)
    place_wanted = Signal(int)
    places_wanted = Signal(int, int, int)
    rule_unwanted = Signal(str)
    fit_answered = Signal(str)
    left_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, Button] = {
            "lock": button(icon="lock"),
            "forbid": button(icon="ban"),
            "choose": button(icon="repeat-2"),
            "letter": button(icon="mail"),
            "left": button(icon="user-minus"),
            "end": button(kind="danger", icon="link-2-off"),
            "confirm": button(kind="primary", icon="check"),
        }
        wanted = {
            "lock": self.lock_wanted, "forbid": self.forbid_wanted, "choose": self.choose_wanted,
            "letter": self.letter_wanted, "left": self.left_wanted,
            "end": self.end_wanted, "confirm": self.confirm_wanted,
        }  # fmt: skip
        holder = QWidget()
        flow = FlowLayout(holder)
        for name, made in self.buttons.items():
            made.clicked.connect(wanted[name])
            flow.addWidget(made)
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self.footer.addWidget(holder, 1)

    def show_pair(
        self, pair: ProposedPair, plan: Plan, rows: Sequence[PairRow], people: PairingInput, words: Words
    ) -> None:
        """Show a proposed pair: fit, reasons, warnings, points per criterion, both profiles."""
        mentor, mentee = people.candidate(pair.mentor_id), people.candidate(pair.mentee_id)
        self._begin(f"{mentor.name} · {mentee.name}", words)
        self._offer(words, "lock", "forbid", "choose", "letter", "confirm")
        self.buttons["lock"].setText(words("pairs.action.unlock" if pair.locked else "pairs.action.lock"))
        self.buttons["lock"].set_icon("lock-open" if pair.locked else "lock")
        self._head(percent(pair.fit), [words("pairs.state.locked")] if pair.locked else [], words)
        self._add_ranks(pair, people, words)
        if pair.reasons:
            self.body.addWidget(Heading(words("pairs.details.why"), 3))
            self.body.addWidget(Body(why(pair, words, people)))
        self._bullets(words("pairs.details.notice"), said(pair.warnings, words), tone="warn")
        self._add_points(pair, words)
        self._add_blocking(plan, mentee.participant_id, people, words)
        self._bullets(words("repair.earlier"), ended_lines(rows, mentee.participant_id, words))
        self._add_profiles(mentor.participant_id, mentee.participant_id, people, words)
        self.body.addStretch(1)

    def _add_ranks(self, pair: ProposedPair, people: PairingInput, words: Words) -> None:
        """Say where each stands on the other's list."""
        if not pair.mentor_rank or not pair.mentee_rank:
            return
        mentor, mentee = people.candidate(pair.mentor_id), people.candidate(pair.mentee_id)
        text = words(
            "groups.ranks", mentor=mentor.name, mentee=mentee.name, mentor_rank=pair.mentor_rank,
            mentors=pair.mentors, mentee_rank=pair.mentee_rank, mentees=pair.mentees,
        )  # fmt: skip
        self.body.addWidget(Muted(text, wrap=True))

    def show_left_out(
        self, left: Unpaired, rows: Sequence[PairRow], people: PairingInput, words: Words
    ) -> None:
        """Show why somebody has no partner, and the mentors nearest to being one."""
        person = people.candidate(left.mentee_id)
        self._begin(person.name, words)
        self._offer(words, "choose", *(("left",) if rows else ()))
        self.buttons["choose"].setText(words("pairs.action.choose_any"))
        self.body.addWidget(Heading(words("pairs.left.why"), 3))
        self.body.addWidget(Body(capital(left.reason.text(words))))
        self._bullets(words("pairs.left.change"), changes(left, words))
        if left.rules:
            self.body.addWidget(Heading(words("pairs.left.rules"), 3))
        for count in left.rules:
            line = words("pairs.say.rule", n=count.mentors, rule=capital(count.label.text(words)))
            self.body.addWidget(Body(line))
            for mentor_id in count.nearest:
                name = people.candidate(mentor_id).name
                near = self._link(words("pairs.left.pair_anyway", name=name), "link", mentor_id)
                near.clicked.connect(self._on_person)
            if count.alone and without_rule(people.settings, count.rule) is not None:
                relax = self._link(words("pairs.left.relax", n=count.alone), "lock-open", count.rule)
                relax.clicked.connect(self._on_rule)
        self._shortage(left, people, words)
        self._bullets(words("repair.earlier"), ended_lines(rows, left.mentee_id, words))
        self.body.addStretch(1)

    def show_confirmed(
        self,
        row: PairRow,
        events: Sequence[PairEventRow],
        rows: Sequence[PairRow],
        people: PairingInput,
        words: Words,
    ) -> None:
        """Show a confirmed pair: how the two find it, what has happened since, and what went before."""
        self._begin(f"{row.mentor_name} · {row.mentee_name}", words)
        self._offer(words, *(() if row.state == "ended" else ("letter", "left", "end")))
        self._head(percent(row.fit), [words(f"pairs.state.{row.state}")], words)
        if row.end_reason:
            self.body.addWidget(Body(words("pairs.confirmed.ended_because", reason=row.end_reason)))
        if row.stands:
            self._add_answer(row, words)
        self.body.addWidget(Heading(words("pairs.confirmed.history"), 3))
        lines = [event_line(event, words) for event in events]
        self.body.addWidget(Body("\n".join(filter(None, [*lines, replaced_line(row, rows, words)]))))
        others = [one for one in rows if one.id not in (row.id, row.follows_id)]
        ended = [*ended_lines(others, row.mentee_id, words), *ended_lines(others, row.mentor_id, words)]
        self._bullets(words("repair.earlier"), list(dict.fromkeys(ended)))
        enrolled = {person.participant_id for person in people.candidates}
        if {row.mentor_id, row.mentee_id} <= enrolled:
            self._add_profiles(row.mentor_id, row.mentee_id, people, words)
        self.body.addStretch(1)

    def _add_answer(self, row: PairRow, words: Words) -> None:
        self.body.addWidget(Heading(words("repair.answer"), 3))
        self.answer = Chips()
        self.answer.setAccessibleName(words("repair.answer"))
        self.answer.set_items(
            [(one or "none", words(f"repair.answer.{one or 'none'}"), None) for one in FIT_ANSWERS]
        )
        self.answer.choose(row.fit_answer or "none")
        self.answer.chosen.connect(self._on_answer)
        self.body.addWidget(self.answer)
        if row.fit_answered_on is not None:
            day = row.fit_answered_on.strftime("%d/%m/%Y")
            self.body.addWidget(Muted(words("repair.answered_on", date=day)))

    def _on_answer(self, answer: str) -> None:
        self.fit_answered.emit("" if answer == "none" else answer)

    def show_mentor(
        self, mentor: Candidate, plan: Plan, rows: Sequence[PairRow], people: PairingInput, words: Words
    ) -> None:
        """Show a mentor's group, places, and what one more place would bring."""
        self._begin(mentor.name, words)
        self._offer(words, *(("left",) if rows else ()))
        group = [pair for pair in plan.pairs if pair.mentor_id == mentor.participant_id]
        lines = [f"{people.candidate(pair.mentee_id).name} · {percent(pair.fit)}" for pair in group]
        self.body.addWidget(Heading(words("groups.mentor.group", name=mentor.name), 3))
        self.body.addWidget(Body("\n".join(lines) or words("groups.nobody")))
        self._add_places(mentor, words)
        worth = next((one for one in plan.worths if one.mentor_id == mentor.participant_id), None)
        if worth is not None:
            self._bullets(words("groups.mentor.worth"), [worth_line(worth, mentor.name, words)])
            more = self._link(words("groups.mentor.ask_one"), "user-plus", mentor.participant_id)
            more.clicked.connect(self._on_place)
        self._add_blocking(plan, mentor.participant_id, people, words)
        self._bullets(words("repair.earlier"), ended_lines(rows, mentor.participant_id, words))
        self.body.addStretch(1)

    def _add_places(self, mentor: Candidate, words: Words) -> None:
        self.body.addWidget(Heading(words("groups.mentor.places"), 3))
        row = PlacesRow(mentor, words)
        row.wanted.connect(self.places_wanted)
        self.body.addWidget(row)

    def _add_blocking(self, plan: Plan, participant_id: int, people: PairingInput, words: Words) -> None:
        lines = [
            words(
                "groups.rather", mentee=people.candidate(one.mentee_id).name,
                mentor=people.candidate(one.mentor_id).name, fit=percent(one.fit),
            )
            for one in plan.blocking
            if participant_id in (one.mentor_id, one.mentee_id)
        ]  # fmt: skip
        self._bullets(words("groups.rather.title"), lines[:5])

    def _begin(self, title: str, words: Words) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.close_button.setFocus()  # not whatever comes next in the window, where a key would do something else
        clear(self.body)
        self.set_texts(title, words("common.close"))

    def _offer(self, words: Words, *names: str) -> None:
        for name, made in self.buttons.items():
            made.setVisible(name in names)
            made.setText(words(f"pairs.action.{name}"))
            made.setToolTip(words(f"pairs.action.{name}.hint"))

    def _head(self, fit: str, states: Sequence[str], words: Words) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Heading(fit, 1))
        row.addWidget(Muted(words("pairs.details.fit")))
        for state in states:
            row.addWidget(Pill(state, "info"))
        row.addStretch(1)
        self.body.addLayout(row)

    def _bullets(self, heading: str, lines: Sequence[str], tone: str = "") -> None:
        if not lines:
            return
        self.body.addWidget(Heading(heading, 3))
        text = Body("\n".join(f"• {line}" for line in lines))
        if tone:
            text.setObjectName("Warn")
        self.body.addWidget(text)

    def _add_points(self, pair: ProposedPair, words: Words) -> None:
        self.body.addWidget(Line())
        self.body.addWidget(Heading(words("pairs.details.points_title"), 3))
        self.body.addWidget(PointsTable(pair.parts, words))

    def _add_profiles(self, mentor_id: int, mentee_id: int, people: PairingInput, words: Words) -> None:
        mentor, mentee = people.candidate(mentor_id), people.candidate(mentee_id)
        self.body.addWidget(Line())
        self.body.addWidget(Heading(words("pairs.details.profiles"), 3))
        lines = profile_lines(people, mentor, mentee, words)
        self.body.addWidget(ProfilesSideBySide(mentor, mentee, lines, words))

    def _shortage(self, left: Unpaired, people: PairingInput, words: Words) -> None:
        if left.shortage is None:
            return
        groups: Mapping[str, Sequence[int]] = {
            "pairs.left.these_mentees": left.shortage.mentee_ids,
            "pairs.left.these_mentors": left.shortage.mentor_ids,
        }
        for key, ids in groups.items():
            names = ", ".join(people.candidate(one).name for one in ids[:12])
            more = words("pairs.left.more", n=len(ids) - 12) if len(ids) > 12 else ""
            self.body.addWidget(Muted(words(key, n=len(ids), places=left.shortage.places), wrap=True))
            self.body.addWidget(Body(f"{names} {more}".strip()))
        for mentor_id in left.shortage.mentor_ids[:4]:
            name = people.candidate(mentor_id).name
            more_places = self._link(words("pairs.left.one_more", name=name), "user-plus", mentor_id)
            more_places.clicked.connect(self._on_place)

    def _link(self, text: str, icon: str, about: int | str) -> Button:
        made = button(text, kind="link", icon=icon)
        made.setProperty("about", about)
        self.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _on_person(self) -> None:
        self.person_wanted.emit(int(self.sender().property("about")))

    def _on_place(self) -> None:
        self.place_wanted.emit(int(self.sender().property("about")))

    def _on_rule(self) -> None:
        self.rule_unwanted.emit(str(self.sender().property("about")))
