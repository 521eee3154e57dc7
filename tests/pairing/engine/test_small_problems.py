"""Few or nobody on either side, whatever is asked for beside: always a plan, and always the best one."""

import os

import pytest
from tests.support.exhaustive import check_best
from tests.support.small_problems import featured_problem, narrow_problem, small_problems

from nhipcau.pairing.engine.deciding.aim_order import decide

FEW = 60
EXAMPLES = int(os.environ.get("NHIPCAU_EXAMPLES", str(FEW)))
pytestmark = pytest.mark.timeout(max(120, EXAMPLES))


def test_every_small_problem_is_decided_as_exhaustive_search_would() -> None:
    for name, problem in small_problems(every_aim=EXAMPLES > FEW):
        check_best(problem, decide(problem), name)


def test_small_problems_with_several_features_are_decided_as_exhaustive_search_would() -> None:
    for seed in range(EXAMPLES):
        problem = featured_problem(seed)
        check_best(problem, decide(problem), seed)


def test_problems_of_which_few_people_or_nobody_is_left_are_decided_as_exhaustive_search_would() -> None:
    for seed in range(EXAMPLES):
        problem = narrow_problem(seed)
        check_best(problem, decide(problem), seed)
