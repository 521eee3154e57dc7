"""What the data file can show of a programme's place in the eight steps."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from nhipcau.common.clock import today
from nhipcau.evaluation.due import fit_unheard
from nhipcau.evaluation.queries import waves
from nhipcau.pairing.models import Pair
from nhipcau.participants.models import Participant
from nhipcau.programmes.models import Programme
from nhipcau.sessions.models import MentoringSession

_WAVES_SHOWN = 4
_LIVE_PAIRS = ("confirmed", "active", "completed")

CountWaiting = Callable[[Session, int], int]
"""Counts the imported rows of a programme that wait for the coordinator: asked of the room that keeps them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counts and facts, nothing judged yet."""

    kind: str = "traditional"
    has_vision: bool = False
    has_sponsor: bool = False
    has_dates: bool = False
    mentors: int = 0
    mentees: int = 0
    people: int = 0
    paired_people: int = 0
    pairs: int = 0
    unpaired: int = 0
    """Mentees, or among equals people, who have no pair; a spare mentor is no trouble."""
    sessions: int = 0
    fit_unheard: int = 0
    """Pairs of which not both sides have answered how they fit."""
    surveys_done: frozenset[str] = frozenset()
    """Kinds of surveys that were asked and are over, with answers."""
    waves: tuple[tuple[str, int, int], ...] = ()
    """What was asked last, with how many answered and how many were asked; the newest first."""


def evidence(db: Session, programme_id: int) -> Evidence:
    """Return what is known of a programme; empty for one that is gone."""
    programme = db.get(Programme, programme_id)
    if programme is None:
        return Evidence()
    roles = db.exec(
        select(Participant.id, Participant.is_mentor, Participant.is_mentee).where(
            col(Participant.programme_id) == programme_id, col(Participant.status) == "enrolled"
        )
    ).all()
    enrolled = {number for number, _, _ in roles}
    asked = waves(db, programme_id)
    pairs = db.exec(
        select(Pair.mentor_id, Pair.mentee_id).where(
            col(Pair.programme_id) == programme_id, col(Pair.state).in_(_LIVE_PAIRS)
        )
    ).all()
    both = {number for pair in pairs for number in pair}
    helped = both if programme.kind == "peer" else {mentee for _, mentee in pairs}
    return Evidence(
        kind=programme.kind,
        has_vision=bool(programme.vision),
        has_sponsor=bool(programme.sponsor),
        has_dates=programme.starts_on is not None and programme.ends_on is not None,
        mentors=sum(1 for _, is_mentor, _ in roles if is_mentor),
        mentees=sum(1 for _, _, is_mentee in roles if is_mentee),
        people=len(enrolled),
        paired_people=len(enrolled & both),
        pairs=len(pairs),
        unpaired=len({number for number, _, is_mentee in roles if is_mentee} - helped),
        sessions=_sessions(db, programme_id),
        fit_unheard=fit_unheard(db, programme_id),
        surveys_done=frozenset(wave.survey.kind for wave in asked if wave.is_done(today())),
        waves=tuple((wave.name, wave.answered, wave.asked) for wave in asked[:_WAVES_SHOWN]),
    )


def _sessions(db: Session, programme_id: int) -> int:
    held = (
        select(func.count())
        .select_from(MentoringSession)
        .join(Pair, col(Pair.id) == col(MentoringSession.pair_id))
    )
    return db.exec(held.where(col(Pair.programme_id) == programme_id)).one()
