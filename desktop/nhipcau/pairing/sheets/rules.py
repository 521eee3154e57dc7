"""The sheet of the rules that every pair has to keep, a row each."""

from collections.abc import Iterator
from typing import Final

from sqlmodel import Session

from nhipcau.common.errors import Rejected
from nhipcau.common.words import Words
from nhipcau.pairing.sheets.rule_rows import NONE_AT_ZERO, present_rules, rule_fields, rule_values, with_rule
from nhipcau.pairing.store.service import set_rules
from nhipcau.programmes.models import Programme
from nhipcau.sheets.columns import SheetField, Unclear, column
from nhipcau.sheets.declaration import RowToWrite, SheetDeclaration, SheetKind, SheetRequest, one_by_one


def _sheets(asked: SheetRequest) -> Iterator[SheetKind]:
    db, programme_id, words = asked.db, asked.programme_id, asked.words
    kind = db.get_one(Programme, programme_id).kind
    by_row = rule_fields(kind, words)
    labels = {key: one.heading for key, one in by_row.items()}
    rules = tuple(f"pairing_rules.{name}" for name in by_row)
    fields = (
        column(words, "rule", "long_text", editable=False, width=76.0, holds=rules),
        column(
            words, "rule_value", "long_text", width=30.0, none_when_blank=True, by_row=by_row, holds=rules
        ),
        column(words, "rule_choices", "long_text", editable=False, width=44.0, holds=rules),
    )
    values = rule_values(present_rules(db, programme_id), kind, words)
    rows = {
        key: {"rule": labels[key], "rule_value": values[key], "rule_choices": _choices(one, words)}
        for key, one in by_row.items()
    }
    yield SheetKind(RULES, fields, rows, labels)


def _choices(rule: SheetField, words: Words) -> str:
    """Say what may be written for a rule."""
    if rule.choices:
        return " / ".join(label for _, label in rule.choices)
    assert rule.within is not None
    least, most = rule.within
    code = "number_or_zero" if rule.code in NONE_AT_ZERO else "number" if rule.required else "number_or_blank"
    return words(f"homecoming.rule.{code}", least=f"{least:g}", most=f"{most:g}")


def _write(db: Session, programme_id: int, row: RowToWrite) -> None:
    rule = row.kind.field("rule_value").by_row[row.key]
    try:
        value = row.read(rule, row.values.get("rule_value"))
    except Unclear as trouble:
        raise Rejected(trouble.problem) from trouble
    set_rules(db, programme_id, with_rule(present_rules(db, programme_id), row.key, value))


RULES: Final = SheetDeclaration(
    "rules", _sheets, one_by_one(_write), told_by=(("rule",),), needs=frozenset({"rule", "rule_value"})
)
