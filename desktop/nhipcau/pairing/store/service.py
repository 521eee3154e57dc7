"""Writes of pairing: criteria, rules, constraints, and pairs with their history."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import ColumnElement
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, or_, select

from nhipcau.common.clock import today
from nhipcau.common.errors import Problem, Rejected
from nhipcau.pairing.explanation.results import ProposedPair
from nhipcau.pairing.models import (
    Criterion,
    FitAnswer,
    Pair,
    PairConstraint,
    PairEvent,
    PairingRules,
    Quota,
    Weight,
)
from nhipcau.pairing.settings.pairing_input import Constraint, CriterionSetting, QuotaSetting, Rules
from nhipcau.pairing.store.queries import STANDING_STATES, pairs_go_both_ways
from nhipcau.participants.models import Participant, Person
from nhipcau.participants.service import amend_profile, withdraw


def set_criteria(db: Session, programme_id: int, criteria: Sequence[CriterionSetting]) -> None:
    """Replace the programme's criteria, in this order; rows that stay keep their id."""
    rows = db.exec(select(Criterion).where(Criterion.programme_id == programme_id)).all()
    kept = {_key(row): row for row in rows}
    wanted = {setting.key: setting for setting in criteria}
    for key, row in kept.items():
        if key not in wanted:
            db.delete(row)
    for position, (key, setting) in enumerate(wanted.items()):
        row = kept.get(key) or Criterion(programme_id=programme_id, code=setting.code)
        row.mentee_question_id = setting.mentee_question_id
        row.mentor_question_id = setting.mentor_question_id
        row.comparison, row.weight, row.position = setting.comparison, setting.weight, position
        db.add(row)
    db.flush()


def _key(row: Criterion) -> str:
    questions = (row.mentee_question_id, row.mentor_question_id)
    return CriterionSetting(row.code, "off", row.comparison, *questions).key  # type: ignore[arg-type]


def set_weight(db: Session, criterion_id: int, weight: Weight) -> None:
    """Change how much a saved criterion counts."""
    row = db.exec(select(Criterion).where(Criterion.id == criterion_id)).one()
    row.weight = weight
    db.add(row)
    db.flush()


def set_rules(db: Session, programme_id: int, rules: Rules) -> None:
    """Replace the programme's hard rules."""
    row = db.exec(select(PairingRules).where(PairingRules.programme_id == programme_id)).first()
    row = row or PairingRules(programme_id=programme_id)
    for name, value in asdict(rules).items():
        setattr(row, name, value)
    db.add(row)
    db.flush()


def set_quotas(db: Session, programme_id: int, quotas: Sequence[QuotaSetting]) -> None:
    """Replace the programme's rules about shares, in this order; rows that stay keep their id."""
    rows = {row.id: row for row in db.exec(select(Quota).where(Quota.programme_id == programme_id))}
    kept = {quota.id for quota in quotas}
    for row_id, row in rows.items():
        if row_id not in kept:
            db.delete(row)
    for position, quota in enumerate(quotas):
        row = rows.get(quota.id) or Quota(programme_id=programme_id)
        for name, value in asdict(quota).items():
            if name != "id":
                setattr(row, name, value)
        row.position = position
        db.add(row)
    db.flush()


def set_constraints(db: Session, programme_id: int, constraints: Sequence[Constraint]) -> None:
    """Replace all locked and forbidden pairs; rows that stay keep their id."""
    wanted = {(one.mentee_id, one.mentor_id): one for one in constraints}
    for row in db.exec(select(PairConstraint).where(PairConstraint.programme_id == programme_id)).all():
        if (row.mentee_id, row.mentor_id) not in wanted:
            db.delete(row)
    db.flush()
    for (mentee_id, mentor_id), one in wanted.items():
        _constrain(db, programme_id, mentee_id, mentor_id, one.kind, one.note)


def set_places(db: Session, participant_id: int, least: int, most: int) -> None:
    """Say how many mentees a mentor wants at least and takes at most."""
    amend_profile(db, participant_id, {"least": least, "capacity": most})


def lock_pair(db: Session, programme_id: int, mentee_id: int, mentor_id: int, note: str = "") -> None:
    """Want this pair whatever its score. A mentee has as many locks as mentors: beyond that the oldest go."""
    _check_roles(db, programme_id, mentee_id, mentor_id)
    for mentee, mentor in _both_ways(db, programme_id, mentee_id, mentor_id):
        _lock(db, programme_id, mentee, mentor, note)


