"""The statements of an import, in bulk: thousands of rows in a handful of statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Table, bindparam, func, insert, select, update
from sqlmodel import Session, SQLModel, col

from nhipcau.common.clock import today
from nhipcau.common.identity import new_uid
from nhipcau.exchange.plan import ExistingPerson, FieldChange, ImportPlan, PlanRow
from nhipcau.exchange.reading import QuestionKey
from nhipcau.participants.derived import derived_person_columns
from nhipcau.participants.models import SEARCHED, Answer, Consent, Level, Participant, Person, Question
from nhipcau.participants.sheet import BY_CODE, OF_PERSON, OF_PROFILE

_PERSON: Final = frozenset(OF_PERSON)
_PROFILE: Final = frozenset(code for code in OF_PROFILE if BY_CODE[code].part == "profile")


def write_plan(db: Session, programme_id: int, plan: ImportPlan) -> dict[int, int]:
    """Write every row that is new or changed, and nothing else; returns the person of each, by row id."""
    rows = [row for row in plan.rows if row.state in ("new", "changed")]
    before = {person.id: person for person in plan.basis.existing.people} if plan.basis else {}
    _add_levels(db, plan)
    questions = _add_questions(db, programme_id, plan)
    person_of = _write_people(db, rows, before)
    _write_managers(db, rows, person_of)
    participant_of = _write_participants(db, programme_id, rows, person_of, before)
    _write_answers(db, rows, participant_of, questions)
    _write_consents(db, rows, person_of)
    return person_of


def _table(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel adds it to table models only
    return table


def _blank(model: type[SQLModel]) -> dict[str, Any]:
    """Return the defaults of a table, which Core statements do not know."""
    fields = model.model_fields
    return {
        name: None if info.is_required() else info.get_default(call_default_factory=True)
        for name, info in fields.items()
        if name not in ("id", "uid")
    }


def _insert(db: Session, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        db.execute(insert(_table(model)), list(rows))


def _insert_and_find(db: Session, model: type[Any], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert rows with public ids and return their ids in the same order."""
    if not rows:
        return []
    last = db.execute(select(func.max(col(model.id)))).scalar() or 0
    _insert(db, model, rows)
    found = {
        row[0]: row[1]
        for row in db.execute(select(col(model.uid), col(model.id)).where(col(model.id) > last))
    }
    return [found[row["uid"]] for row in rows]


