"""Tables of a programme's criteria, rules, quotas and constraints, of scenarios, and of pairs with their history."""

from datetime import date, datetime
from typing import (
    Any,
    Final,
    Literal,
    NotRequired,  # pydantic refuses typing.TypedDict below Python 3.12
)

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel
from typing_extensions import TypedDict

from nhipcau.common.clock import now
from nhipcau.common.public_ids import new_uid
from nhipcau.database.column_declarations import one_of
from nhipcau.database.field_catalogue import CONFIDED, catalogue_of, declared, no_entries, no_items, read_by

Weight = Literal["must", "high", "medium", "low", "off"]
WEIGHTS: tuple[Weight, ...] = ("must", "high", "medium", "low", "off")
BUILT_IN: tuple[str, ...] = (
    "goals_strengths",
    "strengths_goals",
    "interests",
    "same_place",
    "same_department",
    "different_department",
    "learning_style",
    "availability",
    "mentee_wishes",
    "mentor_wishes",
    "level_gap",
    "earlier_partner",
    "technology_passion",
    "communication",
    "openness",
    "leader_time",
    "leader_place",
)
"""The criteria that every programme has; another one compares answers to a question."""
Comparison = Literal["alike", "different", "overlap", "complement", "graded", "must_match"]
COMPARISONS: tuple[Comparison, ...] = ("alike", "different", "overlap", "complement", "graded", "must_match")
PairState = Literal["proposed", "confirmed", "active", "completed", "ended"]
PAIR_STATES: tuple[PairState, ...] = ("proposed", "confirmed", "active", "completed", "ended")
STANDING: tuple[PairState, ...] = ("confirmed", "active", "completed")
"""The states of pairs that were made and hold."""
ConstraintKind = Literal["locked", "forbidden"]
CONSTRAINT_KINDS: tuple[ConstraintKind, ...] = ("locked", "forbidden")
Aim = Literal["fairest", "everyone", "total"]
AIMS: tuple[Aim, ...] = ("fairest", "everyone", "total")
QuotaKind = Literal["partner", "used", "different"]
QUOTA_KINDS: tuple[QuotaKind, ...] = ("partner", "used", "different")
Attribute = Literal["gender", "department", "level", "place"]
ATTRIBUTES: tuple[Attribute, ...] = ("gender", "department", "level", "place")
Bound = Literal["least", "most"]
BOUNDS: tuple[Bound, ...] = ("least", "most")
FitAnswer = Literal["", "good", "deciding", "not_good"]
FIT_ANSWERS: tuple[FitAnswer, ...] = ("", "good", "deciding", "not_good")
PAIR_EVENTS = (*PAIR_STATES, "fit_good", "fit_deciding", "fit_not_good", "fit_taken_back")


_WISHED: Final = {"info": {CONFIDED: "wishes"}}
"""Whom somebody wants to be with or not was said in confidence."""


class KeptPhrase(TypedDict):
    """A text of either language, by its key."""

    code: str
    values: dict[str, Any]


class KeptReason(TypedDict):
    """What one criterion gave a pair when it was confirmed."""

    code: str
    label: KeptPhrase
    points: int
    most: int
    detail: NotRequired[KeptPhrase | None]
    no_answer: NotRequired[bool]


class KeptSettings(TypedDict, total=False):
    """What a kept plan was made from, as far as it is read by its parts."""

    criteria: list[dict[str, Any]]
    rules: dict[str, Any]
    quotas: list[dict[str, Any]]
    constraints: list[dict[str, Any]]
    pairs: int


class Criterion(SQLModel, table=True):
    """One thing pairing looks at. `code` is a built-in one or `question`."""

    __tablename__ = "criterion"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="uid programme_id code mentee_question_id mentor_question_id position"),
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    code: str = one_of((*BUILT_IN, "question"))
    mentee_question_id: int | None = Field(default=None, foreign_key="question.id")
    mentor_question_id: int | None = Field(default=None, foreign_key="question.id")
    comparison: str = declared("choice", "team", codes=COMPARISONS, default="alike", width=28)
    weight: str = declared("choice", "team", codes=WEIGHTS, default="medium", must=True, width=18)
    position: int = 0


