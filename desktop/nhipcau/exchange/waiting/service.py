"""Keeping the rows nobody has decided about, and letting go of those that are decided or dropped."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import delete, insert, select
from sqlmodel import Session, col

from nhipcau.common.clock import now
from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.public_ids import new_uid
from nhipcau.exchange.formats.column_mapping import SheetReading, TablePlace, Understanding
from nhipcau.exchange.formats.sheet_table import Table
from nhipcau.exchange.mapping.answer_rows import AnswerRow
from nhipcau.exchange.models import WaitingForm, WaitingRow
from nhipcau.exchange.preview.import_plan import ImportPlan
from nhipcau.exchange.preview.person_directory import signature
from nhipcau.exchange.waiting.queries import waiting_forms
from nhipcau.exchange.waiting.remembered_rows import remember_settled
from nhipcau.exchange.waiting.same_rows import superseded
from nhipcau.exchange.waiting.second_reading import Waiting, rows_again
from nhipcau.exchange.waiting.stored_form import cells_at, headings_of, understood

Files = Sequence[tuple[str, str]]
"""Name and digest of each source."""
_AT_ONCE: Final = 5000


def settle(
    db: Session,
    programme_id: int,
    plan: ImportPlan,
    understanding: Understanding,
    files: Files = (),
    waiting: Waiting | None = None,
) -> None:
    """Keep the rows of a plan that need the coordinator, and let go of those that waited and are decided now.

    Raises Rejected when rows that were shown as waiting do no longer: another step has settled them.
    """
    if plan.basis is None:
        return
    rows, undecided = plan.basis.rows, undecided_places(plan)
    if waiting is not None:
        ids = waiting.row_ids(rows)
        if len(_known(db, ids)) != len(ids):
            raise Rejected(Problem("exchange.problem.out_of_date"))
        _let_go(db, [id_ for place, id_ in enumerate(ids) if place not in undecided])
        return
    stored = waiting_forms(db, programme_id)
    if stored:
        _let_go(db, superseded(rows_again(stored), rows, _fingerprints(understanding)))
    if undecided:
        _keep(db, programme_id, [rows[place] for place in sorted(undecided)], understanding, files)


def undecided_places(plan: ImportPlan) -> set[int]:
    """Return the places of the answer rows that wait for the coordinator."""
    return {place for row in plan.rows if row.state == "needs_you" for place in (row.places or (row.id,))}


def drop(db: Session, programme_id: int, form_ids: Collection[int]) -> int:
    """Leave out all rows that wait of these sheets; return how many there were."""
    rows = rows_again(waiting_forms(db, programme_id, tuple(form_ids)))
    remember_settled(db, programme_id, ((row, form.fingerprint, "left_out") for form, _, row in rows))
    _let_go(db, [id_ for _, id_, _ in rows])
    return len(rows)


def _fingerprints(understanding: Understanding) -> dict[TablePlace, str]:
    return {sheet.place: sheet.fingerprint for sheet in understanding.sheets if sheet.used}


def _keep(
    db: Session,
    programme_id: int,
    rows: Iterable[AnswerRow],
    understanding: Understanding,
    files: Files,
) -> None:
    by_sheet: dict[TablePlace, list[AnswerRow]] = {}
    for row in rows:
        by_sheet.setdefault(row.table, []).append(row)
    for sheet in understanding.sheets:
        mine = by_sheet.get(sheet.place) if sheet.used else None
        table = understanding.table_of(sheet)
        if mine and table is not None:
            form_id = _add_form(db, programme_id, sheet, table, files)
            db.execute(insert(WaitingRow), _stored(form_id, mine, table))


def _add_form(db: Session, programme_id: int, sheet: SheetReading, table: Table, files: Files) -> int:
    digest = files[sheet.source][1] if sheet.source < len(files) else ""
    uid = new_uid()
    db.execute(
        insert(WaitingForm).values(
            uid=uid, programme_id=programme_id, file_name=sheet.file_name, digest=digest, sheet=sheet.sheet,
            fingerprint=sheet.fingerprint, imported_at=now(), headings=headings_of(table),
            reading=understood(sheet, table),
        )
    )  # fmt: skip
    return int(db.execute(select(col(WaitingForm.id)).where(col(WaitingForm.uid) == uid)).scalar_one())


def _stored(form_id: int, rows: Sequence[AnswerRow], table: Table) -> list[dict[str, Any]]:
    places = {number: place for place, number in enumerate(table.numbers)}
    return [
        {
            "uid": new_uid(), "form_id": form_id, "row_number": row.row_number,
            "hidden": row.row_number in table.hidden, "mark": signature(row),
            "cells": cells_at(table, places[row.row_number]),
        }
        for row in rows
    ]  # fmt: skip


def _known(db: Session, ids: Sequence[int]) -> set[int]:
    return {
        id_
        for some in _in_parts(ids)
        for id_ in db.execute(select(col(WaitingRow.id)).where(col(WaitingRow.id).in_(some))).scalars()
    }


def _let_go(db: Session, ids: Sequence[int]) -> None:
    """Delete rows, and the forms of which none is left."""
    forms: set[int] = set()
    for some in _in_parts(ids):
        rows = select(col(WaitingRow.form_id)).where(col(WaitingRow.id).in_(some)).distinct()
        forms |= set(db.execute(rows).scalars())
        db.execute(delete(WaitingRow).where(col(WaitingRow.id).in_(some)))
    left = set(
        db.execute(select(col(WaitingRow.form_id)).where(col(WaitingRow.form_id).in_(forms))).scalars()
    )
    db.execute(delete(WaitingForm).where(col(WaitingForm.id).in_(forms - left)))


def _in_parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield as many as one statement may name."""
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
