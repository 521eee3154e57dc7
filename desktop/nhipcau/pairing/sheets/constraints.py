"""The sheet of locked and forbidden pairs."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, or_, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.pairing.models import CONSTRAINT, PairConstraint, PairingRules
from nhipcau.pairing.sheets.rule_rows import present_rules
from nhipcau.pairing.store.service import forbid_pair, lock_pair, note_constraints, release
from nhipcau.participants.models import Participant, Person
from nhipcau.participants.sheets.people_columns import known_participants
from nhipcau.sheets.columns import column, field_column
from nhipcau.sheets.declaration import RowToWrite, SheetDeclaration, SheetKind, SheetRequest, one_by_one


def _sheets(asked: SheetRequest) -> Iterator[SheetKind]:
    db, programme_id, words = asked.db, asked.programme_id, asked.words
    people = known_participants(db, programme_id)
    in_order = db.connection().execute(
        sa_select(col(Participant.uid), col(Participant.is_mentor), col(Participant.is_mentee))
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(col(Participant.programme_id) == programme_id, col(Participant.status) == "enrolled")
        .order_by(col(Person.sort_name), col(Participant.id))
    )
    enrolled = in_order.all()
    mutual = bool(
        db.exec(select(PairingRules.mutual).where(PairingRules.programme_id == programme_id)).first()
    )
    mentors = people.labels(uid for uid, is_mentor, _ in enrolled if is_mentor or mutual)
    mentees = people.labels(uid for uid, _, is_mentee in enrolled if is_mentee or mutual)
    kinds = tuple((kind, words(f"homecoming.constraint.{kind}")) for kind in ("locked", "forbidden"))
    who = partial(column, words, kind="named", things=people, names_row=True, width=44.0)
    fields = (
        who("mentor", suggestions=mentors, holds=("pair_constraint.mentor_id",)),
        who("mentee", suggestions=mentees, holds=("pair_constraint.mentee_id",)),
        field_column(words, CONSTRAINT["constraint"], "text", choices=kinds),
        field_column(words, CONSTRAINT["pair_note"]),
    )
    rows = _constraint_rows(db, programme_id, mutual=mutual)
    names = {
        key: f"{people.short(str(row['mentor']))} – {people.short(str(row['mentee']))}"
        for key, row in rows.items()
    }
    yield SheetKind(CONSTRAINTS, fields, rows, names)


def _constraint_rows(db: Session, programme_id: int, *, mutual: bool) -> dict[str, dict[str, object]]:
    """Return every locked or forbidden pair by both their public ids; among peers, where it holds both ways, once."""
    stored = db.exec(
        select(PairConstraint)
        .where(PairConstraint.programme_id == programme_id)
        .order_by(col(PairConstraint.kind).desc(), col(PairConstraint.id))
    ).all()
    if not stored:
        return {}
    uids: dict[Any, str] = dict(
        db.exec(select(Participant.id, Participant.uid).where(Participant.programme_id == programme_id)).all()
    )
    rows: dict[str, dict[str, object]] = {}
    for one in stored:
        mentor, mentee = uids[one.mentor_id], uids[one.mentee_id]
        if mutual and f"{mentee}-{mentor}" in rows:
            continue
        rows[f"{mentor}-{mentee}"] = {
            "mentor": mentor, "mentee": mentee, "constraint": one.kind, "pair_note": one.note
        }  # fmt: skip
    return rows


def _write(db: Session, programme_id: int, row: RowToWrite) -> None:
    values = row.whole()
    if row.is_new:
        mentor, mentee = (_participant(db, programme_id, values, one) for one in ("mentor", "mentee"))
        kind = str(values.get("constraint") or "locked")
        _constrain(db, programme_id, mentee, mentor, kind, str(values.get("pair_note") or ""))
        return
    mentor_uid, _, mentee_uid = row.key.partition("-")
    mentor, mentee = (_known(db, uid) for uid in (mentor_uid, mentee_uid))
    stored = _stored(db, programme_id, mentee, mentor)
    if not stored:
        raise Rejected(Problem("homecoming.problem.row_gone"))
    if row.state == "removed":
        release(db, programme_id, mentee, mentor)
        return
    note = str(values.get("pair_note", stored[0].note))
    kind = str(values.get("constraint", stored[0].kind))
    if kind != stored[0].kind:
        _constrain(db, programme_id, mentee, mentor, kind, note)
    note_constraints(db, [one.id or 0 for one in stored], note)


def _constrain(db: Session, programme_id: int, mentee: int, mentor: int, kind: str, note: str) -> None:
    if kind == "forbidden":
        forbid_pair(db, programme_id, mentee, mentor, note)
        return
    before = _locks(db, programme_id)
    lock_pair(db, programme_id, mentee, mentor, note)
    # Beyond the mentors a mentee gets the oldest lock goes, and nobody would have seen that in the preview.
    if before - _locks(db, programme_id):
        raise Rejected(Problem("homecoming.problem.lock_taken", "mentee"))


def _locks(db: Session, programme_id: int) -> set[tuple[int, int]]:
    wanted = select(PairConstraint.mentor_id, PairConstraint.mentee_id).where(
        PairConstraint.programme_id == programme_id, PairConstraint.kind == "locked"
    )
    return set(db.exec(wanted).all())


def _stored(db: Session, programme_id: int, mentee: int, mentor: int) -> list[PairConstraint]:
    """Return the lock as it is kept: among peers, it may be kept both ways."""
    rows = db.exec(
        select(PairConstraint)
        .where(
            PairConstraint.programme_id == programme_id,
            or_(
                (col(PairConstraint.mentor_id) == mentor) & (col(PairConstraint.mentee_id) == mentee),
                (col(PairConstraint.mentor_id) == mentee) & (col(PairConstraint.mentee_id) == mentor),
            ),
        )
        .order_by(col(PairConstraint.id))
    ).all()
    both = present_rules(db, programme_id).mutual
    return [one for one in rows if both or one.mentor_id == mentor]


def _known(db: Session, uid: str) -> int:
    found = db.exec(select(Participant.id).where(Participant.uid == uid)).first()
    if found is None:
        raise Rejected(Problem("homecoming.problem.row_gone"))
    return found


def _participant(db: Session, programme_id: int, values: Mapping[str, object], name: str) -> int:
    """Return who a new row names: somebody known, or somebody the same workbook has brought by now."""
    said = str(values.get(name) or "")
    people = known_participants(db, programme_id)
    uid = said if said in people else people.find(said)
    if not said:
        raise Rejected(Problem(f"homecoming.problem.{name}_missing", name))
    if uid is None:
        raise Rejected(Problem("homecoming.problem.person_unknown", name, {"text": said}))
    return _known(db, uid)


CONSTRAINTS: Final = SheetDeclaration(
    "constraints",
    _sheets,
    one_by_one(_write),
    told_by=(("mentor", "mentee"),),
    needs=frozenset({"mentor", "mentee", "constraint"}),
    waits_for=frozenset({"homecoming.problem.person_unknown", "homecoming.problem.lock_taken"}),
    grows=True,
)
