"""The sheets of how a programme pairs people: locked and forbidden pairs, criteria, rules, shares."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from nhipcau.common.words import Words
from nhipcau.exchange.round_trip.sheets.cells import SheetField
from nhipcau.exchange.round_trip.sheets.former_words import former_answers
from nhipcau.exchange.round_trip.sheets.named_things import NamedThing, NamedThings
from nhipcau.exchange.round_trip.sheets.people_columns import known_participants
from nhipcau.exchange.round_trip.sheets.rule_rows import NONE_AT_ZERO, present_rules, rule_fields, rule_values
from nhipcau.exchange.round_trip.sheets.sheet_kind import (
    CONSTRAINTS,
    CRITERIA,
    RULES,
    SHARES,
    SheetKind,
    column,
)
from nhipcau.pairing.models import ATTRIBUTES, BUILT_IN, QUOTA_KINDS, WEIGHTS, PairConstraint, PairingRules
from nhipcau.pairing.models import Quota as QuotaRow
from nhipcau.pairing.settings.pairing_input import CriterionSetting, QuotaSetting
from nhipcau.pairing.store.present_criteria import present_criteria
from nhipcau.participants.models import Participant, Person, Question
from nhipcau.programmes.models import Programme

COMPARISONS: Final = ("alike", "different", "overlap", "complement", "graded", "must_match")
_QUOTA: Final = tuple(
    f"quota.{name}" for name in ("kind", "bound", "percent", "attribute", "value", "partner_value")
)
ASKED: Final = "question:"
"""Before the uid of a question, in what a criterion is called here."""


def settings_kinds(db: Session, programme_id: int, words: Words) -> tuple[SheetKind, ...]:
    """Return the sheets of locks, criteria, rules and shares, as they hold now."""
    return (
        _constraints(db, programme_id, words),
        _criteria(db, programme_id, words),
        _rules(db, programme_id, words),
        _shares(db, programme_id, words),
    )


# Locked and forbidden pairs


def _constraints(db: Session, programme_id: int, words: Words) -> SheetKind:
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
        column(words, "constraint", choices=kinds, width=26.0, holds=("pair_constraint.kind",)),
        column(words, "pair_note", "long_text", holds=("pair_constraint.note",)),
    )
    rows = _constraint_rows(db, programme_id, mutual=mutual)
    names = {
        key: f"{people.short(str(row['mentor']))} – {people.short(str(row['mentee']))}"
        for key, row in rows.items()
    }
    return SheetKind(CONSTRAINTS, words(f"homecoming.sheet.{CONSTRAINTS}"), fields, rows, names, grows=True)


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


# Criteria


def question_uids(db: Session, programme_id: int) -> dict[int | None, str]:
    """Return the public ids of the programme's questions."""
    wanted = select(Question.id, Question.uid).where(Question.programme_id == programme_id)
    return dict(db.exec(wanted.order_by(col(Question.position), col(Question.id))).all())


def criterion_keys(
    criteria: tuple[CriterionSetting, ...], uids: Mapping[int | None, str]
) -> dict[str, CriterionSetting]:
    """Return each criterion by what it looks at, whatever its row in the tables: it may not be saved yet."""
    found: dict[str, CriterionSetting] = {}
    for one in criteria:
        plain = one.code
        if one.code == "question":
            plain = f"{ASKED}{uids.get(one.mentee_question_id, '')}:{uids.get(one.mentor_question_id, '')}"
        key, count = plain, 1
        while key in found:
            count += 1
            key = f"{plain}:{count}"
        found[key] = one
    return found


def known_questions(db: Session, programme_id: int) -> NamedThings:
    """Return the programme's own questions as their headings among the people say them."""
    wanted = select(Question).where(Question.programme_id == programme_id)
    return NamedThings(
        _named(one) for one in db.exec(wanted.order_by(col(Question.position), col(Question.id)))
    )


def _named(question: Question) -> NamedThing:
    heading = f"{question.grid} [{question.wording}]" if question.grid else question.wording
    return NamedThing(question.uid, heading, (question.wording,))


def known_criteria(db: Session, programme_id: int, words: Words) -> NamedThings:
    """Return everything pairing can look at: what is built in, then the programme's own questions."""
    built_in = [_built_in(code, words(f"pairing.criterion.{code}")) for code in BUILT_IN]
    wanted = select(Question).where(Question.programme_id == programme_id)
    asked = db.exec(wanted.order_by(col(Question.position), col(Question.id))).all()
    named = map(_named, asked)
    return NamedThings([*built_in, *(replace(one, value=ASKED + one.value) for one in named)])


def _built_in(code: str, label: str) -> NamedThing:
    return NamedThing(code, label, former_answers(label))


