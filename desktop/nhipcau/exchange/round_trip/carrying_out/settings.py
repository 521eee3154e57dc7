"""Writing what a workbook that came home says of pairing: locks, criteria, rules, shares."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from sqlmodel import Session, col, or_, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.exchange.formats.quota_words import check_quota
from nhipcau.exchange.round_trip.carrying_out.row_writing import RowToWrite
from nhipcau.exchange.round_trip.sheets.cells import Unclear
from nhipcau.exchange.round_trip.sheets.people_columns import known_participants
from nhipcau.exchange.round_trip.sheets.rule_rows import present_rules, with_rule
from nhipcau.exchange.round_trip.sheets.settings_kinds import (
    ASKED,
    criterion_keys,
    question_uids,
)
from nhipcau.pairing.models import Comparison, PairConstraint, Quota, Weight
from nhipcau.pairing.settings.criteria import comparisons_for
from nhipcau.pairing.settings.pairing_input import CriterionSetting, ProfileQuestion, QuotaSetting
from nhipcau.pairing.store.present_criteria import present_criteria
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.pairing.store.saved_settings import saved_settings
from nhipcau.pairing.store.service import (
    forbid_pair,
    lock_pair,
    note_constraints,
    release,
    set_criteria,
    set_quotas,
    set_rules,
)
from nhipcau.participants.models import Participant, Question

# Locked and forbidden pairs


def write_constraint(db: Session, row: RowToWrite) -> None:
    values = row.whole()
    if row.is_new:
        mentor, mentee = (_participant(db, row.programme_id, values, one) for one in ("mentor", "mentee"))
        kind = str(values.get("constraint") or "locked")
        _constrain(db, row.programme_id, mentee, mentor, kind, str(values.get("pair_note") or ""))
        return
    mentor_uid, _, mentee_uid = row.key.partition("-")
    mentor, mentee = (_known(db, uid) for uid in (mentor_uid, mentee_uid))
    stored = _stored(db, row.programme_id, mentee, mentor)
    if not stored:
        raise Rejected(Problem("homecoming.problem.row_gone"))
    if row.state == "removed":
        release(db, row.programme_id, mentee, mentor)
        return
    note = str(values.get("pair_note", stored[0].note))
    kind = str(values.get("constraint", stored[0].kind))
    if kind != stored[0].kind:
        _constrain(db, row.programme_id, mentee, mentor, kind, note)
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


# Criteria


def write_criterion(db: Session, row: RowToWrite) -> None:
    uids = question_uids(db, row.programme_id)
    criteria = criterion_keys(present_criteria(db, row.programme_id), uids)
    values = row.whole()
    if row.is_new:
        added = _new_criterion(db, row, uids)
        if added.key in {one.key for one in criteria.values()}:
            raise Rejected(Problem("homecoming.problem.criterion_there", "criterion"))
        set_criteria(db, row.programme_id, [*criteria.values(), added])
        return
    if row.key not in criteria:
        raise Rejected(Problem("homecoming.problem.row_gone"))
    if row.state == "removed":
        if criteria[row.key].code != "question":
            raise Rejected(Problem("homecoming.problem.criterion_stays"))
        set_criteria(db, row.programme_id, [one for key, one in criteria.items() if key != row.key])
        return
    if "comparison" in values and not values["comparison"]:
        raise Rejected(Problem("homecoming.problem.missing", "comparison"))
    criteria[row.key] = _amended(db, criteria[row.key], values)
    set_criteria(db, row.programme_id, list(criteria.values()))


def _new_criterion(db: Session, row: RowToWrite, uids: dict[int | None, str]) -> CriterionSetting:
    said, other = (str(row.whole().get(one) or "") for one in ("criterion", "mentor_question"))
    ids = {uid: question_id for question_id, uid in uids.items()}
    things = row.one.kind.field("criterion").things
    if not said:
        raise Rejected(Problem("homecoming.problem.criterion_missing", "criterion"))
    if things is None or said not in things:
        raise Rejected(Problem("homecoming.problem.criterion_unknown", "criterion", {"text": said}))
    if other and other not in ids:
        raise Rejected(Problem("homecoming.problem.question_unknown", "mentor_question", {"text": other}))
    if not said.startswith(ASKED):
        if other:
            raise Rejected(Problem("homecoming.problem.comparison_not_here", "mentor_question"))
        return _amended(db, CriterionSetting(said), row.whole())
    asked = ids[said.removeprefix(ASKED)]
    usual = comparisons_for(_question(db, asked))[0]
    start = CriterionSetting("question", "medium", usual, asked, ids.get(other) if other else None)
    return _amended(db, start, row.whole())


def _amended(db: Session, setting: CriterionSetting, values: Mapping[str, object]) -> CriterionSetting:
    weight = cast("Weight", values.get("weight") or setting.weight)
    comparison = cast("Comparison", values.get("comparison") or setting.comparison)
    if values.get("comparison") and setting.code != "question":
        raise Rejected(Problem("homecoming.problem.comparison_not_here", "comparison"))
    if comparison != setting.comparison:
        question = _question(db, setting.mentee_question_id or setting.mentor_question_id)
        if comparison not in comparisons_for(question):
            raise Rejected(Problem("homecoming.problem.comparison", "comparison"))
    return replace(setting, weight=weight, comparison=comparison)


def _question(db: Session, question_id: int | None) -> ProfileQuestion:
    one = db.exec(select(Question).where(Question.id == question_id)).one()
    return ProfileQuestion(one.id or 0, one.wording, one.kind, tuple(one.options), one.grid)


# Rules


def write_rule(db: Session, row: RowToWrite) -> None:
    rule = row.one.kind.field("rule_value").by_row[row.key]
    try:
        rules = with_rule(present_rules(db, row.programme_id), row.key, row.values.get("rule_value"), rule)
    except Unclear as trouble:
        raise Rejected(trouble.problem) from trouble
    set_rules(db, row.programme_id, rules)


# Shares


def write_share(db: Session, row: RowToWrite) -> None:
    shares = list(saved_settings(db, row.programme_id).quotas)
    values = row.whole()
    if row.is_new:
        missing = [name for name in ("share_kind", "percent", "attribute") if values.get(name) in (None, "")]
        if missing:
            raise Rejected(Problem("homecoming.problem.share_incomplete", missing[0]))
        added = _with_said(QuotaSetting("partner"), values)
        _check_share(db, row.programme_id, added)
        set_quotas(db, row.programme_id, [*shares, added])
        return
    share_id = db.exec(select(Quota.id).where(Quota.uid == row.key)).first()
    if share_id is None:
        raise Rejected(Problem("homecoming.problem.row_gone"))
    if row.state == "removed":
        set_quotas(db, row.programme_id, [one for one in shares if one.id != share_id])
        return
    changed = [_with_said(one, values) if one.id == share_id else one for one in shares]
    _check_share(db, row.programme_id, next(one for one in changed if one.id == share_id))
    set_quotas(db, row.programme_id, changed)


def _with_said(share: QuotaSetting, values: Mapping[str, Any]) -> QuotaSetting:
    columns = {
        "share_kind": "kind", "bound": "bound", "percent": "percent", "attribute": "attribute", "answer": "value",
        "mentor_answer": "partner_value",
    }  # fmt: skip
    said = {name: values[code] for code, name in columns.items() if values.get(code) is not None}
    return replace(share, **said)


def _check_share(db: Session, programme_id: int, share: QuotaSetting) -> None:
    """Refuse a share that lacks an answer it is about, has one it cannot use, or speaks of one nobody gave."""
    if share.kind == "partner" and not (share.value and share.partner_value):
        raise Rejected(Problem("homecoming.problem.share_answers", "answer"))
    if share.kind != "partner" and share.partner_value:
        raise Rejected(Problem("homecoming.problem.share_partner_answer", "mentor_answer"))
    if share.kind == "different" and share.value:
        raise Rejected(Problem("homecoming.problem.share_no_answer", "answer"))
    check_quota(share, pairing_input(db, programme_id))