def _both_ways(db: Session, programme_id: int, mentee_id: int, mentor_id: int) -> tuple[tuple[int, int], ...]:
    """Return the pair, and turned round too among peers: there it is one thing."""
    mutual = _mentor_numbers(db, programme_id).mutual
    pair = (mentee_id, mentor_id)
    return (pair, pair[::-1]) if mutual else (pair,)


def _lock(db: Session, programme_id: int, mentee_id: int, mentor_id: int, note: str) -> None:
    standing = db.exec(select(Pair.mentor_id).where(Pair.mentee_id == mentee_id, _stands())).all()
    others = select(PairConstraint).where(
        PairConstraint.programme_id == programme_id,
        PairConstraint.mentee_id == mentee_id,
        PairConstraint.kind == "locked",
    )
    waiting = [
        lock
        for lock in db.exec(others.order_by(col(PairConstraint.id)))
        if lock.mentor_id not in (mentor_id, *standing)
    ]
    mentee = db.get_one(Participant, mentee_id)
    room = _mentor_numbers(db, programme_id).of(mentee) - len(standing) - 1
    for lock in waiting[: max(len(waiting) - max(room, 0), 0)]:
        db.delete(lock)
    _constrain(db, programme_id, mentee_id, mentor_id, "locked", note)


@dataclass(frozen=True, slots=True)
class _MentorNumbers:
    """How many mentors a mentee gets in one programme."""

    each: int
    mutual: bool

    def of(self, mentee: "Participant | _Named") -> int:
        return max(self.each, mentee.mentors_wanted, 1)


def _mentor_numbers(db: Session, programme_id: int) -> _MentorNumbers:
    each = db.exec(select(PairingRules.mentors_each).where(PairingRules.programme_id == programme_id)).first()
    return _MentorNumbers(each or 1, pairs_go_both_ways(db, programme_id))


def _stands() -> ColumnElement[bool]:
    return col(Pair.state).in_(STANDING_STATES)


def forbid_pair(db: Session, programme_id: int, mentee_id: int, mentor_id: int, note: str = "") -> None:
    """Never propose this pair."""
    _check_roles(db, programme_id, mentee_id, mentor_id)
    for mentee, mentor in _both_ways(db, programme_id, mentee_id, mentor_id):
        _constrain(db, programme_id, mentee, mentor, "forbidden", note)


def release(db: Session, programme_id: int, mentee_id: int, mentor_id: int) -> None:
    """Neither locked nor forbidden any longer."""
    for mentee, mentor in _both_ways(db, programme_id, mentee_id, mentor_id):
        row = _constraint(db, programme_id, mentee, mentor)
        if row is not None:
            db.delete(row)
    db.flush()


def _constrain(db: Session, programme_id: int, mentee_id: int, mentor_id: int, kind: str, note: str) -> None:
    row = _constraint(db, programme_id, mentee_id, mentor_id)
    row = row or PairConstraint(programme_id=programme_id, mentor_id=mentor_id, mentee_id=mentee_id)
    row.kind, row.note = kind, note
    db.add(row)
    db.flush()


def _constraint(db: Session, programme_id: int, mentee_id: int, mentor_id: int) -> PairConstraint | None:
    return db.exec(
        select(PairConstraint).where(
            PairConstraint.programme_id == programme_id,
            PairConstraint.mentee_id == mentee_id,
            PairConstraint.mentor_id == mentor_id,
        )
    ).first()


def _check_roles(db: Session, programme_id: int, mentee_id: int, mentor_id: int) -> None:
    """Rejected when these two cannot be a pair at all. Among peers everybody is both."""
    mentee, mentor = (_enrolled(db, programme_id, one) for one in (mentee_id, mentor_id))
    if mentee is None or mentor is None:
        raise Rejected(Problem("pairing.problem.not_enrolled"))
    if mentee[0].person_id == mentor[0].person_id:
        raise Rejected(Problem("pairing.problem.same_person"))
    if _mentor_numbers(db, programme_id).mutual:
        return
    problems = []
    if not mentee[0].is_mentee:
        problems.append(Problem("pairing.problem.not_mentee", "mentee", {"name": mentee[1]}))
    if not mentor[0].is_mentor:
        problems.append(Problem("pairing.problem.not_mentor", "mentor", {"name": mentor[1]}))
    if problems:
        raise Rejected(*problems)


def _enrolled(db: Session, programme_id: int, participant_id: int) -> tuple[Participant, str] | None:
    found = db.exec(
        select(Participant, Person.full_name)
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(
            Participant.id == participant_id,
            Participant.programme_id == programme_id,
            Participant.status == "enrolled",
        )
    ).first()
    return None if found is None else (found[0], found[1])


