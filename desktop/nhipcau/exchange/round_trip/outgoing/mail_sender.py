"""Who the mails of a programme are from."""

from sqlmodel import Session

from nhipcau.mail.signature import Sender
from nhipcau.programmes.queries import organisation_name, programme


def sender_of(db: Session, programme_id: int, signed_by: str) -> Sender:
    """Return the programme and its organisation, with the name that the coordinator signs by."""
    found = programme(db, programme_id)
    return Sender(found.name if found is not None else "", organisation_name(db), signed_by)
