"""Anonymous waves: who is asked, and the one way their answers are stored – in groups, apart from who gave them.

A group is one step. In it the day is set for each person, and the answers are written question by question, each
question's in an order of its own by chance: no id, no place in the file and no line of the journal tells who said
what, nor which answers came from one person. What is undone is undone for the whole group.
"""

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlmodel import Session, col, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.database.copies.remembered_steps import changed_beside_in_copies
from nhipcau.database.touched_tables import changed_beside
from nhipcau.surveys.anonymous_rules import LEAST_FORMS, Grouping, asks_all, asks_some, grouped
from nhipcau.surveys.models import (
    AnonymousAnswer,
    Survey,
    SurveyQuestion,
    SurveyResponse,
    SurveyWave,
)
from nhipcau.surveys.rules import NotAnAnswer, tidy_answer

_CHANCE: Final = secrets.SystemRandom()
Asked = tuple[int, int | None, str]
"""A participant, the pair they are asked about, and their role in it."""


def asked_once(asked: Iterable[Asked]) -> list[Asked]:
    """Return everybody once and about no pair: two answers of one person, or one about a pair, would be known."""
    found: dict[int, Asked] = {}
    for participant, _, role in asked:
        found.setdefault(participant, (participant, None, role))
    return list(found.values())


def refuse_unfit(db: Session, survey: Survey, asked: Sequence[Asked]) -> None:
    """Refuse to ask anonymously what would not stay so: Rejected, beside the field that is at fault."""
    problems = []
    if survey.kind == "fit":
        problems.append(Problem("evaluation.problem.anonymous_fit", "survey"))
    audiences = db.exec(select(SurveyQuestion.audience).where(SurveyQuestion.survey_id == survey.id)).all()
    roles = {role for _, _, role in asked}
    if any(asks_some(audience, roles) for audience in audiences):
        problems.append(Problem("evaluation.problem.anonymous_one_role", "survey"))
    if len(asked) < LEAST_FORMS:
        values = {"least": LEAST_FORMS, "n": len(asked)}
        problems.append(Problem("evaluation.problem.anonymous_few_asked", "roles", values))
    if problems:
        raise Rejected(*problems)


def refuse_one_side(db: Session, survey_id: int | None, audience: str) -> None:
    """Refuse a question for one side in a survey that was asked of both anonymously."""
    waves = select(SurveyWave.id).where(SurveyWave.survey_id == survey_id, col(SurveyWave.anonymous))
    for wave_id in db.exec(waves):
        if asks_some(audience, _roles(db, wave_id)):
            raise Rejected(Problem("evaluation.problem.anonymous_for_all", "audience"))


def is_answered_anonymously(db: Session, question_id: int) -> bool:
    found = select(AnonymousAnswer.id).where(AnonymousAnswer.question_id == question_id)
    return db.exec(found).first() is not None


def has_anonymous_answers(db: Session, wave_id: int) -> bool:
    found = select(AnonymousAnswer.id).where(AnonymousAnswer.wave_id == wave_id)
    return db.exec(found).first() is not None


def may_come_together(
    db: Session, wave_id: int, ready: Collection[int], elsewhere: Iterable[frozenset[str]] = ()
) -> Grouping:
    """Return which of these responses may be taken in together now, and why the others wait.

    `elsewhere` are groups that other copies of the file know, by public id: a backup from before one was taken in may
    have been restored, and that one is still in another.
    """
    return grouped(ready, (*_earlier_groups(db, wave_id), *_known_elsewhere(db, wave_id, elsewhere)))


def groups_in_copies(path: Path) -> frozenset[frozenset[str]]:
    """Return which responses were ever taken in together, as the backups of a data file know."""
    return changed_beside_in_copies(path, "survey_response", "anonymous_answer")


