"""What the coordinator asks for first, and what fixed pairs, groups, shares and several mentors do to the plan."""

from dataclasses import replace

import pytest
from tests.support.pairing import mentee, mentor, programme, random_programme
from tests.support.pairing_features import with_aims

from nhipcau.common.words import LANGUAGES, Words
from nhipcau.pairing.explanation.plan_sentences import why
from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.plan.aim_comparison import compare_aims
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.settings.pairing_input import (
    Candidate,
    Constraint,
    CriterionSetting,
    PairingInput,
    QuotaSetting,
    Rules,
    Settings,
    Topic,
)

GOALS = CriterionSetting("goals_strengths", "high")


def plan_of(plan: Plan) -> set[tuple[int, int]]:
    return {(pair.mentee_id, pair.mentor_id) for pair in plan.pairs}


def warned(plan: Plan) -> set[str]:
    return {warning.code.rpartition(".")[2] for pair in plan.pairs for warning in pair.warnings}


def ruled(people: list[Candidate], rules: Rules, **settings: object) -> tuple[PairingInput, Settings]:
    made = programme(people)
    return made, replace(Settings((), rules), **settings)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize("seed", range(40))
def test_each_aim_is_best_in_what_it_asks_for(seed: int) -> None:
    people = with_aims(seed)
    fairest, everyone, total = (
        next(one for one in compare_aims(people) if one.aim == aim)
        for aim in ("fairest", "everyone", "total")
    )
    assert total.total >= everyone.total
    assert everyone.mentees == fairest.mentees >= total.mentees
    if not any(c.kind == "locked" for c in people.settings.constraints):
        assert fairest.worst >= everyone.worst
    assert [one.current for one in compare_aims(people)].count(True) == 1


@pytest.mark.parametrize("seed", range(20))
def test_the_figures_of_the_aim_asked_for_are_those_of_the_plan(seed: int) -> None:
    people = with_aims(seed)
    totals = solve(people).totals
    found = next(one for one in compare_aims(people) if one.current)
    assert (found.mentees, found.total, found.worst, found.mean) == (
        totals.mentees,
        totals.total,
        totals.worst,
        totals.mean,
    )


def test_a_pair_both_locked_and_forbidden_stands_and_says_so() -> None:
    both = (Constraint(5, 1, "locked"), Constraint(5, 1, "forbidden"))
    made, settings = ruled([mentee(1), mentor(5), mentor(6)], Rules(), constraints=both)
    plan = solve(made, settings)
    assert plan_of(plan) == {(1, 5)}
    (pair,) = plan.pairs
    assert pair.locked
    assert [warning.text(Words("en")) for warning in pair.warnings] == [
        "This locked pair breaks a rule: You have forbidden this pair"
    ]


def test_who_was_left_out_before_comes_first() -> None:
    people = [mentee(1), mentee(2, left_out_before=True), mentor(5)]
    made, settings = ruled(people, Rules())
    assert plan_of(solve(made, settings)) == {(2, 5)}
    settings = replace(settings, rules=Rules(priority_left_out=False))
    assert plan_of(solve(made, settings)) == {(1, 5)}


def test_a_lock_fills_one_of_the_mentors_wanted() -> None:
    people = [mentee(1), *(mentor(k) for k in (5, 6, 7))]
    made, settings = ruled(people, Rules(mentors_each=2), constraints=(Constraint(7, 1, "locked"),))
    plan = solve(made, settings)
    assert len(plan.pairs) == 2
    assert {pair.mentor_id for pair in plan.pairs if pair.locked} == {7}
    assert plan.totals.mentees == 1
    assert "fewer_mentors" not in warned(plan)


def test_who_gets_fewer_mentors_than_wanted_is_not_left_out_but_told() -> None:
    made, settings = ruled([mentee(1, mentors_wanted=3), mentor(5), mentor(6)], Rules())
    plan = solve(made, settings)
    assert (len(plan.pairs), plan.unpaired) == (2, ())
    told = [warning.text(Words("vi")) for pair in plan.pairs for warning in pair.warnings]
    assert told == ["Mới có 2 trên 3 người cố vấn mong muốn"]


def test_who_has_a_mentor_already_does_not_take_the_place_of_who_has_none() -> None:
    people = [mentee(1), mentee(2), mentor(5), mentor(6)]
    made, settings = ruled(people, Rules(mentors_each=2), constraints=(Constraint(5, 1, "locked"),))
    assert plan_of(solve(made, settings)) == {(1, 5), (2, 6)}


def test_a_confirmed_mentee_counts_for_the_group_of_the_mentor() -> None:
    people = [mentee(1), mentee(2), mentee(3), mentor(5, capacity=3), mentor(6, capacity=3)]
    made, settings = ruled(people, Rules(group_least=2))
    made = replace(made, current=((1, 5),))
    plan = solve(made, settings)
    sizes = {k: sum(pair.mentor_id == k for pair in plan.pairs) for k in (5, 6)}
    assert sizes[5] >= 2
    assert sizes[6] in (0, 2)
    assert not plan.unpaired


def test_a_locked_pair_alone_in_its_group_is_told() -> None:
    people = [mentee(1), mentor(5, capacity=2)]
    made, settings = ruled(people, Rules(group_least=2), constraints=(Constraint(5, 1, "locked"),))
    assert warned(solve(made, settings)) == {"small_group"}


def women() -> list[Candidate]:
    people = [mentee(k, gender="Nữ", goals=(Topic("Excel", 5),)) for k in (1, 2, 3)]
    people += [mentor(k, gender="nam", strengths=(Topic("Excel", 4),)) for k in (5, 6, 7)]
    return [*people, mentor(8, gender="NỮ", strengths=(Topic("Hát", 4),))]