def _criteria(db: Session, programme_id: int, words: Words) -> SheetKind:
    uids = question_uids(db, programme_id)
    criteria, questions = known_criteria(db, programme_id, words), known_questions(db, programme_id)
    offered = questions.labels()
    fields = (
        column(
            words, "criterion", "named", things=criteria, suggestions=criteria.labels(), names_row=True, width=48.0,
            holds=("criterion.code", "criterion.mentee_question_id", "question.wording"),
        ),
        column(
            words, "weight", choices=tuple((one, words(f"pairs.weight.{one}")) for one in WEIGHTS), width=18.0,
            holds=("criterion.weight",),
        ),
        column(
            words, "comparison", choices=tuple((one, words(f"pairs.compare.{one}")) for one in COMPARISONS), width=28.0,
            holds=("criterion.comparison",),
        ),
        column(
            words, "mentor_question", "named", things=questions, suggestions=offered, names_row=True, width=36.0,
            holds=("criterion.mentor_question_id", "question.wording"),
        ),
    )  # fmt: skip
    rows: dict[str, dict[str, object]] = {}
    for key, one in criterion_keys(present_criteria(db, programme_id), uids).items():
        asked = uids.get(one.mentee_question_id) or uids.get(one.mentor_question_id) or ""
        is_asked = one.code == "question"
        rows[key] = {
            "criterion": ASKED + asked if is_asked else one.code,
            "weight": one.weight,
            "comparison": one.comparison if is_asked else None,
            "mentor_question": uids.get(one.mentor_question_id) if is_asked else None,
        }
    names = {key: criteria.label(str(row["criterion"])) for key, row in rows.items()}
    return SheetKind(CRITERIA, words(f"homecoming.sheet.{CRITERIA}"), fields, rows, names, grows=True)


# Rules


def _rules(db: Session, programme_id: int, words: Words) -> SheetKind:
    kind = db.get_one(Programme, programme_id).kind
    by_row = rule_fields(kind, words)
    labels = {key: one.heading for key, one in by_row.items()}
    rules = tuple(f"pairing_rules.{name}" for name in by_row)
    fields = (
        column(words, "rule", "long_text", editable=False, width=76.0, holds=rules),
        column(words, "rule_value", "long_text", width=30.0, by_row=by_row, holds=rules),
        column(words, "rule_choices", "long_text", editable=False, width=44.0, holds=rules),
    )
    values = rule_values(present_rules(db, programme_id), kind, words)
    rows = {
        key: {"rule": labels[key], "rule_value": values[key], "rule_choices": _choices(one, words)}
        for key, one in by_row.items()
    }
    return SheetKind(RULES, words(f"homecoming.sheet.{RULES}"), fields, rows, labels)


def _choices(rule: SheetField, words: Words) -> str:
    """Say what may be written for a rule."""
    if rule.choices:
        return " / ".join(label for _, label in rule.choices)
    assert rule.within is not None
    least, most = rule.within
    code = "number_or_zero" if rule.code in NONE_AT_ZERO else "number" if rule.required else "number_or_blank"
    return words(f"homecoming.rule.{code}", least=f"{least:g}", most=f"{most:g}")


# Shares


def _shares(db: Session, programme_id: int, words: Words) -> SheetKind:
    wanted = select(QuotaRow).where(QuotaRow.programme_id == programme_id)
    stored = db.exec(wanted.order_by(col(QuotaRow.position), col(QuotaRow.id))).all()
    fields = (
        column(words, "share", "long_text", editable=False, width=56.0, holds=_QUOTA),
        column(
            words, "share_kind", choices=_said(words, "kind", QUOTA_KINDS), width=26.0, holds=("quota.kind",)
        ),
        column(
            words,
            "bound",
            choices=_said(words, "bound", ("least", "most")),
            width=16.0,
            holds=("quota.bound",),
        ),
        column(words, "percent", "number", within=(0, 100), width=12.0, holds=("quota.percent",)),
        column(
            words,
            "attribute",
            choices=_said(words, "attribute", ATTRIBUTES),
            width=18.0,
            holds=("quota.attribute",),
        ),
        column(words, "answer", width=26.0, holds=("quota.value",)),
        column(words, "mentor_answer", width=26.0, holds=("quota.partner_value",)),
    )
    rows: dict[str, dict[str, object]] = {
        one.uid: {
            "share": _sentence(one, words), "share_kind": one.kind, "bound": one.bound, "percent": one.percent,
            "attribute": one.attribute, "answer": one.value, "mentor_answer": one.partner_value,
        }
        for one in stored
    }  # fmt: skip
    names = {key: str(row["share"]) for key, row in rows.items()}
    return SheetKind(SHARES, words(f"homecoming.sheet.{SHARES}"), fields, rows, names, grows=True)


def _said(words: Words, room: str, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((value, words(f"shares.{room}.{value}")) for value in values)


def _sentence(one: QuotaRow, words: Words) -> str:
    """Return the share as a sentence. What knows how lies beside the engine, which loads late."""
    from nhipcau.pairing.plan.quotas import quota_phrase

    setting = QuotaSetting(
        one.kind, one.attribute, one.value, one.partner_value, one.bound, one.percent  # type: ignore[arg-type]
    )  # fmt: skip
    said = quota_phrase(setting).text(words)
    return said[:1].upper() + said[1:]
