"""What an import writes, in bulk: thousands of rows in a handful of statements of the room of people."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlmodel import Session

from nhipcau.common.clock import today
from nhipcau.exchange.mapping.answer_rows import QuestionKey
from nhipcau.exchange.preview.import_plan import ExistingPerson, ImportPlan, PlanRow
from nhipcau.participants.many import service as people
from nhipcau.participants.many.queries import StandingConsent
from nhipcau.participants.sheet import BY_CODE, OF_PERSON, OF_PROFILE

_PERSON: Final = frozenset(OF_PERSON)
_PROFILE: Final = frozenset(code for code in OF_PROFILE if BY_CODE[code].part == "profile")


def write_plan(db: Session, programme_id: int, plan: ImportPlan) -> dict[int, int]:
    """Write every row that is new or changed, and nothing else; returns the person of each, by row id."""
    rows = [row for row in plan.rows if row.state in ("new", "changed")]
    before = {person.id: person for person in plan.basis.existing.people} if plan.basis else {}
    people.add_levels(db, ((level.name, level.rank) for level in plan.new_levels))
    questions = _add_questions(db, programme_id, plan)
    person_of = _write_people(db, rows, before)
    _write_managers(db, rows, person_of)
    participant_of = _write_participants(db, programme_id, rows, person_of, before)
    _write_answers(db, rows, participant_of, questions)
    _write_consents(db, rows, person_of)
    return person_of


def _add_questions(db: Session, programme_id: int, plan: ImportPlan) -> dict[QuestionKey, int]:
    """Add the questions asked for the first time; returns the id of every question."""
    known = plan.basis.existing.questions if plan.basis else ()
    said = [
        {
            "wording": question.key.wording,
            "grid": question.key.grid,
            "kind": question.kind,
            "options": list(question.options),
            "position": position,
        }
        for position, question in enumerate(plan.new_questions, len(known))
    ]
    ids = people.add_questions(db, programme_id, said)
    people.offer_options(db, plan.more_options)
    found = {question.key: question.id for question in known}
    return found | {question.key: id_ for question, id_ in zip(plan.new_questions, ids, strict=True)}


def _write_people(
    db: Session, rows: Sequence[PlanRow], before: Mapping[int, ExistingPerson]
) -> dict[int, int]:
    """Add and change people; returns the person of every row."""
    new = [row for row in rows if row.person_id is None]
    ids = people.add_people(db, [_of(row, _PERSON) for row in new])
    person_of = {row.id: row.person_id for row in rows if row.person_id is not None}
    changed = [row for row in rows if row.id in person_of]
    people.change_people(
        db,
        (
            people.Changed(person_of[row.id], _of(row, _PERSON), before[person_of[row.id]].person)
            for row in changed
        ),
    )
    return person_of | {row.id: id_ for row, id_ in zip(new, ids, strict=True)}


def _of(row: PlanRow, codes: frozenset[str]) -> dict[str, Any]:
    return {field: new for field, _, new, _ in row.changes if field in codes}


def _write_managers(db: Session, rows: Sequence[PlanRow], person_of: Mapping[int, int]) -> None:
    managers = []
    for row in rows:
        manager = row.manager_person if row.manager_row is None else person_of.get(row.manager_row)
        if manager is not None:
            managers.append((person_of[row.id], manager))
    people.set_managers(db, managers)


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
    said = [
        {"person_id": person_of[row.id], "enrolled_on": _day(row.submitted)}
        | _roles(row)
        | _of(row, _PROFILE)
        for row in new
    ]
    ids = people.enrol_people(db, programme_id, said)
    kept = {row.id: place for row in rows if (place := place_of.get(row.id)) is not None}
    people.change_participants(
        db, ((kept[row.id], _roles(row) | _of(row, _PROFILE)) for row in rows if row.id in kept)
    )
    return kept | {row.id: id_ for row, id_ in zip(new, ids, strict=True)}


def _roles(row: PlanRow) -> dict[str, Any]:
    if "role" not in [field for field, _, _, _ in row.changes]:
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
    people.store_answers(
        db,
        {
            (participant_of[row.id], questions[change.question]): change.new
            for row in rows
            for change in row.changes
            if change.question is not None
        },
    )


def _write_consents(db: Session, rows: Sequence[PlanRow], person_of: Mapping[int, int]) -> None:
    said = [
        (row, change.new, _day(row.submitted))
        for row in rows
        for change in row.changes
        if change.field == "consent"
    ]
    people.give_consents(
        db,
        [StandingConsent(None, person_of[row.id], day, row.file_name) for row, given, day in said if given],
    )
    people.withdraw_consents(
        db, ((person_of[row.id], day) for row, given, day in said if not given), purpose=None
    )
