"""Writes of people, their place in a programme, their answers and their consent."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, Protocol

from sqlalchemy import delete, func, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, SQLModel, col, select

from nhipcau.common.clock import today
from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.names.vietnamese import clean, without_unseen
from nhipcau.common.public_ids import new_uid
from nhipcau.database.bulk import blank_row
from nhipcau.database.one_row import insert_row, read_row, update_row
from nhipcau.database.records import checked
from nhipcau.mail.addresses import is_address
from nhipcau.participants.derived_columns import derived_person_columns
from nhipcau.participants.models import (
    PERSON,
    SEARCHED,
    Answer,
    Consent,
    Level,
    Participant,
    Person,
    PersonDraft,
    ProfileDraft,
    Question,
)
from nhipcau.participants.queries import managers_above
from nhipcau.participants.rules import has_cycle, shape_problems
from nhipcau.participants.spellings import SpelledField

PersonValues = PersonDraft | Mapping[str, object]
ProfileValues = ProfileDraft | Mapping[str, object]


def _id(row: Person | Participant | Level | Question | Consent) -> int:
    assert row.id is not None
    return row.id


_KNOWN_BY: Final = frozenset(one.column for one in PERSON.values() if one.identifies)
_ADDRESSES: Final = tuple(one.column for one in PERSON.values() if one.kind == "email")


_SAID_OR_DERIVED: Final = (*PersonDraft.model_fields, *derived_person_columns(""))


def _seen(value: object) -> object:
    """Return what a person is known by without the signs that came along unseen when it was copied."""
    return without_unseen(value) if isinstance(value, str) else value


def _values(draft: SQLModel | Mapping[str, object]) -> dict[str, object]:
    return dict(draft) if isinstance(draft, Mapping) else draft.model_dump()


# --- people ------------------------------------------------------------------------------------------------------


class KnownPeople(Protocol):
    """What a person is checked against: everybody else."""

    def name_at(self, email: str, person_id: int | None) -> str | None:
        """Return who else has an e-mail address, whatever its small and capital letters."""
        ...

    def managers_above(self, person_id: int | None) -> Mapping[int, int | None]: ...


class _StoredPeople:
    """Everybody else as they are stored: a question to the store each, for one person at a time."""

    def __init__(self, db: Session) -> None:
        self._db = db

    def name_at(self, email: str, person_id: int | None) -> str | None:
        alike = func.lower(col(Person.email)) == email.lower()
        statement = select_columns(col(Person.id), col(Person.full_name)).where(alike)
        rows = self._db.connection().execute(statement.order_by(col(Person.id)))
        return next((name for other, name in rows if other != person_id), None)

    def managers_above(self, person_id: int | None) -> Mapping[int, int | None]:
        return managers_above(self._db, person_id)


def checked_person(
    known: KnownPeople,
    values: Mapping[str, object],
    person_id: int | None,
    before: Mapping[str, object] = {},
) -> PersonDraft:
    """Return the draft of what is said of a person; `before` is what is said of them so far."""
    seen = {  # what is not being changed stays as it is
        name: _seen(value) if name in _KNOWN_BY and value != before.get(name) else value
        for name, value in values.items()
    }
    draft = checked(PersonDraft, seen, "participants.problem.")
    problems = _address_problems(known, draft, person_id, before)
    manager_id = draft.manager_id
    if person_id is not None and has_cycle(person_id, manager_id, known.managers_above(manager_id)):
        problems.append(Problem("participants.problem.manager_circle", "manager_id"))
    if problems:
        raise Rejected(*problems)
    return draft


def _address_problems(
    known: KnownPeople, draft: PersonDraft, person_id: int | None, before: Mapping[str, object]
) -> list[Problem]:
    """Return what is wrong with e-mail addresses; what is not being changed stays as it is."""
    said = {name: str(getattr(draft, name)) for name in _ADDRESSES}
    problems = [
        Problem("participants.problem.email", name, {"value": address})
        for name, address in said.items()
        if address and address != before.get(name) and not is_address(address)
    ]
    is_right = all(problem.field != "email" for problem in problems)
    if draft.email and is_right and draft.email.lower() != str(before.get("email", "")).lower():
        other = known.name_at(draft.email, person_id)
        if other is not None:
            problems.append(Problem("participants.problem.email_taken", "email", {"name": other}))
    return problems


def _derive(person: Person) -> None:
    derived = derived_person_columns(**{name: getattr(person, name) for name in SEARCHED})
    for name, text in derived.items():
        if getattr(person, name) != text:
            setattr(person, name, text)


def _columns(draft: PersonDraft) -> dict[str, Any]:
    """Return what is said of a person, and what follows from it."""
    values = draft.model_dump()
    return values | derived_person_columns(**{name: values[name] for name in SEARCHED})


def add_person(db: Session, draft: PersonValues) -> int:
    """Add a person to the organisation and return their id."""
    good = checked_person(_StoredPeople(db), _values(draft), None)
    person_id = insert_row(db, Person, {**blank_row(Person), "uid": new_uid(), **_columns(good)})
    ensure_level(db, good.level)
    return person_id


def amend_person(db: Session, person_id: int, changes: PersonValues) -> None:
    """Change a person; a mapping may name only the fields that change."""
    stored = read_row(db, Person, person_id, _SAID_OR_DERIVED)
    before = {name: stored[name] for name in PersonDraft.model_fields}
    good = checked_person(_StoredPeople(db), {**before, **_values(changes)}, person_id, before)
    now = _columns(good)
    update_row(db, Person, person_id, {name: now[name] for name in now if now[name] != stored[name]})
    ensure_level(db, good.level)


def remove_person(db: Session, person_id: int) -> None:
    """Remove a person with everything that hangs on them, in every programme."""
    person = db.get_one(Person, person_id)
    for participant_id in db.exec(select(Participant.id).where(Participant.person_id == person_id)).all():
        assert participant_id is not None
        remove_participant(db, participant_id)
    db.connection().execute(delete(Consent).where(col(Consent.person_id) == person_id))
    db.connection().execute(update(Person).where(col(Person.manager_id) == person_id).values(manager_id=None))
    _release(db, "person", person_id, kept=("consent", "participant", "person"))
    db.delete(person)
    db.flush()


# --- a place in a programme --------------------------------------------------------------------------------------


def checked_profile(values: Mapping[str, object], *, places: bool = True) -> ProfileDraft:
    """Return the draft. Places need not agree when they are not what is being changed: a file may have said so."""
    draft = checked(ProfileDraft, values, "participants.problem.")
    problems = shape_problems(
        is_mentor=draft.is_mentor,
        is_mentee=draft.is_mentee,
        importances=[goal["importance"] for goal in draft.goals],
        levels=[strength["level"] for strength in draft.strengths],
        least=draft.least if places else 0,
        most=draft.capacity,
    )
    if problems:
        raise Rejected(*problems)
    return draft


def enrol(
    db: Session, programme_id: int, person_id: int, draft: ProfileValues, on: date | None = None
) -> int:
    """Enrol a person in a programme and return the participant's id."""
    good = checked_profile(_values(draft))
    statement = select(Participant.id).where(
        Participant.programme_id == programme_id, Participant.person_id == person_id
    )
    if db.exec(statement).first() is not None:
        raise Rejected(Problem("participants.problem.already_enrolled"))
    participant = Participant(
        programme_id=programme_id, person_id=person_id, enrolled_on=on or today(), **good.model_dump()
    )
    db.add(participant)
    db.flush()
    return _id(participant)


