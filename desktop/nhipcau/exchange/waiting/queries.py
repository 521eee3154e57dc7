"""What waits in a programme until somebody decides about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from nhipcau.exchange.models import WaitingForm, WaitingRow
from nhipcau.exchange.waiting.stored_form import StoredForm, StoredRow


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file of which rows wait."""

    file_name: str
    imported_at: datetime
    """When its rows were last imported."""
    rows: int
    form_ids: tuple[int, ...]
    """Its sheets."""


def waiting_files(db: Session, programme_id: int) -> tuple[WaitingFile, ...]:
    """Return the files of which rows wait, the latest first."""
    found = db.execute(
        select(col(WaitingForm.id), col(WaitingForm.file_name), col(WaitingForm.imported_at), func.count())
        .join(WaitingRow, col(WaitingForm.id) == col(WaitingRow.form_id))
        .where(col(WaitingForm.programme_id) == programme_id)
        .group_by(col(WaitingForm.id), col(WaitingForm.file_name), col(WaitingForm.imported_at))
        .order_by(col(WaitingForm.imported_at).desc(), col(WaitingForm.id).desc())
    )
    files: dict[str, WaitingFile] = {}
    for id_, name, imported_at, rows in found:
        before = files.get(name)
        latest = before.imported_at if before else imported_at
        ids = (*before.form_ids, id_) if before else (id_,)
        files[name] = WaitingFile(name, latest, rows + (before.rows if before else 0), ids)
    return tuple(files.values())


def waiting_forms(
    db: Session, programme_id: int, form_ids: Sequence[int] | None = None
) -> tuple[StoredForm, ...]:
    """Return the sheets of which rows wait, in the order of their import: all of a programme, or some."""
    names = (
        "id", "file_name", "digest", "sheet", "fingerprint", "imported_at", "headings", "reading",
    )  # fmt: skip
    forms = (
        select(*(col(getattr(WaitingForm, name)) for name in names))
        .where(col(WaitingForm.programme_id) == programme_id)
        .order_by(col(WaitingForm.id))
    )
    if form_ids is not None:
        forms = forms.where(col(WaitingForm.id).in_(form_ids))
    found = db.execute(forms).all()
    rows = _rows(db, [form[0] for form in found])
    return tuple(
        StoredForm(**dict(zip(names, form, strict=True)), rows=tuple(rows[form[0]]))
        for form in found
        if form[0] in rows
    )


def _rows(db: Session, form_ids: Sequence[int]) -> dict[int, list[StoredRow]]:
    names = ("form_id", "id", "row_number", "hidden", "mark", "cells")
    found = db.execute(
        select(*(col(getattr(WaitingRow, name)) for name in names))
        .where(col(WaitingRow.form_id).in_(form_ids))
        .order_by(col(WaitingRow.row_number), col(WaitingRow.id))
    )
    rows: dict[int, list[StoredRow]] = {}
    for form_id, *row in found:
        rows.setdefault(form_id, []).append(StoredRow(*row))
    return rows