def confirm_pairs(db: Session, programme_id: int, proposals: Iterable[ProposedPair]) -> tuple[int, ...]:
    """Make proposals rows in state `confirmed` and return their ids.

    Rejected when a mentee has all their mentors already or a mentor no place left, a locked pair's place aside. A pair
    takes the place of the mentee's latest ended one.
    """
    new = [proposal for proposal in proposals if not proposal.confirmed]
    refused = refusals(db, programme_id, new)
    if refused:
        raise Rejected(*(problem for _, problem in refused))
    ended = _ended_unfollowed(db, programme_id)
    rows = [
        Pair(
            programme_id=programme_id,
            mentor_id=proposal.mentor_id,
            mentee_id=proposal.mentee_id,
            state="confirmed",
            fit=proposal.fit,
            reasons=_stored_parts(proposal),
            confirmed_on=today(),
            follows_id=ended[proposal.mentee_id].pop() if ended[proposal.mentee_id] else None,
        )
        for proposal in new
    ]
    db.add_all(rows)
    db.flush()
    ids = tuple(cast("int", row.id) for row in rows)
    db.add_all(PairEvent(pair_id=pair_id, state="confirmed") for pair_id in ids)
    db.flush()
    return ids


def _ended_unfollowed(db: Session, programme_id: int) -> dict[int, list[int]]:
    """Return each mentee's ended pairs whose place nobody has taken, the latest last."""
    follows = db.exec(select(Pair.follows_id).where(Pair.programme_id == programme_id))
    followed = set(follows.all())
    columns = select_columns(col(Pair.id), col(Pair.mentee_id), col(Pair.ended_on)).where(
        col(Pair.programme_id) == programme_id, col(Pair.state) == "ended"
    )
    ended: list[Any] = list(db.connection().execute(columns))
    found: dict[int, list[int]] = defaultdict(list)
    for number, mentee_id, _ in sorted(ended, key=lambda row: (row[2] or date.min, row[0])):
        if number not in followed:
            found[mentee_id].append(number)
    return found


def _stored_parts(proposal: ProposedPair) -> list[dict[str, object]]:
    return [
        {
            "code": part.key,
            "label": part.label.plain(),
            "points": part.points,
            "most": part.most,
            "detail": None if part.detail is None else part.detail.plain(),
            "no_answer": part.no_answer,
        }
        for part in proposal.parts
    ]


def refusals(
    db: Session, programme_id: int, proposals: Sequence[ProposedPair]
) -> list[tuple[ProposedPair, Problem]]:
    """Return which of these cannot be confirmed together, and why: each is looked at after those before it."""
    standing = db.exec(
        select(Pair.mentor_id, Pair.mentee_id).where(Pair.programme_id == programme_id, _stands())
    ).all()
    people = _named(db, programme_id, {side for one in proposals for side in (one.mentor_id, one.mentee_id)})
    mentors = _mentor_numbers(db, programme_id)
    taken = Counter(mentor for mentor, _ in standing)
    has = Counter(mentee for _, mentee in standing)
    pairs = set(standing)
    found: list[tuple[ProposedPair, Problem]] = []
    for proposal in proposals:
        if proposal.mentee_id not in people or proposal.mentor_id not in people:
            found.append((proposal, Problem("pairing.problem.not_enrolled")))
            continue
        mentor, mentee = people[proposal.mentor_id], people[proposal.mentee_id]
        wanted = mentors.of(mentee)
        if (proposal.mentor_id, proposal.mentee_id) in pairs or has[proposal.mentee_id] >= wanted:
            found.append((proposal, _has_mentors(mentee.name, wanted)))
            continue
        if taken[proposal.mentor_id] >= mentor.capacity and not proposal.locked:
            values = {"name": mentor.name, "n": mentor.capacity}
            found.append((proposal, Problem("pairing.problem.mentor_full", "mentor", values)))
            continue
        pairs.add((proposal.mentor_id, proposal.mentee_id))
        has[proposal.mentee_id] += 1
        taken[proposal.mentor_id] += 1
    return found


class _Named(NamedTuple):
    name: str
    capacity: int
    mentors_wanted: int


_FEW: Final = 5_000
"""So many are asked for by number; of more, everybody is read: a statement may name only so many."""


