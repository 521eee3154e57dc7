"""Writes of the organisation and its programmes."""

from collections.abc import Mapping
from typing import Final

from sqlmodel import Session, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.names.vietnamese import clean
from nhipcau.database.records import Records
from nhipcau.programmes.models import Organisation, Programme, ProgrammeDraft
from nhipcau.programmes.rules import logo_text, problems_in_dates, sound_colour
from nhipcau.workbook.page_parts import Logo

DraftOrValues = ProgrammeDraft | Mapping[str, object]


def ensure_organisation(db: Session) -> int:
    """Return the id of the file's one organisation, made when there is none yet."""
    organisation = db.exec(select(Organisation)).first()
    if organisation is None:
        organisation = Organisation()
        db.add(organisation)
        db.flush()
    assert organisation.id is not None
    return organisation.id


def set_organisation_name(db: Session, name: str) -> None:
    organisation = db.get_one(Organisation, ensure_organisation(db))
    organisation.name = clean(name)
    db.flush()


def set_letterhead(db: Session, *, name: str, colour: str, logo: Logo | None) -> None:
    """Say what the papers of the organisation begin with. Raises Rejected where the colour is none."""
    if colour.strip() and not sound_colour(colour):
        raise Rejected(Problem("programmes.problem.colour", "colour"))
    organisation = db.get_one(Organisation, ensure_organisation(db))
    organisation.name, organisation.colour = clean(name), sound_colour(colour)
    organisation.logo = logo_text(logo)
    db.flush()


def _refuse(good: ProgrammeDraft) -> None:
    problems = problems_in_dates(good.starts_on, good.ends_on)
    if problems:
        raise Rejected(*problems)


_PROGRAMMES: Final = Records(Programme, ProgrammeDraft, "programmes.problem.", _refuse)


def add_programme(db: Session, draft: DraftOrValues) -> int:
    """Make a programme and return its id."""
    return _PROGRAMMES.add(db, _values(draft))


def amend_programme(db: Session, programme_id: int, changes: DraftOrValues) -> None:
    """Change a programme; a mapping may name only the fields that change."""
    if db.get(Programme, programme_id) is None:
        raise Rejected(Problem("programmes.problem.gone"))
    _PROGRAMMES.amend(db, programme_id, _values(changes))


def _values(draft: DraftOrValues) -> Mapping[str, object]:
    return draft if isinstance(draft, Mapping) else draft.model_dump()