def test_a_share_is_kept_and_its_figures_told() -> None:
    quota = QuotaSetting("partner", "gender", "nữ", "nữ", "least", 33)
    made = programme(women(), [GOALS])
    plan = solve(made, replace(made.settings, quotas=(quota,)))
    assert sum(pair.mentor_id == 8 for pair in plan.pairs) == 1
    (found,) = plan.quotas
    assert (found.inside, found.of, found.kept) == (1, 3, True)
    assert not any(pair.mentor_id == 8 for pair in solve(made).pairs)


def test_fixed_pairs_count_in_a_share() -> None:
    quota = QuotaSetting("partner", "gender", "nữ", "nữ", "least", 33)
    made = programme(women(), [GOALS], current=((1, 8),))
    plan = solve(made, replace(made.settings, quotas=(quota,)))
    assert (plan.quotas[0].inside, plan.quotas[0].of, plan.quotas[0].kept) == (1, 3, True)


def test_no_department_gives_more_than_half_of_the_mentors() -> None:
    people = [mentee(k) for k in range(1, 5)]
    people += [mentor(10 + k, department=name) for k, name in enumerate(("IT", "IT", "IT", "HR", "Sales"))]
    made, settings = ruled(people, Rules(), quotas=(QuotaSetting("used", "department", "", "", "most", 50),))
    plan = solve(made, settings)
    assert len(plan.pairs) == 4
    assert sum(pair.mentor_id in (10, 11, 12) for pair in plan.pairs) == 2
    assert all(one.kept for one in plan.quotas)


def test_peers_are_each_others_mentors() -> None:
    people = [replace(mentor(k), is_mentee=True) for k in (1, 2, 3)]
    made, settings = ruled(people, Rules(mutual=True))
    plan = solve(made, settings)
    assert len(plan.pairs) == 2
    (one, other) = plan.pairs
    assert (one.mentee_id, one.mentor_id) == (other.mentor_id, other.mentee_id)
    (left,) = plan.unpaired
    assert left.kind in ("shortage", "taken")


def test_one_more_place_is_worth_what_it_brings() -> None:
    people = [mentee(1), mentee(2), mentor(5)]
    plan = solve(*ruled(people, Rules()))
    assert [(one.mentor_id, one.people) for one in plan.worths] == [(5, 1)]


@pytest.mark.parametrize("seed", range(60))
def test_every_worth_is_what_the_plan_gains_by_the_place(seed: int) -> None:
    people = random_programme(seed, 7, 5)
    settings = replace(people.settings, rules=replace(people.settings.rules, aim="everyone"))
    plan = solve(people, settings)
    for one in plan.worths:
        more = tuple(
            replace(p, capacity=p.capacity + 1) if p.participant_id == one.mentor_id else p
            for p in people.candidates
        )
        bigger = solve(replace(people, candidates=more), settings).totals
        assert bigger.matched - plan.totals.matched == one.people
        if not one.people:
            assert bigger.total - plan.totals.total == one.points


@pytest.mark.parametrize("seed", range(40))
def test_blocking_pairs_would_both_rather_have_each_other(seed: int) -> None:
    people = with_aims(seed)
    plan = solve(people)
    for one in plan.blocking:
        mine = [pair.fit for pair in plan.pairs_of(one.mentee_id)]
        yours = [pair.fit for pair in plan.pairs if pair.mentor_id == one.mentor_id]
        assert one.fit > min(mine, default=-1)
        assert len(yours) < people.candidate(one.mentor_id).capacity or one.fit > min(yours)


def test_a_plan_without_reasons_is_the_same_plan() -> None:
    people = with_aims(3)
    bare, told = solve(people, reasons=False), solve(people)
    assert plan_of(bare) == plan_of(told)
    assert {one.mentee_id for one in bare.unpaired} == {one.mentee_id for one in told.unpaired}
    assert not any(pair.parts for pair in bare.pairs)


def test_why_two_fit_is_one_sentence() -> None:
    people = [
        mentee(1, place="Huế", goals=(Topic("Excel", 5),), availability=("mon-18",)),
        mentor(5, place="Huế", strengths=(Topic("Excel", 4),), availability=("mon-18",)),
    ]
    criteria = [GOALS, CriterionSetting("same_place", "low"), CriterionSetting("availability", "medium")]
    (pair,) = solve(programme(people, criteria)).pairs
    assert why(pair, Words("vi")) == (
        "Người cố vấn có thế mạnh đúng với điều người được cố vấn muốn học (Excel), hai người rảnh chung 1 khung giờ "
        "(18 giờ thứ Hai) và cả hai cùng ở Huế."
    )
    assert why(pair, Words("en")).startswith(
        "The mentor is strong in what the mentee wants to learn (Excel), they share"
    )


def test_the_sentence_calls_people_by_their_names() -> None:
    people = programme(
        [
            mentee(1, name="Lê Thị Mai", gender="Nữ", goals=(Topic("Excel", 5),)),
            mentor(5, name="Phạm Quốc Đạt", gender="Nam", strengths=(Topic("Excel", 4),)),
        ],
        [GOALS],
    )
    (pair,) = solve(people).pairs
    assert why(pair, Words("vi"), people) == "Anh Đạt có thế mạnh đúng với điều chị Mai muốn học (Excel)."
    assert why(pair, Words("en"), people) == "Đạt is strong in what Mai wants to learn (Excel)."


@pytest.mark.parametrize("seed", range(20))
def test_every_sentence_can_be_said(seed: int) -> None:
    people = with_aims(seed)
    for pair in solve(people).pairs:
        for language in LANGUAGES:
            text = why(pair, Words(language), people)
            assert "{" not in text
            assert bool(text) == bool(pair.reasons)
