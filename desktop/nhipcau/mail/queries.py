"""Reads of the organisation's own letters."""

from sqlmodel import Session, select

from nhipcau.common.words import LANGUAGES
from nhipcau.mail.letter_texts import LETTER_KINDS, VOICES, LetterKey, LetterText
from nhipcau.mail.models import OwnLetter


def own_letters(db: Session) -> dict[LetterKey, LetterText]:
    """Return the texts that stand in the place of ours."""
    known = {
        (kind, language, voice): LetterKey(kind, language, voice)
        for kind in LETTER_KINDS
        for language in LANGUAGES
        for voice in VOICES
    }
    columns = select(
        OwnLetter.kind, OwnLetter.language, OwnLetter.voice, OwnLetter.subject, OwnLetter.body
    ).order_by(OwnLetter.id)
    return {
        known[key]: LetterText(row[3], row[4])
        for row in db.exec(columns)
        if (key := (row[0], row[1], row[2])) in known
    }
