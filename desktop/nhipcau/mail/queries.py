"""Reads of the organisation's own letters."""

from sqlmodel import Session, select

from nhipcau.mail.letter_texts import LetterKey, LetterText, key_of
from nhipcau.mail.models import OwnLetter


def own_letters(db: Session) -> dict[LetterKey, LetterText]:
    """Return the texts that stand in the place of ours."""
    return {
        key: LetterText(one.subject, one.body)
        for one in db.exec(select(OwnLetter))
        if (key := key_of(one.kind, one.language, one.voice)) is not None
    }
