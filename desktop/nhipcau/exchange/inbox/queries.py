"""What an import needs to know of the programme it goes into."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import JSON, Select, select
from sqlmodel import Session, SQLModel, col

from nhipcau.common.gc_pause import collector_at_rest
from nhipcau.database.json_lists import Lists, as_stored
from nhipcau.exchange.columns.answer_kinds import Known
from nhipcau.exchange.formats.reading_terms import Role
from nhipcau.exchange.formats.vocabulary import key_of
from nhipcau.exchange.mapping.answer_rows import QuestionKey
from nhipcau.exchange.models import ImportBatch, RememberedForm
from nhipcau.exchange.preview.import_plan import Existing, ExistingPerson, ExistingQuestion, Settled
from nhipcau.participants.models import Answer, Consent, Level, Participant, Person, Question
from nhipcau.participants.sheet import BY_CODE, OF_PERSON, OF_PROFILE
from nhipcau.programmes.models import Programme
from nhipcau.skills.queries import skill_rows

_PROFILE: Final = tuple(code for code in OF_PROFILE if BY_CODE[code].part == "profile")

SPELLINGS: Final = "spellings"
"""In place of the digest of a form: what is remembered is which spellings are one."""


def existing(db: Session, programme_id: int) -> Existing:
    """Return everyone in the organisation, with their profile in this programme."""
    with collector_at_rest():
        people = tuple(_people(db, programme_id))
    taken_in, settled = _said_of_rows(db, programme_id)
    return Existing(people, _questions(db, programme_id), _levels(db), taken_in, settled)


def _people(db: Session, programme_id: int) -> Iterator[ExistingPerson]:
    read: Lists[Any] = Lists(lambda value: value)
    places = _places(db, programme_id, read)
    answers = _answers(db, programme_id, read)
    agreed = _agreed(db)
    person = _Columns(Person, ("id", "manager_id", *OF_PERSON), read)
    for row in person.rows(db, select(*person.columns).order_by(col(Person.id))):
        participant_id, role, profile, withdrawn = places.get(row[0], _NO_PLACE)
        said = answers.get(participant_id or 0, {})
        known = person.filled(row, 1)
        yield ExistingPerson(row[0], known, participant_id, role, profile, said, withdrawn, row[0] in agreed)


def import_count(db: Session) -> int:
    """Return how many files have been taken in."""
    return len(db.execute(select(col(ImportBatch.id))).all())


def programme_kind(db: Session, programme_id: int) -> str:
    """Return the kind of a programme: in one of peers everybody is both."""
    return db.get_one(Programme, programme_id).kind


def _role(*, is_mentor: bool, is_mentee: bool) -> Role:
    return "both" if is_mentor and is_mentee else "mentor" if is_mentor else "mentee" if is_mentee else ""


class _Columns:
    """Columns that are read together. Stored lists come as text: few of them differ, and each is read once."""

    def __init__(self, model: type[SQLModel], names: Sequence[str], read: Lists[Any]) -> None:
        columns = [getattr(model, name) for name in names]
        stored = [isinstance(column.type, JSON) for column in columns]
        self.columns = [
            as_stored(column) if is_list else column for column, is_list in zip(columns, stored, strict=True)
        ]
        self._names = names
        self._lists = [place for place, is_list in enumerate(stored) if is_list]
        self._read = read

    def rows(self, db: Session, statement: Select[Any]) -> Iterator[list[Any]]:
        """Return what a statement that begins with these columns finds."""
        read, lists = self._read, self._lists
        for found in db.connection().execute(statement):
            row = list(found)
            for place in lists:
                row[place] = read(row[place])
            yield row

    def filled(self, row: Sequence[Any], start: int) -> dict[str, Any]:
        """Return what is not blank from a place on, by name. Nought is no blank."""
        values = zip(self._names[start:], row[start:], strict=True)
        return {name: value for name, value in values if value or value == 0}


_Place = tuple[int | None, Role, Mapping[str, Any], bool]
"""The id of somebody's place in the programme, their role, their profile, and whether they have withdrawn."""
_NO_PLACE: Final[_Place] = (None, "", {}, False)


def _places(db: Session, programme_id: int, read: Lists[Any]) -> dict[int, _Place]:
    names = ("person_id", "id", "is_mentor", "is_mentee", "status", *_PROFILE)
    place = _Columns(Participant, names, read)
    statement = select(*place.columns).where(col(Participant.programme_id) == programme_id)
    return {
        row[0]: (
            row[1],
            _role(is_mentor=row[2], is_mentee=row[3]),
            place.filled(row, 5),
            row[4] == "withdrawn",
        )
        for row in place.rows(db, statement)
    }


def _answers(db: Session, programme_id: int, read: Lists[Any]) -> dict[int, dict[int, Any]]:
    answer = _Columns(Answer, ("participant_id", "question_id", "value"), read)
    statement = (
        select(*answer.columns)
        .join(Question, col(Question.id) == col(Answer.question_id))
        .where(col(Question.programme_id) == programme_id)
    )
    found: dict[int, dict[int, Any]] = {}
    for participant_id, question_id, value in answer.rows(db, statement):
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
