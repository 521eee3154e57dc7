"""None to three mentees and mentors, whatever is set: always a plan, nobody lost or twice there, and none better."""

import os

import pytest
from tests.support.exhaustive_plans import check_best_plan
from tests.support.pairing import mentee, mentor, programme
from tests.support.pairing_features import with_everything
from tests.support.small_settings import SIZES, narrowed, small_programmes, some_settings
from tests.support.sound_plans import check_sound

from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.settings.pairing_input import Constraint, PairingInput, QuotaSetting, Rules, Settings

FEW = 60
EXAMPLES = int(os.environ.get("NHIPCAU_EXAMPLES", str(FEW)))
pytestmark = [pytest.mark.slow, pytest.mark.timeout(max(120, EXAMPLES))]


def check(name: str, people: PairingInput) -> None:
    try:
        plan = solve(people)
        check_sound(people, plan)
        if not people.settings.rules.mutual and people.settings.rules.aim != "fairest":
            check_best_plan(people, plan)
    except Exception as failure:
        failure.add_note(name)
        raise


def test_every_small_programme_has_a_sound_plan_that_none_is_better_than() -> None:
    for name, people in small_programmes(every_aim=EXAMPLES > FEW):
        check(name, people)


def test_small_programmes_with_several_settings_have_a_sound_plan_that_none_is_better_than() -> None:
    for seed in range(EXAMPLES):
        check(*some_settings(seed))


def test_programmes_of_which_few_people_or_nobody_is_left_have_a_sound_plan() -> None:
    for seed in range(EXAMPLES):
        people = narrowed(with_everything(seed), seed)
        try:
            check_sound(people, solve(people))
        except Exception as failure:
            failure.add_note(str(seed))
            raise


LOPSIDED = [(mentees, mentors) for mentees, mentors in SIZES if not (mentees and mentors)]


@pytest.mark.parametrize(("mentees", "mentors"), LOPSIDED)
@pytest.mark.parametrize("each", [1, 2])
def test_without_mentors_a_share_or_two_mentors_each_leave_every_mentee_out_with_the_reason(
    mentees: int, mentors: int, each: int
) -> None:
    people = [*(mentee(11 + k) for k in range(mentees)), *(mentor(1 + k) for k in range(mentors))]
    quota = QuotaSetting("different", "place")
    plan = solve(programme(people), Settings((), Rules(mentors_each=each), quotas=(quota,)))
    assert plan.pairs == ()
    assert [one.kind for one in plan.unpaired] == ["no_mentors"] * mentees
    assert len(plan.free_mentors) == mentors
    assert plan.totals.proved


def test_a_lock_of_somebody_with_themself_pairs_nobody_with_themself() -> None:
    people = [mentor(1, is_mentee=True), mentor(2)]
    plan = solve(programme(people), Settings((), Rules(), (Constraint(1, 1, "locked"),)))
    assert [(pair.mentee_id, pair.mentor_id) for pair in plan.pairs] == [(1, 2)]
