"""Sensitive questions in pairing: no criterion unless the coordinator asks for it, and to be warned of."""

from collections.abc import Iterable
from functools import lru_cache

from nhipcau.pairing.settings.pairing_input import CriterionSetting, PairingInput, ProfileQuestion
from nhipcau.participants.sensitive import sensitive_category


def question_category(question: ProfileQuestion, people: PairingInput) -> str | None:
    """Return what a question is about that is sensitive, by its wording, its options or what was answered."""
    given = {
        text
        for person in people.candidates
        if question.id in person.answers
        for text in _texts(person.answers[question.id])
    }
    return _category(f"{question.grid}\n{question.wording}", frozenset((*question.options, *given)))


def criterion_category(setting: CriterionSetting, people: PairingInput) -> str | None:
    """Return what a criterion compares that is sensitive; built-in ones compare nothing that is."""
    if setting.code != "question":
        return None
    asked = {setting.mentee_question_id, setting.mentor_question_id}
    found = (question_category(question, people) for question in people.questions if question.id in asked)
    return next(filter(None, found), None)


@lru_cache(maxsize=64)
def _category(wording: str, answers: frozenset[str]) -> str | None:
    return sensitive_category(wording, sorted(answers))


def _texts(answer: object) -> Iterable[str]:
    parts = answer if isinstance(answer, list | tuple) else (answer,)
    return (part for part in parts if isinstance(part, str))
