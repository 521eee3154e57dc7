"""Tables of people and of their place in a programme, and the drafts that become rows.

A person exists once in the organisation; a participant is that person in one programme, with the answers to its
questionnaire. Lists are JSON columns: they are read and changed as a whole, and merge as one value.
"""

from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel
from typing_extensions import TypedDict  # pydantic refuses typing.TypedDict below Python 3.12

from nhipcau.common.clock import now
from nhipcau.common.identity import new_uid
from nhipcau.database.declared import no_items, one_of
from nhipcau.participants.derived import derived_person_columns

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
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    name: str = Field(unique=True)
    rank: int | None = None


class Person(SQLModel, table=True):
    __tablename__ = "person"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": {"derived": derived_person_columns, "known_by": ("email",)},
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    full_name: str
    family_name: str = ""
    middle_name: str = ""
    given_name: str = ""
    preferred_name: str = ""
    salutation: str = ""
    """What goes before the name in letters: Dr., TS., Ông."""
    email: str = Field(default="", index=True)
    phone: str = Field(default="", index=True)
    employee_code: str = Field(default="", index=True)
    department: str = ""
    title: str = ""
    level: str = ""
    manager_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    birth_year: int | None = None
    gender: str = ""
    place: str = ""
    languages: list[str] = _json_list()
    time_zone: str = ""
    meeting_ways: list[str] = _json_list()
    assistant_name: str = ""
    """Who keeps a busy leader's papers and gets their workbook."""
    assistant_email: str = ""
    note: str = ""
    folded: str = ""
    """Name, e-mail, code, telephone, department and title without accents, for searching."""
    sort_name: str = Field(default="", index=True)
    """`person_sort_key` of the name, for Vietnamese lists."""
    created_at: datetime = Field(default_factory=now)


class Consent(SQLModel, table=True):
    """That a person agreed to a use of their data: when, for what, how it is known."""

    __tablename__ = "consent"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    purpose: str = "programme"
    given_on: date | None = None
    withdrawn_on: date | None = None
    source: str = ""


class Participant(SQLModel, table=True):
    """A person enrolled in a programme, with their profile."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("programme_id", "person_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    is_mentor: bool = False
    is_mentee: bool = False
    capacity: int = 1
    """How many mentees this mentor takes at most."""
    least: int = 0
    """How many mentees this mentor wants at least."""
    mentors_wanted: int = 1
    """How many mentors this mentee wants, 1-3."""
    status: str = one_of(PARTICIPANT_STATES, default="enrolled")
    enrolled_on: date | None = None
    withdrawn_on: date | None = None
    withdrawn_reason: str = ""
    goals: list[LearningGoal] = _json_list()
    strengths: list[Strength] = _json_list()
    expectations: str = ""
    ideal_partner: str = ""
    learning_style: str = ""
    interests: list[str] = _json_list()
    availability: list[str] = _json_list()
    """Slots as `mon-18` (day and hour) when the file's wording can be read so, else the wording itself."""
    wishes: list[str] = _json_list()
    """Names of wished partners, most wanted first."""
    refusals: list[str] = _json_list()
    """Names, e-mails or codes of people the participant would rather not be paired with."""
    note: str = ""


class Question(SQLModel, table=True):
    """A question of a programme's own questionnaire that no built-in field answers."""

    __tablename__ = "question"
    __table_args__ = {"sqlite_autoincrement": True}

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
    __table_args__ = (UniqueConstraint("question_id", "participant_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    question_id: int = Field(foreign_key="question.id", index=True)
    participant_id: int = Field(foreign_key="participant.id", index=True)
    value: Any = Field(default=None, sa_column=Column(JSON, nullable=False))


class PersonDraft(SQLModel):
    """What is said of a person, checked before it becomes a row."""

    full_name: str = Field(min_length=1, max_length=200)
    preferred_name: str = Field(default="", max_length=100)
    salutation: str = Field(default="", max_length=60)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    employee_code: str = Field(default="", max_length=60)
    department: str = Field(default="", max_length=200)
    title: str = Field(default="", max_length=200)
    level: str = Field(default="", max_length=120)
    manager_id: int | None = None
    birth_year: int | None = Field(default=None, ge=1900, le=2100)
    gender: str = Field(default="", max_length=60)
    place: str = Field(default="", max_length=200)
    languages: list[str] = Field(default_factory=list)
    time_zone: str = Field(default="", max_length=60)
    meeting_ways: list[MeetingWay] = Field(default_factory=list)
    assistant_name: str = Field(default="", max_length=200)
    assistant_email: str = Field(default="", max_length=254)
    note: str = ""


class ProfileDraft(SQLModel):
    """A participant's roles and answers, checked before they become a row."""

    is_mentor: bool = False
    is_mentee: bool = False
    capacity: int = Field(default=1, ge=0, le=50)
    least: int = Field(default=0, ge=0, le=50)
    mentors_wanted: int = Field(default=1, ge=1, le=3)
    goals: list[LearningGoal] = Field(default_factory=list)
    strengths: list[Strength] = Field(default_factory=list)
    expectations: str = ""
    ideal_partner: str = ""
    learning_style: str = Field(default="", max_length=500)
    interests: list[str] = Field(default_factory=list)
    availability: list[str] = Field(default_factory=list)
    wishes: list[str] = Field(default_factory=list)
    refusals: list[str] = Field(default_factory=list)
    note: str = ""
