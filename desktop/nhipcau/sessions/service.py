"""Writes of sessions held, and of how people feel about their pair."""

from collections.abc import Mapping

from sqlmodel import Session

from nhipcau.common.clock import today
from nhipcau.common.errors import Problem, Rejected
from nhipcau.programmes.rules import checked
from nhipcau.sessions.models import MentoringSession, PulseAnswer, PulseDraft, SessionDraft


def _checked_session(values: Mapping[str, object]) -> SessionDraft:
    good = checked(SessionDraft, values, "sessions.problem.")
    if good.held_on > today():
        raise Rejected(Problem("sessions.problem.in_future", "held_on"))
    return good


def log_session(db: Session, pair_id: int, values: Mapping[str, object]) -> int:
    """Note a session that was held, and return its id."""
    row = MentoringSession(pair_id=pair_id, **_checked_session(values).model_dump())
    db.add(row)
    db.flush()
    assert row.id is not None
    return row.id


def amend_session(db: Session, session_id: int, changes: Mapping[str, object]) -> None:
    """Change a session; a mapping may name only the fields that change."""
    row = db.get_one(MentoringSession, session_id)
    before = {name: getattr(row, name) for name in SessionDraft.model_fields}
    for name, value in _checked_session({**before, **changes}).model_dump().items():
        setattr(row, name, value)
    db.flush()


def remove_session(db: Session, session_id: int) -> None:
    db.delete(db.get_one(MentoringSession, session_id))
    db.flush()


def record_pulse(db: Session, pair_id: int, values: Mapping[str, object]) -> int:
    """Note how one of the two feels about the pair, and return the answer's id."""
    good = checked(PulseDraft, values, "sessions.problem.")
    row = PulseAnswer(pair_id=pair_id, **good.model_dump())
    db.add(row)
    db.flush()
    assert row.id is not None
    return row.id


def amend_pulse(db: Session, pulse_id: int, changes: Mapping[str, object]) -> None:
    """Change an answer; a mapping may name only the fields that change."""
    row = db.get_one(PulseAnswer, pulse_id)
    before = {name: getattr(row, name) for name in PulseDraft.model_fields}
    for name, value in checked(PulseDraft, {**before, **changes}, "sessions.problem.").model_dump().items():
        setattr(row, name, value)
    db.flush()


def remove_pulse(db: Session, pulse_id: int) -> None:
    db.delete(db.get_one(PulseAnswer, pulse_id))
    db.flush()


def move_session(db: Session, session_id: int, pair_id: int) -> None:
    """Give a session to another pair."""
    db.get_one(MentoringSession, session_id).pair_id = pair_id
    db.flush()


def move_pulse(db: Session, pulse_id: int, pair_id: int) -> None:
    """Give what somebody felt to another pair."""
    db.get_one(PulseAnswer, pulse_id).pair_id = pair_id
    db.flush()
