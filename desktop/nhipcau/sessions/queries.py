"""Reads of what pairs do together, as plain values."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Executable, String, type_coerce
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from nhipcau.common.names.vietnamese import fold
from nhipcau.journey.models import PairGoal
from nhipcau.pairing.models import Pair
from nhipcau.pairing.store.queries import PairNames, pair_names
from nhipcau.sessions.models import MentoringSession, PulseAnswer


class SessionRow(NamedTuple):
    """One session a pair held: a tuple, for a log runs to 100,000 of them."""

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


def pairs_together(
    db: Session, programme_id: int, only: Collection[int] | None = None
) -> tuple[PairTogether, ...]:
    """Return every pair of a programme, or those with these ids, with its sessions, goals and pulse answers."""
    pairs = [pair for pair in pair_names(db, programme_id) if only is None or pair.id in only]
    here = (
        select(Pair.id).where(Pair.programme_id == programme_id)
        if only is None
        else select(Pair.id).where(col(Pair.id).in_([pair.id for pair in pairs]))
    )
    sessions, goals, pulses = _sessions(db, here, pairs), _goals(db, here), _pulses(db, here)
    return tuple(
        PairTogether(
            pair.id, pair.mentor_name, pair.mentee_name, pair.state, pair.stands,
            tuple(sessions.get(pair.id, ())), tuple(goals.get(pair.id, ())), tuple(pulses.get(pair.id, ())),
        )
        for pair in pairs
    )  # fmt: skip


def pairs_renewed(
    db: Session,
    programme_id: int,
    before: Mapping[int, PairTogether],
    touched: Mapping[str, Collection[int]],
) -> tuple[PairTogether, ...]:
    """Return what `pairs_together` returns, reading only what a step has touched since it returned `before`.

    `touched` has the ids of the rows by table. People need none: names are always read and compared.
    """
    names = pair_names(db, programme_id)
    new = {pair.id for pair in names if not _is_as_before(pair, before.get(pair.id))}
    new.update(touched.get("pair", ()))
    for table, model in _PARTS.items():
        if ids := touched.get(table):
            found = select_columns(col(model.pair_id)).where(col(model.id).in_(ids))
            new.update(pair_id for (pair_id,) in _read(db, found))
            new.update(pair.id for pair in before.values() if _has_any(pair, table, ids))
    read = {pair.id: pair for pair in pairs_together(db, programme_id, new)} if new else {}
    return tuple(read.get(pair.id) or before[pair.id] for pair in names)


_PARTS: Final[dict[str, type[MentoringSession] | type[PairGoal] | type[PulseAnswer]]] = {
    "mentoring_session": MentoringSession,
    "pair_goal": PairGoal,
    "pulse_answer": PulseAnswer,
}


def _is_as_before(pair: PairNames, before: PairTogether | None) -> bool:
    return before is not None and (pair.mentor_name, pair.mentee_name, pair.state) == (
        before.mentor,
        before.mentee,
        before.state,
    )


def _has_any(pair: PairTogether, table: str, ids: Collection[int]) -> bool:
    """Say whether a row of a pair was touched: one that is gone now is known by what was read before."""
    rows: Iterable[int] = {
        "mentoring_session": (row.id for row in pair.sessions),
        "pair_goal": (row.id for row in pair.goals),
        "pulse_answer": (row.id for row in pair.pulses),
    }[table]
    return any(number in ids for number in rows)


def session_rows(pairs: Sequence[PairTogether]) -> tuple[SessionRow, ...]:
    """Return the sessions of all pairs, newest first, and on one day the one noted last."""
    by_day: dict[date, list[SessionRow]] = defaultdict(list)
    for pair in pairs:
        for held in pair.sessions:
            by_day[held.held_on].append(held)
    noted_last = itemgetter(SessionRow._fields.index("id"))
    return tuple(
        held
        for day in sorted(by_day, reverse=True)
        for held in sorted(by_day[day], key=noted_last, reverse=True)
    )


def _read(db: Session, statement: Executable) -> list[Any]:
    """Return the rows of a statement; a row is as its columns are, which the types of models cannot say."""
    return list(db.connection().execute(statement).all())


def _sessions(db: Session, here: Any, pairs: Sequence[PairNames]) -> dict[int, list[SessionRow]]:  # noqa: ANN401
    # A log runs to 100,000 sessions: columns, not objects; a pair after the other; every text and day made once.
    columns = select_columns(
        col(MentoringSession.pair_id), col(MentoringSession.id), type_coerce(MentoringSession.held_on, String),
        col(MentoringSession.minutes), col(MentoringSession.way), col(MentoringSession.topic),
        col(MentoringSession.rating), col(MentoringSession.next_step),
    )  # fmt: skip
    newest = col(MentoringSession.held_on).desc(), col(MentoringSession.id).desc()
    by_pair = columns.where(col(MentoringSession.pair_id).in_(here)).order_by(
        col(MentoringSession.pair_id), *newest
    )
    known = {
        pair.id: (pair.mentor_name, pair.mentee_name, fold(f"{pair.mentor_name} {pair.mentee_name}"))
        for pair in pairs
    }
    rows: dict[int, list[SessionRow]] = {pair.id: [] for pair in pairs}
    days, texts, row_of = _Days(), _Texts(), SessionRow._make
    for pair_id, number, held_on, minutes, way, topic, rating, next_step in _read(db, by_pair):
        mentor, mentee, names = known[pair_id]
        about, folded_topic = texts[topic]
        after, folded_step = texts[next_step]
        rows[pair_id].append(
            row_of((
                number, pair_id, mentor, mentee, days[held_on], minutes, texts[way][0], about, rating, after,
                f"{names} {folded_topic} {folded_step}",
            ))
        )  # fmt: skip
    return rows


class _Days(dict[Any, date]):
    """Reads every day once: a file keeps it as text, a server as a day."""

    def __missing__(self, stored: Any) -> date:  # noqa: ANN401 - as the engine keeps it
        self[stored] = found = stored if isinstance(stored, date) else date.fromisoformat(stored)
        return found


class _Texts(dict[str, tuple[str, str]]):
    """Keeps one copy of a text that many rows have, and folds it once."""

    def __missing__(self, text: str) -> tuple[str, str]:
        self[text] = found = (text, fold(text))
        return found


def _goals(db: Session, here: Any) -> dict[int, list[GoalRow]]:  # noqa: ANN401 - a query
    columns = select_columns(
        col(PairGoal.pair_id),
        col(PairGoal.id),
        col(PairGoal.wording),
        col(PairGoal.due_on),
        col(PairGoal.progress),
    )
    in_order = col(PairGoal.position), col(PairGoal.id)
    rows: dict[int, list[GoalRow]] = defaultdict(list)
    goals = _read(db, columns.where(col(PairGoal.pair_id).in_(here)).order_by(*in_order))
    for pair_id, number, wording, due_on, progress in goals:
        rows[pair_id].append(GoalRow(number, wording, due_on, progress))
    return rows


def _pulses(db: Session, here: Any) -> dict[int, list[PulseRow]]:  # noqa: ANN401 - a query
    columns = select_columns(
        col(PulseAnswer.pair_id), col(PulseAnswer.id), col(PulseAnswer.role), col(PulseAnswer.answered_on),
        col(PulseAnswer.feeling), col(PulseAnswer.comment),
    )  # fmt: skip
    latest = col(PulseAnswer.answered_on).desc(), col(PulseAnswer.id).desc()
    rows: dict[int, list[PulseRow]] = defaultdict(list)
    pulses = _read(db, columns.where(col(PulseAnswer.pair_id).in_(here)).order_by(*latest))
    for pair_id, number, role, answered_on, feeling, comment in pulses:
        rows[pair_id].append(PulseRow(number, role, answered_on, feeling, comment))
    return rows
