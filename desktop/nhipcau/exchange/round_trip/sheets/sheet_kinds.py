"""The sheets that workbooks hold: the one list of them, in their order. Nothing else here knows a kind by its name."""

from collections.abc import Collection
from typing import Final

from sqlmodel import Session

from nhipcau.common.words import Words
from nhipcau.exchange.round_trip.sheets.scope import scope_of
from nhipcau.journey.sheet import SHEETS as JOURNEY
from nhipcau.mail.sheet import LETTERS
from nhipcau.pairing.explanation.reasons import slot_phrase
from nhipcau.pairing.sheets.constraints import CONSTRAINTS
from nhipcau.pairing.sheets.criteria import CRITERIA
from nhipcau.pairing.sheets.pairs import PAIRS
from nhipcau.pairing.sheets.plans import PLANS
from nhipcau.pairing.sheets.rules import RULES
from nhipcau.pairing.sheets.shares import SHARES
from nhipcau.pairing.store.queries import ever_paired_ids
from nhipcau.participants.sheets.levels import LEVELS
from nhipcau.participants.sheets.people import people_sheet
from nhipcau.programmes.sheet import PROGRAMME
from nhipcau.sessions.sheet import SHEETS as SESSIONS
from nhipcau.sheets.declaration import SheetDeclaration, SheetKind, SheetRequest
from nhipcau.sheets.scope import Scope, Workbook
from nhipcau.skills.sheet import SHEETS as SKILLS
from nhipcau.surveys.sheet import SURVEY, is_about_form


def _slot_name(slot: str, words: Words) -> str:
    """Return a free hour in words; a wording of somebody's own stays as it is."""
    said = slot_phrase(slot)
    return said if isinstance(said, str) else said.text(words)


SHEETS: Final[tuple[SheetDeclaration, ...]] = (
    PROGRAMME,
    people_sheet(_slot_name, ever_paired_ids),
    PAIRS,
    *JOURNEY,
    *SESSIONS,
    SURVEY,
    CONSTRAINTS,
    CRITERIA,
    RULES,
    SHARES,
    LEVELS,
    *SKILLS,
    LETTERS,
    PLANS,
)


def sheet_kinds(
    db: Session, programme_id: int, words: Words, about: str = "", showed: Collection[str] = ()
) -> tuple[SheetKind, ...]:
    """Return everything a workbook may hold, as it is now; `about` is that of `SentWorkbook`.

    `showed` are the pairs that were in it when it went out. What goes out of it is another question: see `readable`.
    """
    scope = Scope() if is_form(about) else scope_of(db, programme_id, about, showed)
    workbook: Workbook = "form" if is_form(about) else scope.workbook
    asked = SheetRequest(db, programme_id, words, scope, about)
    return tuple(kind for one in SHEETS if workbook in one.workbooks for kind in one.made(asked))


def is_form(about: str) -> bool:
    """Whether a workbook is a form of a survey, by what it is about."""
    return is_about_form(about)


def sheet_of_pairs() -> str:
    """Return the code of the sheet whose rows are the pairs that a small workbook is about."""
    return next(one.code for one in SHEETS if one.says_pairs)
