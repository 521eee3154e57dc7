"""Writing an import: exactly what its plan showed, inside the caller's step."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, insert, select, update
from sqlmodel import Session, col

from nhipcau.common.clock import now
from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.gc_pause import collector_at_rest
from nhipcau.exchange.formats.column_mapping import Understanding, to_dict
from nhipcau.exchange.inbox.people_writing import write_plan
from nhipcau.exchange.inbox.queries import SPELLINGS, existing
from nhipcau.exchange.inbox.quotable_questions import write_quoting
from nhipcau.exchange.models import ImportBatch, RememberedForm
from nhipcau.exchange.preview.import_plan import ImportPlan
from nhipcau.exchange.preview.person_directory import signature
from nhipcau.exchange.preview.settled_rows import settled_by
from nhipcau.exchange.waiting.remembered_rows import SETTLED, remember_settled
from nhipcau.exchange.waiting.second_reading import Waiting
from nhipcau.exchange.waiting.service import settle
from nhipcau.programmes.models import Programme


def apply(
    db: Session,
    programme_id: int,
    plan: ImportPlan,
    understanding: Understanding,
    *,
    files: Sequence[tuple[str, str]] = (),
    waiting: Waiting | None = None,
) -> Mapping[str, int]:
    """Write the plan, keep what waits, remember the form and note the batch; returns counts by state.

    `files` are (name, digest) of the sources; `waiting` says which rows waited already. Call it inside
    `database.step("exchange.step.import", file=…, n=…)`. Raises Rejected when people have changed since the
    plan was made: what was shown would no longer be what is written.
    """
    if plan.basis is not None and existing(db, programme_id) != plan.basis.existing:
        raise Rejected(Problem("exchange.problem.out_of_date"))
    counts = {state: plan.count(state) for state in ("new", "changed", "same", "needs_you", "left_out")}
    with collector_at_rest():
        person_of = write_plan(db, programme_id, plan)
    write_quoting(db, programme_id, understanding)
    remember(db, programme_id, understanding, _taken_in(plan, person_of), again=waiting is not None)
    forms = {sheet.place: sheet.fingerprint for sheet in understanding.sheets}
    decided = settled_by(plan)
    remember_settled(db, programme_id, ((row, forms[row.table], outcome) for row, outcome in decided))
    settle(db, programme_id, plan, understanding, files, waiting)
    _note_batch(db, programme_id, files, counts)
    db.flush()
    db.expire_all()  # Core statements went past the session's own objects
    return counts


_Taken = dict[tuple[int, str, int], dict[str, list[int]]]


def _taken_in(plan: ImportPlan, person_of: Mapping[int, int]) -> _Taken:
    """Return by sheet whom each row turned out to be, so that the same rows are known again."""
    if plan.basis is None:
        return {}
    of_place: dict[int, int] = {}
    for row in plan.rows:
        person = person_of.get(row.id, row.person_id)
        if person is not None and row.state in ("new", "changed", "same"):
            of_place |= dict.fromkeys(row.places, person)
    found: _Taken = {}
    for place in sorted(of_place):
        answer = plan.basis.rows[place]
        sheet = found.setdefault(answer.table, {})
        sheet.setdefault(signature(answer), []).append(of_place[place])
    return found


def remember(
    db: Session, programme_id: int, understanding: Understanding, taken_in: _Taken, *, again: bool = False
) -> None:
    """Keep how each form was read and whom its rows were taken for, for its next file.

    Of rows that are read `again` only whom they were taken for: the form may have been read otherwise since.
    """
    known = {
        row[1]: (row[0], row[2])
        for row in db.execute(
            select(
                col(RememberedForm.id), col(RememberedForm.fingerprint), col(RememberedForm.understanding)
            ).where(col(RememberedForm.programme_id) == programme_id)
        )
    }
    for sheet in understanding.sheets:
        if not sheet.used:
            continue
        id_, before = known.get(sheet.fingerprint, (None, {}))
        rows = before.get("rows", {}) | taken_in.get(sheet.place, {})
        said = {SETTLED: before[SETTLED]} if SETTLED in before else {}
        kept = (before if again and before else to_dict(sheet)) | {"rows": rows} | said
        if id_ is None:
            values = {"programme_id": programme_id, "fingerprint": sheet.fingerprint}
            db.execute(insert(RememberedForm).values(**values, understanding=kept, used_at=now()))
        elif before != kept:
            statement = update(RememberedForm).where(col(RememberedForm.id) == id_)
            db.execute(statement.values(understanding=kept, used_at=now()))
        known[sheet.fingerprint] = (id_ or _last_id(db), kept)


def remember_spellings(db: Session, name: str, texts: Sequence[str], into: str) -> None:
    """Keep that spellings of a department, place or level are one, so that later files are read with the one kept.

    It is kept as a form of its own, in every organisation once: with the first programme that there is.
    """
    rows = db.execute(select(RememberedForm).where(col(RememberedForm.fingerprint) == SPELLINGS)).scalars()
    kept = next(iter(rows), None)
    known = dict(kept.understanding.get("spellings", {})) if kept is not None else {}
    of_field = {text: into if before in texts else before for text, before in known.get(name, {}).items()}
    known[name] = of_field | {text: into for text in texts if text != into}
    known[name].pop(into, None)
    if kept is not None:
        kept.understanding = {**kept.understanding, "spellings": known}
        kept.used_at = now()
    elif (first := db.execute(select(func.min(col(Programme.id)))).scalar()) is not None:
        db.add(RememberedForm(programme_id=first, fingerprint=SPELLINGS, understanding={"spellings": known}))
    db.flush()


def _last_id(db: Session) -> int:
    return int(db.execute(select(func.max(col(RememberedForm.id)))).scalar_one())


def _note_batch(
    db: Session, programme_id: int, files: Sequence[tuple[str, str]], counts: Mapping[str, int]
) -> None:
    for name, digest in files:
        db.add(ImportBatch(programme_id=programme_id, file_name=name, digest=digest, counts=dict(counts)))
