"""Sensitive questions: no criterion by themselves."""

import pytest

from nhipcau.pairing.settings.criteria import proposed_criteria
from nhipcau.pairing.settings.pairing_input import Candidate, PairingInput, ProfileQuestion
from nhipcau.participants.sensitive import is_sensitive


@pytest.mark.parametrize(
    "wording",
    [
        "identity to match",
        "What is your ethnicity?",
        "Bạn theo tôn giáo nào?",
        "Bạn có vấn đề sức khoẻ nào không?",
    ],
)
def test_a_question_for_sensitive_data_is_known_by_its_words(wording: str) -> None:
    assert is_sensitive(wording)


@pytest.mark.parametrize(
    "wording", ["Career orientation", "Chất lượng công việc", "Công đoạn sản xuất", "Grade"]
)
def test_an_ordinary_question_is_not(wording: str) -> None:
    assert not is_sensitive(wording)


def _people(wording: str, answers: tuple[str, str] = ("A", "B")) -> PairingInput:
    question = ProfileQuestion(1, wording, "one_choice", answers)
    people = tuple(
        Candidate(
            number,
            number,
            f"U{number}",
            f"Người {number}",
            number < 3,
            number >= 3,
            answers={1: answers[number % 2]},
        )
        for number in range(1, 5)
    )
    return PairingInput(1, "traditional", people, (question,))


def test_only_ordinary_questions_are_proposed_as_criteria() -> None:
    assert [one.code for one in proposed_criteria(_people("Profession"))] == ["question"]
    assert proposed_criteria(_people("Religion")) == ()


def test_a_question_that_was_answered_with_something_sensitive_is_no_criterion_either() -> None:
    assert [one.code for one in proposed_criteria(_people("Khác", ("Có", "Không")))] == ["question"]
    assert proposed_criteria(_people("Khác", ("Ly hôn", "Không"))) == ()
