"""A question of the form's own is offered as a criterion, and counts when the coordinator says so."""

from dataclasses import replace

import pytest

from nhipcau.pairing.models import Weight
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.settings.criteria import proposed_criteria
from nhipcau.pairing.settings.pairing_input import (
    Candidate,
    PairingInput,
    ProfileQuestion,
    Rules,
    Settings,
    Topic,
)


def _people(wording: str, kind: str = "one_choice", grid: str = "") -> PairingInput:
    question = ProfileQuestion(1, wording, kind, ("A", "B"), grid)
    people = tuple(
        Candidate(
            number, number, f"U{number}", f"Người {number}", number < 3, number >= 3,
            goals=(Topic("Excel", 3),), strengths=(Topic("Excel", 3),), answers={1: "AB"[number % 2]},
        )
        for number in range(1, 5)
    )  # fmt: skip
    return PairingInput(1, "traditional", people, (question,))


@pytest.mark.parametrize("kind", ["one_choice", "several", "scale"])
def test_an_own_question_is_offered_and_weighs_nothing(kind: str) -> None:
    offered = [one for one in proposed_criteria(_people("Cách làm việc", kind)) if one.code == "question"]
    assert [one.weight for one in offered] == ["off"]


def test_a_grid_that_grades_the_mentors_weighs_nothing_by_itself_either() -> None:
    people = _people("Người 1", "graded", "Bạn muốn được ghép với ai?")
    people = replace(
        people,
        candidates=tuple(replace(one, answers={1: 4}) if one.is_mentee else one for one in people.candidates),
    )
    offered = [one for one in proposed_criteria(people) if one.code == "question"]
    assert [(one.comparison, one.weight) for one in offered] == [("graded", "off")]


@pytest.mark.parametrize(
    "wording",
    [
        "Ghi chú của BTC",
        "GHI CHÚ",
        "Note",
        "Organiser's notes",
        "Comments",
        "Remark",
        "Nhận xét của phỏng vấn viên",
    ],
)
def test_a_column_of_remarks_is_no_criterion(wording: str) -> None:
    assert not [one for one in proposed_criteria(_people(wording)) if one.code == "question"]


@pytest.mark.parametrize("wording", ["Notebook bạn dùng", "Commentary style", "Cách ghi nhớ"])
def test_a_word_that_only_looks_like_one_is_offered(wording: str) -> None:
    assert [one.code for one in proposed_criteria(_people(wording)) if one.code == "question"]


def test_free_text_is_no_criterion() -> None:
    assert not [one for one in proposed_criteria(_people("Điều khác", "text")) if one.code == "question"]


@pytest.mark.parametrize(("weight", "counts"), [("off", False), ("low", True)])
def test_no_point_of_a_pair_comes_from_an_own_question_before_it_is_turned_up(
    weight: Weight, counts: bool
) -> None:
    people = _people("Màu áo")
    criteria = tuple(
        replace(one, weight=weight) if one.code == "question" else one for one in proposed_criteria(people)
    )
    plan = solve(replace(people, settings=Settings(criteria, Rules())))
    parts = {part.key.partition(":")[0] for pair in plan.pairs for part in pair.parts if part.most}
    assert ("question" in parts) == counts
