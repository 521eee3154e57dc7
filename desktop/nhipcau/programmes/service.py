"""Writes of programmes. Every function belongs inside a step."""

from sqlmodel import Session

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.vietnamese import clean
from nhipcau.programmes.models import Programme, ProgrammeDraft


def add_programme(db: Session, draft: ProgrammeDraft) -> int:
    """Create a programme and return its id; raises Rejected when the draft makes no sense."""
    _check(draft)
    programme = Programme(**_values(draft))
    db.add(programme)
    db.flush()
    assert programme.id is not None, "flushed"
    return programme.id


def amend_programme(db: Session, programme_id: int, draft: ProgrammeDraft) -> None:
    """Give a programme what the draft says."""
    _check(draft)
    programme = db.get(Programme, programme_id)
    if programme is None:
        raise Rejected(Problem("programmes.problem.gone"))
    for name, value in _values(draft).items():
        setattr(programme, name, value)
    db.add(programme)
    db.flush()


def _values(draft: ProgrammeDraft) -> dict[str, object]:
    values = draft.model_dump()
    return {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}


def _check(draft: ProgrammeDraft) -> None:
    problems = []
    if not clean(draft.name):
        problems.append(Problem("programmes.problem.name_missing", "name"))
    if draft.starts_on and draft.ends_on and draft.ends_on < draft.starts_on:
        problems.append(Problem("programmes.problem.ends_before_start", "ends_on"))
    if problems:
        raise Rejected(*problems)
