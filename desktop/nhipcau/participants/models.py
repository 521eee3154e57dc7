"""Tables of people and of their place in a programme, and the drafts that become rows.

A person exists once in the organisation; a participant is that person in one programme, with the answers to its
questionnaire. Lists are JSON columns: they are read and changed as a whole, and merge as one value.
"""

from datetime import date, datetime
from typing import Any, Final, Literal

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel
from typing_extensions import TypedDict  # pydantic refuses typing.TypedDict below Python 3.12

from nhipcau.common.clock import now
from nhipcau.common.public_ids import new_uid
from nhipcau.database.column_declarations import one_of
from nhipcau.database.field_catalogue import CONFIDED, catalogue_of, declared, no_items, read_by
from nhipcau.participants.derived_columns import derived_person_columns

MeetingWay = Literal["online", "in_person"]
MEETING_WAYS: tuple[MeetingWay, ...] = ("online", "in_person")
ParticipantStatus = Literal["enrolled", "withdrawn"]
PARTICIPANT_STATES: tuple[ParticipantStatus, ...] = ("enrolled", "withdrawn")
QuestionKind = Literal["one_choice", "several", "graded", "scale", "number", "date", "text"]
QUESTION_KINDS: tuple[QuestionKind, ...] = (
    "one_choice",
    "several",
    "graded",
    "scale",
    "number",
    "date",
    "text",
)


class LearningGoal(TypedDict):
    """A topic a person wants to learn. `importance` is 1 (a little) to 5 (most of all)."""

    topic: str
    importance: int


class Strength(TypedDict):
    """A topic a person can teach. `level` is 1 (some) to 4 (expert)."""

    topic: str
    level: int


def _json_list() -> Any:  # noqa: ANN401 - SQLModel's Field is typed so
    return Field(default_factory=no_items, sa_column=Column(JSON, nullable=False))


class Level(SQLModel, table=True):
    """A rung of the organisation's ladder; a larger rank is more senior. No rank: not placed yet."""

    __tablename__ = "level"
    __table_args__ = {"sqlite_autoincrement": True, "info": read_by(team="uid")}

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    name: str = declared("text", "programme", code="level_name", must=True, unique=True, width=34)
    rank: int | None = declared("number", "team", default=None, least=-1_000_000, most=1_000_000, width=30)


class PersonDraft(SQLModel):
    """What is said of a person, checked before it becomes a row."""

    full_name: str = declared(
        "text", "programme", least=1, most=200, identifies=True, searched=True, wide=True, width=26
    )
    preferred_name: str = declared(
        "text", "programme", most=100, identifies=True, explained=True, group="about"
    )
    salutation: str = declared("text", "programme", most=60, identifies=True, explained=True, group="about")
    """What goes before the name in letters: Dr., TS., Ông."""
    email: str = declared(
        "email", "pair", most=254, index=True, identifies=True, searched=True, wide=True, group="contact"
    )
    phone: str = declared(
        "phone",
        "pair",
        most=40,
        index=True,
        identifies=True,
        searched=True,
        confided="personal",
        group="contact",
    )
    employee_code: str = declared(
        "text", "team", most=60, index=True, identifies=True, searched=True, group="contact"
    )
    department: str = declared(
        "text", "programme", most=200, searched=True, suggested=True, group="work", width=24
    )
    title: str = declared(
        "text", "programme", most=200, searched=True, suggested=True, group="work", width=30
    )
    level: str = declared("text", "team", most=120, suggested=True, group="work")
    manager_id: int | None = declared(
        "person", "team", code="manager", default=None, refers="person.id", index=True, group="work", width=40
    )
    birth_year: int | None = declared(
        "year", "team", default=None, least=1900, most=2100, confided="personal", group="about"
    )
    gender: str = declared("text", "person", most=60, confided="personal", group="about")
    place: str = declared("text", "programme", most=200, suggested=True, group="work")
    languages: list[str] = declared("list", "pair", group="about")
    time_zone: str = declared("text", "pair", most=60, group="about")
    meeting_ways: list[MeetingWay] = declared("ways", "pair", stored=list[str], group="about")
    assistant_name: str = declared("text", "person", most=200, identifies=True, explained=True, group="work")
    """Who keeps a busy leader's papers and gets their workbook."""
    assistant_email: str = declared(
        "email", "person", most=254, identifies=True, explained=True, wide=True, group="work"
    )
    note: str = declared("long_text", "team", code="person_note", internal=True, lines=2, group="about")


