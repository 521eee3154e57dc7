"""Reads of surveys, of the waves in which they are asked, and of the answers, as plain values."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from nhipcau.common.names.name_order import person_sort_key
from nhipcau.common.words import Language
from nhipcau.pairing.models import Pair
from nhipcau.participants.models import Participant, Person
from nhipcau.surveys.models import (
    AnonymousAnswer,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    SurveyResponse,
    SurveyWave,
)
from nhipcau.surveys.rules import NEEDS_PAIR, AnswerSummary, by_role, summary


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A set of questions of a programme."""

    id: int
    uid: str
    programme_id: int
    kind: str
    name_vi: str
    name_en: str
    questions: int = 0
    waves: int = 0

    def name(self, language: Language) -> str:
        return _either(language, self.name_vi, self.name_en)


@dataclass(frozen=True, slots=True)
class WaveRow:
    """A survey asked at one time, with how many were asked and have answered."""

    id: int
    uid: str
    survey: SurveyRow
    name: str
    opens_on: date
    closes_on: date | None
    asked: int
    answered: int
    anonymous: bool = False
    """Whether answers are kept apart from who gave them."""

    def is_open(self, day: date) -> bool:
        return self.opens_on <= day and (self.closes_on is None or day <= self.closes_on)

    def is_over(self, day: date) -> bool:
        return self.closes_on is not None and self.closes_on < day

    def is_done(self, day: date) -> bool:
        """Say whether it brought in what it will: everybody has answered, or it is over with answers."""
        return self.answered > 0 and (self.answered == self.asked or self.is_over(day))


@dataclass(frozen=True, slots=True)
class SurveyQuestionRow:
    """One question; an empty English wording is asked in Vietnamese, and the reverse."""

    id: int
    uid: str
    survey_id: int
    position: int
    kind: str
    wording_vi: str
    wording_en: str
    options_vi: tuple[str, ...]
    options_en: tuple[str, ...]
    audience: str
    means: str
    required: bool

    def wording(self, language: Language) -> str:
        return _either(language, self.wording_vi, self.wording_en)

    def options(self, language: Language) -> tuple[str, ...]:
        """Return the answers offered; of a scale what 1 to 5 mean, when it says."""
        first, second = self.options_vi, self.options_en
        return (second or first) if language == "en" else (first or second)

    def asks(self, role: str) -> bool:
        return self.audience in ("", role)


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """Somebody who is asked, about one pair of theirs; `answered_on` is None until they answer."""

    id: int
    uid: str
    wave_id: int
    participant_id: int
    participant_uid: str
    pair_id: int | None
    role: str
    name: str
    email: str
    partner_name: str
    answered_on: date | None
    may_be_asked: bool = True
    """Whether a form or a reminder still goes to them: not once they have left, nor about a pair that has ended where
    a survey asks how it goes."""


