"""So many mentees or none: deciding with proof against one solve of scipy's on lists of 15."""

from dataclasses import replace

from tests.benchmarks import budgets
from tests.benchmarks.measure import Row, Runs, in_turns, joined, limit, measured
from tests.benchmarks.pairing_people import answers
from tests.support.groups_milp import Reached, in_one, short_lists

from nhipcau.pairing.engine.deciding import remaining_problem as situations
from nhipcau.pairing.engine.deciding.aim_order import decide
from nhipcau.pairing.engine.deciding.problem import PairingProblem, Solution
from nhipcau.pairing.models import Aim
from nhipcau.pairing.plan.problem_builder import pose

SEEDS = (1, 2, 3)
AIMS: tuple[Aim, ...] = ("everyone", "fairest")


def run() -> list[Row]:
    decide(posed(50, 2, 1, "everyone"))  # load the solvers
    rows = [
        row
        for size in (50, 100, 200, 500)
        for least in (2, 3)
        for aim in AIMS
        for row in _rows(size, least, aim)
    ]
    return rows + [row for least in (2, 3) for row in _large(2_000, least)]


def posed(size: int, least: int, seed: int, aim: Aim) -> PairingProblem:
    people = answers(size, size, seed)
    rules = replace(people.settings.rules, group_least=least, aim=aim)
    return pose(situations.situation(people, replace(people.settings, rules=rules))).problem


def _rows(size: int, least: int, aim: Aim) -> list[Row]:
    """Measure every seed once, ours and scipy's by turns: the runs of these rows are the seeds."""
    ours: list[Runs] = []
    theirs: list[Runs] = []
    made: list[Solution] = []
    best: list[Reached] = []
    for seed in SEEDS:
        problem = posed(size, least, seed, aim)

        def decided(problem: PairingProblem = problem) -> None:
            made.append(decide(problem))

        def in_scipy(problem: PairingProblem = problem) -> None:
            best.append(in_one(problem, short_lists(problem, 15)))

        mine, scipys = in_turns(decided, in_scipy, times=1, warm=False)
        ours.append(mine)
        theirs.append(scipys)
    what = f"groups, {size} a side, {least} or none, {aim}"
    matched = tuple(one.matched / other.matched for one, other in zip(made, best, strict=True))
    return [
        Row(f"{what}: deciding", joined(ours), "scipy milp, lists of 15", joined(theirs),
            budgets.GROUPS_TIME, _said(made)),
        Row(
            f"{what}: people matched against scipy's", Runs(matched, ""), "as many", limit(1, ""),
            budgets.GROUPS_MATCHED,
            f"{[one.matched for one in made]} against {[one.matched for one in best]}; worst pair"
            f" {[one.worst for one in made]} against {[one.worst for one in best]}",
        ),
    ]  # fmt: skip


def _said(made: list[Solution]) -> str:
    """Say of each seed whether its plan is proved, or by how much it may be short."""
    return "; ".join(
        "proved" if one.proved else f"gaps {one.people_gap}, {one.floor_gap}, {one.gap}" for one in made
    )


def _large(size: int, least: int) -> list[Row]:
    problem = posed(size, least, 1, "everyone")
    made: list[Solution] = []
    taken = measured(lambda: made.append(decide(problem, budget=budgets.MINUTE)), 1, warm=False)
    plan, what = made[0], f"groups, {size} a side, {least} or none, everyone"
    possible = plan.matched + plan.people_gap
    return [
        Row(f"{what}: deciding", taken, "a minute", limit(budgets.MINUTE), budgets.GROUPS_MINUTE, _said(made)),
        Row(
            f"{what}: people matched against the proved bound", Runs((plan.matched,), ""), "of possible",
            Runs((possible,), ""), budgets.GROUPS_LARGE,
        ),
    ]  # fmt: skip
