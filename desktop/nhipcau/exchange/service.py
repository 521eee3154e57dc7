"""Writing an import: exactly what its plan showed, inside the caller's step."""

from collections.abc import Mapping, Sequence

from sqlalchemy import insert, select, update
from sqlmodel import Session, col

from nhipcau.common.clock import now
from nhipcau.common.errors import Problem, Rejected
from nhipcau.exchange.forms import Understanding, to_dict
from nhipcau.exchange.models import ImportBatch, RememberedForm
from nhipcau.exchange.plan import ImportPlan
from nhipcau.exchange.queries import existing
from nhipcau.exchange.writing import write_plan


def apply(
    db: Session,
    programme_id: int,
    plan: ImportPlan,
    understanding: Understanding,
    *,
    files: Sequence[tuple[str, str]] = (),
) -> Mapping[str, int]:
    """Write the plan, remember the form and note the batch; returns counts by state.

    `files` are (name, digest) of the sources. Call it inside
    `database.step("exchange.step.import", file=…, n=…)`. Raises Rejected when people have changed since the
    plan was made: what was shown would no longer be what is written.
    """
    if plan.basis is not None and existing(db, programme_id) != plan.basis.existing:
        raise Rejected(Problem("exchange.problem.out_of_date"))
    counts = {state: plan.count(state) for state in ("new", "changed", "same", "needs_you", "left_out")}
    write_plan(db, programme_id, plan)
    remember(db, programme_id, understanding)
    _note_batch(db, programme_id, files, counts)
    db.flush()
    db.expire_all()  # Core statements went past the session's own objects
    return counts


def remember(db: Session, programme_id: int, understanding: Understanding) -> None:
    """Keep how each form was read, for its next file."""
    for sheet in understanding.sheets:
        if not sheet.used:
            continue
        kept = to_dict(sheet)
        known = db.execute(
            select(col(RememberedForm.id), col(RememberedForm.understanding)).where(
                col(RememberedForm.programme_id) == programme_id,
                col(RememberedForm.fingerprint) == sheet.fingerprint,
            )
        ).first()
        if known is None:
            values = {"programme_id": programme_id, "fingerprint": sheet.fingerprint}
            db.execute(insert(RememberedForm).values(**values, understanding=kept, used_at=now()))
        elif known[1] != kept:
            db.execute(
                update(RememberedForm)
                .where(col(RememberedForm.id) == known[0])
                .values(understanding=kept, used_at=now())
            )


def _note_batch(
    db: Session, programme_id: int, files: Sequence[tuple[str, str]], counts: Mapping[str, int]
) -> None:
    for name, digest in files:
        db.add(ImportBatch(programme_id=programme_id, file_name=name, digest=digest, counts=dict(counts)))