def enrol_elsewhere(db: Session, participant_id: int, programme_id: int) -> int:
    """Enrol the same person in another programme, with the same profile to begin from."""
    participant = db.get_one(Participant, participant_id)
    values = {name: getattr(participant, name) for name in ProfileDraft.model_fields}
    return enrol(db, programme_id, participant.person_id, {**values, "wishes": []})


def amend_profile(db: Session, participant_id: int, changes: ProfileValues) -> None:
    """Change roles and answers; a mapping may name only the fields that change."""
    participant = db.get_one(Participant, participant_id)
    before = {name: getattr(participant, name) for name in ProfileDraft.model_fields}
    given = _values(changes)
    places = bool(given.keys() & {"least", "capacity"})
    for name, value in checked_profile({**before, **given}, places=places).model_dump().items():
        if getattr(participant, name) != value:
            setattr(participant, name, value)
    db.flush()


def withdraw(db: Session, participant_id: int, reason: str, on: date | None = None) -> None:
    """Take a participant out of the programme, keeping who they were and why they left."""
    participant = db.get_one(Participant, participant_id)
    participant.status = "withdrawn"
    participant.withdrawn_on = on or today()
    participant.withdrawn_reason = clean(reason)
    db.flush()


def readmit(db: Session, participant_id: int) -> None:
    participant = db.get_one(Participant, participant_id)
    participant.status = "enrolled"
    participant.withdrawn_on = None
    participant.withdrawn_reason = ""
    db.flush()


def remove_participant(db: Session, participant_id: int) -> None:
    """Remove someone from a programme with their answers; the person stays in the organisation.

    Rejected when something that outlives an enrolment, such as a pair, hangs on them.
    """
    participant = db.get_one(Participant, participant_id)
    _release(db, "participant", participant_id, kept=("answer",))
    db.connection().execute(delete(Answer).where(col(Answer.participant_id) == participant_id))
    db.delete(participant)
    db.flush()


def _release(db: Session, target: str, row_id: int, kept: tuple[str, ...]) -> None:
    """Let go of a row for rooms above, which this one never learns of: their tables say what is to happen.

    A table whose `info` has the target's name under `goes_with` loses its rows; under any other that refers to
    the target nothing may be removed.
    """
    for table in SQLModel.metadata.sorted_tables:
        if table.name in kept:
            continue
        for key in table.foreign_keys:
            if key.column.table.name != target:
                continue
            hanging = key.parent == row_id
            if target in table.info.get("goes_with", ()):
                db.connection().execute(delete(table).where(hanging))
            elif (
                db.connection()
                .execute(select_columns(func.count()).select_from(table).where(hanging))
                .scalar()
            ):
                raise Rejected(Problem(f"participants.problem.{target}_in_use"))


