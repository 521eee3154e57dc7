"""How the benchmarks measure: ratios of the fastest of a few runs, in one process, on one input."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `ratio` is ours over theirs unless `higher_is_better` (theirs over ours)."""

    what: str
    ours: str
    against: str
    theirs: str
    ratio: float
    target: str
    note: str = ""


def fastest(work: Callable[[], object], times: int = 3) -> float:
    """Return the least wall time of a few runs, in seconds."""
    best = float("inf")
    for _ in range(times):
        gc.collect()
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def shown(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 10 else f"{seconds:.1f} s"