def _named(db: Session, programme_id: int, wanted: Collection[int]) -> dict[int | None, _Named]:
    """Return who of these is enrolled; of many, perhaps others too."""
    statement = (
        select(Participant.id, Person.full_name, Participant.capacity, Participant.mentors_wanted)
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(Participant.programme_id == programme_id, Participant.status == "enrolled")
    )
    if len(wanted) <= _FEW:
        statement = statement.where(col(Participant.id).in_(wanted))
    found = db.exec(statement)
    return {number: _Named(name, capacity, mentors) for number, name, capacity, mentors in found}


def _has_mentors(name: str, wanted: int) -> Problem:
    if wanted == 1:
        return Problem("pairing.problem.mentee_paired", "mentee", {"name": name})
    return Problem("pairing.problem.mentee_has_all", "mentee", {"name": name, "n": wanted})


def record_fit_answer(db: Session, pair_id: int, answer: FitAnswer, on: date | None = None) -> None:
    """Note what the two say of their fit after their first sessions; an empty answer takes it back."""
    pair = _standing_pair(db, pair_id)
    if pair.fit_answer == answer:
        return
    pair.fit_answer = answer
    pair.fit_answered_on = (on or today()) if answer else None
    db.add(pair)
    db.add(PairEvent(pair_id=pair_id, state=f"fit_{answer or 'taken_back'}"))
    db.flush()


def _standing_pair(db: Session, pair_id: int) -> Pair:
    pair = db.exec(select(Pair).where(Pair.id == pair_id)).one()
    if pair.state == "ended":
        raise Rejected(Problem("pairing.problem.pair_ended"))
    return pair


def end_pair(db: Session, pair_id: int, reason: str) -> None:
    """End a pair early, with the reason; its mentee can be paired again, its lock goes with it."""
    pair = _standing_pair(db, pair_id)
    if not reason.strip():
        raise Rejected(Problem("pairing.problem.reason_missing", "reason"))
    for mentee, mentor in _both_ways(db, pair.programme_id, pair.mentee_id, pair.mentor_id):
        wanted = select(Pair).where(Pair.mentee_id == mentee, Pair.mentor_id == mentor, _stands())
        for row in db.exec(wanted).all():
            _end(db, row, reason.strip())
    db.flush()


def _end(db: Session, pair: Pair, reason: str) -> None:
    pair.state, pair.ended_on, pair.end_reason = "ended", today(), reason
    db.add(pair)
    db.add(PairEvent(pair_id=cast("int", pair.id), state="ended", note=reason))
    lock = _constraint(db, pair.programme_id, pair.mentee_id, pair.mentor_id)
    if lock is not None and lock.kind == "locked":
        db.delete(lock)


def leave(db: Session, participant_id: int, reason: str, on: date | None = None) -> tuple[int, ...]:
    """Take somebody out of the programme in mid-season: their pairs end for the same reason. Returns those pairs.

    What the two completed stays completed.
    """
    pairs = select(Pair.id).where(
        or_(col(Pair.mentor_id) == participant_id, col(Pair.mentee_id) == participant_id),
        col(Pair.state).in_(("confirmed", "active")),
    )
    ended = tuple(cast("int", pair_id) for pair_id in db.exec(pairs.order_by(col(Pair.id))))
    for pair_id in ended:
        if db.get_one(Pair, pair_id).state != "ended":  # among peers both directions end at once
            end_pair(db, pair_id, reason)
    withdraw(db, participant_id, reason, on)
    return ended


def carry_out_repairing(
    db: Session,
    programme_id: int,
    ends: Mapping[tuple[int, int], str],
    pairs: Iterable[ProposedPair],
) -> tuple[int, ...]:
    """End these pairs (mentee, mentor), each for its reason, and confirm the new ones; return the new ids."""
    rows = db.exec(select(Pair).where(Pair.programme_id == programme_id, _stands())).all()
    standing = {(row.mentee_id, row.mentor_id): cast("int", row.id) for row in rows}
    for pair, reason in ends.items():
        if pair not in standing:
            raise Rejected(Problem("pairing.problem.pair_ended"))
        if db.get_one(Pair, standing[pair]).state != "ended":  # among peers both directions end at once
            end_pair(db, standing[pair], reason)
    return confirm_pairs(db, programme_id, pairs)


def note_pair(db: Session, pair_id: int, note: str) -> None:
    db.get_one(Pair, pair_id).note = note
    db.flush()


def note_constraints(db: Session, ids: Iterable[int], note: str) -> None:
    """Say why people are locked or forbidden as partners."""
    for constraint_id in ids:
        db.get_one(PairConstraint, constraint_id).note = note
    db.flush()