@dataclass(frozen=True, slots=True)
class GivenText:
    """A free answer and who gave it."""

    response_id: int
    name: str
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What one question brought in."""

    question: SurveyQuestionRow
    wording: str
    options: tuple[str, ...]
    all: AnswerSummary
    roles: Mapping[str, AnswerSummary]
    texts: tuple[GivenText, ...] = ()


@dataclass(frozen=True, slots=True)
class WaveResults:
    """What a wave brought in."""

    wave: WaveRow
    asked: Mapping[str, int]
    answered: Mapping[str, int]
    questions: tuple[QuestionResult, ...]


def _either(language: Language, vi: str, en: str) -> str:
    return (en or vi) if language == "en" else (vi or en)


def surveys(db: Session, programme_id: int) -> tuple[SurveyRow, ...]:
    """Return the surveys of a programme, in the order they were made."""
    found = select(Survey).where(Survey.programme_id == programme_id).order_by(col(Survey.id))
    return _survey_rows(db, db.exec(found).all())


def survey(db: Session, survey_id: int) -> SurveyRow:
    """Return one survey."""
    return _survey_rows(db, [db.get_one(Survey, survey_id)])[0]


def _survey_rows(db: Session, found: Sequence[Survey]) -> tuple[SurveyRow, ...]:
    ids = [row.id for row in found]
    questions = _counted(db, SurveyQuestion.survey_id, ids)
    waves = _counted(db, SurveyWave.survey_id, ids)
    return tuple(
        SurveyRow(
            row.id, row.uid, row.programme_id, row.kind, row.name_vi, row.name_en,
            questions.get(row.id, 0), waves.get(row.id, 0),
        )
        for row in found
        if row.id is not None
    )  # fmt: skip


def _counted(db: Session, column: Any, ids: Sequence[int | None]) -> dict[int, int]:  # noqa: ANN401 - a column
    statement = select_columns(column, func.count()).where(col(column).in_(ids)).group_by(column)
    return dict(tuple(row) for row in db.connection().execute(statement))


def waves(db: Session, programme_id: int) -> tuple[WaveRow, ...]:
    """Return the waves of a programme, the newest first."""
    statement = (
        select(SurveyWave)
        .join(Survey, col(Survey.id) == col(SurveyWave.survey_id))
        .where(Survey.programme_id == programme_id)
        .order_by(col(SurveyWave.opens_on).desc(), col(SurveyWave.id).desc())
    )
    return _wave_rows(db, db.exec(statement).all())


def wave(db: Session, wave_id: int) -> WaveRow | None:
    """Return one wave, or None when it is gone."""
    found = db.get(SurveyWave, wave_id)
    return None if found is None else _wave_rows(db, [found])[0]


def _wave_rows(db: Session, found: Sequence[SurveyWave]) -> tuple[WaveRow, ...]:
    asked_of = {row.id: row for row in _survey_rows(db, _surveys_of(db, found))}
    ids = [row.id for row in found]
    counts = select_columns(
        col(SurveyResponse.wave_id), func.count(), func.count(col(SurveyResponse.answered_on))
    )
    grouped = counts.where(col(SurveyResponse.wave_id).in_(ids)).group_by(col(SurveyResponse.wave_id))
    numbers = {key: (asked, answered) for key, asked, answered in db.connection().execute(grouped)}
    return tuple(
        WaveRow(
            row.id, row.uid, asked_of[row.survey_id], row.name, row.opens_on, row.closes_on,
            *numbers.get(row.id, (0, 0)), row.anonymous,
        )
        for row in found
        if row.id is not None
    )  # fmt: skip


def _surveys_of(db: Session, found: Sequence[SurveyWave]) -> Sequence[Survey]:
    ids = {row.survey_id for row in found}
    return db.exec(select(Survey).where(col(Survey.id).in_(ids))).all()


def questions(db: Session, survey_id: int) -> tuple[SurveyQuestionRow, ...]:
    """Return the questions of a survey in their order."""
    statement = (
        select(SurveyQuestion)
        .where(SurveyQuestion.survey_id == survey_id)
        .order_by(col(SurveyQuestion.position), col(SurveyQuestion.id))
    )
    return tuple(_question_row(row) for row in db.exec(statement))


def _question_row(row: SurveyQuestion) -> SurveyQuestionRow:
    assert row.id is not None
    return SurveyQuestionRow(
        row.id, row.uid, row.survey_id, row.position, row.kind, row.wording_vi, row.wording_en,
        tuple(row.options_vi), tuple(row.options_en), row.audience, row.means, row.required,
    )  # fmt: skip


def answered_questions(db: Session, survey_id: int) -> frozenset[int]:
    """Return the questions of a survey that somebody has answered, in whichever wave."""
    statement = (
        select(SurveyAnswer.question_id)
        .join(SurveyQuestion, col(SurveyQuestion.id) == col(SurveyAnswer.question_id))
        .where(SurveyQuestion.survey_id == survey_id)
    )
    apart = (
        select(AnonymousAnswer.question_id)
        .join(SurveyQuestion, col(SurveyQuestion.id) == col(AnonymousAnswer.question_id))
        .where(SurveyQuestion.survey_id == survey_id)
    )
    return frozenset(db.exec(statement.distinct())).union(db.exec(apart.distinct()))


def responses(db: Session, wave_id: int) -> tuple[ResponseRow, ...]:
    """Return everybody who is asked in a wave, in the order of Vietnamese lists; a line for each pair of theirs."""
    asked, who = SurveyResponse, Participant
    columns = (
        asked.id, asked.uid, asked.wave_id, asked.participant_id, asked.pair_id, asked.role, asked.answered_on,
        who.uid, who.status, Person.full_name, Person.email,
    )  # fmt: skip
    statement = (
        select_columns(*map(col, columns))  # columns, not objects: thousands are asked
        .join(Participant, col(Participant.id) == col(SurveyResponse.participant_id))
        .join(Person, col(Person.id) == col(Participant.person_id))
        .where(col(SurveyResponse.wave_id) == wave_id)
    )
    found: list[Any] = list(db.connection().execute(statement))
    pairs, on_their_way = _pairs(db, wave_id), _asks_how_it_goes(db, wave_id)
    rows = [_response_row(row, pairs, on_their_way=on_their_way) for row in found]
    return tuple(sorted(rows, key=lambda row: (person_sort_key(row.name, "vi"), row.participant_id, row.id)))


def _response_row(row: Sequence[Any], pairs: Mapping[int, "_Asked"], *, on_their_way: bool) -> ResponseRow:
    number, uid, wave_id, participant_id, pair_id, role, answered_on, participant_uid, status, name, email = (
        row
    )
    pair = None if pair_id is None else pairs[pair_id]
    partner = "" if pair is None else pair.mentee if role == "mentor" else pair.mentor
    ended = pair is not None and pair.state == "ended"
    return ResponseRow(
        number, uid, wave_id, participant_id, participant_uid, pair_id, role, name, email,
        partner, answered_on, status == "enrolled" and not (on_their_way and ended),
    )  # fmt: skip


def _asks_how_it_goes(db: Session, wave_id: int) -> bool:
    """Say whether a wave asks how a pair fares now, which nobody wants to be asked once it has ended."""
    kind = select(Survey.kind).join(SurveyWave, col(SurveyWave.survey_id) == col(Survey.id))
    return db.exec(kind.where(SurveyWave.id == wave_id)).first() in NEEDS_PAIR


@dataclass(frozen=True, slots=True)
class _Asked:
    """A pair that somebody is asked about."""

    state: str
    mentor: str
    mentee: str


def _pairs(db: Session, wave_id: int) -> dict[int, _Asked]:
    mentor, mentee = aliased(Participant), aliased(Participant)
    mentor_person, mentee_person = aliased(Person), aliased(Person)
    asked_about = select(SurveyResponse.pair_id).where(SurveyResponse.wave_id == wave_id)
    statement = (
        select_columns(
            col(Pair.id), col(Pair.state), col(mentor_person.full_name), col(mentee_person.full_name),
        )
        .join(mentor, col(mentor.id) == col(Pair.mentor_id))
        .join(mentor_person, col(mentor_person.id) == col(mentor.person_id))
        .join(mentee, col(mentee.id) == col(Pair.mentee_id))
        .join(mentee_person, col(mentee_person.id) == col(mentee.person_id))
        .where(col(Pair.id).in_(asked_about))
    )  # fmt: skip
    found: list[Any] = list(db.connection().execute(statement))
    return {number: _Asked(*rest) for number, *rest in found}


def answers(db: Session, wave_id: int, response_id: int | None = None) -> dict[tuple[int, int], Any]:
    """Return the answers of a wave, or of one response in it, by response and question, as they are stored."""
    statement = (
        select_columns(col(SurveyAnswer.response_id), col(SurveyAnswer.question_id), col(SurveyAnswer.value))
        .join(SurveyResponse, col(SurveyResponse.id) == col(SurveyAnswer.response_id))
        .where(col(SurveyResponse.wave_id) == wave_id)
    )
    if response_id is not None:
        statement = statement.where(col(SurveyAnswer.response_id) == response_id)
    found: list[Any] = list(db.connection().execute(statement))
    return {(response, question): value for response, question, value in found}


def results(db: Session, wave_id: int, language: Language) -> WaveResults | None:
    """Return what a wave brought in, question by question; None when it is gone."""
    asked_in = wave(db, wave_id)
    if asked_in is None:
        return None
    people = responses(db, wave_id)
    given = answers(db, wave_id)
    return WaveResults(
        asked_in,
        Counter(row.role for row in people),
        Counter(row.role for row in people if row.answered_on is not None),
        tuple(_result(each, people, given, language) for each in questions(db, asked_in.survey.id)),
    )


def _result(
    question: SurveyQuestionRow,
    people: Sequence[ResponseRow],
    given: Mapping[tuple[int, int], Any],
    language: Language,
) -> QuestionResult:
    asked = [row for row in people if question.asks(row.role)]
    values: dict[str, list[Any]] = defaultdict(list)
    texts = []
    for row in asked:
        if (row.id, question.id) in given:
            value = given[row.id, question.id]
            values[row.role].append(value)
            if question.kind == "text":
                texts.append(GivenText(row.id, row.name, row.role, str(value)))
    options = question.options(language)
    together = [value for each in values.values() for value in each]
    return QuestionResult(
        question,
        question.wording(language),
        options,
        summary(question.kind, len(options), len(asked), together),
        by_role(question.kind, len(options), Counter(row.role for row in asked), values),
        tuple(texts),
    )