class PairingRules(SQLModel, table=True):
    """The hard rules of one programme."""

    __tablename__ = "pairing_rules"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="programme_id"),
    }

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id", unique=True)
    avoid_reporting_line: bool = declared("yes_no", "team", default=True)
    avoid_earlier_pairs: bool = declared("yes_no", "team", default=True)
    common_language: bool = declared("yes_no", "team", default=True)
    meeting_way: bool = declared("yes_no", "team", default=True)
    common_slots: int = declared("number", "team", default=0, most=20)
    """Fewest common free slots; 0 does not ask."""
    level_gap_least: int | None = declared("number", "team", default=None, least=-5, most=9)
    """How many rungs the mentor must stand above the mentee (below, in a reverse programme); None does not ask."""
    level_gap_most: int | None = declared("number", "team", default=None, least=-5, most=9)
    time_zone_most: int | None = declared("number", "team", default=None, most=12)
    """How many hours the two's clocks may differ; None does not ask."""
    mentee_share: int = declared("number", "team", default=50, most=100)
    """How much the mentee's view counts against the mentor's, in percent."""
    aim: str = declared("choice", "team", codes=AIMS, default="fairest")
    """What the best plan is: the worst pair as good as possible, everyone matched, or the largest total."""
    fair_within: int = declared("number", "team", default=50, most=1000)
    """How much of the best total fairness may cost, in hundredths of a percent."""
    every_mentor: bool = declared("yes_no", "team", default=False)
    """Every mentor gets at least one mentee where possible."""
    group_least: int = declared("number", "team", default=0, most=30)
    """A mentor gets so many mentees or none; 0 and 1 do not ask."""
    mentors_each: int = declared("number", "team", default=1, least=1, most=3)
    """How many mentors a mentee gets, 1-3, unless the mentee wants more."""
    mutual: bool = declared("yes_no", "team", default=False)
    """Peers: who is one's mentor is one's mentee."""
    priority_left_out: bool = declared("yes_no", "team", default=True)
    """Those who found no partner in an earlier season come first."""


class Quota(SQLModel, table=True):
    """A rule about shares, over all pairs together.

    `partner`: of the pairs whose mentee has `value`, the mentors with `partner_value`. `used`: of the mentors who get
    a mentee, those with one and the same value. `different`: of all pairs, those in which the two differ.
    """

    __tablename__ = "quota"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="uid programme_id position"),
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    kind: str = declared(
        "choice", "team", code="share_kind", codes=QUOTA_KINDS, default="partner", must=True, width=26
    )
    attribute: str = declared("choice", "team", codes=ATTRIBUTES, default="gender", must=True, width=18)
    value: str = declared("text", "team", code="answer", width=26)
    partner_value: str = declared("text", "team", code="mentor_answer", width=26)
    bound: str = declared("choice", "team", codes=BOUNDS, default="least", must=True, width=16)
    percent: int = declared("number", "team", default=50, most=100, must=True, width=12)
    position: int = 0


