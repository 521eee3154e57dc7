"""10,000 x 10,000 in a process of its own: `python -m tests.benchmarks.pairing_large SIZE TIMES` prints its figures."""

import gc
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.benchmarks.measure import Runs

    from nhipcau.pairing.engine.deciding.assignment import Assignment
    from nhipcau.pairing.engine.deciding.remaining_problem import Situation


def main() -> None:
    size, times = int(sys.argv[1]), int(sys.argv[2])
    from tests.benchmarks.measure import in_turns, peak_memory
    from tests.benchmarks.pairing_people import answers

    people = answers(size, size)
    from nhipcau.pairing.engine.deciding import remaining_problem as situations
    from nhipcau.pairing.engine.deciding.assignment import Assignment, assign
    from nhipcau.pairing.engine.scoring.scores import _product
    from nhipcau.pairing.plan.pairing_session import PairingSession
    from nhipcau.pairing.plan.plan_request import solve

    solve(answers(20, 20))  # load the engine
    session = PairingSession()
    few = session.situation(answers(1_000, 1_000), None)
    assign(few.open_scores(), few.places)
    del few
    session.close()  # what the libraries keep for themselves is there now
    before = _held()
    scoring: list[float] = []
    deciding: list[float] = []
    made: list[Assignment] = []

    def ours() -> None:
        session.close()
        made.clear()
        began = time.process_time()
        standing = session.situation(people, None)
        scored = time.process_time()
        made.append(assign(standing.open_scores(), standing.places))
        scoring.append(scored - began)
        deciding.append(time.process_time() - scored)

    ours()  # not counted
    peak, matched, proved = peak_memory(), int((made[0].partner >= 0).sum()), made[0].proved
    again = _again(session.situation(people, None), made[0], times)
    made.clear()
    session.close()
    kept = _held()
    left, right = _product(situations.situation(people, None).scoring.encoded, size, size)
    taken, product = in_turns(ours, lambda: left @ right.T, times=times, warm=False)
    found = {
        "ours": taken.figures, "ours_wall": taken.wall, "product": product.figures, "product_wall": product.wall,
        "scoring": scoring[1:], "deciding": deciding[1:], "proved": proved,
        "matched": matched, "peak": peak, "before": before, "kept": kept,
        "again": again.figures, "again_wall": again.wall,
    }  # fmt: skip
    print(json.dumps(found))


def _again(standing: "Situation", made: "Assignment", times: int) -> "Runs":
    """Measure deciding once more by the prices that are known."""
    from tests.benchmarks.measure import measured

    from nhipcau.pairing.engine.deciding.assignment import Start, assign

    start = Start(made.prices)
    return measured(lambda: assign(standing.open_scores(), standing.places, start=start), times, warm=False)


def _held() -> int:
    """Return what this process holds now, in MB; 0 where the system does not tell."""
    gc.collect()
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmRSS"))


if __name__ == "__main__":
    main()
