"""What an anonymous wave brought in, as far as there are enough answers to show it: no split, and no names."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session, select

from nhipcau.common.words import Language
from nhipcau.surveys.anonymous_rules import LEAST_FIGURES, LEAST_TEXTS, asks_all
from nhipcau.surveys.models import AnonymousAnswer
from nhipcau.surveys.queries import (
    SurveyQuestionRow,
    WaveResults,
    WaveRow,
    questions,
    responses,
    results,
    wave,
)
from nhipcau.surveys.rules import AnswerSummary, summary

_CHANCE: Final = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class AnonymousQuestion:
    """What one question brought in. `figures` and `texts` are None until there are enough answers."""

    question: SurveyQuestionRow
    wording: str
    options: tuple[str, ...]
    answered: int
    missing: int
    """So many more answers are needed before anything is shown; 0 where it is."""
    figures: AnswerSummary | None = None
    texts: tuple[str, ...] = ()
    """In an order by chance."""


@dataclass(frozen=True, slots=True)
class AnonymousResults:
    """What a wave brought in."""

    wave: WaveRow
    questions: tuple[AnonymousQuestion, ...]
    doubtful: bool = False
    """Whether there are not as many forms as people who have answered, as after merging two copies of the file that
    both took in the same ones: nothing is shown then."""


def anonymous_results(db: Session, wave_id: int, language: Language) -> AnonymousResults | None:
    """Return what an anonymous wave brought in; None when it is gone or is none."""
    asked_in = wave(db, wave_id)
    if asked_in is None or not asked_in.anonymous:
        return None
    given: dict[int, list[Any]] = defaultdict(list)
    for row in db.exec(select(AnonymousAnswer).where(AnonymousAnswer.wave_id == wave_id)):
        given[row.question_id].append(row.value)
    # A question may have been added later, but one that was there from the first has a row for each form.
    doubtful = max(map(len, given.values()), default=0) != asked_in.answered
    asked = common_questions(db, asked_in)
    said = (
        {} if doubtful else {number: [one for one in of if one is not None] for number, of in given.items()}
    )
    found = tuple(_result(one, said.get(one.id, []), asked_in.asked, language) for one in asked)
    return AnonymousResults(asked_in, found, doubtful)


def results_of(db: Session, wave_id: int, language: Language) -> WaveResults | AnonymousResults | None:
    """Return what a wave brought in, of whichever kind it is; None when it is gone."""
    return anonymous_results(db, wave_id, language) or results(db, wave_id, language)


def common_questions(db: Session, asked_in: WaveRow) -> tuple[SurveyQuestionRow, ...]:
    """Return what everybody in an anonymous wave is asked: nothing that only one of its sides would answer."""
    roles = {row.role for row in responses(db, asked_in.id)}
    return tuple(one for one in questions(db, asked_in.survey.id) if asks_all(one.audience, roles))


def _result(
    question: SurveyQuestionRow, given: Sequence[Any], asked: int, language: Language
) -> AnonymousQuestion:
    options, free = question.options(language), question.kind == "text"
    missing = max(0, (LEAST_TEXTS if free else LEAST_FIGURES) - len(given))
    shown: tuple[Any, ...] = ()
    if not missing and free:
        shown = tuple(_CHANCE.sample(list(map(str, given)), len(given)))
    return AnonymousQuestion(
        question,
        question.wording(language),
        options,
        len(given),
        missing,
        None if missing or free else summary(question.kind, len(options), asked, given),
        shown,
    )
