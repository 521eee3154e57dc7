"""The sheet of the people of a programme: who they are, what they answered, who manages them, what they agreed to."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.words import Words
from nhipcau.database.field_catalogue import LISTS, CatalogueField
from nhipcau.database.json_lists import JsonLists, as_stored
from nhipcau.participants.models import MEETING_WAYS, Answer, Level, Participant, Person, Question
from nhipcau.participants.sensitive import sensitive_category, sensitive_text
from nhipcau.participants.sheet import OF_PERSON, OF_PROFILE
from nhipcau.participants.sheets.people_columns import BESIDE, people_fields, people_values
from nhipcau.participants.sheets.people_writing import QUESTION, write_people
from nhipcau.sheets.column_rows import ColumnRows
from nhipcau.sheets.columns import CellKind, SheetField, field_column, told_apart, width_of
from nhipcau.sheets.declaration import Problems, RowToWrite, SheetDeclaration, SheetKind, SheetRequest

_ANSWER_KINDS: Final[Mapping[str, CellKind]] = {"number": "number", "date": "date", "several": "list"}
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SlotName = Callable[[str, Words], str]


def people_sheet(slot_name: SlotName, ever_paired: Callable[[Session], frozenset[int]]) -> SheetDeclaration:
    """Declare the sheet; rooms above say how free hours are called, and who has a history that stays."""

    def sheets(asked: SheetRequest) -> Iterator[SheetKind]:
        yield _sheet(declared, asked, slot_name)

    def write(db: Session, programme_id: int, rows: Sequence[RowToWrite]) -> Sequence[Problems]:
        return write_people(db, programme_id, rows, ever_paired)

    declared = SheetDeclaration(
        "participants",
        sheets,
        write,
        told_by=(
            ("employee_code",), ("email",), ("phone", "full_name"), ("full_name", "department"), ("full_name",)
        ),
        waits_for=frozenset(
            {
                "homecoming.problem.person_unknown",
                "participants.problem.email_taken",
                "participants.problem.manager_circle",
            }
        ),
        grows=True,
        says_who=True,
    )  # fmt: skip
    return declared


def _sheet(declared: SheetDeclaration, asked: SheetRequest, slot_name: SlotName) -> SheetKind:
    db, programme_id, words = asked.db, asked.programme_id, asked.words
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
    person = _person_fields(db, words, offered, slot_name)
    person[len(OF_PERSON) : len(OF_PERSON)] = people_fields(db, programme_id, words)
    questioned = (_question_field(one, words, people[QUESTION + one.uid]) for one in questions)
    return SheetKind(declared, told_apart((*person, *questioned)), rows, names)


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
    lists: JsonLists[object] = JsonLists(lambda items: items)
    listed = {code for code, one in fields.items() if one.kind in LISTS}
    return {
        code: list(map(lists, columns.get(code, ())) if code in listed else columns.get(code, ()))
        for code in codes
    }


def _column(model: Any, field: CatalogueField) -> Any:  # noqa: ANN401 - one of two tables
    stored = getattr(model, field.column)
    return as_stored(stored) if field.kind in LISTS else col(stored)


def _person_fields(db: Session, words: Words, slots: Iterable[str], slot_name: SlotName) -> list[SheetField]:
    labels: dict[str, tuple[tuple[object, str], ...]] = {
        "yes_no": ((True, words("common.yes")), (False, words("common.no"))),
        "ways": tuple((way, words(f"homecoming.way.{way}")) for way in MEETING_WAYS),
        "slots": tuple((slot, slot_name(slot, words)) for slot in slots),
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


def _known(db: Session, column: Any) -> tuple[str, ...]:  # noqa: ANN401 - a column of a model
    return tuple(sorted(known for known in db.exec(select(column).distinct()) if known))


def _question_field(question: Question, words: Words, answers: Iterable[object]) -> SheetField:
    kind = _ANSWER_KINDS.get(question.kind, "long_text" if question.kind == "text" else "text")
    heading = f"{question.grid} [{question.wording}]" if question.grid else question.wording
    offered = tuple(question.options) if question.kind in ("one_choice", "graded", "scale") else ()
    said = {str(part) for answer in answers for part in (answer if isinstance(answer, list) else [answer])}
    about = sensitive_category(f"{question.grid}\n{question.wording}", [*question.options, *sorted(said)])
    return SheetField(
        QUESTION + question.uid, heading, kind, suggestions=offered, width=width_of(kind, 22.0), noted=True,
        none_when_blank=True, hint=sensitive_text(words, "sensitive.heading", about), holds=("answer.value",),
    )  # fmt: skip


def _answers(db: Session, programme_id: int) -> dict[tuple[int | None, int | None], object]:
    wanted = (
        sa_select(col(Answer.participant_id), col(Answer.question_id), as_stored(Answer.value))
        .join(Question, col(Question.id) == col(Answer.question_id))
        .where(col(Question.programme_id) == programme_id)
    )
    read: JsonLists[object] = JsonLists(lambda value: value)
    return {
        (participant, question): read(value)
        for participant, question, value in db.connection().execute(wanted).all()
    }
