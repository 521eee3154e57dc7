"""Which workbook a file is: what it says of itself, and the language that it speaks."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from nhipcau.common.cell_text import text_of
from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import LANGUAGES, Language, text
from nhipcau.workbook import Source
from nhipcau.workbook.limits import IDENTITY


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workbook says of itself."""

    uid: str
    language: Language


def identity_of(source: Source) -> Identity | None:
    """Return what the workbook says of itself, unless that was lost."""
    for sheet in source.sheets:
        if sheet.name != IDENTITY:
            continue
        for row in sheet.rows:
            if len(row) >= 3 and row[0] == "workbook":
                language: Language = "en" if row[2] == "en" else "vi"
                return Identity(str(row[1]), language)
    return None


def is_ours(source: Source) -> bool:
    """Whether this is a workbook that went out from here, rather than answers of a form."""
    return identity_of(source) is not None


def language_of(source: Source) -> Language:
    """Return the language of the headings, for a workbook that does not say."""
    headings = {
        fold(text_of(cell)) for sheet in source.sheets for row in sheet.rows[:3] for cell in row if cell
    }
    found = Counter(
        {lang: sum(fold(text(lang, label)) in headings for label in _TELLING) for lang in LANGUAGES}
    )
    return "en" if found["en"] > found["vi"] else "vi"


_TELLING: Final = (
    "fields.full_name",
    "fields.department",
    "fields.level",
    "fields.place",
    "fields.goals",
    "fields.strengths",
    "homecoming.field.mentor",
    "homecoming.field.mentee",
)
