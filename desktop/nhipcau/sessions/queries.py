"""Reads of what pairs do together, as plain values."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from nhipcau.common.vietnamese import fold
from nhipcau.journey.models import PairGoal
from nhipcau.pairing.models import Pair
from nhipcau.pairing.queries import PairRow, pair_rows
from nhipcau.sessions.models import MentoringSession, PulseAnswer


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session a pair held."""

    id: int
    pair_id: int
    mentor: str
    mentee: str
    held_on: date
    minutes: int
    way: str
    topic: str
    rating: int | None
    next_step: str
    folded: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    id: int
    wording: str
    due_on: date | None
    progress: int


@dataclass(frozen=True, slots=True)
class PulseRow:
    """How one of the two felt about the pair on a day, 1-5."""

    id: int
    role: str
    answered_on: date
    feeling: int
    comment: str


@dataclass(frozen=True, slots=True)
class PairTogether:
    """A pair with all it has done; sessions and pulse answers newest first."""

    id: int
    mentor: str
    mentee: str
    state: str
    stands: bool
    sessions: tuple[SessionRow, ...]
    goals: tuple[GoalRow, ...]
    pulses: tuple[PulseRow, ...]

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.sessions)

    @property
    def last_on(self) -> date | None:
        return self.sessions[0].held_on if self.sessions else None

    @property
    def feeling(self) -> int | None:
        """How the less happy of the two felt when last asked; None when nobody was."""
        latest: dict[str, int] = {}
        for answer in self.pulses:
            latest.setdefault(answer.role, answer.feeling)
        return min(latest.values(), default=None)

    @property
    def folded(self) -> str:
        return fold(f"{self.mentor} {self.mentee}")

    @property
    def progress(self) -> int | None:
        """How far the goals are on average, in percent; None without goals."""
        if not self.goals:
            return None
        return round(sum(goal.progress for goal in self.goals) / len(self.goals))


def pairs_together(db: Session, programme_id: int) -> tuple[PairTogether, ...]:
    """Return every pair of a programme with its sessions, goals and pulse answers."""
    pairs = pair_rows(db, programme_id)
    names = {pair.id: pair for pair in pairs}
    here = select(Pair.id).where(Pair.programme_id == programme_id)
    sessions, goals, pulses = defaultdict(list), defaultdict(list), defaultdict(list)
    newest = col(MentoringSession.held_on).desc(), col(MentoringSession.id).desc()
    for held in db.exec(
        select(MentoringSession).where(col(MentoringSession.pair_id).in_(here)).order_by(*newest)
    ):
        sessions[held.pair_id].append(_session(held, names))
    in_order = col(PairGoal.position), col(PairGoal.id)
    for goal in db.exec(select(PairGoal).where(col(PairGoal.pair_id).in_(here)).order_by(*in_order)):
        goals[goal.pair_id].append(_goal(goal))
    latest = col(PulseAnswer.answered_on).desc(), col(PulseAnswer.id).desc()
    for answer in db.exec(select(PulseAnswer).where(col(PulseAnswer.pair_id).in_(here)).order_by(*latest)):
        pulses[answer.pair_id].append(_pulse(answer))
    return tuple(
        PairTogether(
            pair.id, pair.mentor_name, pair.mentee_name, pair.state, pair.stands,
            tuple(sessions[pair.id]), tuple(goals[pair.id]), tuple(pulses[pair.id]),
        )
        for pair in pairs
    )  # fmt: skip


def session_rows(pairs: Sequence[PairTogether]) -> tuple[SessionRow, ...]:
    """Return the sessions of all pairs, newest first."""
    rows = [held for pair in pairs for held in pair.sessions]
    return tuple(sorted(rows, key=lambda row: (row.held_on, row.id), reverse=True))


def _session(held: MentoringSession, pairs: Mapping[int, PairRow]) -> SessionRow:
    assert held.id is not None
    pair = pairs[held.pair_id]
    return SessionRow(
        held.id, held.pair_id, pair.mentor_name, pair.mentee_name, held.held_on, held.minutes, held.way,
        held.topic, held.rating, held.next_step,
        fold(f"{pair.mentor_name} {pair.mentee_name} {held.topic} {held.next_step}"),
    )  # fmt: skip


def _goal(goal: PairGoal) -> GoalRow:
    assert goal.id is not None
    return GoalRow(goal.id, goal.wording, goal.due_on, goal.progress)


def _pulse(answer: PulseAnswer) -> PulseRow:
    assert answer.id is not None
    return PulseRow(answer.id, answer.role, answer.answered_on, answer.feeling, answer.comment)
