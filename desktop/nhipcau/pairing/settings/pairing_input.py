"""What pairing is computed from: plain values, read once, safe to hand to the worker thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from nhipcau.common.words import Words
from nhipcau.pairing.models import Aim, Attribute, Bound, Comparison, QuotaKind, Weight


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence to be said: the key of a text and what fills its gaps.

    A value may be a phrase itself, or a tuple of values that is said as a list.
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, words: Words) -> str:
        return words(self.code, **{name: _said(value, words) for name, value in self.values.items()})

    def plain(self) -> dict[str, object]:
        """Return the phrase as JSON can hold it; `phrase_from` reads it back."""
        return {"code": self.code, "values": {name: _plain(value) for name, value in self.values.items()}}


def phrase_from(stored: Mapping[str, Any]) -> Phrase:
    """Read a phrase stored with `Phrase.plain`."""
    return Phrase(stored["code"], {name: _read(value) for name, value in stored["values"].items()})


def _plain(value: object) -> object:
    if isinstance(value, Phrase):
        return value.plain()
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def _read(value: object) -> object:
    if isinstance(value, dict):
        return phrase_from(value)
    return tuple(_read(part) for part in value) if isinstance(value, list) else value


def _said(value: object, words: Words) -> object:
    if isinstance(value, Phrase):
        return value.text(words)
    if isinstance(value, tuple):
        return ", ".join(str(_said(part, words)) for part in value)
    return value


@dataclass(frozen=True, slots=True)
class Topic:
    """A learning goal with its importance 1-5, or a strength with its level 1-4."""

    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A participant who may be paired: the person, the roles and the profile."""

    participant_id: int
    person_id: int
    uid: str
    name: str
    is_mentor: bool
    is_mentee: bool
    capacity: int = 1
    least: int = 0
    """Fewest mentees this mentor wants."""
    mentors_wanted: int = 1
    left_out_before: bool = False
    """Was a mentee in an earlier season and never had a pair there."""
    preferred_name: str = ""
    salutation: str = ""
    email: str = ""
    phone: str = ""
    employee_code: str = ""
    assistant_name: str = ""
    assistant_email: str = ""
    department: str = ""
    title: str = ""
    level: str = ""
    level_rank: int | None = None
    """The rung, 1 the lowest; None when the level is not on the ladder."""
    birth_year: int | None = None
    gender: str = ""
    place: str = ""
    time_zone: str = ""
    languages: tuple[str, ...] = ()
    meeting_ways: tuple[str, ...] = ()
    managers: tuple[int, ...] = ()
    """Person ids of the reporting chain, nearest first."""
    goals: tuple[Topic, ...] = ()
    strengths: tuple[Topic, ...] = ()
    expectations: str = ""
    ideal_partner: str = ""
    learning_style: str = ""
    interests: tuple[str, ...] = ()
    availability: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    """Names, e-mails or codes of people this one would rather not be paired with."""
    note: str = ""
    answers: Mapping[int, object] = field(default_factory=dict)
    """Question id to answer, as in the `answer` table."""


@dataclass(frozen=True, slots=True)
class ProfileQuestion:
    """A question of the programme's own questionnaire."""

    id: int
    wording: str
    kind: str
    options: tuple[str, ...] = ()
    grid: str = ""
    quotable: bool | None = None
    """Whether the other of a pair may be told an answer; None until the coordinator was asked."""


@dataclass(frozen=True, slots=True)
class CriterionSetting:
    """One criterion with its weight. `code` is a built-in one of `criteria.BUILT_IN`, or `question`."""

    code: str
    weight: Weight = "medium"
    comparison: Comparison = "alike"
    mentee_question_id: int | None = None
    mentor_question_id: int | None = None
    id: int | None = None
    """Row id when saved."""

    @property
    def key(self) -> str:
        """What the criterion is called in parts of a score: stable, saved or not."""
        if self.code != "question":
            return self.code
        return f"question:{self.mentee_question_id or 0}:{self.mentor_question_id or 0}:{self.comparison}"


@dataclass(frozen=True, slots=True)
class Rules:
    """The hard rules, as in the `pairing_rules` table."""

    avoid_reporting_line: bool = True
    avoid_earlier_pairs: bool = True
    common_language: bool = True
    meeting_way: bool = True
    common_slots: int = 0
    level_gap_least: int | None = None
    level_gap_most: int | None = None
    mentee_share: int = 50
    aim: Aim = "fairest"
    fair_within: int = 50
    every_mentor: bool = False
    group_least: int = 0
    mentors_each: int = 1
    mutual: bool = False
    priority_left_out: bool = True
    time_zone_most: int | None = None


@dataclass(frozen=True, slots=True)
class QuotaSetting:
    """A rule about shares, as in the `quota` table."""

    kind: QuotaKind
    attribute: Attribute = "gender"
    value: str = ""
    partner_value: str = ""
    bound: Bound = "least"
    percent: int = 50
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Constraint:
    """A pair locked (wanted whatever the score) or forbidden."""

    mentor_id: int
    mentee_id: int
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the coordinator can change between two plans."""

    criteria: tuple[CriterionSetting, ...] = ()
    rules: Rules = field(default_factory=Rules)
    constraints: tuple[Constraint, ...] = ()
    quotas: tuple[QuotaSetting, ...] = ()


@dataclass(frozen=True, slots=True)
class PairingInput:
    """One programme's people and what binds them. Only enrolled participants."""

    programme_id: int
    kind: str
    candidates: tuple[Candidate, ...]
    questions: tuple[ProfileQuestion, ...] = ()
    settings: Settings = field(default_factory=Settings)
    """As saved; proposed criteria when none are saved yet (see `criteria_saved`)."""
    criteria_saved: bool = False
    earlier: frozenset[tuple[int, int]] = frozenset()
    """Person ids (mentor, mentee) paired before, in whatever programme."""
    current: tuple[tuple[int, int], ...] = ()
    """Participant ids (mentee, mentor) of pairs confirmed and not ended: they keep their places."""
    unwell: frozenset[tuple[int, int]] = frozenset()
    """Those of `current` of whom a fit answer says not good."""
    skills: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Wording (see `wording.answer_key`) to the codes of the organisation's skills it names."""
    skill_names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What those skills are called in Vietnamese and in English, by code."""

    @property
    def reverse(self) -> bool:
        return self.kind == "reverse"

    @property
    def mentors(self) -> tuple[Candidate, ...]:
        return tuple(person for person in self.candidates if person.is_mentor)

    @property
    def mentees(self) -> tuple[Candidate, ...]:
        return tuple(person for person in self.candidates if person.is_mentee)

    def with_quotable(self, said: Mapping[int, bool | None]) -> "PairingInput":
        """Return the same with what the coordinator said of these questions: whether they may be quoted."""
        questions = tuple(replace(one, quotable=said.get(one.id, one.quotable)) for one in self.questions)
        return replace(self, questions=questions)

    def candidate(self, participant_id: int) -> Candidate:
        """Return the participant; KeyError when not enrolled."""
        for person in self.candidates:
            if person.participant_id == participant_id:
                return person
        raise KeyError(participant_id)
