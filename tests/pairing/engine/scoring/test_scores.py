"""Scores: parts that add up, rules that agree with their plain reading, missing answers that stay neutral."""

import numpy as np
import pytest
from tests.support.broken_rules import broken_rules
from tests.support.pairing import mentee, mentor, programme, random_programme

from nhipcau.pairing.engine.scoring.scores import FULL, Scoring, score
from nhipcau.pairing.settings.pairing_input import (
    Candidate,
    CriterionSetting,
    PairingInput,
    ProfileQuestion,
    Rules,
    Settings,
    Topic,
)
from nhipcau.pairing.settings.rules import RULES


def score_of(scoring: Scoring, mentee_id: int, mentor_id: int) -> int:
    return int(scoring.scores[scoring.row(mentee_id), scoring.column(mentor_id)])


@pytest.mark.parametrize("seed", range(80))
def test_the_parts_of_every_pair_add_up_to_its_score_exactly(seed: int) -> None:
    people = random_programme(seed, 7, 7)
    scoring = score(people, people.settings)
    rows, columns = (axis.ravel() for axis in np.indices(scoring.scores.shape))
    parts = scoring.points(rows, columns)
    assert (parts.sum(axis=0) == scoring.scores[rows, columns]).all()
    most = np.array([criterion.most for criterion in scoring.encoded]).reshape(-1, 1)
    assert ((parts >= 0) & (parts <= most)).all()
    assert int(most.sum()) in (0, FULL)


@pytest.mark.parametrize("seed", range(80))
def test_rule_bits_say_what_the_rules_say_pair_by_pair(seed: int) -> None:
    people = random_programme(seed, 7, 7)
    scoring = score(people, people.settings)
    for row, one in enumerate(scoring.mentees):
        for column, other in enumerate(scoring.mentors):
            broken = tuple(rule for rule in scoring.broken_by(row, column) if rule in RULES)
            assert broken == broken_rules(people, people.settings, one, other)


def one_criterion(code: str, people: list[Candidate], kind: str = "traditional") -> Scoring:
    settings = Settings((CriterionSetting(code, "high"),), Rules())
    return score(PairingInput(1, kind, tuple(people)), settings)


def test_a_mentor_strong_in_all_that_is_wanted_fits_wholly() -> None:
    goals = (Topic("Thuyết trình", 5), Topic("Excel", 2))
    people = [
        mentee(1, goals=goals),
        mentor(2, strengths=(Topic("thuyet trinh", 4), Topic("EXCEL nâng cao", 4))),
        mentor(3, strengths=(Topic("Thuyết trình", 2),)),
        mentor(4, strengths=(Topic("Kế toán", 4),)),
    ]
    scoring = one_criterion("goals_strengths", people)
    assert score_of(scoring, 1, 2) == FULL
    assert 0 < score_of(scoring, 1, 3) < FULL // 2
    assert score_of(scoring, 1, 4) == 0


def test_in_a_reverse_programme_the_mentor_should_stand_below() -> None:
    people = [mentee(1, level_rank=6), mentor(2, level_rank=4), mentor(3, level_rank=8)]
    scoring = one_criterion("level_gap", people, "reverse")
    assert score_of(scoring, 1, 2) == FULL
    assert score_of(scoring, 1, 3) == 0
    rules = Rules(level_gap_least=1)
    ruled = score(PairingInput(1, "reverse", tuple(people)), Settings((), rules))
    assert ruled.broken_by(0, ruled.column(2)) == ()
    assert ruled.broken_by(0, ruled.column(3)) == ("level_gap",)


def test_a_missing_answer_counts_as_the_average_and_is_marked() -> None:
    people = [
        mentee(1, place="Hà Nội"),
        mentee(5, place=""),
        mentor(2, place="Hà Nội"),
        mentor(3, place="Đà Nẵng"),
    ]
    scoring = one_criterion("same_place", people)
    assert score_of(scoring, 1, 2) == FULL
    assert score_of(scoring, 1, 3) == 0
    assert score_of(scoring, 5, 2) == score_of(scoring, 5, 3) == FULL // 2


def test_a_criterion_that_must_be_met_forbids_and_a_missing_answer_does_not() -> None:
    people = [
        mentee(1, place="Hà Nội"),
        mentor(2, place="Hà Nội"),
        mentor(3, place="Đà Nẵng"),
        mentor(4, place=""),
    ]
    scoring = score(programme(people), Settings((CriterionSetting("same_place", "must"),)))
    assert scoring.broken_by(0, scoring.column(2)) == ()
    assert scoring.broken_by(0, scoring.column(3)) == ("must:same_place",)
    assert scoring.broken_by(0, scoring.column(4)) == ()


def test_wishes_count_by_rank_whatever_the_accents() -> None:
    people = [
        mentee(1, wishes=("tran van 002", "Trần Văn 003")),
        mentee(7),
        mentor(2),
        mentor(3),
        mentor(4),
    ]
    scoring = one_criterion("mentee_wishes", people)
    assert score_of(scoring, 1, 2) == FULL > score_of(scoring, 1, 3) > score_of(scoring, 1, 4) == 0
    assert score_of(scoring, 7, 2) == score_of(scoring, 7, 4)


def test_language_is_the_same_in_either_language_and_silence_does_not_block() -> None:
    people = [
        mentee(1, languages=("Tiếng Anh",)),
        mentor(2, languages=("English",)),
        mentor(3, languages=("Tiếng Việt",)),
        mentor(4),
    ]
    scoring = score(programme(people), Settings())
    assert [scoring.broken_by(0, scoring.column(k)) for k in (2, 3, 4)] == [(), ("language",), ()]


