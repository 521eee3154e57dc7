"""How the benchmarks measure: several runs of each work by turns, in processor time with wall time beside it.

A room is a module with `run() -> list[Row]`. What it needs of this one:

    ours, theirs = in_turns(our_work, their_work)           # or Runs(figures) where it measures by itself
    Row("one step", ours, "raw sqlite3", theirs, at_most(5))
    Row("longest turn", Runs(turns), "a tenth of a second", limit(0.1), at_most(1))
    Row("people matched", Runs((199,), ""), "scipy", Runs((199,), ""), at_least(1))
    Row("a plan", ours, "OR-Tools", theirs, faster(20))
    not_measured("a plan", "OR-Tools", faster(20), "the registry cannot be reached")

Never the best of several runs: the table shows the median and the worst.
"""

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

TIMES: Final = 5
"""How often a work is run where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Runs:
    """What several runs of one work took: seconds of processor time, or figures in another unit."""

    figures: tuple[float, ...]
    unit: str = "s"
    wall: tuple[float, ...] = ()
    """Seconds of wall time, where the figures are processor time."""

    @property
    def median(self) -> float:
        return statistics.median(self.figures)


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked of the ratio: ours over theirs at most or at least, or theirs over ours at least."""

    kind: Literal["at most", "at least", "faster"]
    bound: float

    def allows(self, ratio: float) -> bool:
        """Tell whether a ratio, taken the way this target takes it, is good enough."""
        return ratio <= self.bound if self.kind == "at most" else ratio >= self.bound


def at_most(bound: float) -> Target:
    """Ask that ours takes at most so many times theirs."""
    return Target("at most", bound)


def at_least(bound: float) -> Target:
    """Ask that ours reaches at least so many times theirs, where more is better."""
    return Target("at least", bound)


def faster(bound: float) -> Target:
    """Ask that theirs takes at least so many times ours."""
    return Target("faster", bound)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: ours against theirs, at the median and at the worst of ours.

    The ratio is ours over theirs, but theirs over ours where the target asks to be so many times faster.
    Without theirs there is no ratio; without ours nothing was measured and the note says why.
    """

    what: str
    ours: Runs | None
    against: str = ""
    theirs: Runs | None = None
    target: Target | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return None if self.ours is None else self._over_theirs(self.ours.median)

    @property
    def worst_ratio(self) -> float | None:
        return None if self.worst is None else self._over_theirs(self.worst)

    @property
    def worst(self) -> float | None:
        """The worst of our figures: the largest, or the least where more is better."""
        if self.ours is None:
            return None
        more_is_better = self.target is not None and self.target.kind == "at least"
        return (min if more_is_better else max)(self.ours.figures)

    @property
    def met(self) -> bool | None:
        """Whether the median is good enough; None without a target or a measurement."""
        return self._allowed(self.ratio)

    @property
    def met_at_worst(self) -> bool | None:
        return self._allowed(self.worst_ratio)

    def _over_theirs(self, ours: float) -> float | None:
        if self.theirs is None:
            return None
        above, below = ours, self.theirs.median
        if self.target is not None and self.target.kind == "faster":
            above, below = below, above
        return above / below if below else float("inf")

    def _allowed(self, ratio: float | None) -> bool | None:
        return None if self.target is None or ratio is None else self.target.allows(ratio)


def not_measured(what: str, against: str, target: Target | None, why: str) -> Row:
    """Return a row that says why there is nothing to show."""
    return Row(what, None, against, None, target, f"not measured: {why}")


def limit(figure: float, unit: str = "s") -> Runs:
    """Return a fixed figure to be held against: a tenth of a second, so many MB."""
    return Runs((figure,), unit)


def joined(parts: Iterable[Runs]) -> Runs:
    """Return the runs of several inputs, or of several turns, as one."""
    known = list(parts)
    return Runs(
        tuple(figure for one in known for figure in one.figures),
        known[0].unit,
        tuple(wall for one in known for wall in one.wall),
    )


def measured(work: Callable[[], object], times: int = TIMES, *, warm: bool = True) -> Runs:
    """Run a work several times; a first run that loads modules and fills caches is not counted."""
    return in_turns(work, times=times, warm=warm)[0]


def in_turns(
    *works: Callable[[], object], times: int = TIMES, warm: bool = True, collect: bool = True
) -> list[Runs]:
    """Run several works by turns, so that a busy moment hits all alike; short ones without a collection before each."""
    if warm:
        for work in works:
            work()
    taken: list[list[tuple[float, float]]] = [[] for _ in works]
    for _ in range(times):
        for place, work in enumerate(works):
            if collect:
                gc.collect()
            taken[place].append(_one(work))
    return [Runs(tuple(cpu for cpu, _ in one), wall=tuple(wall for _, wall in one)) for one in taken]


def _one(work: Callable[[], object]) -> tuple[float, float]:
    """Return processor and wall time of one run."""
    began, started = time.perf_counter(), processor_time()
    work()
    return processor_time() - started, time.perf_counter() - began


def processor_time() -> float:
    """Return the seconds of this process with all its threads, and of its children that have ended.

    The children's are in steps of a hundredth of a second, and 0 on Windows.
    """
    spent = os.times()
    return time.process_time() + spent.children_user + spent.children_system


def peak_memory() -> int:
    """Return the most memory this process has held, in MB; 0 where the system does not tell.

    Not `getrusage`: its figure survives exec and so remembers the process that started this one.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM"))
