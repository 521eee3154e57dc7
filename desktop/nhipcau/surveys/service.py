"""Writes of surveys and their questions, and of the waves in which they are asked."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.names.vietnamese import clean
from nhipcau.database.records import Records
from nhipcau.pairing.models import Pair
from nhipcau.pairing.store.queries import STANDING_STATES
from nhipcau.participants.models import Participant
from nhipcau.programmes.models import Programme
from nhipcau.surveys.anonymous_waves import (
    Asked,
    asked_once,
    has_anonymous_answers,
    is_answered_anonymously,
    refuse_one_side,
    refuse_unfit,
)
from nhipcau.surveys.answer_service import set_answers
from nhipcau.surveys.models import (
    Survey,
    SurveyAnswer,
    SurveyKind,
    SurveyQuestion,
    SurveyQuestionDraft,
    SurveyResponse,
    SurveyWave,
    WaveDraft,
)
from nhipcau.surveys.ready_surveys import ready_survey
from nhipcau.surveys.rules import NEEDS_PAIR, problems_in_question

__all__ = [
    "ROLES",
    "add_question",
    "add_survey",
    "amend_question",
    "amend_survey",
    "amend_wave",
    "ask_newcomers",
    "move_question",
    "newcomers",
    "open_wave",
    "remove_question",
    "remove_survey",
    "remove_wave",
    "set_answers",
]

ROLES: Final = ("mentor", "mentee")
_PROBLEMS: Final = "evaluation.problem."
_LONGEST_NAME: Final = 120


def add_survey(
    db: Session, programme_id: int, kind: SurveyKind, names: Mapping[str, str] | None = None
) -> int:
    """Add a ready survey with its questions, or one of one's own without any, and return its id.

    `names` (`name_vi`, `name_en`) take the place of the ready survey's names; one of one's own needs them.
    """
    programme = db.get_one(Programme, programme_id)
    wanted: dict[str, str] = {"name_vi": "", "name_en": ""}
    drafts: tuple[dict[str, Any], ...] = ()
    if kind != "own":
        ready = ready_survey(kind, programme.kind)
        wanted, drafts = {"name_vi": ready.name_vi, "name_en": ready.name_en}, ready.questions
    good = _checked_names({**wanted, **(names or {})})
    row = Survey(programme_id=programme_id, kind=kind, name_vi=good["name_vi"], name_en=good["name_en"])
    db.add(row)
    db.flush()
    assert row.id is not None
    for draft in drafts:
        add_question(db, row.id, draft)
    return row.id


def amend_survey(db: Session, survey_id: int, names: Mapping[str, str]) -> None:
    """Give a survey other names."""
    row = db.get_one(Survey, survey_id)
    good = _checked_names({"name_vi": row.name_vi, "name_en": row.name_en, **names})
    row.name_vi, row.name_en = good["name_vi"], good["name_en"]
    db.flush()


def remove_survey(db: Session, survey_id: int) -> None:
    """Remove a survey that was never asked."""
    if db.exec(select(SurveyWave.id).where(SurveyWave.survey_id == survey_id)).first() is not None:
        raise Rejected(Problem("evaluation.problem.survey_asked"))
    for row in _questions(db, survey_id):
        db.delete(row)
    db.flush()
    db.delete(db.get_one(Survey, survey_id))
    db.flush()


def _checked_names(names: Mapping[str, str]) -> dict[str, str]:
    tidy = {name: clean(names[name]) for name in ("name_vi", "name_en")}
    if not any(tidy.values()):
        raise Rejected(Problem("evaluation.problem.name_missing", "name_vi"))
    too_long = [name for name, text in tidy.items() if len(text) > _LONGEST_NAME]
    if too_long:
        raise Rejected(*(Problem("evaluation.problem.too_long", name) for name in too_long))
    return tidy


# questions


def add_question(db: Session, survey_id: int, values: Mapping[str, object]) -> int:
    """Add a question to a survey, last, and return its id."""
    good = _checked_question(values)
    refuse_one_side(db, survey_id, good.audience)
    place = 1 + max((row.position for row in _questions(db, survey_id)), default=-1)
    return _ASKED.add(db, good, survey_id=survey_id, position=place)


def amend_question(db: Session, question_id: int, changes: Mapping[str, object]) -> None:
    """Change a question; a mapping may name only what changes.

    Rejected for another kind, other options, audience or meaning of a question somebody has answered: the answers
    would mean something else. Its wording can be put better at any time.
    """
    row = db.get_one(SurveyQuestion, question_id)
    before = {name: getattr(row, name) for name in SurveyQuestionDraft.model_fields}
    good = _checked_question({**before, **changes}).model_dump()
    fixed = ("kind", "options_vi", "options_en", "audience", "means")
    changed = [name for name in fixed if good[name] != before[name]]
    if changed and _is_answered(db, question_id):
        raise Rejected(*(Problem("evaluation.problem.question_answered", name) for name in changed))
    if good["audience"] != before["audience"]:
        refuse_one_side(db, row.survey_id, good["audience"])
    _ASKED.change(db, question_id, **good)


def remove_question(db: Session, question_id: int) -> None:
    """Remove a question that nobody has answered."""
    if _is_answered(db, question_id):
        raise Rejected(Problem("evaluation.problem.question_kept"))
    _ASKED.remove(db, question_id)


def move_question(db: Session, question_id: int, place: int) -> None:
    """Put a question at another place of its survey, 0 the first."""
    row = db.get_one(SurveyQuestion, question_id)
    others = [one for one in _questions(db, row.survey_id) if one.id != question_id]
    others.insert(max(place, 0), row)
    for position, one in enumerate(others):
        one.position = position
    db.flush()


def _checked_question(values: Mapping[str, object]) -> SurveyQuestionDraft:
    tidy = dict(values)
    for name in ("options_vi", "options_en"):
        given = tidy.get(name)
        if isinstance(given, list | tuple):
            tidy[name] = [text for text in (clean(str(one)) for one in given) if text]
    if tidy.get("kind") == "text":
        tidy |= {"options_vi": [], "options_en": []}
    return _ASKED.checked(tidy)


def _refuse_question(good: SurveyQuestionDraft) -> None:
    wordings, options = (good.wording_vi, good.wording_en), (good.options_vi, good.options_en)
    problems = problems_in_question(good.kind, good.means, wordings, options)
    if problems:
        raise Rejected(*problems)


_ASKED: Final = Records(SurveyQuestion, SurveyQuestionDraft, _PROBLEMS, _refuse_question)


def _is_answered(db: Session, question_id: int) -> bool:
    found = select(SurveyAnswer.id).where(SurveyAnswer.question_id == question_id)
    return db.exec(found).first() is not None or is_answered_anonymously(db, question_id)


def _questions(db: Session, survey_id: int) -> list[SurveyQuestion]:
    in_order = col(SurveyQuestion.position), col(SurveyQuestion.id)
    found = select(SurveyQuestion).where(SurveyQuestion.survey_id == survey_id).order_by(*in_order)
    return list(db.exec(found))


# waves


def open_wave(
    db: Session,
    survey_id: int,
    values: Mapping[str, object],
    roles: Collection[str] = ROLES,
    pair_ids: Collection[int] | None = None,
    *,
    anonymous: bool = False,
) -> int:
    """Ask a survey of everybody in these roles who is in a pair that stands, and return the wave's id.

    A survey that needs no pair also asks those enrolled without one. `pair_ids` narrows it to these pairs.
    An `anonymous` wave asks everybody once and about no pair; that never changes afterwards. Rejected when nobody is
    to be asked, or answers would not stay anonymous.
    """
    good = _WAVES.checked(values)
    survey = db.get_one(Survey, survey_id)
    if not _questions(db, survey_id):
        raise Rejected(Problem("evaluation.problem.no_questions", "survey"))
    asked = _to_ask(db, survey, roles, pair_ids)
    if not asked:
        raise Rejected(Problem("evaluation.problem.nobody", "roles"))
    if anonymous:
        asked = asked_once(asked)
        refuse_unfit(db, survey, asked)
    wave_id = _WAVES.add(db, good, survey_id=survey_id, anonymous=anonymous)
    _ask(db, wave_id, asked)
    return wave_id


def ask_newcomers(db: Session, wave_id: int) -> int:
    """Ask also those who have joined or been paired since the wave opened, in the roles it asks; return how many."""
    new = newcomers(db, wave_id)
    _ask(db, wave_id, new)
    return len(new)


def newcomers(db: Session, wave_id: int) -> list[Asked]:
    """Return who could be asked in a wave and is not yet."""
    found = db.exec(select(SurveyResponse).where(SurveyResponse.wave_id == wave_id)).all()
    already = {(row.participant_id, row.pair_id) for row in found}
    asked_in = db.get_one(SurveyWave, wave_id)
    wanted = _to_ask(db, db.get_one(Survey, asked_in.survey_id), {row.role for row in found}, None)
    if asked_in.anonymous:
        wanted = asked_once(wanted)
    return [each for each in wanted if (each[0], each[1]) not in already]


def remove_wave(db: Session, wave_id: int) -> None:
    """Remove a wave in which nobody has answered yet."""
    found = db.exec(select(SurveyResponse).where(SurveyResponse.wave_id == wave_id)).all()
    answers = select(SurveyAnswer.id).where(col(SurveyAnswer.response_id).in_([row.id for row in found]))
    if db.exec(answers).first() is not None or has_anonymous_answers(db, wave_id):
        raise Rejected(Problem("evaluation.problem.wave_answered"))
    for row in found:
        db.delete(row)
    db.flush()
    _WAVES.remove(db, wave_id)


def _refuse_wave(good: WaveDraft) -> None:
    if not good.name:
        raise Rejected(Problem("evaluation.problem.name_missing", "name"))
    if good.closes_on is not None and good.closes_on < good.opens_on:
        raise Rejected(Problem("evaluation.problem.closes_before_opens", "closes_on"))


_WAVES: Final = Records(SurveyWave, WaveDraft, _PROBLEMS, _refuse_wave)
amend_wave: Final = _WAVES.amend


def _ask(db: Session, wave_id: int, asked: Iterable[Asked]) -> None:
    db.add_all(
        SurveyResponse(wave_id=wave_id, participant_id=participant, pair_id=pair, role=role)
        for participant, pair, role in asked
    )
    db.flush()


def _to_ask(
    db: Session, survey: Survey, roles: Collection[str], pair_ids: Collection[int] | None
) -> list[Asked]:
    here = col(Participant.programme_id) == survey.programme_id, col(Participant.status) == "enrolled"
    columns = select_columns(col(Participant.id), col(Participant.is_mentor), col(Participant.is_mentee))
    found: list[Any] = list(db.connection().execute(columns.where(*here)))
    enrolled = {number: _Sides(is_mentor, is_mentee) for number, is_mentor, is_mentee in found}
    stands = Pair.programme_id == survey.programme_id, col(Pair.state).in_(STANDING_STATES)
    asked: list[Asked] = []
    met: set[frozenset[int]] = set()
    pairs = db.exec(select(Pair.id, Pair.mentor_id, Pair.mentee_id).where(*stands).order_by(col(Pair.id)))
    for pair_id, mentor_id, mentee_id in pairs:
        two = frozenset((mentor_id, mentee_id))
        if two in met:
            continue  # among peers a pair stands in both directions: each is asked about the other once
        met.add(two)
        if pair_ids is None or pair_id in pair_ids:
            sides = (("mentor", mentor_id), ("mentee", mentee_id))
            asked += [(who, pair_id, role) for role, who in sides if role in roles and who in enrolled]
    if pair_ids is None and survey.kind not in NEEDS_PAIR:
        paired = _paired(db, survey.programme_id)
        alone = [(number, sides) for number, sides in enrolled.items() if number not in paired]
        asked += [(number, None, role) for number, sides in alone if (role := _role(sides, roles))]
    return asked


def _paired(db: Session, programme_id: int) -> set[int]:
    stands = Pair.programme_id == programme_id, col(Pair.state).in_(STANDING_STATES)
    found = db.exec(select(Pair.mentor_id, Pair.mentee_id).where(*stands))
    return {number for pair in found for number in pair}


class _Sides(NamedTuple):
    is_mentor: bool
    is_mentee: bool


def _role(row: _Sides, roles: Collection[str]) -> str:
    if row.is_mentee and "mentee" in roles:
        return "mentee"
    return "mentor" if row.is_mentor and "mentor" in roles else ""