class PairConstraint(SQLModel, table=True):
    """A pair the coordinator has locked or forbidden."""

    __tablename__ = "pair_constraint"
    __table_args__ = (
        UniqueConstraint("mentor_id", "mentee_id"),
        {
            "sqlite_autoincrement": True,
            "info": {
                **read_by(team="programme_id mentor_id mentee_id"),
                "goes_with": ("participant",),
            },
        },
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    mentor_id: int = Field(foreign_key="participant.id", index=True, sa_column_kwargs=_WISHED)
    mentee_id: int = Field(foreign_key="participant.id", index=True, sa_column_kwargs=_WISHED)
    kind: str = declared(
        "choice", "team", code="constraint", codes=CONSTRAINT_KINDS, default="locked", must=True,
        confided="wishes", width=26,
    )  # fmt: skip
    note: str = declared("long_text", "team", code="pair_note", confided="wishes")


class Pair(SQLModel, table=True):
    """A mentor and a mentee. `fit` is in hundredths of a percent, 0-10000, as it was when confirmed."""

    __tablename__ = "pair"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(
            team="uid programme_id mentor_id mentee_id fit reasons end_reason fit_answered_on follows_id",
            pair="ended_on",
        ),
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    mentor_id: int = Field(foreign_key="participant.id", index=True)
    mentee_id: int = Field(foreign_key="participant.id", index=True)
    state: str = declared("choice", "pair", codes=PAIR_STATES, default="confirmed")
    fit: int = 0
    reasons: list[Any] = Field(
        default_factory=no_items, sa_column=Column(JSON, nullable=False, info={"parts": list[KeptReason]})
    )
    """Points per criterion when confirmed: `[{"code", "label", "points", "most"}]`."""
    confirmed_on: date | None = declared("date", "pair", default=None)
    ended_on: date | None = None
    end_reason: str = ""
    fit_answer: str = declared("choice", "team", codes=FIT_ANSWERS, default="", confided="feelings")
    """What the two said after their first sessions: good, deciding, not_good; empty when not asked yet."""
    fit_answered_on: date | None = None
    follows_id: int | None = Field(default=None, foreign_key="pair.id", index=True)
    """The ended pair of the same mentee that this one takes the place of."""
    note: str = declared("long_text", "team", code="pair_note", confided="notes")


class PairEvent(SQLModel, table=True):
    """One change in a pair's life."""

    __tablename__ = "pair_event"
    __table_args__ = {"sqlite_autoincrement": True, "info": read_by(team="pair_id state happened_at note")}

    id: int | None = Field(default=None, primary_key=True)
    pair_id: int = Field(foreign_key="pair.id", index=True)
    state: str = one_of(PAIR_EVENTS)
    happened_at: datetime = Field(default_factory=now)
    note: str = ""


class Scenario(SQLModel, table=True):
    """A plan kept by name, with what it was made from."""

    __tablename__ = "scenario"
    __table_args__ = {
        "sqlite_autoincrement": True,
        "info": read_by(team="uid programme_id name note created_at settings"),
    }

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True, max_length=16)
    programme_id: int = Field(foreign_key="programme.id", index=True)
    name: str
    note: str = ""
    created_at: datetime = Field(default_factory=now)
    settings: dict[str, Any] = Field(
        default_factory=no_entries,
        sa_column=Column(
            JSON,
            nullable=False,
            info={
                "ids": {
                    "criteria.*.mentee_question_id": "question",
                    "criteria.*.mentor_question_id": "question",
                },
                "parts": KeptSettings,
            },
        ),
    )
    """Criteria with weights, rules and quotas when it was kept."""


class ScenarioPair(SQLModel, table=True):
    """One pair of a kept plan. `fit` is 0-10000, as it was when kept."""

    __tablename__ = "scenario_pair"
    __table_args__ = (
        UniqueConstraint("scenario_id", "mentor_id", "mentee_id"),
        {
            "sqlite_autoincrement": True,
            "info": {
                **read_by(team="scenario_id mentor_id mentee_id fit locked confirmed"),
                "goes_with": ("participant",),
            },
        },
    )

    id: int | None = Field(default=None, primary_key=True)
    scenario_id: int = Field(foreign_key="scenario.id", index=True)
    mentor_id: int = Field(foreign_key="participant.id", index=True)
    mentee_id: int = Field(foreign_key="participant.id", index=True)
    fit: int = 0
    locked: bool = False
    confirmed: bool = False
    """Stood before the plan was made."""


PAIR: Final = catalogue_of(Pair, "pair", "pair.")
CONSTRAINT: Final = catalogue_of(PairConstraint, "pair_constraint", "pair.")
CRITERION: Final = catalogue_of(Criterion, "criterion", "criterion.")
SHARE: Final = catalogue_of(Quota, "quota", "share.")
RULE: Final = catalogue_of(PairingRules, "pairing_rules", "rule.")
"""The fields of pairs, of locked and forbidden ones, and of how pairs are found, by code."""