# --- answers, consent, levels ------------------------------------------------------------------------------------


def add_question(
    db: Session, programme_id: int, wording: str, kind: str, options: list[str] | None = None, grid: str = ""
) -> int:
    """Add a question to the programme's own questionnaire, last, and return its id."""
    last = db.exec(select(func.max(Question.position)).where(Question.programme_id == programme_id)).one()
    question = Question(
        programme_id=programme_id,
        wording=clean(wording),
        kind=kind,
        options=options or [],
        grid=grid,
        position=(last or 0) + 1,
    )
    db.add(question)
    db.flush()
    return _id(question)


def set_quotable(db: Session, question_id: int, value: bool | None) -> None:
    """Note whether answers to a question may be told to the other of a pair; None: the coordinator was not asked."""
    question = db.get_one(Question, question_id)
    question.quotable = value
    db.flush()


def set_answer(db: Session, participant_id: int, question_id: int, value: object) -> None:
    """Store an answer; None or an empty one takes it away."""
    found = db.exec(
        select(Answer).where(Answer.participant_id == participant_id, Answer.question_id == question_id)
    ).first()
    if value is None or value in ("", []):
        if found is not None:
            db.delete(found)
    elif found is None:
        db.add(Answer(participant_id=participant_id, question_id=question_id, value=value))
    else:
        found.value = value
    db.flush()


def give_consent(
    db: Session, person_id: int, on: date | None = None, source: str = "", purpose: str = "programme"
) -> int:
    """Note that a person agreed; a consent that stands is not given twice."""
    standing = _standing_consents(db, person_id, purpose)
    if standing:
        return _id(standing[0])
    consent = Consent(person_id=person_id, purpose=purpose, given_on=on or today(), source=source)
    db.add(consent)
    db.flush()
    return _id(consent)


def withdraw_consent(db: Session, person_id: int, on: date | None = None, purpose: str = "programme") -> None:
    for consent in _standing_consents(db, person_id, purpose):
        consent.withdrawn_on = on or today()
    db.flush()


def _standing_consents(db: Session, person_id: int, purpose: str) -> list[Consent]:
    statement = select(Consent).where(
        Consent.person_id == person_id,
        Consent.purpose == purpose,
        col(Consent.given_on).is_not(None),
        col(Consent.withdrawn_on).is_(None),
    )
    return list(db.exec(statement))


def ensure_level(db: Session, name: str) -> int | None:
    """Return the id of the level of this name, added without a place on the ladder when it is new."""
    name = clean(name)
    if not name:
        return None
    level = db.exec(select(Level).where(Level.name == name)).first()
    if level is None:
        level = Level(name=name)
        db.add(level)
        db.flush()
    return _id(level)


def set_level_rank(db: Session, level_id: int, rank: int | None) -> None:
    level = db.get_one(Level, level_id)
    level.rank = rank
    db.flush()


def rename_level(db: Session, level_id: int, name: str) -> None:
    """Give a level another name, to those who stand on it too."""
    level = db.get_one(Level, level_id)
    name = clean(name)
    other = db.exec(select(Level.id).where(Level.name == name, Level.id != level_id)).first()
    if other is not None:
        raise Rejected(Problem("participants.problem.level_taken", "level_name", {"name": name}))
    db.connection().execute(update(Person).where(col(Person.level) == level.name).values(level=name))
    db.expire_all()
    level.name = name
    db.flush()


def remove_level(db: Session, level_id: int) -> None:
    """Take a level off the ladder; Rejected while somebody stands on it."""
    level = db.get_one(Level, level_id)
    stands = db.exec(select(Person.full_name).where(Person.level == level.name)).first()
    if stands is not None:
        raise Rejected(Problem("participants.problem.level_in_use", "level_name", {"name": stands}))
    db.delete(level)
    db.flush()


def merge_spellings(db: Session, name: SpelledField, texts: Sequence[str], into: str) -> int:
    """Give everybody who has one of these spellings the one to keep, and return how many people that changes.

    Levels that nobody has any more leave the ladder; the one kept takes over a place that only they had.
    """
    others = [text for text in texts if text != into]
    column = getattr(Person, name)
    people = db.exec(select(Person).where(column.in_(others))).all() if others else []
    for person in people:
        setattr(person, name, into)
        if name in SEARCHED:
            _derive(person)
    if name == "level":
        _merge_levels(db, others, into)
    db.flush()
    return len(people)


def _merge_levels(db: Session, others: Sequence[str], into: str) -> None:
    kept = db.get_one(Level, ensure_level(db, into))
    for level in db.exec(select(Level).where(col(Level.name).in_(others))).all():
        kept.rank = level.rank if kept.rank is None else kept.rank
        db.delete(level)
