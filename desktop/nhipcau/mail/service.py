"""Writes of the organisation's own letters."""

from collections.abc import Mapping

from sqlmodel import Session, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.names.vietnamese import clean
from nhipcau.mail.letter_fields import problems_in
from nhipcau.mail.letter_texts import LetterKey, LetterText, our_text
from nhipcau.mail.models import LETTER, OwnLetter


def keep_letters(db: Session, texts: Mapping[LetterKey, LetterText]) -> None:
    """Put texts in the place of ours; one that reads like ours gives way to ours again.

    Raises Rejected where a text is too long, or has fields that its readers do not get; then none is kept.
    """
    for key, text in texts.items():
        found = db.exec(
            select(OwnLetter).where(
                OwnLetter.kind == key.kind, OwnLetter.language == key.language, OwnLetter.voice == key.voice
            )
        ).first()
        if text == our_text(key):
            if found is not None:
                db.delete(found)
            continue
        checked = _checked(key, text)
        if found is None:
            found = OwnLetter(kind=key.kind, language=key.language, voice=key.voice, subject="", body="")
            db.add(found)
        found.subject, found.body = checked.subject, checked.body
    db.flush()


def _checked(key: LetterKey, text: LetterText) -> LetterText:
    tidy = LetterText(clean(" ".join(text.subject.split())), clean(text.body))
    problems = list(problems_in(tidy, key.kind))
    for code, written in (("subject", tidy.subject), ("body", tidy.body)):
        if len(written) > LETTER[code].most:
            problems.append(Problem("mail.problem.too_long", code, {"most": LETTER[code].most}))
    if problems:
        raise Rejected(*problems)
    return tidy