def test_meeting_in_person_needs_the_same_place() -> None:
    near = {"meeting_ways": ("in_person",), "place": "Hà Nội"}
    people = [
        mentee(1, **near),
        mentor(2, **near),
        mentor(3, **(near | {"place": "Huế"})),
        mentor(4, meeting_ways=("online",)),
    ]
    scoring = score(programme(people), Settings())
    assert [scoring.broken_by(0, scoring.column(k)) for k in (2, 3, 4)] == [
        (),
        ("meeting_way",),
        ("meeting_way",),
    ]


def test_the_whole_reporting_chain_is_kept_apart_both_ways() -> None:
    people = [mentee(1, managers=(9, 2)), mentor(2), mentor(3, managers=(8, 1)), mentor(4)]
    scoring = score(programme(people), Settings())
    assert [scoring.broken_by(0, scoring.column(k)) for k in (2, 3, 4)] == [
        ("reporting_line",),
        ("reporting_line",),
        (),
    ]


def grid(*wordings: str) -> tuple[ProfileQuestion, ...]:
    options = ("No", "Not my first preference", "Definitely yes")
    return tuple(
        ProfileQuestion(10 + k, wording, "graded", options, "Who would you like?")
        for k, wording in enumerate(wordings)
    )


def test_a_grid_of_mentors_names_is_a_graded_preference() -> None:
    answers = {10: "Definitely yes", 11: "Not my first preference", 12: "No"}
    people = [mentee(1, answers=answers), mentor(2), mentor(3), mentor(4), mentor(5)]
    lines = grid("Trần Văn 002", "Trần Văn 003", "Trần Văn 004")
    wanted = CriterionSetting("question", "must", "graded", 10)
    scoring = score(PairingInput(1, "traditional", tuple(people), lines), Settings((wanted,)))
    assert [score_of(scoring, 1, k) for k in (2, 3, 4)] == [FULL, FULL // 2, 0]
    assert scoring.broken_by(0, scoring.column(4)) == ("must:" + wanted.key,)
    assert scoring.broken_by(0, scoring.column(5)) == ()


def test_a_grid_of_topics_is_matched_with_what_mentors_offer() -> None:
    people = [
        mentee(1, answers={10: "Definitely yes", 11: "No"}),
        mentor(2, strengths=(Topic("Data science", 3),)),
        mentor(3, department="Marketing"),
    ]
    lines = grid("Data science", "Marketing")
    wanted = CriterionSetting("question", "high", "graded", 10)
    scoring = score(PairingInput(1, "traditional", tuple(people), lines), Settings((wanted,)))
    assert [score_of(scoring, 1, k) for k in (2, 3)] == [FULL, 0]


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [("alike", (FULL, 0)), ("different", (0, FULL)), ("must_match", (FULL, 0)), ("overlap", (FULL, 0))],
)
def test_a_choice_can_be_compared_in_several_ways(comparison: str, expected: tuple[int, int]) -> None:
    people = [
        mentee(1, answers={10: "Sáng"}),
        mentor(2, answers={10: "sáng"}),
        mentor(3, answers={10: "Tối"}),
    ]
    question = ProfileQuestion(10, "Khi nào?", "one_choice", ("Sáng", "Tối"))
    wanted = CriterionSetting("question", "high", comparison, 10)  # type: ignore[arg-type]  # from the parameters
    scoring = score(PairingInput(1, "traditional", tuple(people), (question,)), Settings((wanted,)))
    assert (score_of(scoring, 1, 2), score_of(scoring, 1, 3)) == expected


def test_a_scale_is_alike_by_nearness_and_complements_upwards() -> None:
    people = [
        mentee(1, answers={10: 1}),
        mentor(2, answers={10: 1}),
        mentor(3, answers={10: 3}),
        mentor(4, answers={10: 5}),
    ]
    question = ProfileQuestion(10, "Tự tin với AI", "scale", ("1", "2", "3", "4", "5"))

    def scores(comparison: str) -> list[int]:
        wanted = CriterionSetting("question", "high", comparison, 10)  # type: ignore[arg-type]
        scoring = score(PairingInput(1, "traditional", tuple(people), (question,)), Settings((wanted,)))
        return [score_of(scoring, 1, k) for k in (2, 3, 4)]

    assert scores("alike") == [FULL, FULL // 2, 0]
    assert scores("complement") == [0, FULL // 2, FULL]


def test_more_criteria_than_anyone_would_use_still_add_up_exactly() -> None:
    questions = tuple(ProfileQuestion(k, f"Câu {k}", "one_choice", ("a", "b")) for k in range(1, 90))
    criteria = tuple(CriterionSetting("question", "high", "alike", k) for k in range(1, 90))
    people = [
        mentee(1, answers=dict.fromkeys(range(1, 90), "a")),
        mentor(2, answers=dict.fromkeys(range(1, 90), "a")),
    ]
    scoring = score(PairingInput(1, "traditional", tuple(people), questions), Settings(criteria))
    assert score_of(scoring, 1, 2) == FULL


def test_many_people_are_scored_by_two_threads_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    from nhipcau.pairing.engine.scoring import encoded_criteria as encoded

    people = random_programme(11, 60, 40)
    at_once = score(people, people.settings)
    monkeypatch.setattr(encoded, "_MOST_CELLS", 64)
    shared = score(people, people.settings)
    assert (shared.scores == at_once.scores).all()
    assert (shared.open == at_once.open).all()
    assert (shared.broken == at_once.broken).all()
