"""What an import needs to know of the programme it goes into."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session, col

from nhipcau.exchange.columns.answer_kinds import Known
from nhipcau.exchange.models import ImportBatch, RememberedForm
from nhipcau.exchange.plan import Existing, ExistingPerson, ExistingQuestion, Settled
from nhipcau.exchange.reading import QuestionKey
from nhipcau.exchange.reading_terms import Role
from nhipcau.exchange.vocabulary import key_of
from nhipcau.participants.models import Answer, Consent, Level, Participant, Person, Question
from nhipcau.programmes.models import Programme
from nhipcau.skills.queries import skill_rows

PERSON_FIELDS: Final = (
    "full_name", "preferred_name", "salutation", "email", "phone", "employee_code", "department", "title", "level",
    "birth_year", "gender", "place", "languages", "time_zone", "meeting_ways",
    "assistant_name", "assistant_email",
)  # fmt: skip
PROFILE_FIELDS: Final = (
    "capacity", "least", "mentors_wanted", "goals", "strengths", "expectations", "ideal_partner",
    "learning_style", "interests", "availability", "wishes", "refusals", "note",
)  # fmt: skip


SPELLINGS: Final = "spellings"
"""In place of the digest of a form: what is remembered is which spellings are one."""


def existing(db: Session, programme_id: int) -> Existing:
    """Return everyone in the organisation, with their profile in this programme."""
    places = _places(db, programme_id)
    answers = _answers(db, programme_id)
    agreed = _agreed(db)
    names = ("id", "manager_id", *PERSON_FIELDS)
    rows = db.execute(select(*(col(getattr(Person, name)) for name in names)).order_by(col(Person.id)))
    people = []
    for row in rows:
        known = {name: value for name, value in zip(names, row, strict=True) if value not in ("", None, [])}
        person_id = known.pop("id")
        place = places.get(person_id, {})
        people.append(
            ExistingPerson(
                person_id,
                known,
                place.get("id"),
                _role(is_mentor=place.get("is_mentor", False), is_mentee=place.get("is_mentee", False)),
                {name: place[name] for name in PROFILE_FIELDS if place.get(name) not in ("", None, [])},
                answers.get(place.get("id", 0), {}),
                place.get("status") == "withdrawn",
                person_id in agreed,
            )
        )
    taken_in, settled = _said_of_rows(db, programme_id)
    return Existing(tuple(people), _questions(db, programme_id), _levels(db), taken_in, settled)


def import_count(db: Session) -> int:
    """Return how many files have been taken in."""
    return len(db.execute(select(col(ImportBatch.id))).all())


def programme_kind(db: Session, programme_id: int) -> str:
    """Return the kind of a programme: in one of peers everybody is both."""
    return db.get_one(Programme, programme_id).kind


def _role(*, is_mentor: bool, is_mentee: bool) -> Role:
    return "both" if is_mentor and is_mentee else "mentor" if is_mentor else "mentee" if is_mentee else ""


def _places(db: Session, programme_id: int) -> dict[int, dict[str, Any]]:
    names = ("person_id", "id", "is_mentor", "is_mentee", "status", *PROFILE_FIELDS)
    columns = [col(getattr(Participant, name)) for name in names]
    rows = db.execute(select(*columns).where(col(Participant.programme_id) == programme_id))
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def _answers(db: Session, programme_id: int) -> dict[int, dict[int, Any]]:
    rows = db.execute(
        select(col(Answer.participant_id), col(Answer.question_id), col(Answer.value))
        .join(Question, col(Question.id) == col(Answer.question_id))
        .where(col(Question.programme_id) == programme_id)
    )
    found: dict[int, dict[int, Any]] = {}
    for participant_id, question_id, value in rows:
        found.setdefault(participant_id, {})[question_id] = value
    return found


def _agreed(db: Session) -> set[int]:
    rows = db.execute(
        select(col(Consent.person_id)).where(
            col(Consent.purpose) == "programme",
            col(Consent.given_on).is_not(None),
            col(Consent.withdrawn_on).is_(None),
        )
    )
    return {row[0] for row in rows}


def _questions(db: Session, programme_id: int) -> tuple[ExistingQuestion, ...]:
    rows = db.execute(
        select(
            *(
                col(getattr(Question, name))
                for name in ("id", "wording", "grid", "kind", "options", "quotable")
            )
        )
        .where(col(Question.programme_id) == programme_id)
        .order_by(col(Question.position), col(Question.id))
    )
    return tuple(
        ExistingQuestion(id_, QuestionKey(wording, grid), kind, tuple(options), quotable)
        for id_, wording, grid, kind, options, quotable in rows
    )


def _levels(db: Session) -> dict[str, int | None]:
    return {row[0]: row[1] for row in db.execute(select(col(Level.name), col(Level.rank)))}


def _said_of_rows(db: Session, programme_id: int) -> tuple[dict[str, tuple[int, ...]], Settled]:
    """Return whom rows of earlier files were taken for, and what was said of those that needed her."""
    found = db.execute(
        select(col(RememberedForm.understanding))
        .where(col(RememberedForm.programme_id) == programme_id)
        .order_by(col(RememberedForm.id))
    )
    kept = [form for (form,) in found]
    taken_in = {mark: tuple(ids) for form in kept for mark, ids in form.get("rows", {}).items()}
    return taken_in, {mark: said for form in kept for mark, said in form.get("settled", {}).items()}


def spellings(db: Session) -> Mapping[str, Mapping[str, str]]:
    """Return by field what is written otherwise since spellings were merged: as it was -> as it is kept."""
    kept = db.execute(
        select(col(RememberedForm.understanding)).where(col(RememberedForm.fingerprint) == SPELLINGS)
    ).scalar()
    found: Mapping[str, Mapping[str, str]] = (kept or {}).get("spellings", {})
    return found


def known(db: Session, people: Iterable[ExistingPerson]) -> Known:
    """Return what answers may name: everyone in the organisation, their departments and places, its skills."""
    facts = [person.person for person in people]
    named = {
        field: frozenset(key_of(str(one[field])) for one in facts if one.get(field))
        for field in ("full_name", "department", "place")
    }
    skills = frozenset(
        key_of(text)
        for row in skill_rows(db)
        for text in (row.name_vi, row.name_en, *row.wordings, *row.remembered)
        if text
    )
    return Known(named["full_name"], named["department"], named["place"], skills)


def remembered_forms(db: Session, programme_id: int) -> Mapping[str, Mapping[str, Any]]:
    """Return how earlier files were read, by fingerprint: this programme's own first, then the others'."""
    columns = [
        col(getattr(RememberedForm, name)) for name in ("fingerprint", "programme_id", "understanding")
    ]
    rows = db.execute(select(*columns).order_by(col(RememberedForm.used_at), col(RememberedForm.id))).all()
    others = {fingerprint: kept for fingerprint, programme, kept in rows if programme != programme_id}
    return others | {fingerprint: kept for fingerprint, programme, kept in rows if programme == programme_id}
