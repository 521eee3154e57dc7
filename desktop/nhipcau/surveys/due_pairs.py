"""Which pairs are due to be asked about their fit, and how they feel."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, or_, select

from nhipcau.pairing.models import STANDING, Pair
from nhipcau.sessions.models import MentoringSession, PulseAnswer
from nhipcau.surveys.models import Survey, SurveyAnswer, SurveyQuestion, SurveyResponse, SurveyWave
from nhipcau.surveys.rules import PairFacts, fit_due, pulse_due


def pairs_due(db: Session, programme_id: int, today: date) -> dict[str, frozenset[int]]:
    """Return the pairs to ask now, by the kind of survey that asks: `fit` and `pulse`."""
    facts = pair_facts(db, programme_id, today)
    return {"fit": fit_due(facts), "pulse": pulse_due(facts, today)}


def pair_facts(db: Session, programme_id: int, today: date) -> tuple[PairFacts, ...]:
    """Return of each pair that is under way what decides whether it is due to be asked.

    Among peers a pair stands in both directions: it is one here, with what either direction did.
    """
    wanted = col(Pair.programme_id) == programme_id, col(Pair.state).in_(("confirmed", "active"))
    twos: dict[frozenset[int], list[_UnderWay]] = defaultdict(list)
    columns = select_columns(
        col(Pair.mentor_id), col(Pair.mentee_id), col(Pair.id), col(Pair.confirmed_on), col(Pair.fit_answer),
        col(Pair.fit_answered_on),
    )  # fmt: skip
    found: list[Any] = list(db.connection().execute(columns.where(*wanted).order_by(col(Pair.id))))
    for mentor, mentee, number, confirmed_on, answer, answered_on in found:
        twos[frozenset((mentor, mentee))].append(_UnderWay(number, confirmed_on, answer, answered_on))
    here = select(Pair.id).where(*wanted)
    held = _last(db, MentoringSession.pair_id, MentoringSession.held_on, here)
    felt = _last(db, PulseAnswer.pair_id, PulseAnswer.answered_on, here)
    asked = _last_asked(db, programme_id)
    waiting = _waiting(db, programme_id, today)
    return tuple(_facts(pairs, held, felt, asked, waiting) for pairs in twos.values())


@dataclass(frozen=True, slots=True)
class _UnderWay:
    id: int
    confirmed_on: date | None
    fit_answer: str
    fit_answered_on: date | None


def _last(db: Session, pair_id: Any, day: Any, here: Any) -> dict[int, date]:  # noqa: ANN401 - columns, a query
    """Return the last of the days of each of these pairs."""
    days = (
        select_columns(col(pair_id), func.max(col(day))).where(col(pair_id).in_(here)).group_by(col(pair_id))
    )
    return dict(tuple(row) for row in db.connection().execute(days))


def _facts(
    pairs: Sequence[_UnderWay],
    held: Mapping[int, date],
    felt: Mapping[int, date],
    asked: Mapping[tuple[int, str], date],
    waiting: Collection[int],
) -> PairFacts:
    ids = [pair.id for pair in pairs]
    pulses = [felt[number] for number in ids if number in felt]
    pulses += [asked[number, "feeling"] for number in ids if (number, "feeling") in asked]
    about_fit = [asked[number, "fit"] for number in ids if (number, "fit") in asked]
    answered = next((pair for pair in pairs if pair.fit_answer), pairs[0])
    return PairFacts(
        ids[0],
        pairs[0].confirmed_on,
        max((held[number] for number in ids if number in held), default=None),
        answered.fit_answer,
        answered.fit_answered_on,
        max(pulses, default=None),
        max(about_fit, default=None),
        any(number in waiting for number in ids),
    )


def _waiting(db: Session, programme_id: int, today: date) -> frozenset[int]:
    """Return the pairs that are asked about their fit in a wave that is not over, and may still answer."""
    statement = (
        select(SurveyResponse.pair_id)
        .join(SurveyWave, col(SurveyWave.id) == col(SurveyResponse.wave_id))
        .join(Survey, col(Survey.id) == col(SurveyWave.survey_id))
        .join(SurveyQuestion, col(SurveyQuestion.survey_id) == col(Survey.id))
        .where(Survey.programme_id == programme_id, SurveyQuestion.means == "fit")
        .where(col(SurveyResponse.answered_on).is_(None))
        .where(or_(col(SurveyWave.closes_on).is_(None), col(SurveyWave.closes_on) >= today))
    )
    return frozenset(pair_id for pair_id in db.exec(statement) if pair_id is not None)


def _last_asked(db: Session, programme_id: int) -> dict[tuple[int, str], date]:
    """Return when each pair was last asked how it feels, and about its fit."""
    statement = (
        select_columns(
            col(SurveyResponse.pair_id), col(SurveyQuestion.means), func.max(col(SurveyWave.opens_on))
        )
        .join(SurveyWave, col(SurveyWave.id) == col(SurveyResponse.wave_id))
        .join(Survey, col(Survey.id) == col(SurveyWave.survey_id))
        .join(SurveyQuestion, col(SurveyQuestion.survey_id) == col(Survey.id))
        .where(col(Survey.programme_id) == programme_id, col(SurveyResponse.pair_id).is_not(None))
        .where(col(SurveyQuestion.means) != "")
        .group_by(col(SurveyResponse.pair_id), col(SurveyQuestion.means))
    )
    found = db.connection().execute(statement)
    return {(pair, means): day for pair, means, day in found if pair is not None}


def fit_unheard(db: Session, programme_id: int) -> int:
    """Return how many standing pairs have not answered from both sides how they fit, in whichever wave.

    Among peers a pair stands in both directions: it is one here.
    """
    wanted = Pair.programme_id == programme_id, col(Pair.state).in_(STANDING)
    twos: dict[frozenset[int], set[int | None]] = defaultdict(set)
    for number, mentor, mentee in db.exec(select(Pair.id, Pair.mentor_id, Pair.mentee_id).where(*wanted)):
        twos[frozenset((mentor, mentee))].add(number)
    statement = (
        select_columns(col(SurveyResponse.pair_id), col(SurveyResponse.role))
        .join(SurveyAnswer, col(SurveyAnswer.response_id) == col(SurveyResponse.id))
        .join(SurveyQuestion, col(SurveyQuestion.id) == col(SurveyAnswer.question_id))
        .where(col(SurveyQuestion.means) == "fit")
        .where(col(SurveyResponse.pair_id).in_(select(Pair.id).where(*wanted)))
        .distinct()
    )
    sides = defaultdict(set)
    for pair_id, role in db.connection().execute(statement):
        sides[pair_id].add(role)
    heard = {pair_id for pair_id, roles in sides.items() if len(roles) == 2}
    return sum(not pairs & heard for pairs in twos.values())
