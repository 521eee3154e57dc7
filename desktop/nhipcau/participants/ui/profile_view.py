"""One participant as it is read: facts under headings, nothing that is empty."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.database.field_catalogue import LISTS, CatalogueField
from nhipcau.participants.models import PERSON, PROFILE
from nhipcau.participants.queries import ParticipantDetails
from nhipcau.participants.ui.wording import (
    TONES,
    answer_text,
    date_text,
    missing_text,
    roles_text,
    sensitive_mark,
    slots_text,
    state_of,
)
from nhipcau.widgets.avatar import Avatar
from nhipcau.widgets.card import Body, Caution, Heading, Line, Muted
from nhipcau.widgets.controls import Pill
from nhipcau.widgets.flow import FlowLayout, Wrapping

Fact = tuple[str, str]


class ProfileView(QWidget):
    """Made anew for each person: a dozen labels cost less than keeping them in step."""

    def __init__(self, shown: ParticipantDetails, words: Words, paired: frozenset[int] | None) -> None:
        super().__init__()
        self.setObjectName("Clear")
        self._words = words
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._column.addLayout(self._head(shown))
        self._column.addWidget(self._pills(shown, paired))
        self._warn(shown)
        for group in ("contact", "work", "profile", "about"):
            self._group(group, self._said(group, shown))
        self._add_answers(shown)
        self._column.addStretch(1)

    def _head(self, shown: ParticipantDetails) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        avatar = Avatar("", 48)
        avatar.set_name(shown.person.full_name)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Heading(shown.person.full_name, 2, wrap=True))
        work = " · ".join(part for part in (shown.person.title, shown.person.department) if part)
        if work:
            names.addWidget(Muted(work, wrap=True))
        row.addWidget(avatar, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(names, 1)
        return row

    def _pills(self, shown: ParticipantDetails, paired: frozenset[int] | None) -> QWidget:
        holder = Wrapping()
        flow = FlowLayout(holder, gap=6)
        flow.addWidget(Pill(roles_text(shown, self._words), "mentor" if shown.is_mentor else "mentee"))
        state = state_of(shown, paired)
        flow.addWidget(Pill(self._words(f"participants.state.{state}"), TONES[state]))
        if shown.consent_given_on is None:
            flow.addWidget(Pill(self._words("participants.no_consent"), "warn"))
        return holder

    def _warn(self, shown: ParticipantDetails) -> None:
        if shown.status == "withdrawn":
            reason = shown.withdrawn_reason or self._words("participants.no_reason")
            self._column.addWidget(
                Body(
                    self._words(
                        "participants.left_because", date=date_text(shown.withdrawn_on), reason=reason
                    )
                )
            )
        elif shown.missing:
            self._column.addWidget(
                Body(self._words("participants.still_missing", what=missing_text(shown.missing, self._words)))
            )

    def _said(self, group: str, shown: ParticipantDetails) -> list[Fact]:
        fields = PROFILE.values() if group == "profile" else (
            one for one in PERSON.values() if one.group == group
        )  # fmt: skip
        facts = [(one.label, self._text(one, shown)) for one in fields if one.kind != "yes_no"]
        if group == "about":
            others = ", ".join(name for _, name in shown.other_programmes)
            facts += [
                ("participants.field.consent", date_text(shown.consent_given_on)),
                ("participants.field.enrolled_on", date_text(shown.enrolled_on)),
                ("participants.field.other_programmes", others),
            ]
        return facts

    def _text(self, one: CatalogueField, shown: ParticipantDetails) -> str:
        """Return what a field says of somebody; nothing where it says nothing of those in their role."""
        if one.kind == "person":
            return shown.person.manager_name
        value = (shown.values if one.code in PROFILE else shown.person.values)[one.code]
        if one.kind == "number":
            return str(value) if _says_something(one, value, shown) else ""
        if one.kind == "ranked":
            return "\n".join(f"{place}. {name}" for place, name in enumerate(value, start=1))
        if one.kind == "topics":
            return self._graded(one.code, value)
        if one.kind == "slots":
            return slots_text(value, self._words)
        if one.kind == "ways":
            value = [self._words(f"participants.way.{way}") for way in value]
        return ", ".join(value) if one.kind in LISTS else str(value or "")

    def _graded(self, name: str, topics: Sequence[tuple[str, int]]) -> str:
        ordered = sorted(topics, key=lambda topic: -topic[1])
        return "\n".join(
            f"{topic} – {self._words(f'participants.grade.{name}.{grade}')}" for topic, grade in ordered
        )

    def _group(self, name: str, facts: Sequence[Fact]) -> None:
        self._facts(
            self._words(f"participants.group.{name}"),
            [(self._words(label), text) for label, text in facts],
        )

    def _add_answers(self, shown: ParticipantDetails) -> None:
        told = [(question, answer_text(value, question)) for question, value in shown.answers]
        told = [(question, text) for question, text in told if text]
        self._facts(
            self._words("participants.group.answers"),
            [(question.wording, text) for question, text in told],
            [sensitive_mark(question, text, self._words) for question, text in told],
        )

    def _facts(self, heading: str, facts: Sequence[Fact], marks: Sequence[str] = ()) -> None:
        """Show what is said under a heading, with what marks each."""
        said = [fact for fact in facts if fact[1]]
        if not said:
            return
        self._column.addWidget(Line())
        self._column.addWidget(Heading(heading, 3))
        for (caption, text), mark in zip(said, marks or [""] * len(said), strict=True):
            pair = QVBoxLayout()
            pair.setSpacing(1)
            pair.addWidget(Muted(caption, wrap=True))
            pair.addWidget(Caution(mark))
            pair.addWidget(_selectable(text))
            self._column.addLayout(pair)


def _says_something(one: CatalogueField, value: int, shown: ParticipantDetails) -> bool:
    """Say whether a number of partners is worth a line: how many mentees a mentor takes always is."""
    of_their_role = shown.is_mentee if one.code == "mentors_wanted" else shown.is_mentor
    return of_their_role and (one.code == "capacity" or value > one.least)


def _selectable(text: str) -> QLabel:
    """Make a text that can be copied with the pointer."""
    made = Body(text)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
