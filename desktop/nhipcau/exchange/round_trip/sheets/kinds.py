"""The sheets of a programme's workbook: for each kind of thing its columns, its rows, and who they are about."""

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import Any, Final

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from nhipcau.common.name_order import person_sort_key
from nhipcau.common.words import Words
from nhipcau.database.field_catalogue import LISTS, CatalogueField
from nhipcau.database.json_lists import Lists, as_stored
from nhipcau.exchange.round_trip.sheets.cells import CellKind, SheetField
from nhipcau.exchange.round_trip.sheets.column_rows import ColumnRows
from nhipcau.exchange.round_trip.sheets.organisation_kinds import organisation_kinds
from nhipcau.exchange.round_trip.sheets.people_columns import BESIDE, people_fields, people_values
from nhipcau.exchange.round_trip.sheets.scope import SIDES, Scope, scope_of
from nhipcau.exchange.round_trip.sheets.settings_kinds import settings_kinds
from nhipcau.exchange.round_trip.sheets.sheet_kind import (
    PAIRS,
    PARTICIPANTS,
    PROGRAMME,
    QUESTION,
    SURVEY,
    WIDE,
    SheetKind,
    column,
    field_column,
    told_apart,
)
from nhipcau.exchange.round_trip.sheets.survey_kind import survey_kinds
from nhipcau.exchange.round_trip.sheets.together import together_kinds
from nhipcau.pairing.models import FIT_ANSWERS, PAIR_STATES, Pair
from nhipcau.pairing.plan.reasons import slot_phrase
from nhipcau.pairing.store.pair_names import pair_names
from nhipcau.participants.models import MEETING_WAYS, Answer, Level, Participant, Person, Question
from nhipcau.participants.sensitive import sensitive_category, sensitive_text
from nhipcau.participants.sheet import OF_PERSON, OF_PROFILE
from nhipcau.programmes.models import PROGRAMME as PROGRAMME_FIELDS
from nhipcau.programmes.models import Programme

_ANSWER_KINDS: Final[Mapping[str, CellKind]] = {"number": "number", "date": "date", "several": "list"}
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def sheet_kinds(
    db: Session, programme_id: int, words: Words, about: str = "", showed: Collection[str] = ()
) -> tuple[SheetKind, ...]:
    """Return everything a workbook may hold, as it is now; `about` is that of `SentWorkbook`.

    `showed` are the pairs that were in it when it went out. What goes out of it is another question: see `readable`.
    """
    if about.startswith(SURVEY):
        return survey_kinds(db, programme_id, words, about)
    scope = scope_of(db, programme_id, about, showed)
    pairs, together = _pairs(db, programme_id, words, scope), together_kinds(db, programme_id, words, scope)
    if scope.pairs is not None:
        return (pairs, *together)
    whole = (_programme(db, programme_id, words), _participants(db, programme_id, words), pairs, *together)
    settings = (*settings_kinds(db, programme_id, words), *organisation_kinds(db, programme_id, words))
    return (*whole, *survey_kinds(db, programme_id, words), *settings)


def _programme(db: Session, programme_id: int, words: Words) -> SheetKind:
    programme = db.get_one(Programme, programme_id)
    fields = tuple(field_column(words, one) for one in PROGRAMME_FIELDS.values() if not one.internal)
    values = {one.code: getattr(programme, one.code) for one in fields}
    title = words(f"homecoming.sheet.{PROGRAMME}")
    return SheetKind(PROGRAMME, title, fields, {programme.uid: values}, {programme.uid: programme.name})


