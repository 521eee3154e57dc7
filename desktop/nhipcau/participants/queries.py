"""Reads of people and their profiles, as plain values. Columns, not objects: lists run to 20,000 people."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Executable, Exists, Select, Text, cast, exists, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.names.search_text import with_number
from nhipcau.common.names.vietnamese import sort_key
from nhipcau.common.words import Language
from nhipcau.database.field_catalogue import LISTS, CatalogueField
from nhipcau.participants.models import (
    PERSON,
    PROFILE,
    Answer,
    Consent,
    Level,
    Participant,
    Person,
    Question,
)
from nhipcau.participants.rules import missing_answers
from nhipcau.participants.spellings import SpelledField, ValueCount
from nhipcau.programmes.models import Programme


class ParticipantRow(NamedTuple):
    """A line of the list of participants: a tuple, as the driver makes it, for lists run to 100,000 lines."""

    id: int
    person_id: int
    name: str
    sort_name: str
    stored: str
    """Name, e-mail, code and so on without accents, as stored."""
    email: str
    department: str
    title: str
    level: str
    place: str
    is_mentor: bool
    is_mentee: bool
    capacity: int
    status: str
    no_goals: bool
    no_strengths: bool
    no_availability: bool
    no_expectations: bool
    phone: str
    consents: bool

    @property
    def withdrawn(self) -> bool:
        return self.status == "withdrawn"

    @property
    def folded(self) -> str:
        """Return what a search looks into."""
        return with_number(self.stored, self.phone)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the fields still empty that the role needs."""
        return _missing(
            self.is_mentor, self.is_mentee, self.no_goals, self.no_strengths, self.no_availability,
            self.no_expectations,
        )  # fmt: skip


@cache
def _missing(
    is_mentor: bool, is_mentee: bool, goals: bool, strengths: bool, availability: bool, expectations: bool
) -> tuple[str, ...]:
    return missing_answers(
        is_mentor=is_mentor,
        is_mentee=is_mentee,
        goals=not goals,
        strengths=not strengths,
        availability=not availability,
        expectations=not expectations,
    )


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A rung of the ladder; rank None is not placed yet."""

    id: int
    name: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question of the programme's own questionnaire."""

    id: int
    wording: str
    kind: str
    options: tuple[str, ...]
    grid: str
    position: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person; `values` are all that is known of them, by the codes of the catalogue."""

    id: int
    uid: str
    full_name: str
    given_name: str
    department: str
    title: str
    manager_name: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ParticipantDetails:
    """One participant with the person, the answers and the consent; `values` are the profile, by the catalogue's codes.

    Topics stand in it as pairs with their grades.
    """

    id: int
    uid: str
    programme_id: int
    person: PersonRow
    is_mentor: bool
    is_mentee: bool
    values: Mapping[str, Any]
    status: str
    enrolled_on: date | None
    withdrawn_on: date | None
    withdrawn_reason: str
    missing: tuple[str, ...]
    consent_given_on: date | None
    answers: tuple[tuple[QuestionRow, Any], ...] = ()
    other_programmes: tuple[tuple[int, str], ...] = field(default=())


def _read(db: Session, statement: Executable) -> list[Any]:
    """Return the rows of a statement; a row is as its columns are, which the types of models cannot say."""
    return list(db.connection().execute(statement).all())


def _is_empty(column: Any) -> Any:  # noqa: ANN401 - SQLAlchemy's own expressions
    # Compared as text so that 20,000 lists need not be decoded only to know that they are empty.
    return cast(column, Text).in_(("[]", "null"))


def participant_rows(db: Session, programme_id: int, language: Language = "vi") -> tuple[ParticipantRow, ...]:
    """Return the programme's participants, withdrawn ones included, in the order of lists in a language."""
    statement = list_of_participants(programme_id)
    rows: Iterable[ParticipantRow] = map(ParticipantRow._make, db.connection().execute(statement))
    if language != "vi":  # the order of Vietnamese lists is stored
        rows = (row._replace(sort_name=person_sort_key(row.name, language)) for row in rows)
    # Sorted here: PostgreSQL's order of text depends on its locale, Python's never.
    return tuple(sorted(rows, key=_IN_ORDER))


_IN_ORDER = attrgetter("sort_name", "id")


