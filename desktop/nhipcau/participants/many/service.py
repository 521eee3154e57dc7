"""Writes of many people at once. What they may hold is checked before: by a plan that was shown, or one by one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import Session, SQLModel, col

from nhipcau.common.clock import today
from nhipcau.common.errors import Problem
from nhipcau.common.names.vietnamese import clean
from nhipcau.common.public_ids import new_uid
from nhipcau.database.bulk import (
    blank_row,
    delete_rows,
    in_parts,
    insert_and_find,
    insert_rows,
    table_of,
    update_rows,
)
from nhipcau.participants.derived_columns import derived_person_columns, searched_text
from nhipcau.participants.many.queries import StandingConsent, answer_ids
from nhipcau.participants.models import SEARCHED, Answer, Consent, Level, Participant, Person, Question

Values = Mapping[str, Any]


class Changed(NamedTuple):
    """A person of whom something changes: only that, and what was said of them before."""

    id: int
    values: Values
    before: Values


# People and their places


def add_people(db: Session, people: Sequence[Values]) -> list[int]:
    """Add people to the organisation and return their ids in the same order."""
    blank = blank_row(Person)
    rows = [{**blank, "uid": new_uid(), **said, **_derived(said, {})} for said in people]
    return insert_and_find(db, Person, rows)


def change_people(db: Session, people: Iterable[Changed]) -> None:
    update_rows(db, Person, ((one.id, {**one.values, **_derived(one.values, one.before)}) for one in people))


def _derived(values: Values, before: Values) -> dict[str, str]:
    """Return the columns that follow from what changes, and only these: names are the costly part."""
    if values.keys().isdisjoint(SEARCHED):
        return {}
    said = {name: str(values.get(name, before.get(name, ""))) for name in SEARCHED}
    if "full_name" in values:
        return derived_person_columns(**said)
    return {"folded": searched_text(*said.values())}


def set_managers(db: Session, managers: Iterable[tuple[int, int]]) -> None:
    """Give people their managers, both by person id."""
    update_rows(db, Person, ((person_id, {"manager_id": manager}) for person_id, manager in managers))


def enrol_people(db: Session, programme_id: int, places: Sequence[Values]) -> list[int]:
    """Enrol people, each with `person_id` and what they answered; return the participants' ids in the same order."""
    blank = {**blank_row(Participant), "enrolled_on": today()}
    rows = [{**blank, "uid": new_uid(), "programme_id": programme_id, **said} for said in places]
    return insert_and_find(db, Participant, rows)


def change_participants(db: Session, participants: Iterable[tuple[int, Values]]) -> None:
    update_rows(db, Participant, participants)


def withdraw_participants(db: Session, ids: Iterable[int], reason: str, on: date | None = None) -> None:
    """Take participants out of the programme, keeping who they were and why they left."""
    left = {"status": "withdrawn", "withdrawn_on": on or today(), "withdrawn_reason": clean(reason)}
    change_participants(db, ((participant_id, left) for participant_id in ids))


def remove_participants(db: Session, ids: Sequence[int]) -> dict[int, Problem]:
    """Remove participants with their answers; return why not, of those on whom something hangs that outlives them.

    What goes with them, and what keeps them, is said by the tables of the rooms above: see `_release` of the service.
    """
    refers = [key for table in SQLModel.metadata.sorted_tables for key in table.foreign_keys]
    hanging = [
        key
        for key in refers
        if key.column.table is table_of(Participant) and key.parent.table is not table_of(Answer)
    ]
    going = [key for key in hanging if "participant" in key.parent.table.info.get("goes_with", ())]
    kept: set[int] = set()
    for some in in_parts(ids):
        for key in hanging:
            if key not in going:
                kept |= set(db.connection().execute(select(key.parent).where(key.parent.in_(some))).scalars())
    removed = [participant_id for participant_id in ids if participant_id not in kept]
    for some in in_parts(removed):
        for key in going:
            db.connection().execute(delete(key.parent.table).where(key.parent.in_(some)))
        db.connection().execute(delete(Answer).where(col(Answer.participant_id).in_(some)))
    delete_rows(db, Participant, removed)
    return {one: Problem("participants.problem.participant_in_use") for one in ids if one in kept}


# Answers, consents, levels, questions


def add_levels(db: Session, levels: Iterable[tuple[str, int | None]]) -> None:
    insert_rows(db, Level, [{"uid": new_uid(), "name": name, "rank": rank} for name, rank in levels])


def add_questions(db: Session, programme_id: int, questions: Iterable[Values]) -> list[int]:
    """Add questions to the programme's questionnaire and return their ids in the same order."""
    rows = [{"uid": new_uid(), "programme_id": programme_id, **said} for said in questions]
    return insert_and_find(db, Question, rows)


def offer_options(db: Session, options: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Let questions offer these answers and no others."""
    update_rows(db, Question, ((question_id, {"options": list(offered)}) for question_id, offered in options))


def store_answers(db: Session, answers: Mapping[tuple[int, int], object]) -> None:
    """Store what participants answered to questions, by both ids; None or an empty one takes an answer away."""
    known = answer_ids(db, {who for who, _ in answers}, {question for _, question in answers})
    gone = {place for place, value in answers.items() if value is None or value in ("", [])}
    delete_rows(db, Answer, [known[place] for place in answers if place in gone and place in known])
    said = {place: value for place, value in answers.items() if place not in gone}
    update_rows(db, Answer, ((known[at], {"value": value}) for at, value in said.items() if at in known))
    rows = [
        {"participant_id": who, "question_id": question, "value": value}
        for (who, question), value in said.items()
        if (who, question) not in known
    ]
    insert_rows(db, Answer, rows)


def give_consents(db: Session, consents: Iterable[StandingConsent], purpose: str = "programme") -> None:
    """Note consents: those that are known stand as they say now, the others are new."""
    found = list(consents)
    standing = [
        (one.id, {"given_on": one.given_on, "source": one.source}) for one in found if one.id is not None
    ]
    update_rows(db, Consent, ((consent_id, said) for consent_id, said in standing))
    rows = [
        {"person_id": one.person_id, "purpose": purpose, "given_on": one.given_on, "source": one.source}
        for one in found
        if one.id is None
    ]
    insert_rows(db, Consent, rows)


def withdraw_consents(
    db: Session, people: Iterable[tuple[int, date]], purpose: str | None = "programme"
) -> None:
    """Take back the consents of people that stand, each on a day; with no purpose, those to everything."""
    rows = [{"of_person": person_id, "on_day": day} for person_id, day in people]
    if rows:
        table = table_of(Consent)
        standing = update(table).where(
            table.c.person_id == bindparam("of_person"), table.c.withdrawn_on.is_(None)
        )
        if purpose is not None:
            standing = standing.where(table.c.purpose == purpose, table.c.given_on.is_not(None))
        db.connection().execute(standing.values(withdrawn_on=bindparam("on_day")), rows)
