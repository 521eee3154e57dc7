"""Keeping what was said of rows, beside the form they came in."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import select, update
from sqlmodel import Session, col

from nhipcau.exchange.mapping.answer_rows import AnswerRow
from nhipcau.exchange.models import RememberedForm
from nhipcau.exchange.preview.import_plan import Outcome, Settled
from nhipcau.exchange.preview.person_directory import signature
from nhipcau.exchange.preview.settled_rows import mark_of

SETTLED: Final = "settled"
"""The key of what was said among what is kept of a form."""


def remember_settled(db: Session, programme_id: int, rows: Iterable[tuple[AnswerRow, str, Outcome]]) -> None:
    """Keep what was said of rows beside the form they came in: each with the form's fingerprint."""
    by_form: dict[str, dict[str, dict[str, Outcome]]] = {}
    for row, fingerprint, outcome in rows:
        by_form.setdefault(fingerprint, {}).setdefault(signature(row), {})[mark_of(row)] = outcome
    if not by_form:
        return
    forms = db.execute(
        select(
            col(RememberedForm.id), col(RememberedForm.fingerprint), col(RememberedForm.understanding)
        ).where(
            col(RememberedForm.programme_id) == programme_id,
            col(RememberedForm.fingerprint).in_(list(by_form)),
        )
    ).all()
    for id_, fingerprint, kept in forms:
        before: Settled = kept.get(SETTLED, {})
        said = {mark: {**before.get(mark, {}), **found} for mark, found in by_form[fingerprint].items()}
        statement = update(RememberedForm).where(col(RememberedForm.id) == id_)
        db.execute(statement.values(understanding={**kept, SETTLED: {**before, **said}}))
