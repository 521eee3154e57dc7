"""The plan: best, the same whatever the order of rows, with reasons that are true."""

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.support.pairing import best_by_trying_everything, mentee, mentor, programme, random_programme

from nhipcau.common.progress import Cancelled, Progress
from nhipcau.pairing.engine.deciding.remaining_problem import situation
from nhipcau.pairing.explanation.results import Plan
from nhipcau.pairing.plan.plan_request import explain, solve
from nhipcau.pairing.plan.what_if import why_not
from nhipcau.pairing.settings.criteria import proposed_criteria
from nhipcau.pairing.settings.pairing_input import (
    Candidate,
    Constraint,
    CriterionSetting,
    PairingInput,
    Rules,
    Settings,
    Topic,
)


def best_possible(people: PairingInput) -> tuple[int, int]:
    standing = situation(people, None)
    scores = standing.open_scores()
    allowed = [{j: int(s) for j, s in enumerate(row) if s >= 0} for row in scores]
    return best_by_trying_everything(allowed, standing.places.tolist())


def open_figures(plan: Plan) -> tuple[int, int]:
    fits = [pair.fit for pair in plan.pairs if not pair.locked and not pair.confirmed]
    return len(fits), sum(fits)


@pytest.mark.parametrize("seed", range(60))
def test_the_plan_is_the_best_there_is(seed: int) -> None:
    people = random_programme(seed)
    plan = solve(people)
    assert open_figures(plan) == best_possible(people)
    assert plan.totals.proved
    assert {pair.mentee_id for pair in plan.pairs} | {one.mentee_id for one in plan.unpaired} == {
        one.participant_id for one in people.mentees
    }


@pytest.mark.parametrize("seed", range(40))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    people = random_programme(seed, 8, 6)
    shuffled = list(people.candidates)
    random.Random(seed).shuffle(shuffled)
    plan, again = solve(people), solve(replace(people, candidates=tuple(shuffled)))
    assert replace(plan, totals=replace(plan.totals, seconds=0)) == replace(
        again, totals=replace(again.totals, seconds=0)
    )


@pytest.mark.parametrize("seed", range(40))
def test_parts_of_every_pair_add_up_to_its_fit(seed: int) -> None:
    people = random_programme(seed, 8, 6)
    for pair in solve(people).pairs:
        assert sum(part.points for part in pair.parts) == pair.fit
        assert sum(part.most for part in pair.parts) in (0, 10_000)
        assert len(pair.reasons) <= 3
        explained = explain(people, None, pair.mentee_id, pair.mentor_id)
        assert explained.parts == pair.parts


@pytest.mark.parametrize("seed", range(100))
def test_everyone_left_out_has_a_reason_that_can_be_checked(seed: int) -> None:
    people = random_programme(seed, 8, 5)
    standing = situation(people, None)
    scores = standing.open_scores()
    rows = {standing.scoring.mentees[row].participant_id: k for k, row in enumerate(standing.rows)}
    mentor_at = {person.participant_id: k for k, person in enumerate(standing.scoring.mentors)}
    for one in solve(people).unpaired:
        allowed = {k for k in range(scores.shape[1]) if scores[rows[one.mentee_id], k] >= 0}
        if one.kind == "rules":
            assert not allowed
        elif one.kind == "shortage":
            assert one.shortage is not None
            mentors = {mentor_at[k] for k in one.shortage.mentor_ids}
            assert one.mentee_id in one.shortage.mentee_ids
            for other in one.shortage.mentee_ids:
                assert {k for k in range(scores.shape[1]) if scores[rows[other], k] >= 0} <= mentors
            assert one.shortage.places == sum(int(standing.places[k]) for k in mentors)
            assert len(one.shortage.mentee_ids) > one.shortage.places
        else:
            assert one.kind == "no_mentors"
            assert all(person.capacity <= 0 for person in people.mentors)


def test_people_keep_their_confirmed_pairs_and_the_places_they_take() -> None:
    people = programme([mentee(1), mentee(2), mentor(5), mentor(6)], current=((1, 5),))
    plan = solve(people)
    assert {(pair.mentee_id, pair.mentor_id, pair.confirmed) for pair in plan.pairs} == {
        (1, 5, True),
        (2, 6, False),
    }
    assert plan.totals.matched == 1


