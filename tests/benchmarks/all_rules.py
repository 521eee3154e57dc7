"""Everything together at hundreds a side: our time, and whether what is claimed holds against all pairs written down.

The independent programme needs up to minutes a case: for the nightly run, not for the suite.
"""

from time import process_time

from tests.benchmarks.measure import Row, shown
from tests.support.all_rules_milp import Undecided, best_of_all, check_claims
from tests.support.large_problems import adversarial, everything, posed

from nhipcau.pairing.engine.deciding import decide
from nhipcau.pairing.engine.problem import Problem

CASES = 12


def run() -> list[Row]:
    made = [_measured(f"everything, 100 a side, {k}", posed(everything(100 + k, 100))) for k in range(CASES)]
    made += [_measured(f"misleading, 100 a side, {k}", adversarial(40 + k, 100)) for k in range(CASES)]
    made += [_measured(f"everything, 200 a side, {k}", posed(everything(200 + k, 200))) for k in range(CASES)]
    made += [_measured(f"everything, 300 a side, {k}", posed(everything(300 + k, 300))) for k in range(4)]
    return made


def _measured(what: str, problem: Problem) -> Row:
    start = process_time()
    made = decide(problem)
    ours = process_time() - start
    start = process_time()
    try:
        check_claims(problem, made, best_of_all(problem), what)
        held = "claims hold"
    except Undecided:
        held = "the other did not end"
    except AssertionError as wrong:
        held = f"WRONG: {wrong}"
    theirs = process_time() - start
    gaps = f"gaps {made.people_gap}, {made.counts_gap}, {made.floor_gap}, {made.gap}"
    note = f"{problem.aim}, {made.matched} matched, {'proved' if made.proved else gaps}, {held}"
    ratio = ours / max(theirs, 1e-9)
    return Row(what, shown(ours), "scipy milp, all pairs", shown(theirs), ratio, "claims hold", note)
