"""A small organisation in which every field that can hold one holds a secret of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from typing import Any, Final

from sqlmodel import Session, SQLModel
from tests.privacy.secrets import QUOTED, Circle, Owner, Register
from tests.privacy.without import fields_without

from nhipcau.common.words import LANGUAGES, Language
from nhipcau.database import Database
from nhipcau.database.column_declarations import DeclaredColumn, declared_tables
from nhipcau.mail.letter_fields import FIELDS
from nhipcau.mail.letter_texts import LETTER_KINDS
from nhipcau.pairing.models import BUILT_IN
from nhipcau.programmes.models import ProgrammeKind
from nhipcau.surveys.models import SurveyKind

EVERYBODY: Final = Owner()
ELSEWHERE: Final = Owner(here=False)


@dataclass(slots=True)
class Planted:
    """What stands in the file now."""

    database: Database
    kind: ProgrammeKind
    language: Language
    register: Register
    programme_id: int = 0
    waves: list[int] = field(default_factory=list)
    """Of surveys whose answers are named."""
    people: dict[str, Any] = field(default_factory=dict)
    """By name, their rows: person and participant."""
    pairs: dict[tuple[str, str], Any] = field(default_factory=dict)
    addresses: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    """By e-mail, in small letters: `person` or `assistant`, and who it is or whom they assist."""
    circle: Circle = field(default_factory=lambda: Circle({}))


MENTORS: Final = ("leader", "second", "third")
MENTEES: Final = ("one", "two", "sought", "alone")
PAIRS: Final = (("leader", "one"), ("leader", "two"), ("second", "sought"), ("third", "sought"))
PEER_PAIRS: Final = (*PAIRS, ("one", "leader"), ("two", "leader"))
ASSISTED: Final = ("leader", "second", "sought")
"""Leaders with somebody who keeps their calendar."""
_TABLES: Final = {table.name: table for table in declared_tables()}
_MODELS: Final[dict[str, type[SQLModel]]] = {
    str(mapper.local_table.name): mapper.class_  # type: ignore[attr-defined]
    for mapper in SQLModel._sa_registry.mappers
    if mapper.class_.__module__.startswith("nhipcau.")
}


def model(table: str) -> Any:
    return _MODELS[table]


def plant(database: Database, kind: ProgrammeKind, language: Language) -> Planted:
    """Fill a new file."""
    planted = Planted(database, kind, language, Register())
    arguments: dict[str, object] = {"name": planted.register.text("journal_step.arguments", EVERYBODY)}
    with database.step("programmes.step.add", **arguments) as db:
        _Planter(planted, db).all()
    return planted


_Shape = Callable[["_Planter", str, Owner], Any]


def _email(planter: "_Planter", name: str, owner: Owner) -> str:
    return f"{planter.text(name, owner)}@thu.vn".lower()


def _phone(planter: "_Planter", name: str, owner: Owner) -> str:
    return f"0{planter.register.number(name, owner, 918273641, '0{}')}"


def _name(planter: "_Planter", name: str, owner: Owner) -> str:
    return f"Trần Thị {planter.text(name, owner)}"


_SHAPES: Final[Mapping[str, _Shape]] = {
    "person.full_name": _name,
    "person.assistant_name": _name,
    "person.email": _email,
    "person.assistant_email": _email,
    "person.phone": _phone,
    "person.birth_year": lambda planter, name, owner: planter.register.number(name, owner, 1907),
    "mentoring_session.minutes": lambda planter, name, owner: planter.register.number(name, owner, 563),
    "pair.fit": lambda planter, name, owner: planter.register.number(
        name, owner, 6173, "0.{}"
    ),
    "participant.goals": lambda planter, name, owner: [
        {"topic": planter.text(name, owner), "importance": 5}
    ],
    "participant.strengths": lambda planter, name, owner: [{"topic": planter.text(name, owner), "level": 4}],
    "pair.reasons": lambda planter, name, owner: [_reason(planter.text(name, owner))],
    "import_batch.counts": lambda planter, name, owner: {planter.text(name, owner): 1},
    "remembered_form.understanding": lambda planter, name, owner: {planter.text(name, owner): "x"},
    "waiting_form.reading": lambda planter, name, owner: {planter.text(name, owner): "x"},
    "sent_workbook.content": lambda planter, name, owner: {planter.text(name, owner): {}},
    "scenario.settings": lambda planter, name, owner: {planter.text(name, owner): 1},
}  # fmt: skip
"""How a secret is made to be valid where not any text is."""


def _reason(text: str) -> dict[str, object]:
    phrase = {"code": "pairs.criterion.question", "values": {"question": text}}
    return {"code": "question", "label": phrase, "points": 100, "most": 200}


class _Planter:
    """Writes rows whose columns hold a secret wherever nothing else is asked for."""

    def __init__(self, planted: Planted, db: Session) -> None:
        self._planted = planted
        self._db = db
        self.register: Register = planted.register
        self._without = fields_without()
        self._responses: dict[tuple[int, str, int], Any] = {}

    def text(self, name: str, owner: Owner) -> str:
        return self.register.text(name, owner)

    def all(self) -> None:
        self._organisation()
        self._programme()
        self._people()
        self._pairs()
        self._questions()
        self._surveys()
        self._elsewhere()

    def row(self, table: str, owner: Owner, **given: Any) -> Any:
        """Write a row; what is not given holds a secret where it can, else what a new row holds."""
        values = dict(given)
        for column in _TABLES[table].columns:
            if column.name not in values:
                values |= self._value(table, column, owner)
        row = _MODELS[table](**values)
        self._db.add(row)
        self._db.flush()
        return row

    def _value(self, table: str, column: DeclaredColumn, owner: Owner) -> dict[str, Any]:
        name = f"{table}.{column.name}"
        if name in _SHAPES:
            return {column.name: _SHAPES[name](self, name, owner)}
        if column.refers or column.codes or name in self._without:
            needed = column.default is None and column.codes
            return {column.name: column.codes[0]} if needed else {}
        if column.kind == "text" or column.container == "array":
            word = self.text(name, owner)
            return {column.name: [word] if column.container == "array" else word}
        if column.kind in ("date", "datetime"):
            day = self.register.day(name, owner)
            return {
                column.name: day
                if column.kind == "date"
                else datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
            }
        return {}

    def _organisation(self) -> None:
        self.row("organisation", EVERYBODY)
        self.row("level", EVERYBODY, rank=10)
        self.row("skill", EVERYBODY)
        self.row("skill_wording", EVERYBODY)
        self._letters()

    def _letters(self) -> None:
        """Put a text with every field that a letter may have in the place of each of ours."""
        for kind, language in product(LETTER_KINDS, LANGUAGES):
            said = {one: self.text(f"letter_text.{one}", EVERYBODY) for one in ("subject", "body")}
            fields = "\n".join(f"{{{code}}}" for code in FIELDS[kind])
            self.row(
                "letter_text", EVERYBODY, kind=kind, language=language, voice="formal", subject=said["subject"],
                body=f"{said['body']} {fields}",
            )  # fmt: skip

    def _programme(self) -> None:
        kind = self._planted.kind
        programme = self.row("programme", EVERYBODY, kind=kind)
        self._planted.programme_id = programme.id
        for table in ("quota", "import_batch", "remembered_form", "sent_workbook"):
            self.row(table, EVERYBODY, programme_id=programme.id)
        waiting = self.row("waiting_form", EVERYBODY, programme_id=programme.id)
        self.row("waiting_row", EVERYBODY, form_id=waiting.id)
        self.row(
            "pairing_rules", EVERYBODY, programme_id=programme.id, common_language=False, meeting_way=False
        )

    def _people(self) -> None:
        peer = self._planted.kind == "peer"
        for name in (*MENTORS, *MENTEES):
            self._person(name, is_mentor=peer or name in MENTORS, is_mentee=peer or name in MENTEES)

    def _person(self, name: str, *, is_mentor: bool, is_mentee: bool) -> None:
        owner, planted = Owner(frozenset({name})), self._planted
        bare = {} if name in ASSISTED else {"assistant_name": "", "assistant_email": ""}
        someone = self.row("person", owner, **bare)
        self._derive(someone)
        self.row("consent", owner, person_id=someone.id)
        participant = self.row(
            "participant", owner, programme_id=planted.programme_id, person_id=someone.id, is_mentor=is_mentor,
            is_mentee=is_mentee, capacity=3, mentors_wanted=2 if name == "sought" else 1, withdrawn_on=None,
        )  # fmt: skip
        planted.people[name] = (someone, participant)
        planted.addresses[someone.email] = ("person", frozenset({name}))
        if someone.assistant_email:
            planted.addresses[someone.assistant_email] = ("assistant", frozenset({name}))

    def _derive(self, someone: Any) -> None:
        from nhipcau.participants.derived_columns import derived_person_columns

        known = ("full_name", "email", "phone", "employee_code", "department", "title")
        found = derived_person_columns(**{one: getattr(someone, one) for one in known})
        for column, value in found.items():
            setattr(someone, column, value)
        self._db.flush()

    def _pairs(self) -> None:
        pairs = PEER_PAIRS if self._planted.kind == "peer" else PAIRS
        for pair in pairs:
            self._pair(*pair)
        ended = self._pair_row("third", "one", state="ended", follows_id=None)
        self.row("pair_event", _of("third", "one"), pair_id=ended.id)
        circle = Circle({}).with_pairs(pairs)
        self._planted.circle = circle.with_groups(pairs) if self._planted.kind == "group" else circle

    def _pair_row(self, mentor: str, mentee: str, **given: Any) -> Any:
        people = self._planted.people
        return self.row(
            "pair", _of(mentor, mentee), programme_id=self._planted.programme_id, mentor_id=people[mentor][1].id,
            mentee_id=people[mentee][1].id, **given,
        )  # fmt: skip

    def _pair(self, mentor: str, mentee: str) -> None:
        owner, ids = _of(mentor, mentee), [self._planted.people[one][1].id for one in (mentor, mentee)]
        pair = self._pair_row(mentor, mentee, state="active", fit_answer="not_good", ended_on=None)
        self._planted.pairs[mentor, mentee] = pair
        self.row("pair_event", owner, pair_id=pair.id, state="fit_not_good")
        self.row("pair_goal", owner, pair_id=pair.id, progress=35)
        self.row("milestone", owner, pair_id=pair.id)
        self.row("mentoring_session", owner, pair_id=pair.id, rating=2, way="online")
        for role, whose in (("mentor", mentor), ("mentee", mentee)):
            self.row("pulse_answer", Owner(frozenset({whose})), pair_id=pair.id, role=role, feeling=2)
        of_programme = {"programme_id": self._planted.programme_id}
        both = {"mentor_id": ids[0], "mentee_id": ids[1]}
        self.row("pair_constraint", owner, kind="locked", **of_programme, **both)
        scenario = self.row("scenario", EVERYBODY, **of_programme)
        self.row("scenario_pair", owner, scenario_id=scenario.id, **both)

    def _questions(self) -> None:
        """Ask questions that may not be quoted and some that may, answered alike by both of every pair."""
        planted = self._planted
        for code in BUILT_IN:
            self.row("criterion", EVERYBODY, programme_id=planted.programme_id, code=code)
        for quotable in (None, False, True):
            for kind in ("one_choice", "several", "text"):
                question = self.row(
                    "question", EVERYBODY, programme_id=planted.programme_id, kind=kind, quotable=quotable
                )
                self._answers(question, "answer.value" if quotable is not True else QUOTED)
                if kind == "one_choice":
                    self.row(
                        "criterion", EVERYBODY, programme_id=planted.programme_id, code="question",
                        mentee_question_id=question.id, mentor_question_id=question.id, weight="high",
                    )  # fmt: skip

    def _answers(self, question: Any, name: str) -> None:
        shared: dict[str, str] = {}
        for mentor, mentee in PAIRS:
            said = shared.get(mentor) or shared.get(mentee) or self.text(name, Owner(frozenset({mentor})))
            for one in (mentor, mentee):
                if one not in shared:
                    shared[one] = self.register.same(said, name, Owner(frozenset({one})))
        for one, said in shared.items():
            self.row(
                "answer", EVERYBODY, question_id=question.id, participant_id=self._planted.people[one][1].id,
                value=[said] if question.kind == "several" else said,
            )  # fmt: skip
        if question.kind != "text":
            question.options = [*question.options, *dict.fromkeys(shared.values())]
            self._db.flush()

    def _surveys(self) -> None:
        planted = self._planted
        kinds: Sequence[SurveyKind] = ("own", "fit")
        for kind in kinds:
            survey = self.row("survey", EVERYBODY, programme_id=planted.programme_id, kind=kind)
            wave = self.row("survey_wave", EVERYBODY, survey_id=survey.id)
            planted.waves.append(wave.id)
            for one, options in (("text", 1), ("one_choice", 3), ("scale", 5)):
                offered = {
                    f"options_{language}": [
                        self.text(f"survey_question.options_{language}", EVERYBODY) for _ in range(options)
                    ]
                    for language in LANGUAGES
                }
                question = self.row("survey_question", EVERYBODY, survey_id=survey.id, kind=one, **offered)
                self._survey_answers(wave, question, pairs=kind == "fit")
            hidden = self.row("survey_wave", EVERYBODY, survey_id=survey.id, anonymous=True)
            self.row("anonymous_answer", EVERYBODY, wave_id=hidden.id, question_id=question.id, value=self.text(
                "anonymous_answer.value", EVERYBODY))  # fmt: skip

    def _survey_answers(self, wave: Any, question: Any, *, pairs: bool) -> None:
        for (mentor, mentee), pair in self._planted.pairs.items():
            for role, one in (("mentor", mentor), ("mentee", mentee)):
                response = self._response(wave, one, role, pair)
                value: Any = 2 if question.kind == "scale" else 0
                if question.kind == "text":
                    value = self.text("survey_answer.value", Owner(frozenset({one})))
                self.row(
                    "survey_answer", EVERYBODY, response_id=response.id, question_id=question.id, value=value
                )

    def _response(self, wave: Any, one: str, role: str, pair: Any) -> Any:
        key = (wave.id, one, pair.id)
        if key not in self._responses:
            self._responses[key] = self.row(
                "survey_response", Owner(frozenset({one})), wave_id=wave.id,
                participant_id=self._planted.people[one][1].id, pair_id=pair.id, role=role,
                **({"answered_on": None} if one == "second" else {}),
            )  # fmt: skip
        return self._responses[key]

    def _elsewhere(self) -> None:
        """Write another programme, whose people and words nobody of this one may meet."""
        programme = self.row("programme", ELSEWHERE, kind="traditional")
        owners = [Owner(frozenset({name}), here=False) for name in ("stranger", "other stranger")]
        people = [self.row("person", owner) for owner in owners]
        mentor, mentee = (
            self.row("participant", owner, programme_id=programme.id, person_id=one.id, is_mentor=True)
            for owner, one in zip(owners, people, strict=True)
        )
        both = Owner(frozenset({"stranger", "other stranger"}), here=False)
        pair = self.row(
            "pair", both, programme_id=programme.id, mentor_id=mentor.id, mentee_id=mentee.id, state="active"
        )
        self.row("mentoring_session", both, pair_id=pair.id)
        self.row("pair_goal", both, pair_id=pair.id)
        self.row("milestone", both, pair_id=pair.id)
        self.row("question", ELSEWHERE, programme_id=programme.id)


def _of(mentor: str, mentee: str) -> Owner:
    return Owner(frozenset({mentor, mentee}))
