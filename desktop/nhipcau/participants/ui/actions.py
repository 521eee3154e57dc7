"""What the page writes: each one step, said in a toast that can take it back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nhipcau.common.errors import Rejected
from nhipcau.database import Database
from nhipcau.participants import service
from nhipcau.participants.queries import ParticipantDetails
from nhipcau.participants.spellings import SpelledField
from nhipcau.widgets.desk import Desk

Leave = Callable[[Any, int, str], object]
"""Takes a participant out of the programme for a reason, with what rooms above know to end then."""


Merged = Callable[[Any, SpelledField, Sequence[str], str], object]
"""Remembers for later files that several spellings are one."""


def _not_remembered(_db: object, _name: SpelledField, _texts: Sequence[str], _into: str) -> None:
    """Remember nothing."""


class Actions:
    """Writes of the participants page."""

    def __init__(
        self,
        desk: Desk,
        database: Database,
        leave: Leave = service.withdraw,
        merged: Merged = _not_remembered,
    ) -> None:
        self._desk = desk
        self._database = database
        self._leave = leave
        self._merged = merged

    def add(self, programme_id: int, person: Mapping[str, Any], profile: Mapping[str, Any]) -> int:
        """Add a person and enrol them; Rejected when an answer will not do."""
        name = str(person.get("full_name", ""))
        with self._database.step("participants.step.add", name=name) as db:
            person_id = service.add_person(db, person)
            participant_id = service.enrol(db, programme_id, person_id, profile)
        self._said("participants.said.added", name)
        return participant_id

    def amend_person(self, shown: ParticipantDetails, changes: Mapping[str, Any], field: str) -> None:
        """Change what is known of the person. Not said: the field itself shows it."""
        with self._database.step("participants.step.amend", name=shown.person.full_name, field=field) as db:
            service.amend_person(db, shown.person.id, changes)

    def amend_profile(self, shown: ParticipantDetails, changes: Mapping[str, Any], field: str) -> None:
        with self._database.step("participants.step.amend", name=shown.person.full_name, field=field) as db:
            service.amend_profile(db, shown.id, changes)

    def answer(self, shown: ParticipantDetails, question_id: int, value: object, wording: str) -> None:
        with self._database.step("participants.step.amend", name=shown.person.full_name, field=wording) as db:
            service.set_answer(db, shown.id, question_id, value)

    def enrol_elsewhere(self, shown: ParticipantDetails, programme_id: int, programme: str) -> None:
        name = shown.person.full_name
        try:
            with self._database.step("participants.step.enrol", name=name, programme=programme) as db:
                service.enrol_elsewhere(db, shown.id, programme_id)
        except Rejected as refused:
            self._refused(refused)
            return
        self._said("participants.said.enrolled", name, programme=programme)

    def withdraw(self, shown: ParticipantDetails, reason: str) -> None:
        name = shown.person.full_name
        try:
            with self._database.step("participants.step.withdraw", name=name) as db:
                self._leave(db, shown.id, reason)
        except Rejected as refused:
            self._refused(refused)
            return
        self._said("participants.said.withdrawn", name)

    def readmit(self, shown: ParticipantDetails) -> None:
        name = shown.person.full_name
        with self._database.step("participants.step.readmit", name=name) as db:
            service.readmit(db, shown.id)
        self._said("participants.said.readmitted", name)

    def remove(self, shown: ParticipantDetails) -> None:
        name = shown.person.full_name
        try:
            with self._database.step("participants.step.remove", name=name) as db:
                service.remove_participant(db, shown.id)
        except Rejected as refused:
            self._refused(refused)
            return
        self._said("participants.said.removed", name)

    def change_consent(self, shown: ParticipantDetails) -> None:
        """Note that the person agrees, or no longer does."""
        name = shown.person.full_name
        if shown.consent_given_on is None:
            with self._database.step("participants.step.consent", name=name) as db:
                service.give_consent(db, shown.person.id)
            self._said("participants.said.consent", name)
            return
        with self._database.step("participants.step.no_consent", name=name) as db:
            service.withdraw_consent(db, shown.person.id)
        self._said("participants.said.no_consent", name)

    def merge_spellings(self, name: SpelledField, texts: Sequence[str], into: str) -> None:
        """Write several spellings as one; rooms above remember it for what comes in later."""
        with self._database.step("participants.step.merge", into=into) as db:
            changed = service.merge_spellings(db, name, texts, into)
            self._merged(db, name, texts, into)
        self._desk.say(self._desk.words("participants.said.merged", into=into, n=changed), undo=True)

    def _said(self, key: str, name: str, **values: object) -> None:
        self._desk.say(self._desk.words(key, name=name, **values), undo=True)

    def _refused(self, refused: Rejected) -> None:
        first = refused.problems[0]
        self._desk.say(self._desk.words(first.code, **first.values), tone="warn")
