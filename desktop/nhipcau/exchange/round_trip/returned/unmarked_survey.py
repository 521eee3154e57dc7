"""A survey's form that no longer says which it is: told again by its wordings, and whose by who is named in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from sqlmodel import Session, col, select

from nhipcau.common.names.vietnamese import fold
from nhipcau.common.words import LANGUAGES, Language, Words
from nhipcau.exchange.models import SentWorkbook
from nhipcau.exchange.round_trip.returned.anonymous_marks import form_waves
from nhipcau.exchange.round_trip.returned.upright_forms import cells_of, runs_down
from nhipcau.sheets.declaration import SheetKind
from nhipcau.surveys.queries import ResponseRow, SurveyQuestionRow, WaveRow, questions, responses, waves
from nhipcau.surveys.sheet import SURVEY, about_form
from nhipcau.workbook import Source
from nhipcau.workbook.limits import OURS

_SHEETS: Final = 2
"""So many a form's file has to look at: what explains it, and the form."""


@dataclass(frozen=True, slots=True)
class LostForm:
    """Whose form it is (`about` is that of `SentWorkbook`), and the language it asks in."""

    about: str
    language: Language


def lost_form(db: Session, programme_id: int, source: Source) -> LostForm | None:
    """Return whose form a file is, of the newest wave in which somebody it names was asked these questions."""
    asked: dict[int, Mapping[Language, frozenset[str]]] = {}
    found: list[tuple[WaveRow, set[str]]] = []
    for wave in waves(db, programme_id):
        if wave.survey.id not in asked:
            asked[wave.survey.id] = _wordings(questions(db, wave.survey.id))
        wordings = asked[wave.survey.id]
        sheets = [sheet for sheet in source.sheets if runs_down(sheet, list(wordings.values()))]
        if sheets:
            found.append((wave, cells_of(sheets)))
    known = [one for one in found if any(fold(row.uid) in one[1] for row in responses(db, one[0].id))]
    everything = set[str]().union(*(said for _, said in found))
    likely = form_waves([wave for wave, _ in found], everything)
    for wave, said in known or [one for one in found if one[0] in likely]:
        wordings = asked[wave.survey.id]
        person = _person(responses(db, wave.id), said, fold(source.path.stem))
        if person:
            language: Language = "en" if len(wordings["en"] & said) > len(wordings["vi"] & said) else "vi"
            return LostForm(about_form(wave.uid, person), language)
    return None


def others_forms(db: Session, programme_id: int, source: Source, about: str) -> tuple[Source, ...]:
    """Return the forms of others that somebody has put into a form's file, each as a file of its own."""
    sheets = [sheet for sheet in source.sheets if sheet.rows and sheet.name not in OURS]
    if len(sheets) <= _SHEETS:
        return ()
    alone = (replace(source, sheets=(sheet,)) for sheet in sheets)
    found = ((one, lost_form(db, programme_id, one)) for one in alone)
    return tuple(one for one, lost in found if lost is not None and lost.about != about)


def form_of_no_wave(about: str, title: str) -> SheetKind:
    """Return the sheet of a form whose wave was removed: it asks nothing any more."""
    return SheetKind(SURVEY, (), {}, {}, title, about.partition(":")[2])


def sent_form(db: Session, programme_id: int, lost: LostForm) -> SentWorkbook | None:
    """Return the form that was sent last, rather the one in its language."""
    wanted = select(SentWorkbook).where(
        SentWorkbook.programme_id == programme_id, SentWorkbook.about == lost.about
    )
    newest = wanted.order_by(col(SentWorkbook.sent_at).desc(), col(SentWorkbook.id).desc())
    found = db.exec(newest).all()
    return next((one for one in found if one.language == lost.language), found[0] if found else None)


def _wordings(asked: Iterable[SurveyQuestionRow]) -> Mapping[Language, frozenset[str]]:
    listed = list(asked)
    return {
        language: frozenset(" ".join(fold(one.wording(language)).split()) for one in listed)
        for language in LANGUAGES
    }


def _person(asked: Iterable[ResponseRow], said: set[str], file: str) -> str:
    """Return who is named: by the key of an answer, an e-mail, the line that says so, or the name of the file."""
    rows = list(asked)
    lines = {
        row.name: {fold(Words(one)("surveys.form.who", name=row.name)) for one in LANGUAGES} for row in rows
    }
    marks = (
        [row for row in rows if fold(row.uid) in said],
        [row for row in rows if row.email and fold(row.email) in said],
        [row for row in rows if lines[row.name] & said],
        [row for row in rows if fold(row.name) in file],
    )
    for found in marks:
        people = {row.participant_uid for row in found}
        if len(people) == 1:
            return people.pop()
    return ""
