"""The reasons shown first: what two people can do for each other, in sentences that read aloud well."""

from tests.support.pairing import mentee, mentor, programme

from nhipcau.common.words import Words
from nhipcau.pairing.explanation.reasons import strongest
from nhipcau.pairing.explanation.results import Part
from nhipcau.pairing.plan.plan_request import explain, solve
from nhipcau.pairing.settings.pairing_input import (
    CriterionSetting,
    PairingInput,
    Phrase,
    ProfileQuestion,
    Settings,
    Topic,
)

ASKED = "Điều bạn mong chương trình giúp nhất?"


def part(key: str, points: int) -> Part:
    return Part(key, Phrase(f"pairing.criterion.{key}"), points, 3000, Phrase(key))


def test_what_is_learned_comes_before_where_they_sit_when_points_are_close() -> None:
    parts = [part("same_place", 1500), part("level_gap", 1400), part("goals_strengths", 1200)]
    assert strongest(parts, [500] * 3)[0].code == "goals_strengths"


def test_what_weighs_far_more_still_comes_first() -> None:
    parts = [part("same_place", 2900), part("goals_strengths", 400)]
    assert [reason.code for reason in strongest(parts, [500] * 2)] == ["same_place", "goals_strengths"]


def test_goals_are_the_first_reason_of_a_pair_that_shares_a_place_too() -> None:
    criteria = [CriterionSetting(code, "medium") for code in ("same_place", "level_gap", "goals_strengths")]
    people = [
        mentee(1, place="Huế", level_rank=2, goals=(Topic("Excel", 5),)),
        mentor(5, place="Huế", level_rank=4, strengths=(Topic("Excel", 3),)),
        mentee(2, place="Vinh", level_rank=2, goals=(Topic("AI", 5),)),
        mentor(6, place="Vinh", level_rank=4, strengths=(Topic("AI", 4),)),
    ]
    for pair in solve(programme(people, criteria)).pairs:
        assert pair.reasons[0].code == "pairing.reason.goals_strengths"


def asked(mine: object, yours: object, comparison: str) -> Part:
    setting = CriterionSetting("question", "high", comparison, 10)  # type: ignore[arg-type]  # from the parameters
    people = (mentee(1, answers={10: mine}), mentor(2, answers={10: yours}))
    question = ProfileQuestion(10, ASKED, "one_choice", ("Lộ trình", "Kỹ năng"))
    made = PairingInput(1, "traditional", people, (question,), Settings((setting,)))
    return explain(made, None, 1, 2).parts[0]


def test_an_answer_in_common_is_quoted_with_its_question() -> None:
    found = asked("Lộ trình", "lộ trình", "alike")
    assert found.detail is not None
    assert found.detail.text(Words("vi")) == f"Cùng trả lời “Lộ trình” cho câu “{ASKED}”"
    assert found.detail.text(Words("en")) == f"Both say “Lộ trình” to “{ASKED}”"