def _update(db: Session, model: type[Any], changes: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Update rows by id, one statement for each set of columns."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for id_, values in changes:
        if values:
            names = tuple(sorted(values))
            alike[names].append({"row_id": id_} | {f"new_{name}": values[name] for name in names})
    table = _table(model)
    for names, rows in alike.items():
        values = {name: bindparam(f"new_{name}") for name in names}
        db.connection().execute(update(table).where(table.c.id == bindparam("row_id")).values(values), rows)


def _add_levels(db: Session, plan: ImportPlan) -> None:
    _insert(db, Level, [{"uid": new_uid(), "name": lv.name, "rank": lv.rank} for lv in plan.new_levels])


def _add_questions(db: Session, programme_id: int, plan: ImportPlan) -> dict[QuestionKey, int]:
    """Add the questions asked for the first time; returns the id of every question."""
    known = plan.basis.existing.questions if plan.basis else ()
    rows = [
        {
            "uid": new_uid(),
            "programme_id": programme_id,
            "wording": question.key.wording,
            "grid": question.key.grid,
            "kind": question.kind,
            "options": list(question.options),
            "position": position,
        }
        for position, question in enumerate(plan.new_questions, len(known))
    ]
    ids = _insert_and_find(db, Question, rows)
    _update(db, Question, [(id_, {"options": list(options)}) for id_, options in plan.more_options])
    found = {question.key: question.id for question in known}
    return found | {question.key: id_ for question, id_ in zip(plan.new_questions, ids, strict=True)}


def _write_people(
    db: Session, rows: Sequence[PlanRow], before: Mapping[int, ExistingPerson]
) -> dict[int, int]:
    """Add and change people; returns the person of every row."""
    new = [row for row in rows if row.person_id is None]
    blank = _blank(Person)
    ids = _insert_and_find(
        db, Person, [blank | {"uid": new_uid()} | _with_derived({}, _of(row, _PERSON)) for row in new]
    )
    changed = [row for row in rows if row.person_id is not None]
    _update(
        db,
        Person,
        [
            (row.person_id or 0, _with_derived(before[row.person_id or 0].person, _of(row, _PERSON)))
            for row in changed
        ],
    )
    person_of = {row.id: row.person_id for row in changed if row.person_id is not None}
    return person_of | {row.id: id_ for row, id_ in zip(new, ids, strict=True)}


def _of(row: PlanRow, codes: frozenset[str]) -> dict[str, Any]:
    return {change.field: change.new for change in row.changes if change.field in codes}


def _with_derived(before: Mapping[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    if not any(name in values for name in SEARCHED):
        return values
    said = {name: str(values.get(name, before.get(name, ""))) for name in SEARCHED}
    return values | derived_person_columns(**said)


def _write_managers(db: Session, rows: Sequence[PlanRow], person_of: Mapping[int, int]) -> None:
    changes = []
    for row in rows:
        manager = row.manager_person if row.manager_row is None else person_of.get(row.manager_row)
        if manager is not None:
            changes.append((person_of[row.id], {"manager_id": manager}))
    _update(db, Person, changes)


def _write_participants(
    db: Session,
    programme_id: int,
    rows: Sequence[PlanRow],
    person_of: Mapping[int, int],
    before: Mapping[int, ExistingPerson],
) -> dict[int, int]:
    """Enrol and change participants; returns the participant of every row."""
    place_of = {row.id: before[row.person_id].participant_id for row in rows if row.person_id is not None}
    new = [row for row in rows if place_of.get(row.id) is None]
    blank = _blank(Participant)
    values = [
        blank
        | {"uid": new_uid(), "programme_id": programme_id, "person_id": person_of[row.id]}
        | {"enrolled_on": _day(row.submitted)}
        | _roles(row)
        | _of(row, _PROFILE)
        for row in new
    ]
    ids = _insert_and_find(db, Participant, values)
    kept = {row.id: place for row in rows if (place := place_of.get(row.id)) is not None}
    _update(
        db, Participant, [(kept[row.id], _roles(row) | _of(row, _PROFILE)) for row in rows if row.id in kept]
    )
    return kept | {row.id: id_ for row, id_ in zip(new, ids, strict=True)}


def _roles(row: PlanRow) -> dict[str, Any]:
    if not any(change.field == "role" for change in row.changes):
        return {}
    return {"is_mentor": row.role in ("mentor", "both"), "is_mentee": row.role in ("mentee", "both")}


def _day(submitted: str) -> date:
    try:
        return date.fromisoformat(submitted[:10])
    except ValueError:
        return today()


def _write_answers(
    db: Session,
    rows: Sequence[PlanRow],
    participant_of: Mapping[int, int],
    questions: Mapping[QuestionKey, int],
) -> None:
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for row in rows:
        for change in row.changes:
            if change.question is not None:
                (new if change.old is None else changed).append(
                    _answer(change, participant_of[row.id], questions[change.question])
                )
    _insert(db, Answer, [{name.removeprefix("of_"): value for name, value in row.items()} for row in new])
    if changed:
        table = _table(Answer)
        db.connection().execute(
            update(table)
            .where(table.c.question_id == bindparam("of_question_id"))
            .where(table.c.participant_id == bindparam("of_participant_id"))
            .values(value=bindparam("value")),
            changed,
        )


def _answer(change: FieldChange, participant_id: int, question_id: int) -> dict[str, Any]:
    return {"of_question_id": question_id, "of_participant_id": participant_id, "value": change.new}


def _write_consents(db: Session, rows: Sequence[PlanRow], person_of: Mapping[int, int]) -> None:
    given: list[PlanRow] = []
    taken_back: list[PlanRow] = []
    for row in rows:
        for change in row.changes:
            if change.field == "consent":
                (given if change.new else taken_back).append(row)
    _insert(
        db,
        Consent,
        [
            _blank(Consent)
            | {"person_id": person_of[row.id], "given_on": _day(row.submitted), "source": row.file_name}
            for row in given
        ],
    )
    table = _table(Consent)
    for row in taken_back:
        db.execute(
            update(table)
            .where(table.c.person_id == person_of[row.id], table.c.withdrawn_on.is_(None))
            .values(withdrawn_on=_day(row.submitted))
        )
