"""Reads of the organisation's own letters."""

from sqlmodel import Session, select

from nhipcau.mail.letter_texts import LetterKey, LetterText, key_of
from nhipcau.mail.models import OwnLetter


def own_letters(db: Session) -> dict[LetterKey, LetterText]:
    """Return the texts that stand in the place of ours."""
    columns = select(OwnLetter.kind, OwnLetter.language, OwnLetter.voice, OwnLetter.subject, OwnLetter.body)
    return {
        key: LetterText(subject, body)
        for kind, language, voice, subject, body in db.exec(columns)
        if (key := key_of(kind, language, voice)) is not None
    }
