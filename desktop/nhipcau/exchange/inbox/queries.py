"""What an import needs to know of the programme it goes into."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, Final, NamedTuple

from sqlalchemy import JSON, Select, select
from sqlmodel import Session, SQLModel, col

from nhipcau.common.gc_pause import collector_at_rest
from nhipcau.database.json_lists import JsonLists, as_stored
from nhipcau.exchange.columns.answer_kinds import KnownValues
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


class KnownForm(NamedTuple):
    """How a form of an earlier file was read, and what was said of its rows."""

    id: int
    fingerprint: str
    programme_id: int
    understanding: Mapping[str, Any]


SPELLINGS: Final = "spellings"
"""In place of the digest of a form: what is remembered is which spellings are one."""


def existing(db: Session, programme_id: int, forms: Sequence[KnownForm] | None = None) -> Existing:
    """Return everyone in the organisation, with their profile in this programme; `forms` where they are read."""
    with collector_at_rest():
        people = tuple(_people(db, programme_id))
    taken_in, settled = _said_of_rows(forms_of(db) if forms is None else forms, programme_id)
    return Existing(people, _questions(db, programme_id), _levels(db), taken_in, settled)


def _people(db: Session, programme_id: int) -> Iterator[ExistingPerson]:
    read: JsonLists[Any] = JsonLists(lambda value: value)
    places = _places(db, programme_id, read)
    answers = _answers(db, programme_id, read)
    agreed = _agreed(db)
    person = _Columns(Person, ("id", "manager_id", *OF_PERSON), read)
    for (id_,), known in person.filled(db, select(*person.columns).order_by(col(Person.id)), 1):
        participant_id, role, profile, withdrawn = places.get(id_, _NO_PLACE)
        said = answers.get(participant_id or 0, {})
        yield ExistingPerson(id_, known, participant_id, role, profile, said, withdrawn, id_ in agreed)


def import_count(db: Session) -> int:
    """Return how many files have been taken in."""
    return len(db.execute(select(col(ImportBatch.id))).all())


def programme_kind(db: Session, programme_id: int) -> str:
    """Return the kind of a programme: in one of peers everybody is both."""
    return db.get_one(Programme, programme_id).kind


def _role(*, is_mentor: bool, is_mentee: bool) -> Role:
    return "both" if is_mentor and is_mentee else "mentor" if is_mentor else "mentee" if is_mentee else ""


_AT_ONCE: Final = 1_000
"""Rows that are fetched and looked at together: few of all columns say anything of so many people."""


class _Columns:
    """Columns that are read together. Stored lists come as text: few of them differ, and each is read once."""

    def __init__(self, model: type[SQLModel], names: Sequence[str], read: JsonLists[Any]) -> None:
        columns = [getattr(model, name) for name in names]
        stored = [isinstance(column.type, JSON) for column in columns]
        self.columns = [
            as_stored(column) if is_list else column for column, is_list in zip(columns, stored, strict=True)
        ]
        self._names = names
        self._lists = [place for place, is_list in enumerate(stored) if is_list]
        self._read = read

    def rows(self, db: Session, statement: Select[Any]) -> Iterator[tuple[Any, ...]]:
        """Return what a statement that begins with these columns finds."""
        return (row for columns in self._read_in_parts(db, statement) for row in zip(*columns, strict=True))

    def filled(
        self, db: Session, statement: Select[Any], start: int
    ) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
        """Return of each row the first columns, and what is not blank from there on by name. Nought is no blank."""
        for columns in self._read_in_parts(db, statement):
            said = [
                (name, column)
                for name, column in zip(self._names[start:], columns[start:], strict=True)
                if any(column) or 0 in column
            ]
            names = [name for name, _ in said]
            rows = zip(*(column for _, column in said), strict=True) if said else repeat((), len(columns[0]))
            facts = (
                {name: value for name, value in zip(names, row, strict=True) if value or value == 0}
                for row in rows
            )
            yield from zip(zip(*columns[:start], strict=True), facts, strict=True)

    def _read_in_parts(self, db: Session, statement: Select[Any]) -> Iterator[list[Sequence[Any]]]:
        for part in db.connection().execute(statement).partitions(_AT_ONCE):
            columns: list[Sequence[Any]] = list(zip(*part, strict=True))
            for place in self._lists:
                columns[place] = list(map(self._read, columns[place]))
            yield columns


_Place = tuple[int | None, Role, Mapping[str, Any], bool]
"""The id of somebody's place in the programme, their role, their profile, and whether they have withdrawn."""
_NO_PLACE: Final[_Place] = (None, "", {}, False)


def _places(db: Session, programme_id: int, read: JsonLists[Any]) -> dict[int, _Place]:
    names = ("person_id", "id", "is_mentor", "is_mentee", "status", *_PROFILE)
    place = _Columns(Participant, names, read)
    statement = select(*place.columns).where(col(Participant.programme_id) == programme_id)
    return {
        person_id: (
            id_,
            _role(is_mentor=is_mentor, is_mentee=is_mentee),
            profile,
            status == "withdrawn",
        )
        for (person_id, id_, is_mentor, is_mentee, status), profile in place.filled(db, statement, 5)
    }


def _answers(db: Session, programme_id: int, read: JsonLists[Any]) -> dict[int, dict[int, Any]]:
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


def _said_of_rows(
    forms: Iterable[KnownForm], programme_id: int
) -> tuple[dict[str, tuple[int, ...]], Settled]:
    """Return whom rows of earlier files were taken for, and what was said of those that needed her."""
    of_programme = [one for one in forms if one.programme_id == programme_id]
    kept = [one.understanding for one in sorted(of_programme, key=lambda one: one.id)]
    taken_in = {mark: tuple(ids) for form in kept for mark, ids in form.get("rows", {}).items()}
    return taken_in, {mark: said for form in kept for mark, said in form.get("settled", {}).items()}


def spellings(db: Session) -> Mapping[str, Mapping[str, str]]:
    """Return by field what is written otherwise since spellings were merged: as it was -> as it is kept."""
    kept = db.execute(
        select(col(RememberedForm.understanding)).where(col(RememberedForm.fingerprint) == SPELLINGS)
    ).scalar()
    found: Mapping[str, Mapping[str, str]] = (kept or {}).get("spellings", {})
    return found


def known(db: Session, people: Iterable[ExistingPerson]) -> KnownValues:
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
    return KnownValues(named["full_name"], named["department"], named["place"], skills)


def forms_of(db: Session) -> tuple[KnownForm, ...]:
    """Return all forms that are remembered, those used last at the end. What is said of their rows may be much."""
    columns = [col(getattr(RememberedForm, name)) for name in KnownForm._fields]
    rows = db.execute(select(*columns).order_by(col(RememberedForm.used_at), col(RememberedForm.id)))
    return tuple(KnownForm(*row) for row in rows)


def remembered_forms(
    db: Session, programme_id: int, forms: Sequence[KnownForm] | None = None
) -> Mapping[str, Mapping[str, Any]]:
    """Return how earlier files were read, by fingerprint: this programme's own first, then the others'."""
    forms = forms_of(db) if forms is None else forms
    others = {one.fingerprint: one.understanding for one in forms if one.programme_id != programme_id}
    own = {one.fingerprint: one.understanding for one in forms if one.programme_id == programme_id}
    return others | own
