"""The rules of pairing as rows of a sheet: what each is called, what it may be, what it is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sqlmodel import Session, select

from nhipcau.common.words import Words
from nhipcau.database.field_catalogue import CatalogueField
from nhipcau.pairing.models import AIMS, RULE
from nhipcau.pairing.settings.pairing_input import Candidate, Rules
from nhipcau.pairing.settings.rules import default_rules, fixed_rules
from nhipcau.pairing.store.saved_settings import has_saved_rules, saved_settings
from nhipcau.participants.models import Participant
from nhipcau.programmes.models import Programme
from nhipcau.sheets.columns import SheetField
from nhipcau.sheets.shown_cells import shown_text

RULE_NAMES: Final = (
    "aim", "fair_within", "mentee_share", "avoid_reporting_line", "avoid_earlier_pairs", "common_language",
    "meeting_way", "common_slots", "level_gap_least", "level_gap_most", "time_zone_most", "mentors_each",
    "group_least", "every_mentor", "mutual", "priority_left_out",
)  # fmt: skip
"""In the order in which the page of pairing asks them."""
NONE_AT_ZERO: Final = frozenset({"common_slots", "group_least"})
"""Rules that are not asked when their number is 0."""
_HUNDREDTHS: Final = 100
"""What fairness may cost is kept in hundredths of a percent."""
_SIDES: Final[Mapping[str, str]] = {"reverse": "below", "peer": "apart"}
_CALLED: Final[Mapping[str, str]] = {
    "aim": "aims.question", "fair_within": "homecoming.rule.fair_within",
    "mentee_share": "homecoming.rule.mentee_share", "time_zone_most": "groups.time_zone", "mentors_each": "groups.each",
    "group_least": "groups.least", "every_mentor": "groups.every_mentor", "mutual": "groups.mutual",
    "priority_left_out": "homecoming.rule.priority_left_out",
}  # fmt: skip


def present_rules(db: Session, programme_id: int) -> Rules:
    """Return the rules that hold: the saved ones, or those a programme of its kind begins with."""
    if has_saved_rules(db, programme_id):
        return saved_settings(db, programme_id).rules
    kind = db.exec(select(Programme.kind).where(Programme.id == programme_id)).one()
    wanted = select(Participant.is_mentor, Participant.is_mentee, Participant.capacity).where(
        Participant.programme_id == programme_id, Participant.status == "enrolled"
    )
    # Of people alike one will do: it matters only whether all are both, and whether anybody takes several.
    people = [
        Candidate(0, 0, "", "", is_mentor=is_mentor, is_mentee=is_mentee, capacity=capacity)
        for is_mentor, is_mentee, capacity in db.exec(wanted.distinct())
    ]
    return default_rules(kind, people)


def rule_fields(kind: str, words: Words) -> dict[str, SheetField]:
    """Return for each rule what it is called and what may be written. `kind` is that of the programme."""
    return {name: _field(name, kind, words) for name in RULE_NAMES}


def _field(name: str, kind: str, words: Words) -> SheetField:
    label = _label(name, kind, words)
    if name == "aim":
        return SheetField(
            name, label, choices=tuple((aim, words(f"aims.{aim}")) for aim in AIMS), required=True
        )
    field = RULE[name]
    if field.kind == "number":
        return SheetField(name, label, "number", within=_bounds(field), required=not field.optional)
    offered: tuple[tuple[Any, str], ...] = ((True, words("common.yes")), (False, words("common.no")))
    if name in fixed_rules(kind):
        offered = offered[:1]
        return SheetField(name, label, choices=offered, required=True)
    return SheetField(name, label, "yes_no", choices=offered, required=True)


def _bounds(field: CatalogueField) -> tuple[float, float]:
    if field.code == "fair_within":
        return (field.least / _HUNDREDTHS, field.most / _HUNDREDTHS)
    return (field.least, field.most)


def _label(name: str, kind: str, words: Words) -> str:
    if name in _CALLED:
        return words(_CALLED[name])
    if name.startswith("level_gap_"):
        side = _SIDES.get(kind, "above")
        return words(f"pairs.rules.{name.removeprefix('level_gap_')}_{side}")
    return words(f"pairs.rules.always.{name}" if name in fixed_rules(kind) else f"pairs.rules.{name}")


def rule_values(rules: Rules, kind: str, words: Words) -> dict[str, object]:
    """Return what each rule is, as the sheet says it."""
    fixed = fixed_rules(kind)
    values = {name: True if name in fixed else getattr(rules, name) for name in RULE_NAMES}
    values["fair_within"] = rules.fair_within / _HUNDREDTHS
    fields = rule_fields(kind, words)
    return {name: shown_text(fields[name], value) or None for name, value in values.items()}


def with_rule(rules: Rules, name: str, value: Any) -> Rules:  # noqa: ANN401 - a number, a name, yes or no
    """Return the rules with one of them as a cell says."""
    if name == "fair_within" and isinstance(value, int | float):
        value = round(value * _HUNDREDTHS)
    return replace(rules, **{name: value})
