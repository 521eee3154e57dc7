"""What the page writes: each one step, said in a toast that can take it back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nhipcau.database import Database
from nhipcau.participants import service
from nhipcau.participants.queries import ParticipantDetails
from nhipcau.participants.spellings import SpelledField
from nhipcau.widgets.context import Context
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
        self._context = Context(desk, database)
        self._leave = leave
        self._merged = merged

    def add(self, programme_id: int, person: Mapping[str, Any], profile: Mapping[str, Any]) -> int:
        """Add a person and enrol them; Rejected when an answer will not do."""
        name = str(person.get("full_name", ""))
        with self._context.do("participants.step.add", "participants.said.added", name=name) as db:
            person_id = service.add_person(db, person)
            return service.enrol(db, programme_id, person_id, profile)

    def amend_person(self, shown: ParticipantDetails, changes: Mapping[str, Any], field: str) -> None:
        """Change what is known of the person. Not said: the field itself shows it."""
        with self._context.do("participants.step.amend", name=shown.person.full_name, field=field) as db:
            service.amend_person(db, shown.person.id, changes)

    def amend_profile(self, shown: ParticipantDetails, changes: Mapping[str, Any], field: str) -> None:
        with self._context.do("participants.step.amend", name=shown.person.full_name, field=field) as db:
            service.amend_profile(db, shown.id, changes)

    def answer(self, shown: ParticipantDetails, question_id: int, value: object, wording: str) -> None:
        with self._context.do("participants.step.amend", name=shown.person.full_name, field=wording) as db:
            service.set_answer(db, shown.id, question_id, value)

    def enrol_elsewhere(self, shown: ParticipantDetails, programme_id: int, programme: str) -> None:
        self._context.attempt(
            "participants.step.enrol",
            lambda db: service.enrol_elsewhere(db, shown.id, programme_id),
            "participants.said.enrolled",
            name=shown.person.full_name,
            programme=programme,
        )

    def withdraw(self, shown: ParticipantDetails, reason: str) -> None:
        self._context.attempt(
            "participants.step.withdraw",
            lambda db: self._leave(db, shown.id, reason),
            "participants.said.withdrawn",
            name=shown.person.full_name,
        )

    def readmit(self, shown: ParticipantDetails) -> None:
        name = shown.person.full_name
        with self._context.do("participants.step.readmit", "participants.said.readmitted", name=name) as db:
            service.readmit(db, shown.id)

    def remove(self, shown: ParticipantDetails) -> None:
        self._context.attempt(
            "participants.step.remove",
            lambda db: service.remove_participant(db, shown.id),
            "participants.said.removed",
            name=shown.person.full_name,
        )

    def change_consent(self, shown: ParticipantDetails) -> None:
        """Note that the person agrees, or no longer does."""
        name = shown.person.full_name
        if shown.consent_given_on is None:
            with self._context.do("participants.step.consent", "participants.said.consent", name=name) as db:
                service.give_consent(db, shown.person.id)
            return
        with self._context.do(
            "participants.step.no_consent", "participants.said.no_consent", name=name
        ) as db:
            service.withdraw_consent(db, shown.person.id)

    def merge_spellings(self, name: SpelledField, texts: Sequence[str], into: str) -> None:
        """Write several spellings as one; rooms above remember it for what comes in later."""
        with self._context.do("participants.step.merge", into=into) as db:
            changed = service.merge_spellings(db, name, texts, into)
            self._merged(db, name, texts, into)
        self._context.say("participants.said.merged", into=into, n=changed)
