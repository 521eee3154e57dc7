"""Everything together at hundreds a side: our time, and whether what is claimed holds against all pairs written down.

The independent programme needs up to minutes a case: for the nightly run, not for the suite.
"""

from collections.abc import Callable
from typing import Final

from tests.benchmarks import budgets
from tests.benchmarks.measure import Row, Runs, in_turns, joined, limit
from tests.support.all_rules_milp import Undecided, best_of_all, check_claims
from tests.support.large_problems import adversarial, everything, posed, wanted_by_all

from nhipcau.pairing.engine.deciding.aim_order import decide
from nhipcau.pairing.engine.deciding.problem import PairingProblem, Solution

KINDS: Final[tuple[tuple[str, int, Callable[[int], PairingProblem]], ...]] = (
    ("everything together, 100 a side", 12, lambda k: posed(everything(100 + k, 100))),
    ("misleading, 100 a side", 12, lambda k: adversarial(40 + k, 100)),
    ("several mentors, all want the same, 60 a side", 12, lambda k: wanted_by_all(k, 60)),
    ("everything together, 200 a side", 12, lambda k: posed(everything(200 + k, 200))),
    ("everything together, 300 a side", 4, lambda k: posed(everything(300 + k, 300))),
)
WRONG: Final = "WRONG"


def run() -> list[Row]:
    decide(adversarial(1, 20))  # load the solvers
    return [row for what, cases, make in KINDS for row in _rows(what, [make(k) for k in range(cases)])]


def _rows(what: str, problems: list[PairingProblem]) -> list[Row]:
    """Decide every case once: the runs of these rows are the cases."""
    ours: list[Runs] = []
    theirs: list[Runs] = []
    made: list[Solution] = []
    found: list[str] = []
    for number, problem in enumerate(problems):

        def decided(problem: PairingProblem = problem) -> None:
            made.append(decide(problem))

        def checked(problem: PairingProblem = problem, number: int = number) -> None:
            found.append(_said(problem, made[-1], f"{what}, {number}"))

        mine, scipys = in_turns(decided, checked, times=1, warm=False)
        ours.append(mine)
        theirs.append(scipys)
    holds = Runs(tuple(float(not one.startswith(WRONG)) for one in found), "")
    proved = f"{sum(one.proved for one in made)} of {len(made)} proved"
    return [
        Row(f"{what}: deciding", joined(ours), "scipy milp, all pairs", joined(theirs), note=proved),
        Row(f"{what}: what is claimed holds", holds, "", limit(1, ""), budgets.CLAIMS, "; ".join(filter(None, found))),
    ]  # fmt: skip


def _said(problem: PairingProblem, made: Solution, what: str) -> str:
    """Return what is to be said against the plan, or that nothing can be."""
    try:
        check_claims(problem, made, best_of_all(problem), what)
    except Undecided:
        return f"{what}: the other did not end"
    except AssertionError as wrong:
        return f"{WRONG}: {wrong}"
    return ""
