"""Rules about shares: deciding with proof, or how far it got within a minute, by processor time."""

import random
from dataclasses import replace

from tests.benchmarks import budgets
from tests.benchmarks.measure import Row, Runs, joined, limit, measured
from tests.benchmarks.pairing_people import answers

from nhipcau.pairing.engine.deciding import remaining_problem as situations
from nhipcau.pairing.engine.deciding.aim_order import decide
from nhipcau.pairing.engine.deciding.problem import PairingProblem, Solution
from nhipcau.pairing.models import Aim
from nhipcau.pairing.plan.problem_builder import pose
from nhipcau.pairing.settings.pairing_input import PairingInput, QuotaSetting

QUOTAS = (
    QuotaSetting("partner", "gender", "Nữ", "Nữ", "least", 60),
    QuotaSetting("different", "place", bound="least", percent=70),
    QuotaSetting("used", "department", bound="most", percent=9),
    QuotaSetting("different", "department", bound="least", percent=95),
    QuotaSetting("used", "gender", "Nữ", bound="least", percent=55),
)
SIZES = (50, 200, 500)
COUNTS = (1, 2, 3, 5)
SEEDS = (1, 2)
AIMS: tuple[Aim, ...] = ("everyone", "fairest")


def run() -> list[Row]:
    decide(asked(50, 1, "everyone"))  # load the solvers
    return [row for size in SIZES for count in COUNTS for aim in AIMS for row in _rows(size, count, aim)]


def asked(size: int, count: int, aim: Aim, seed: int = 1) -> PairingProblem:
    """Return a programme of so many a side with the first of the quotas."""
    people = with_genders(answers(size, size, seed), seed)
    settings = replace(people.settings, rules=replace(people.settings.rules, aim=aim), quotas=QUOTAS[:count])
    return pose(situations.situation(people, settings)).problem


def with_genders(people: PairingInput, seed: int) -> PairingInput:
    """Return the programme with a gender of everyone's, drawn at random."""
    dice = random.Random(seed)
    return replace(
        people, candidates=tuple(replace(one, gender=dice.choice(("Nữ", "Nam"))) for one in people.candidates)
    )


def _rows(size: int, count: int, aim: Aim) -> list[Row]:
    """Decide every seed once: the runs of these rows are the seeds."""
    taken: list[Runs] = []
    made: list[Solution] = []
    for seed in SEEDS:
        problem = asked(size, count, aim, seed)

        def decided(problem: PairingProblem = problem) -> None:
            made.append(decide(problem, budget=budgets.MINUTE))

        taken.append(measured(decided, 1, warm=False))
    what, seconds = f"quotas, {size} a side, {count} of them, {aim}", budgets.PROVED_WITHIN.get((size, count))
    short = Runs(tuple(map(_short, made)), "%")
    rows = [
        Row(f"{what}: deciding", joined(taken), "", limit(seconds or budgets.MINUTE), budgets.QUOTAS_TIME, _said(made)),
        Row(f"{what}: short of what is possible", short, "", limit(budgets.GAP, "%"), budgets.QUOTAS_GAP),
    ]  # fmt: skip
    if seconds is not None:
        proved = Runs(tuple(float(one.proved) for one in made), "")
        rows.append(Row(f"{what}: proved", proved, "", limit(1, ""), budgets.QUOTAS_PROVED))
    return rows


def _short(plan: Solution) -> float:
    """Return by how much a plan may be short of what is possible, in percent, where that is most."""
    stages = ((plan.matched, plan.people_gap), (plan.worst or 0, plan.floor_gap), (plan.total, plan.gap))
    return max(100 * gap / max(reached + gap, 1) for reached, gap in stages)


def _said(made: list[Solution]) -> str:
    return "; ".join(
        f"{one.matched} matched, worst {one.worst}, total {one.total}, {'proved' if one.proved else _gaps(one)}"
        for one in made
    )


def _gaps(plan: Solution) -> str:
    why = "counted" if plan.counted else "TIME ENDED"
    people, shares, weakest = plan.people_gap, plan.counts_gap, plan.floor_gap
    return f"{why}, gaps: people {people}, shares {shares}, weakest {weakest}, total {plan.gap}"
