"""The sheet of the organisation's own letters: fields by their names, as the dialog shows them."""

from collections.abc import Iterator, Mapping
from typing import Final

from sqlmodel import Session, col, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.words import Words
from nhipcau.mail.letter_fields import shown, understood
from nhipcau.mail.letter_texts import LetterKey, LetterText, key_of, our_text
from nhipcau.mail.models import LETTER, OwnLetter
from nhipcau.mail.service import keep_letters
from nhipcau.sheets.columns import field_column
from nhipcau.sheets.declaration import RowToWrite, SheetDeclaration, SheetKind, SheetRequest, one_by_one

_WHICH: Final = ("kind", "language", "voice")


def _sheets(asked: SheetRequest) -> Iterator[SheetKind]:
    words = asked.words
    choices = {code: tuple((one, _label(code, one, words)) for one in LETTER[code].codes) for code in _WHICH}
    fields = (
        *(field_column(words, LETTER[code], choices=choices[code], names_row=True) for code in _WHICH),
        *(field_column(words, LETTER[code]) for code in ("subject", "body")),
    )
    rows: dict[str, dict[str, object]] = {}
    names = {}
    for one in asked.db.exec(select(OwnLetter).order_by(col(OwnLetter.id))):
        key = key_of(one.kind, one.language, one.voice)
        if key is not None:
            said = shown(LetterText(one.subject, one.body), key.kind, words)
            which = {"kind": one.kind, "language": one.language, "voice": one.voice}
            rows[one.uid] = {**which, "subject": said.subject, "body": said.body}
            names[one.uid] = " · ".join(_label(code, value, words) for code, value in which.items())
    yield SheetKind(LETTERS, fields, rows, names)


def _label(code: str, value: str, words: Words) -> str:
    return words(f"common.language.{value}" if code == "language" else f"mail.{code}.{value}")


def _write(db: Session, programme_id: int, row: RowToWrite) -> None:
    stored = db.exec(select(OwnLetter).where(OwnLetter.uid == row.key)).first()
    before = {} if stored is None else {code: str(getattr(stored, code)) for code in _WHICH}
    if row.state == "removed":
        if (key := _key(before)) is not None:
            keep_letters(db, {key: our_text(key)})
        return
    values = row.whole()
    key = _key({**before, **{code: str(values[code]) for code in _WHICH if values.get(code)}})
    if key is None:
        raise Rejected(Problem("mail.problem.not_said", "kind"))
    if stored is None:  # what a new row leaves open is as in our text
        text, values = our_text(key), {code: value for code, value in values.items() if value}
    else:
        text = LetterText(stored.subject, stored.body)
    said = LetterText(str(values.get("subject", text.subject)), str(values.get("body", text.body)))
    keep_letters(db, {key: understood(said, key.kind)})


def _key(which: Mapping[str, str]) -> LetterKey | None:
    return key_of(*(which.get(code, "") for code in _WHICH))


LETTERS: Final = SheetDeclaration(
    "letters", _sheets, one_by_one(_write), told_by=(_WHICH,), needs=frozenset({"voice", "body"}), grows=True
)
