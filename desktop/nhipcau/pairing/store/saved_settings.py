"""Criteria, rules, quotas and constraints as saved: in their tables, and as JSON in a kept plan."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, TypeVar, cast

from sqlmodel import Session, col, select

from nhipcau.pairing.models import (
    Attribute,
    Bound,
    Comparison,
    Criterion,
    PairConstraint,
    PairingRules,
    Quota,
    QuotaKind,
    Weight,
)
from nhipcau.pairing.settings.pairing_input import Constraint, CriterionSetting, QuotaSetting, Rules, Settings

Kind = TypeVar("Kind", CriterionSetting, QuotaSetting, Rules)


def saved_settings(db: Session, programme_id: int) -> Settings:
    """Return what is saved for a programme; no criteria when none are saved yet."""
    return Settings(
        _criteria(db, programme_id),
        _rules(db, programme_id),
        _constraints(db, programme_id),
        _quotas(db, programme_id),
    )


def _criteria(db: Session, programme_id: int) -> tuple[CriterionSetting, ...]:
    wanted = (
        select(Criterion)
        .where(Criterion.programme_id == programme_id)
        .order_by(col(Criterion.position), col(Criterion.id))
    )
    return tuple(
        CriterionSetting(
            row.code,
            cast("Weight", row.weight),
            cast("Comparison", row.comparison),
            row.mentee_question_id,
            row.mentor_question_id,
            row.id,
        )
        for row in db.exec(wanted)
    )


def _rules(db: Session, programme_id: int) -> Rules:
    row = db.exec(select(PairingRules).where(PairingRules.programme_id == programme_id)).first()
    if row is None:
        return Rules()
    return Rules(**{field.name: getattr(row, field.name) for field in fields(Rules)})


def has_saved_rules(db: Session, programme_id: int) -> bool:
    """Whether the coordinator has chosen rules; until then those of the kind of programme hold."""
    return (
        db.exec(select(PairingRules.id).where(PairingRules.programme_id == programme_id)).first() is not None
    )


def _constraints(db: Session, programme_id: int) -> tuple[Constraint, ...]:
    wanted = (
        select(PairConstraint)
        .where(PairConstraint.programme_id == programme_id)
        .order_by(col(PairConstraint.mentee_id), col(PairConstraint.mentor_id))
    )
    return tuple(Constraint(row.mentor_id, row.mentee_id, row.kind, row.note) for row in db.exec(wanted))


def _quotas(db: Session, programme_id: int) -> tuple[QuotaSetting, ...]:
    wanted = (
        select(Quota).where(Quota.programme_id == programme_id).order_by(col(Quota.position), col(Quota.id))
    )
    return tuple(
        QuotaSetting(
            cast("QuotaKind", row.kind),
            cast("Attribute", row.attribute),
            row.value,
            row.partner_value,
            cast("Bound", row.bound),
            row.percent,
            row.id,
        )
        for row in db.exec(wanted)
    )


def as_json(settings: Settings) -> dict[str, Any]:
    """Return criteria, rules and quotas as a kept plan stores them; constraints name people, see `keeping`."""
    return {
        "criteria": [_without_id(setting) for setting in settings.criteria],
        "rules": asdict(settings.rules),
        "quotas": [_without_id(quota) for quota in settings.quotas],
    }


def _without_id(setting: CriterionSetting | QuotaSetting) -> dict[str, Any]:
    return {name: value for name, value in asdict(setting).items() if name != "id"}


def from_json(stored: Mapping[str, Any]) -> Settings:
    """Read what `as_json` made; what another version of the program added or left out is passed over."""
    return Settings(
        criteria=tuple(_made(CriterionSetting, entry) for entry in stored.get("criteria", ())),
        rules=_made(Rules, stored.get("rules", {})),
        quotas=tuple(_made(QuotaSetting, entry) for entry in stored.get("quotas", ())),
    )


def _made(kind: type[Kind], entry: Mapping[str, Any]) -> Kind:
    known = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in entry.items() if name in known})
