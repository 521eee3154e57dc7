"""Tables of surveys, of the waves in which they are asked, and of what people answered."""

from datetime import date
from typing import Any, Literal

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from nhipcau.common.public_ids import new_uid
from nhipcau.database.column_declarations import one_of
from nhipcau.database.field_catalogue import CONFIDED, declared, read_by

SurveyKind = Literal["fit", "pulse", "midterm", "end", "own"]
SURVEY_KINDS: tuple[SurveyKind, ...] = ("fit", "pulse", "midterm", "end", "own")
SurveyQuestionKind = Literal["scale", "one_choice", "several", "text"]
SURVEY_QUESTION_KINDS: tuple[SurveyQuestionKind, ...] = ("scale", "one_choice", "several", "text")
Audience = Literal["", "mentor", "mentee"]
AUDIENCES: tuple[Audience, ...] = ("", "mentor", "mentee")
Meaning = Literal["", "feeling", "fit"]
MEANINGS: tuple[Meaning, ...] = ("", "feeling", "fit")


class Survey(SQLModel, table=True):
    """A set of questions of a programme, asked in one wave or several."""

    __tablename__ = "survey"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="uid programme_id kind", programme="name_vi name_en"),
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    kind: str = one_of(SURVEY_KINDS, default="own")
    name_vi: str = ""
    name_en: str = ""


class SurveyQuestionDraft(SQLModel):
    """A question, checked before it becomes a row.

    It is worded in both languages; an empty English wording is asked in Vietnamese, and the reverse.
    """

    kind: SurveyQuestionKind = declared("choice", "programme", codes=SURVEY_QUESTION_KINDS, default="text")
    wording_vi: str = declared("text", "programme", most=500)
    wording_en: str = declared("text", "programme", most=500)
    options_vi: list[str] = declared("list", "programme", most=30)
    """Answers offered, of one_choice and several; of a scale what 1 to 5 mean, when it says."""
    options_en: list[str] = declared("list", "programme", most=30)
    audience: Audience = declared("choice", "team", codes=AUDIENCES, default="")
    """`mentor` or `mentee` when only they are asked."""
    means: Meaning = declared("choice", "team", codes=MEANINGS, default="")
    """What an answer is also kept as: `feeling` (a pulse answer) or `fit` (the pair's fit answer)."""
    required: bool = declared("yes_no", "team", default=False)


class SurveyQuestion(SurveyQuestionDraft, table=True):
    """One question of a survey."""

    __tablename__ = "survey_question"
    __table_args__ = {"sqlite_autoincrement": True, "info": read_by(team="uid survey_id position")}

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    survey_id: int = Field(foreign_key="survey.id", index=True)
    position: int = 0


class WaveDraft(SQLModel):
    """When a survey is asked, checked before it becomes a row."""

    name: str = declared("text", "programme", most=120)
    opens_on: date = declared("date", "programme")
    closes_on: date | None = declared("date", "programme", default=None)


class SurveyWave(WaveDraft, table=True):
    """A survey asked at one time."""

    __tablename__ = "survey_wave"
    __table_args__ = {"sqlite_autoincrement": True, "info": read_by(team="uid survey_id anonymous")}

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    survey_id: int = Field(foreign_key="survey.id", index=True)
    anonymous: bool = False
    """Whether answers are kept apart from who gave them, as `AnonymousAnswer`."""


class SurveyResponse(SQLModel, table=True):
    """Somebody who is asked in a wave, about one pair of theirs; answered once `answered_on` says when."""

    __tablename__ = "survey_response"
    __table_args__ = (
        UniqueConstraint("wave_id", "participant_id", "pair_id"),
        {
            "sqlite_autoincrement": True,
            "info": read_by(team="uid wave_id participant_id pair_id role pulse_uid"),
        },
    )

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    wave_id: int = Field(foreign_key="survey_wave.id", index=True)
    participant_id: int = Field(foreign_key="participant.id", index=True)
    pair_id: int | None = Field(default=None, foreign_key="pair.id", index=True)
    role: str = one_of(AUDIENCES[1:], default="mentee")
    answered_on: date | None = declared("date", "person", default=None, confided="surveys")
    pulse_uid: str = Field(default="", max_length=16)
    """Public id of the pulse answer that these answers made: a room below, which may remove it without asking."""


class SurveyAnswer(SQLModel, table=True):
    """One answer: a number of a scale, the place of a chosen option from 0, a list of such, or text."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        UniqueConstraint("response_id", "question_id"),
        {"sqlite_autoincrement": True, "info": read_by(team="response_id question_id value")},
    )

    id: int | None = Field(default=None, primary_key=True)
    response_id: int = Field(foreign_key="survey_response.id", index=True)
    question_id: int = Field(foreign_key="survey_question.id", index=True)
    value: Any = Field(default=None, sa_column=Column(JSON, nullable=False, info={CONFIDED: "surveys"}))


class AnonymousAnswer(SQLModel, table=True):
    """One answer of an anonymous wave. Nothing says who gave it, nor which answers came from one person.

    Whoever answers leaves a row for every question; its value is None where they left that question empty.
    """

    __tablename__ = "anonymous_answer"
    __table_args__ = {"sqlite_autoincrement": True, "info": read_by(team="uid wave_id question_id value")}

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    wave_id: int = Field(foreign_key="survey_wave.id", index=True)
    question_id: int = Field(foreign_key="survey_question.id", index=True)
    value: Any = Field(default=None, sa_column=Column(JSON, nullable=False))