def take_together(db: Session, wave_id: int, forms: Mapping[int, Mapping[int, object]], on: date) -> int:
    """Store a whole group's answers, by response and question; return how many people it is.

    Rejected, with nothing written, where somebody has answered before, a form is empty or holds what its question
    does not offer, or where these people may not come as one group.
    """
    asked = _asked(db, wave_id, forms)
    questions = _questions(db, wave_id)
    tidy = [_tidied(questions, values) for values in forms.values()]
    if may_come_together(db, wave_id, forms).taken != frozenset(forms):
        raise Rejected(Problem("evaluation.problem.anonymous_together", values={"least": LEAST_FORMS}))
    for response in asked:
        response.answered_on = on
    db.flush()
    for question_id in questions:
        # Also what was left empty: as many rows as people tell that none was lost, nor taken in by two copies.
        given = [values.get(question_id) for values in tidy]
        _CHANCE.shuffle(given)
        for value in given:
            db.add(AnonymousAnswer(wave_id=wave_id, question_id=question_id, value=value))
            db.flush()
    return len(asked)


def _earlier_groups(db: Session, wave_id: int) -> tuple[frozenset[int], ...]:
    """Return who was taken in together in this wave, also where that was taken back."""
    others = frozenset(db.exec(select(SurveyResponse.id).where(SurveyResponse.wave_id != wave_id)))
    mine = frozenset(db.exec(select(SurveyResponse.id).where(SurveyResponse.wave_id == wave_id)))
    # Somebody who is not there any more stays missing: the others of that group cannot come without them.
    groups = (group - others for group in changed_beside(db, "survey_response", "anonymous_answer"))
    return tuple(group for group in groups if group & mine)


def _known_elsewhere(
    db: Session, wave_id: int, elsewhere: Iterable[frozenset[str]]
) -> Iterator[frozenset[int]]:
    found = db.exec(select(SurveyResponse.uid, SurveyResponse.id, SurveyResponse.wave_id)).all()
    mine = {uid: number for uid, number, wave in found if wave == wave_id}
    others = {uid for uid, _, wave in found if wave != wave_id}
    for group in elsewhere:
        if group & mine.keys():
            # Numbers of their own for those who are not there any more: they stay missing.
            yield frozenset(
                mine.get(uid) or -place for place, uid in enumerate(sorted(group - others), start=1)
            )


def _asked(db: Session, wave_id: int, responses: Iterable[int]) -> list[SurveyResponse]:
    if not db.get_one(SurveyWave, wave_id).anonymous:
        raise RuntimeError("a group was to be stored in a wave that keeps names")
    found = [db.get_one(SurveyResponse, number) for number in sorted(responses)]
    if any(row.wave_id != wave_id or row.answered_on is not None for row in found):
        raise Rejected(Problem("evaluation.problem.anonymous_once"))
    return found


def _questions(db: Session, wave_id: int) -> dict[int, SurveyQuestion]:
    """Return what everybody in the wave is asked."""
    survey_id = db.get_one(SurveyWave, wave_id).survey_id
    in_order = col(SurveyQuestion.position), col(SurveyQuestion.id)
    found = select(SurveyQuestion).where(SurveyQuestion.survey_id == survey_id).order_by(*in_order)
    roles = _roles(db, wave_id)
    return {row.id: row for row in db.exec(found) if row.id and asks_all(row.audience, roles)}


def _roles(db: Session, wave_id: int | None) -> set[str]:
    return set(db.exec(select(SurveyResponse.role).where(SurveyResponse.wave_id == wave_id).distinct()))


def _tidied(questions: Mapping[int, SurveyQuestion], values: Mapping[int, object]) -> dict[int, Any]:
    """Return one form's answers as they are stored. What is wrong is not said by question: that would tell."""
    tidy: dict[int, Any] = {}
    for number, value in values.items():
        question = questions.get(number)
        if question is None:
            raise Rejected(Problem("evaluation.problem.anonymous_unread"))
        try:
            good = tidy_answer(question.kind, len(question.options_vi or question.options_en), value)
        except NotAnAnswer:
            raise Rejected(Problem("evaluation.problem.anonymous_unread")) from None
        if good is not None:
            tidy[number] = list(good) if isinstance(good, tuple) else good
    if not tidy:
        raise Rejected(Problem("evaluation.problem.anonymous_unread"))
    return tidy
