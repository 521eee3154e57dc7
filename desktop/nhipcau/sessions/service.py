"""Writes of sessions held, and of how people feel about their pair."""

from collections.abc import Mapping
from typing import Final

from sqlmodel import Session

from nhipcau.common.clock import today
from nhipcau.common.errors import Problem, Rejected
from nhipcau.database.records import Records
from nhipcau.sessions.models import MentoringSession, PulseAnswer, PulseDraft, SessionDraft


def _refuse_future(session: SessionDraft) -> None:
    if session.held_on > today():
        raise Rejected(Problem("sessions.problem.in_future", "held_on"))


_SESSIONS: Final = Records(MentoringSession, SessionDraft, "sessions.problem.", _refuse_future)
_PULSES: Final = Records(PulseAnswer, PulseDraft, "sessions.problem.")
amend_session: Final = _SESSIONS.amend
remove_session: Final = _SESSIONS.remove
amend_pulse: Final = _PULSES.amend
remove_pulse: Final = _PULSES.remove


def log_session(db: Session, pair_id: int, values: Mapping[str, object]) -> int:
    """Note a session that was held, and return its id."""
    return _SESSIONS.add(db, values, pair_id=pair_id)


def record_pulse(db: Session, pair_id: int, values: Mapping[str, object]) -> int:
    """Note how one of the two feels about the pair, and return the answer's id."""
    return _PULSES.add(db, values, pair_id=pair_id)


def move_session(db: Session, session_id: int, pair_id: int) -> None:
    """Give a session to another pair."""
    _SESSIONS.change(db, session_id, pair_id=pair_id)


def move_pulse(db: Session, pulse_id: int, pair_id: int) -> None:
    """Give what somebody felt to another pair."""
    _PULSES.change(db, pulse_id, pair_id=pair_id)
