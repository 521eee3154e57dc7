"""The sheet of rules about shares, over all pairs together."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlmodel import Session, col, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.words import Words
from nhipcau.pairing.models import ATTRIBUTES, BOUNDS, QUOTA_KINDS, SHARE, Quota
from nhipcau.pairing.settings.pairing_input import QuotaSetting
from nhipcau.pairing.settings.quota_answers import check_quota
from nhipcau.pairing.store.queries import pairing_input
from nhipcau.pairing.store.saved_settings import saved_settings
from nhipcau.pairing.store.service import set_quotas
from nhipcau.sheets.columns import bounds_of, column, field_column
from nhipcau.sheets.declaration import RowToWrite, SheetDeclaration, SheetKind, SheetRequest, one_by_one

_QUOTA: Final = tuple(one.path for one in SHARE.values())
_TOLD: Final = ("share_kind", "bound", "percent", "attribute")


def _sheets(asked: SheetRequest) -> Iterator[SheetKind]:
    db, programme_id, words = asked.db, asked.programme_id, asked.words
    wanted = select(Quota).where(Quota.programme_id == programme_id)
    stored = db.exec(wanted.order_by(col(Quota.position), col(Quota.id))).all()
    fields = (
        column(words, "share", "long_text", editable=False, width=56.0, holds=_QUOTA),
        field_column(words, SHARE["share_kind"], "text", choices=_said(words, "kind", QUOTA_KINDS)),
        field_column(words, SHARE["bound"], "text", choices=_said(words, "bound", BOUNDS)),
        field_column(words, SHARE["percent"], within=bounds_of(SHARE["percent"])),
        field_column(words, SHARE["attribute"], "text", choices=_said(words, "attribute", ATTRIBUTES)),
        field_column(words, SHARE["answer"]),
        field_column(words, SHARE["mentor_answer"]),
    )
    rows: dict[str, dict[str, object]] = {
        one.uid: {
            "share": _sentence(one, words), "share_kind": one.kind, "bound": one.bound, "percent": one.percent,
            "attribute": one.attribute, "answer": one.value, "mentor_answer": one.partner_value,
        }
        for one in stored
    }  # fmt: skip
    names = {key: str(row["share"]) for key, row in rows.items()}
    yield SheetKind(SHARES, fields, rows, names)


def _said(words: Words, room: str, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((value, words(f"shares.{room}.{value}")) for value in values)


def _sentence(one: Quota, words: Words) -> str:
    """Return the share as a sentence. What knows how lies beside the engine, which loads late."""
    from nhipcau.pairing.explanation.quotas import quota_phrase

    setting = QuotaSetting(
        one.kind, one.attribute, one.value, one.partner_value, one.bound, one.percent  # type: ignore[arg-type]
    )  # fmt: skip
    said = quota_phrase(setting).text(words)
    return said[:1].upper() + said[1:]


def _write(db: Session, programme_id: int, row: RowToWrite) -> None:
    shares = list(saved_settings(db, programme_id).quotas)
    values = row.whole()
    if row.is_new:
        missing = [name for name in ("share_kind", "percent", "attribute") if values.get(name) in (None, "")]
        if missing:
            raise Rejected(Problem("homecoming.problem.share_incomplete", missing[0]))
        added = _with_said(QuotaSetting("partner"), values)
        _check_share(db, programme_id, added)
        set_quotas(db, programme_id, [*shares, added])
        return
    share_id = db.exec(select(Quota.id).where(Quota.uid == row.key)).first()
    if share_id is None:
        raise Rejected(Problem("homecoming.problem.row_gone"))
    if row.state == "removed":
        set_quotas(db, programme_id, [one for one in shares if one.id != share_id])
        return
    changed = [_with_said(one, values) if one.id == share_id else one for one in shares]
    _check_share(db, programme_id, next(one for one in changed if one.id == share_id))
    set_quotas(db, programme_id, changed)


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


SHARES: Final = SheetDeclaration(
    "shares",
    _sheets,
    one_by_one(_write),
    told_by=(("share",), (*_TOLD, "answer", "mentor_answer"), (*_TOLD, "answer"), _TOLD),
    needs=frozenset({"share_kind", "percent"}),
    grows=True,
)
