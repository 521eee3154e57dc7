"""Writes of pairing: criteria, rules, constraints, and pairs with their history."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import cast

from sqlmodel import Session, col, select

from nhipcau.common.clock import today
from nhipcau.common.errors import Problem, Rejected
from nhipcau.pairing.models import Criterion, Pair, PairConstraint, PairEvent, PairingRules, Weight
from nhipcau.pairing.profiles import CriterionSetting, Rules
from nhipcau.pairing.queries import STANDING_STATES
from nhipcau.pairing.results import ProposedPair
from nhipcau.participants.models import Participant, Person


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


def lock_pair(db: Session, programme_id: int, mentee_id: int, mentor_id: int, note: str = "") -> None:
    """Want this pair whatever its score; the mentee's other lock, if any, is released."""
    _check_roles(db, programme_id, mentee_id, mentor_id)
    others = select(PairConstraint).where(
        PairConstraint.programme_id == programme_id,
        PairConstraint.mentee_id == mentee_id,
        PairConstraint.mentor_id != mentor_id,
        PairConstraint.kind == "locked",
    )
    for other in db.exec(others):
        db.delete(other)
    _constrain(db, programme_id, mentee_id, mentor_id, "locked", note)


def forbid_pair(db: Session, programme_id: int, mentee_id: int, mentor_id: int, note: str = "") -> None:
    """Never propose this pair."""
    _check_roles(db, programme_id, mentee_id, mentor_id)
    _constrain(db, programme_id, mentee_id, mentor_id, "forbidden", note)


def release(db: Session, programme_id: int, mentee_id: int, mentor_id: int) -> None:
    """Neither locked nor forbidden any longer."""
    row = _constraint(db, programme_id, mentee_id, mentor_id)
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
    mentee, mentor = (_enrolled(db, programme_id, one) for one in (mentee_id, mentor_id))
    if mentee is None or mentor is None:
        raise Rejected(Problem("pairing.problem.not_enrolled"))
    if mentee[0].person_id == mentor[0].person_id:
        raise Rejected(Problem("pairing.problem.same_person"))
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

    Rejected when a mentee has a pair already or a mentor no place left, a locked pair's place aside.
    """
    new = [proposal for proposal in proposals if not proposal.confirmed]
    problems = _confirmation_problems(db, programme_id, new)
    if problems:
        raise Rejected(*problems)
    rows = [
        Pair(
            programme_id=programme_id,
            mentor_id=proposal.mentor_id,
            mentee_id=proposal.mentee_id,
            state="confirmed",
            fit=proposal.fit,
            reasons=_stored_parts(proposal),
            confirmed_on=today(),
        )
        for proposal in new
    ]
    db.add_all(rows)
    db.flush()
    ids = tuple(cast("int", row.id) for row in rows)
    db.add_all(PairEvent(pair_id=pair_id, state="confirmed") for pair_id in ids)
    db.flush()
    return ids


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


def _confirmation_problems(
    db: Session, programme_id: int, proposals: Sequence[ProposedPair]
) -> list[Problem]:
    standing = db.exec(
        select(Pair.mentor_id, Pair.mentee_id).where(
            Pair.programme_id == programme_id, col(Pair.state).in_(STANDING_STATES)
        )
    ).all()
    people = {
        participant.id: (participant, name)
        for participant, name in db.exec(
            select(Participant, Person.full_name)
            .join(Person, col(Person.id) == col(Participant.person_id))
            .where(Participant.programme_id == programme_id, Participant.status == "enrolled")
        )
    }
    taken = Counter(mentor for mentor, _ in standing)
    paired = {mentee for _, mentee in standing}
    problems: list[Problem] = []
    for proposal in proposals:
        if proposal.mentee_id not in people or proposal.mentor_id not in people:
            problems.append(Problem("pairing.problem.not_enrolled"))
            continue
        mentor, mentor_name = people[proposal.mentor_id]
        if proposal.mentee_id in paired:
            problems.append(
                Problem("pairing.problem.mentee_paired", "mentee", {"name": people[proposal.mentee_id][1]})
            )
        elif taken[proposal.mentor_id] >= mentor.capacity and not proposal.locked:
            values = {"name": mentor_name, "n": mentor.capacity}
            problems.append(Problem("pairing.problem.mentor_full", "mentor", values))
        paired.add(proposal.mentee_id)
        taken[proposal.mentor_id] += 1
    return problems


def end_pair(db: Session, pair_id: int, reason: str) -> None:
    """End a pair early, with the reason; its mentee can be paired again, its lock goes with it."""
    pair = db.exec(select(Pair).where(Pair.id == pair_id)).one()
    if pair.state == "ended":
        raise Rejected(Problem("pairing.problem.pair_ended"))
    if not reason.strip():
        raise Rejected(Problem("pairing.problem.reason_missing", "reason"))
    pair.state, pair.ended_on, pair.end_reason = "ended", today(), reason.strip()
    db.add(pair)
    db.add(PairEvent(pair_id=pair_id, state="ended", note=reason.strip()))
    lock = _constraint(db, pair.programme_id, pair.mentee_id, pair.mentor_id)
    if lock is not None and lock.kind == "locked":
        db.delete(lock)
    db.flush()