def _consent_of(person_id: Any) -> Exists:  # noqa: ANN401 - a column
    """Return the condition that somebody has agreed to take part and has not taken it back."""
    return exists().where(
        col(Consent.person_id) == person_id,
        col(Consent.purpose) == "programme",
        col(Consent.given_on).is_not(None),
        col(Consent.withdrawn_on).is_(None),
    )


def list_of_participants(programme_id: int) -> Select[*tuple[Any, ...]]:
    """Return the statement that reads a line for each participant, its columns those of `ParticipantRow`."""
    consent = _consent_of(col(Person.id))
    return (
        select_columns(
            col(Participant.id),
            col(Person.id),
            col(Person.full_name),
            col(Person.sort_name),
            col(Person.folded),
            col(Person.email),
            col(Person.department),
            col(Person.title),
            col(Person.level),
            col(Person.place),
            col(Participant.is_mentor),
            col(Participant.is_mentee),
            col(Participant.capacity),
            col(Participant.status),
            _is_empty(Participant.goals),
            _is_empty(Participant.strengths),
            _is_empty(Participant.availability),
            col(Participant.expectations) == "",
            col(Person.phone),
            consent,
        )
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(col(Participant.programme_id) == programme_id)
    )


def people_to_choose(db: Session, language: Language = "vi") -> Mapping[int, str]:
    """Return everyone in the organisation by id, in order; people of one name are told apart."""
    statement = select_columns(
        col(Person.id),
        col(Person.full_name),
        col(Person.sort_name),
        col(Person.employee_code),
        col(Person.email),
    )
    found = sorted(_read(db, statement), key=lambda row: _place(row[1], row[2], language))
    met = Counter(row[1] for row in found)
    return {
        row[0]: row[1] if met[row[1]] == 1 else f"{row[1]} ({row[3] or row[4] or row[0]})" for row in found
    }


def _place(name: str, stored: str, language: Language) -> str:
    """Return the key by which somebody stands in a list; that of Vietnamese lists is stored."""
    return stored if language == "vi" else person_sort_key(name, language)


def known_values(db: Session, name: str) -> tuple[str, ...]:
    """Return what people have in one text column, to offer while typing."""
    statement = select_columns(getattr(Person, name)).distinct()
    return tuple(sorted((row[0] for row in _read(db, statement) if row[0]), key=sort_key))


def value_counts(db: Session, name: SpelledField) -> tuple[ValueCount, ...]:
    """Return every spelling people have in a field, the most frequent first."""
    column = getattr(Person, name)
    statement = select_columns(column, func.count()).where(column != "").group_by(column)
    found = [ValueCount(text, count) for text, count in _read(db, statement)]
    return tuple(sorted(found, key=lambda one: (-one.count, sort_key(one.text))))


def has_people(db: Session, programme_id: int) -> bool:
    """Say whether anybody is enrolled."""
    enrolled = select_columns(col(Participant.id)).where(
        col(Participant.programme_id) == programme_id, col(Participant.status) == "enrolled"
    )
    return bool(_read(db, enrolled.limit(1)))


def people_without(db: Session, programme_id: int) -> dict[str, int]:
    """Return how many of those enrolled have no address, and how many have not agreed to take part."""
    consent = _consent_of(col(Participant.person_id))
    enrolled = (
        select_columns(func.count())
        .select_from(Participant)
        .where(col(Participant.programme_id) == programme_id, col(Participant.status) == "enrolled")
    )
    no_address = enrolled.join(Person, col(Person.id) == col(Participant.person_id)).where(
        col(Person.email) == ""
    )
    return {
        "email": int(db.execute(no_address).scalar_one()),
        "consent": int(db.execute(enrolled.where(~consent)).scalar_one()),
    }


def people_for_search(
    db: Session, programme_id: int, language: Language = "vi"
) -> tuple[tuple[int, str, str, str], ...]:
    """Return (participant id, name, folded text, what to show below the name) of everyone enrolled."""
    statement = (
        select_columns(
            col(Participant.id),
            col(Person.full_name),
            col(Person.folded),
            col(Person.title),
            col(Person.department),
            col(Person.sort_name),
            col(Person.phone),
        )
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(col(Participant.programme_id) == programme_id)
    )
    found = sorted(_read(db, statement), key=lambda row: _place(row[1], row[5], language))
    return tuple(
        (row[0], row[1], with_number(row[2], row[6]), " · ".join(filter(None, (row[3], row[4]))))
        for row in found
    )


