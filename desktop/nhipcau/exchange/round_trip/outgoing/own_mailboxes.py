"""Whose mailbox somebody else reads as well: a private form is not addressed to it."""

from dataclasses import dataclass

from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from nhipcau.mail.addresses import is_address
from nhipcau.participants.models import Person


@dataclass(frozen=True, slots=True)
class Mailboxes:
    """The addresses that stand with several people of the organisation."""

    shared: frozenset[str]

    def has_other_readers(self, email: str, assistant_email: str) -> bool:
        """Say whether somebody beside the person reads what is sent there: whoever shares it, or the assistant."""
        mark = _mark(email)
        return is_address(email) and (mark in self.shared or mark == _mark(assistant_email))


def mailboxes(db: Session) -> Mailboxes:
    mark = func.lower(func.trim(col(Person.email)))
    statement = select_columns(mark).where(col(Person.email) != "").group_by(mark).having(func.count() > 1)
    return Mailboxes(frozenset(db.connection().execute(statement).scalars()))


def _mark(email: str) -> str:
    return email.strip().lower()