def test_a_lock_holds_against_scores_and_rules_and_says_which_rule_it_breaks() -> None:
    people = programme([mentee(1, managers=(5,)), mentee(2), mentor(5), mentor(6)])
    settings = Settings((), Rules(), (Constraint(5, 1, "locked"),))
    pair = solve(people, settings).pair_of(1)
    assert pair is not None
    assert (pair.mentor_id, pair.locked) == (5, True)
    assert [warning.code for warning in pair.warnings] == ["pairing.problem.breaks_rule"]


def test_a_forbidden_pair_is_never_proposed_and_says_so() -> None:
    people = programme([mentee(1), mentor(5)])
    settings = Settings((), Rules(), (Constraint(5, 1, "forbidden"),))
    plan = solve(people, settings)
    assert plan.pairs == ()
    assert plan.unpaired[0].kind == "rules"
    assert [phrase.code for phrase in why_not(people, settings, plan, 1, 5).rules] == [
        "pairing.rule.forbidden"
    ]


def test_mentors_who_take_nobody_leave_everyone_with_that_reason() -> None:
    plan = solve(programme([mentee(1), mentee(2), mentor(5, capacity=0)]))
    assert plan.pairs == ()
    assert {one.kind for one in plan.unpaired} == {"no_mentors"}


def test_nobody_enrolled_is_an_empty_plan() -> None:
    plan = solve(programme([]))
    assert (plan.pairs, plan.unpaired, plan.totals.proved) == ((), (), True)


def test_when_everyone_wants_the_same_mentor_the_best_choice_overall_is_made() -> None:
    strong = (Topic("Excel", 4), Topic("Đàm phán", 4))
    people = [mentee(k, goals=(Topic("Excel", 5), Topic("Đàm phán", k))) for k in range(1, 6)]
    people += [mentor(10, strengths=strong)] + [
        mentor(10 + k, strengths=(Topic("Excel", k % 4 + 1),)) for k in range(1, 5)
    ]
    made = programme(people, [CriterionSetting("goals_strengths", "high")])
    plan = solve(made)
    assert plan.totals.matched == 5
    assert open_figures(plan) == best_possible(made)


def test_somebody_who_is_both_is_not_paired_with_themselves() -> None:
    both = replace(mentor(1), is_mentee=True)
    plan = solve(programme([both]))
    assert plan.pairs == ()
    assert plan.unpaired[0].rules[0].rule == "same_person"


def test_a_cancelled_plan_stops() -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        solve(programme([mentee(1), mentor(2)]), None, progress)


def test_the_slider_of_one_criterion_changes_the_plan_at_once() -> None:
    people = programme(
        [
            mentee(1, place="Huế", goals=(Topic("Excel", 5),)),
            mentee(2, place="Vinh", goals=(Topic("AI", 5),)),
            mentor(5, place="Huế", strengths=(Topic("AI", 4),)),
            mentor(6, place="Vinh", strengths=(Topic("Excel", 4),)),
        ]
    )
    goals, place = CriterionSetting("goals_strengths", "high"), CriterionSetting("same_place", "low")
    first = solve(people, Settings((goals, place)))
    second = solve(people, Settings((replace(goals, weight="low"), replace(place, weight="high"))))
    assert first.pair_of(1) is not None
    assert {p.mentee_id: p.mentor_id for p in first.pairs} == {1: 6, 2: 5}
    assert {p.mentee_id: p.mentor_id for p in second.pairs} == {1: 5, 2: 6}


GROUPS = Path(__file__).resolve().parents[3] / "shared" / "data" / "group-availability-mit"


@pytest.mark.skipif(not GROUPS.is_dir(), reason="the shared data is not here")
def test_five_hundred_mentees_and_twenty_five_mentors_by_their_free_hours() -> None:
    people: list[Candidate] = []
    for name, make in (("mentors", mentor), ("mentees", mentee)):
        for row in json.loads((GROUPS / f"{name}.json").read_text(encoding="utf-8")):
            number = len(people) + 1
            full_name = f"{row['first_name']} {row['last_name']}"
            people.append(make(number, name=full_name, capacity=20, availability=tuple(row["availability"])))
    made = programme(people)
    settings = Settings(proposed_criteria(made), Rules(common_slots=1))
    plan = solve(made, settings)
    assert plan.totals.proved
    assert plan.totals.matched == 500
    by_id = {person.participant_id: person for person in people}
    for pair in plan.pairs:
        assert set(by_id[pair.mentee_id].availability) & set(by_id[pair.mentor_id].availability)
    assert np.bincount([pair.mentor_id for pair in plan.pairs]).max() <= 20