def levels(db: Session) -> tuple[LevelRow, ...]:
    """Return the ladder, most senior first, rungs without a place last."""
    statement = select_columns(col(Level.id), col(Level.name), col(Level.rank))
    found = [LevelRow(*row) for row in _read(db, statement)]
    return tuple(sorted(found, key=lambda row: (row.rank is None, -(row.rank or 0), row.name)))


def questions(db: Session, programme_id: int) -> tuple[QuestionRow, ...]:
    """Return the programme's own questions in the order of the form."""
    statement = (
        select_columns(
            col(Question.id),
            col(Question.wording),
            col(Question.kind),
            col(Question.options),
            col(Question.grid),
            col(Question.position),
        )
        .where(col(Question.programme_id) == programme_id)
        .order_by(col(Question.position), col(Question.id))
    )
    return tuple(
        QuestionRow(row[0], row[1], row[2], tuple(row[3] or ()), row[4], row[5])
        for row in _read(db, statement)
    )


def answers_of(db: Session, participant_id: int) -> Mapping[int, Any]:
    """Return a participant's answers by question id."""
    statement = select_columns(col(Answer.question_id), col(Answer.value)).where(
        col(Answer.participant_id) == participant_id
    )
    return {row[0]: row[1] for row in _read(db, statement)}


def managers_above(db: Session, person_id: int | None) -> Mapping[int, int | None]:
    """Return the managers of a person and of everyone above them, by person id: a few, looked up one by one."""
    above: dict[int, int | None] = {}
    while person_id is not None and person_id not in above:
        statement = select_columns(col(Person.manager_id)).where(col(Person.id) == person_id)
        manager_id: int | None = db.connection().execute(statement).scalar_one_or_none()
        above[person_id] = manager_id
        person_id = manager_id
    return above


def _person(db: Session, person_id: int) -> PersonRow:
    person = db.get_one(Person, person_id)
    manager = db.get(Person, person.manager_id) if person.manager_id else None
    return PersonRow(
        person_id, person.uid, person.full_name, person.given_name, person.department, person.title,
        manager.full_name if manager else "", _values(person, PERSON),
    )  # fmt: skip


def _values(row: Person | Participant, fields: Mapping[str, CatalogueField]) -> dict[str, Any]:
    return {code: _as_read(one, getattr(row, one.column)) for code, one in fields.items()}


def _as_read(field: CatalogueField, value: Any) -> Any:  # noqa: ANN401 - any field
    if field.kind == "topics":
        return tuple((topic["topic"], topic[field.grade]) for topic in value)
    return tuple(value) if field.kind in LISTS else value


def _consent_given_on(db: Session, person_id: int) -> date | None:
    statement = (
        select_columns(func.max(col(Consent.given_on)))
        .where(col(Consent.person_id) == person_id)
        .where(col(Consent.purpose) == "programme")
        .where(col(Consent.withdrawn_on).is_(None))
    )
    found: date | None = db.connection().execute(statement).scalar_one()
    return found


def person_details(db: Session, participant_id: int) -> ParticipantDetails:
    """Return all there is to show of one participant; KeyError when they are no more."""
    found = db.get(Participant, participant_id)
    if found is None:
        raise KeyError(participant_id)
    given = answers_of(db, participant_id)
    elsewhere = (
        select_columns(col(Programme.id), col(Programme.name))
        .join(Participant, col(Participant.programme_id) == col(Programme.id))
        .where(col(Participant.person_id) == found.person_id)
        .where(col(Programme.id) != found.programme_id)
        .order_by(col(Programme.id))
    )
    return ParticipantDetails(
        id=participant_id,
        uid=found.uid,
        programme_id=found.programme_id,
        person=_person(db, found.person_id),
        is_mentor=found.is_mentor,
        is_mentee=found.is_mentee,
        values=_values(found, PROFILE),
        status=found.status,
        enrolled_on=found.enrolled_on,
        withdrawn_on=found.withdrawn_on,
        withdrawn_reason=found.withdrawn_reason,
        missing=missing_answers(
            is_mentor=found.is_mentor,
            is_mentee=found.is_mentee,
            goals=found.goals,
            strengths=found.strengths,
            availability=found.availability,
            expectations=found.expectations,
        ),
        consent_given_on=_consent_given_on(db, found.person_id),
        answers=tuple(
            (question, given[question.id])
            for question in questions(db, found.programme_id)
            if question.id in given
        ),
        other_programmes=tuple((row[0], row[1]) for row in _read(db, elsewhere)),
    )