def _participants(db: Session, programme_id: int, words: Words) -> SheetKind:
    questions = db.exec(
        select(Question)
        .where(Question.programme_id == programme_id)
        .order_by(col(Question.position), col(Question.id))
    ).all()
    people = _columns(db, programme_id)
    sort_names, uids, ids = (people.pop(code) for code in ("sort_name", "uid", "id"))
    if words.language != "vi":  # what is stored is the order of Vietnamese lists
        sort_names = [person_sort_key(name, words.language) for name in people["full_name"]]
    in_order = sorted(range(len(uids)), key=lambda place: (sort_names[place], uids[place]))
    answers, beside = _answers(db, programme_id), people_values(db, programme_id)
    for code in BESIDE:
        people[code] = [beside[uid][code] for uid in uids]
    for question in questions:
        people[QUESTION + question.uid] = [answers.get((who, question.id)) for who in ids]
    held = {code: [values[place] for place in in_order] for code, values in people.items()}
    keys = [uids[place] for place in in_order]
    rows, names = ColumnRows(keys, held), dict(zip(keys, held["full_name"], strict=True))
    different = {id(slots): slots for slots in held["availability"]}.values()
    offered = sorted({slot for slots in different for slot in slots}, key=_slot_order)
    person = _person_fields(db, words, offered)
    person[len(OF_PERSON) : len(OF_PERSON)] = people_fields(db, programme_id, words)
    asked = (_question_field(one, words, people[QUESTION + one.uid]) for one in questions)
    fields = told_apart((*person, *asked))
    return SheetKind(PARTICIPANTS, words(f"homecoming.sheet.{PARTICIPANTS}"), fields, rows, names, grows=True)


def _columns(db: Session, programme_id: int) -> dict[str, list[Any]]:
    """Return what is known of everybody who is enrolled, by column: much faster than objects, and none is changed."""
    fields = {**OF_PERSON, **OF_PROFILE}
    codes = ("sort_name", "uid", "id", *fields)
    wanted = [
        col(Person.sort_name),
        *(col(getattr(Participant, code)) for code in ("uid", "id")),
        *(_column(Person, one) for one in OF_PERSON.values()),
        *(_column(Participant, one) for one in OF_PROFILE.values()),
    ]
    people = db.connection().execute(
        sa_select(*wanted)
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(col(Participant.programme_id) == programme_id, col(Participant.status) == "enrolled")
    )
    columns = dict(
        zip(codes, zip(*people.all(), strict=True), strict=False)
    )  # nobody is enrolled: no columns
    lists: Lists[object] = Lists(lambda items: items)
    listed = {code for code, one in fields.items() if one.kind in LISTS}
    return {
        code: list(map(lists, columns.get(code, ())) if code in listed else columns.get(code, ()))
        for code in codes
    }


def _column(model: Any, field: CatalogueField) -> Any:  # noqa: ANN401 - one of two tables
    stored = getattr(model, field.column)
    return as_stored(stored) if field.kind in LISTS else col(stored)


def _person_fields(db: Session, words: Words, slots: Iterable[str]) -> list[SheetField]:
    labels: dict[str, tuple[tuple[object, str], ...]] = {
        "yes_no": ((True, words("common.yes")), (False, words("common.no"))),
        "ways": tuple((way, words(f"homecoming.way.{way}")) for way in MEETING_WAYS),
        "slots": tuple((slot, slot_label(slot, words)) for slot in slots),
    }
    offered: dict[str, tuple[str, ...]] = {
        "level": tuple(db.exec(select(Level.name).order_by(col(Level.rank), col(Level.name))).all()),
        "department": _known(db, Person.department),
        "place": _known(db, Person.place),
    }
    return [
        field_column(words, one, suggestions=offered.get(code, ()), choices=labels.get(one.kind, ()))
        for code, one in {**OF_PERSON, **OF_PROFILE}.items()
    ]


def _slot_order(slot: str) -> tuple[int, str]:
    day = slot.partition("-")[0]
    return (_DAYS.index(day) if day in _DAYS else len(_DAYS), slot)


def slot_label(slot: str, words: Words) -> str:
    """Return a free hour in words; a wording of somebody's own stays as it is."""
    said = slot_phrase(slot)
    return said if isinstance(said, str) else said.text(words)