class Person(PersonDraft, table=True):
    __tablename__ = "person"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": {
            **read_by(team="uid folded sort_name created_at", programme="family_name middle_name given_name"),
            "derived": derived_person_columns,
            "known_by": ("email",),
        },
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    family_name: str = ""
    middle_name: str = ""
    given_name: str = ""
    folded: str = ""
    """What a person is searched by, without accents."""
    sort_name: str = Field(default="", index=True)
    """`person_sort_key` of the name, for Vietnamese lists."""
    created_at: datetime = Field(default_factory=now)


class Consent(SQLModel, table=True):
    """That a person agreed to a use of their data: when, for what, how it is known."""

    __tablename__ = "consent"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="person_id", person="purpose withdrawn_on"),
    }

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    purpose: str = "programme"
    given_on: date | None = declared("date", "person", code="consent_on", default=None, confided="personal")
    withdrawn_on: date | None = None
    source: str = declared("text", "person", code="consent_source", confided="personal", width=24)


class ProfileDraft(SQLModel):
    """A participant's roles and answers, checked before they become a row."""

    is_mentor: bool = declared("yes_no", "programme", default=False)
    is_mentee: bool = declared("yes_no", "programme", default=False)
    capacity: int = declared("number", "team", default=1, most=50)
    """How many mentees this mentor takes at most."""
    least: int = declared("number", "team", default=0, most=50)
    """How many mentees this mentor wants at least."""
    mentors_wanted: int = declared("number", "team", default=1, least=1, most=3)
    goals: list[LearningGoal] = declared("topics", "pair", grade="importance", most=5)
    strengths: list[Strength] = declared("topics", "pair", grade="level", most=4)
    expectations: str = declared("long_text", "pair", lines=3)
    ideal_partner: str = declared("long_text", "team", confided="wishes", lines=2)
    learning_style: str = declared("text", "pair", most=500)
    interests: list[str] = declared("list", "pair")
    availability: list[str] = declared("slots", "pair")
    """Slots as `mon-18` (day and hour) when the file's wording can be read so, else the wording itself."""
    wishes: list[str] = declared("ranked", "team", confided="wishes", names_people=True, explained=True)
    """Names of wished partners, most wanted first."""
    refusals: list[str] = declared("list", "team", confided="wishes", names_people=True)
    """Names, e-mails or codes of people the participant would rather not be paired with."""
    note: str = declared("long_text", "team", confided="notes", lines=2)


class Participant(ProfileDraft, table=True):
    """A person enrolled in a programme, with their profile."""

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("programme_id", "person_id"),
        {
            "sqlite_autoincrement": True,
            "info": read_by(
                team="uid programme_id person_id status enrolled_on withdrawn_on withdrawn_reason"
            ),
        },
    )

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    status: str = one_of(PARTICIPANT_STATES, default="enrolled")
    enrolled_on: date | None = None
    withdrawn_on: date | None = None
    withdrawn_reason: str = ""


class Question(SQLModel, table=True):
    """A question of a programme's own questionnaire that no built-in field answers."""

    __tablename__ = "question"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="uid programme_id position quotable", programme="wording kind options grid"),
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    wording: str
    """As the file writes it."""
    kind: str = one_of(QUESTION_KINDS, default="text")
    options: list[str] = _json_list()
    """Answers offered: for one_choice and several in order of appearance, for graded and scale lowest first."""
    grid: str = ""
    """The question above, when this is one line of a grid."""
    position: int = 0
    quotable: bool | None = None
    """Whether the other of a pair may be told an answer; None until the coordinator was asked."""


class Answer(SQLModel, table=True):
    """A participant's answer: a str, list of str, number or ISO date, by the question's kind."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("question_id", "participant_id"),
        {"sqlite_autoincrement": True, "info": read_by(team="question_id participant_id value")},
    )

    id: int | None = Field(default=None, primary_key=True)
    question_id: int = Field(foreign_key="question.id", index=True)
    participant_id: int = Field(foreign_key="participant.id", index=True)
    value: Any = Field(default=None, sa_column=Column(JSON, nullable=False, info={CONFIDED: "answers"}))


CONSENT: Final = catalogue_of(Consent, "consent", "consent.")
LEVEL: Final = catalogue_of(Level, "level", "level.")
PERSON: Final = catalogue_of(PersonDraft, "person")
PROFILE: Final = catalogue_of(ProfileDraft, "participant")
"""The fields of people and of their profiles, by code: the one list of them."""
GRADED: Final = {code: one for code, one in PROFILE.items() if one.kind == "topics"}
SEARCHED: Final = tuple(one.column for one in PERSON.values() if one.searched)
"""The columns that `derived_person_columns` makes others from."""
