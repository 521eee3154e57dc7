"""What the headline says of a plan: of which pairs, and how sure."""

from dataclasses import replace

import pytest

from nhipcau.common.words import Words
from nhipcau.pairing.explanation.plan_sentences import fits, proof
from nhipcau.pairing.explanation.results import Plan, ProposedPair, Totals

TOTALS = Totals(1, 1600, 1600, 1600, proved=True, gap=0, seconds=0.1)


def pair(number: int, fit: int, *, confirmed: bool = False) -> ProposedPair:
    return ProposedPair(number, 100 + number, fit, (), (), confirmed=confirmed)


def test_one_new_pair_beside_those_that_stand_is_not_taken_for_the_whole() -> None:
    standing = tuple(pair(number, 8000, confirmed=True) for number in range(3))
    plan = Plan((*standing, pair(9, 1600)), (), (), TOTALS)
    assert fits(plan, Words("en")) == "One new pair: fit 16%. Including the 3 confirmed pairs: mean 64%"
    assert fits(plan, Words("vi")) == "Một cặp mới: mức phù hợp 16%. Tính cả 3 cặp đã có: trung bình 64%"


def test_with_nothing_new_the_pairs_that_stand_are_spoken_of() -> None:
    plan = Plan(
        (pair(1, 8000, confirmed=True), pair(2, 6000, confirmed=True)),
        (),
        (),
        replace(TOTALS, matched=0, total=0),
    )
    assert fits(plan, Words("en")) == "2 confirmed pairs: mean fit 70%"


def test_a_plan_of_new_pairs_only_needs_no_more_words() -> None:
    assert fits(Plan((pair(1, 1600),), (), (), TOTALS), Words("en")) == "Mean fit 16%, lowest 16%"


@pytest.mark.parametrize(
    ("total", "gap", "share"), [(90_000, 10_000, "10.0%"), (99_999, 1, "0.1%"), (50_000, 50_000, "50.0%")]
)
def test_what_is_missing_to_the_best_is_a_share_of_the_best(total: int, gap: int, share: str) -> None:
    said = proof(replace(TOTALS, total=total, proved=False, gap=gap), Words("en"))
    assert f"The total fit is at most {share} below the best possible." in said


@pytest.mark.parametrize(("total", "gap"), [(0, 500_000), (1600, 2_000_000), (90_000, 0), (0, 0)])
def test_a_share_that_says_nothing_is_not_said(total: int, gap: int) -> None:
    said = proof(replace(TOTALS, total=total, proved=False, gap=gap, people_gap=2), Words("en"))
    assert "%" not in said
    assert "time ended" in said
    assert "2 more people could be paired" in said


def test_what_is_not_proved_is_said_aim_by_aim() -> None:
    totals = replace(
        TOTALS, proved=False, total=99_000, gap=1000, floor=5100, floor_gap=420, counts_gap=1, counted=True
    )
    assert proof(totals, Words("en"), "fairest") == (
        "Under these rules, nobody more can be paired. "
        "Not certain to be the best for people with priority, second and third mentors, mentors’ minimums or shares. "
        "The lowest fit could still be better: 56% at most. "
        "The total fit is at most 1.0% below the best possible."
    )
    assert "nhiều nhất tới 56%" in proof(totals, Words("vi"), "fairest")


def test_a_search_that_the_time_ended_is_said_to_be_stopped_and_one_that_ended_by_itself_is_not() -> None:
    stopped = replace(TOTALS, proved=False, total=99_000, gap=1000)
    assert "time ended" in proof(stopped, Words("en"))
    assert "time ended" not in proof(replace(stopped, counted=True), Words("en"))
    assert "Not every way" in proof(replace(stopped, counted=True, gap=0), Words("en"))
    assert "more people" not in proof(stopped, Words("en"), "total")
