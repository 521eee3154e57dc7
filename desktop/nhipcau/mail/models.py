"""The table of the organisation's own letters, and the draft of one."""

from typing import Final

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from nhipcau.common.public_ids import new_uid
from nhipcau.common.words import LANGUAGES
from nhipcau.database.field_catalogue import catalogue_of, declared, read_by
from nhipcau.mail.letter_texts import LETTER_KINDS, VOICES


class LetterDraft(SQLModel):
    """What a coordinator writes, checked before it becomes a row."""

    subject: str = declared("text", "programme", least=1, most=200, width=40)
    body: str = declared("long_text", "programme", least=1, most=10_000, width=90)


class OwnLetter(LetterDraft, table=True):
    """A text that the organisation put in place of ours; without a row, ours is used."""

    __tablename__ = "letter_text"
    __table_args__ = (
        UniqueConstraint("kind", "language", "voice"),
        {"sqlite_autoincrement": True, "info": read_by(team="uid")},
    )

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    kind: str = declared("choice", "programme", codes=LETTER_KINDS, must=True, width=30)
    language: str = declared("choice", "programme", codes=LANGUAGES, must=True, width=14)
    voice: str = declared("choice", "programme", codes=VOICES, must=True, width=14)


LETTER: Final = catalogue_of(OwnLetter, "letter_text", "letter.")
"""The fields of a letter's text, by code."""