def _known(db: Session, column: Any) -> tuple[str, ...]:  # noqa: ANN401 - a column of a model
    return tuple(sorted(known for known in db.exec(select(column).distinct()) if known))


def _question_field(question: Question, words: Words, answers: Iterable[object]) -> SheetField:
    kind = _ANSWER_KINDS.get(question.kind, "long_text" if question.kind == "text" else "text")
    heading = f"{question.grid} [{question.wording}]" if question.grid else question.wording
    offered = tuple(question.options) if question.kind in ("one_choice", "graded", "scale") else ()
    said = {str(part) for answer in answers for part in (answer if isinstance(answer, list) else [answer])}
    about = sensitive_category(f"{question.grid}\n{question.wording}", [*question.options, *sorted(said)])
    return SheetField(
        QUESTION + question.uid, heading, kind, suggestions=offered, width=WIDE.get(kind, 22.0),
        hint=sensitive_text(words, "sensitive.heading", about), holds=("answer.value",),
    )  # fmt: skip


def _answers(db: Session, programme_id: int) -> dict[tuple[int | None, int | None], object]:
    wanted = (
        sa_select(col(Answer.participant_id), col(Answer.question_id), as_stored(Answer.value))
        .join(Question, col(Question.id) == col(Answer.question_id))
        .where(col(Question.programme_id) == programme_id)
    )
    read: Lists[object] = Lists(lambda value: value)
    return {
        (participant, question): read(value)
        for participant, question, value in db.connection().execute(wanted).all()
    }


def _pairs(db: Session, programme_id: int, words: Words, scope: Scope) -> SheetKind:
    wanted = select(Pair).where(Pair.programme_id == programme_id).order_by(col(Pair.id))
    if scope.pairs is not None:
        wanted = wanted.where(col(Pair.uid).in_(scope.pairs))
    pairs = db.exec(wanted).all()
    people = _names_and_addresses(db, programme_id) if pairs else {}
    rows = {pair.uid: _pair_values(pair, people) for pair in pairs}
    names = pair_names(db, programme_id)
    return SheetKind(PAIRS, words(f"homecoming.sheet.{PAIRS}"), tuple(_pair_fields(words)), rows, names)


def _names_and_addresses(db: Session, programme_id: int) -> dict[Any, tuple[str, str]]:
    return {
        participant_id: (name, email)
        for participant_id, name, email in db.exec(
            select(Participant.id, Person.full_name, Person.email)
            .join(Person, col(Person.id) == col(Participant.person_id))
            .where(Participant.programme_id == programme_id)
        ).all()
    }


def _pair_values(pair: Pair, people: Mapping[Any, tuple[str, str]]) -> dict[str, object]:
    return {
        "mentor": people[pair.mentor_id][0],
        "mentor_email": people[pair.mentor_id][1],
        "mentee": people[pair.mentee_id][0],
        "mentee_email": people[pair.mentee_id][1],
        "state": pair.state,
        "confirmed_on": pair.confirmed_on,
        "fit_answer": pair.fit_answer or None,
        "pair_note": pair.note,
    }


def _pair_fields(words: Words) -> Iterable[SheetField]:
    fixed = partial(column, words, editable=False)
    for side in SIDES:
        yield fixed(side, width=26.0, holds=("person.full_name",))
        yield fixed(f"{side}_email", "email", holds=("person.email",))
    states = tuple((state, words(f"pairs.state.{state}")) for state in PAIR_STATES)
    yield fixed("state", choices=states, holds=("pair.state",))
    yield fixed("confirmed_on", "date", holds=("pair.confirmed_on",))
    answers = tuple((one, words(f"homecoming.fit.{one}")) for one in FIT_ANSWERS if one)
    yield column(words, "fit_answer", choices=answers, holds=("pair.fit_answer",))
    yield column(words, "pair_note", "long_text", holds=("pair.note",))
