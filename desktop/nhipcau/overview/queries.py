"""What the data file can show of a programme's place in the eight steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from sqlmodel import Session, col, func, select

from nhipcau.common.feature import Feature
from nhipcau.common.feature_answers import ProofDetail
from nhipcau.overview.rules import STEPS
from nhipcau.pairing.models import Pair
from nhipcau.participants.models import Participant
from nhipcau.programmes.models import Programme
from nhipcau.sessions.models import MentoringSession

_LIVE_PAIRS = ("confirmed", "active", "completed")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counts, nothing judged yet."""

    kind: str = "traditional"
    mentors: int = 0
    mentees: int = 0
    people: int = 0
    paired_people: int = 0
    pairs: int = 0
    unpaired: int = 0
    """Mentees, or among equals people, who have no pair; a spare mentor is no trouble."""
    sessions: int = 0


@dataclass(frozen=True, slots=True)
class StepEvidence:
    """What the file shows for one step of a programme of some kind."""

    kind: str = "traditional"
    met: Mapping[int, bool] = field(default_factory=dict)
    """Of the lines of its evidence those that the file can know."""
    details: tuple[ProofDetail, ...] = ()


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
    pairs = db.exec(
        select(Pair.mentor_id, Pair.mentee_id).where(
            col(Pair.programme_id) == programme_id, col(Pair.state).in_(_LIVE_PAIRS)
        )
    ).all()
    both = {number for pair in pairs for number in pair}
    helped = both if programme.kind == "peer" else {mentee for _, mentee in pairs}
    return Evidence(
        kind=programme.kind,
        mentors=sum(1 for _, is_mentor, _ in roles if is_mentor),
        mentees=sum(1 for _, _, is_mentee in roles if is_mentee),
        people=len(enrolled),
        paired_people=len(enrolled & both),
        pairs=len(pairs),
        unpaired=len({number for number, _, is_mentee in roles if is_mentee} - helped),
        sessions=_sessions(db, programme_id),
    )


def _sessions(db: Session, programme_id: int) -> int:
    held = (
        select(func.count())
        .select_from(MentoringSession)
        .join(Pair, col(Pair.id) == col(MentoringSession.pair_id))
    )
    return db.exec(held.where(col(Pair.programme_id) == programme_id)).one()


def steps_done(db: Session, programme_id: int, features: Sequence[Feature]) -> frozenset[int]:
    """Return the steps all of whose deciding evidence is there."""
    deciding = [proof for feature in features for proof in feature.proofs if proof.completes]
    missing: set[int] = set()
    for proof in deciding:
        if proof.step not in missing and not proof.is_met(db, programme_id):
            missing.add(proof.step)
    return frozenset(proof.step for proof in deciding) - missing


def step_evidence(db: Session, programme_id: int, features: Sequence[Feature]) -> Mapping[int, StepEvidence]:
    """Return what is known of each step; nothing for a programme that is gone."""
    programme = db.get(Programme, programme_id)
    if programme is None:
        return {}
    proofs = [proof for feature in features for proof in feature.proofs]
    found = {}
    for step in range(1, STEPS + 1):
        here = [proof for proof in proofs if proof.step == step]
        met = {proof.line: proof.is_met(db, programme_id) for proof in here}
        told = [proof.details(db, programme_id) for proof in here if proof.details is not None]
        found[step] = StepEvidence(programme.kind, met, tuple(chain(*told)))
    return found
