"""How the benchmarks measure: ratios of the fastest of a few runs, in one process, on one input."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


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


def in_turns(*works: Callable[[], object], times: int = 3) -> list[float]:
    """Return the least wall time of each work, in seconds; taken in turns, so that a busy moment hits all alike."""
    best = [float("inf")] * len(works)
    for _ in range(times):
        for place, work in enumerate(works):
            best[place] = min(best[place], fastest(work, times=1))
    return best


def peak_memory() -> int:
    """Return the most memory this process has held, in MB; 0 where the system does not tell.

    Not `getrusage`: its figure survives exec and so remembers the process that started this one.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def shown(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 10 else f"{seconds:.1f} s"
