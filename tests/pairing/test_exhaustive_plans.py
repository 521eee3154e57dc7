"""Plans of small programmes with every feature at random are the best there are."""

from dataclasses import replace

import pytest
from tests.support.exhaustive_plans import check_best_plan
from tests.support.pairing_features import with_everything

from nhipcau.pairing.engine.deciding.remaining_problem import situation, wanted_by
from nhipcau.pairing.plan.plan_request import solve
from nhipcau.pairing.settings.pairing_input import PairingInput


def small(seed: int) -> PairingInput:
    people = with_everything(seed, 4, 3)
    aim = "everyone" if people.settings.rules.aim == "fairest" else people.settings.rules.aim
    rules = replace(people.settings.rules, mutual=False, aim=aim)
    return replace(people, settings=replace(people.settings, rules=rules))


@pytest.mark.parametrize("seed", range(120))
def test_no_plan_is_better(seed: int) -> None:
    people = small(seed)
    check_best_plan(people, solve(people))


@pytest.mark.parametrize("seed", range(40))
def test_nobody_gets_more_mentors_than_wanted(seed: int) -> None:
    people = small(seed)
    standing = situation(people, None)
    for row, wanted, held in zip(standing.rows, standing.wanted, standing.held, strict=True):
        assert wanted + held == wanted_by(standing.scoring.mentees[row], people.settings.rules)
