"""The table of all that was measured: on the screen, and as a Markdown file for a closing note."""

import datetime as dt
import os
import platform
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks.measure import Row, Runs, Target

HEADINGS: Final = (
    "what", "ours", "worst", "wall", "against", "theirs", "ratio", "at worst", "target", "met", "note",
)  # fmt: skip
_NUMBERS: Final = frozenset(("ours", "worst", "wall", "theirs", "ratio", "at worst", "target"))
_READ: Final = (
    "Figures are processor time where no other unit is said: the median of several runs, the worst of them, and the"
    " median of their wall time. Ratios are ours over theirs, or theirs over ours where the target says faster; at"
    " worst, with our worst run against the median of theirs."
)
_SPIN: Final = 0.2
_BUSY_SHARE: Final = 0.9
_WAITED: Final = 1.5


@dataclass(frozen=True, slots=True)
class Moment:
    """How busy the machine was at one moment: the share of a core a busy loop was given, and the load average."""

    share: float
    load: float | None


def moment() -> Moment:
    """Spin for a fifth of a second and look how much of it was ours."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    began, started = time.perf_counter(), time.process_time()
    while time.perf_counter() - began < _SPIN:
        pass
    return Moment(min(1.0, (time.process_time() - started) / (time.perf_counter() - began)), load)


def head(moments: Sequence[Moment], rows: Sequence[Row]) -> list[str]:
    """Say where and when this was measured, and whether something else kept the machine busy meanwhile."""
    now, system = dt.datetime.now(dt.UTC), f"{platform.system()} {platform.machine()}"
    lines = [
        f"Measured {now:%Y-%m-%d %H:%M} UTC: {system}, {os.cpu_count()} cores, Python {platform.python_version()}.",
        _READ,
    ]
    if moments:
        lines.append(_load(moments))
    waited = [row for row in rows if _waited(row)]
    if waited:
        lines.append(
            f"In {len(waited)} rows (wall time marked !) wall time is above {_WAITED:g} times the processor time:"
            " the work waited for something, or another process had the processor."
        )
    return lines


def _load(moments: Sequence[Moment]) -> str:
    least, middle = min(one.share for one in moments), statistics.median(one.share for one in moments)
    loads = [one.load for one in moments if one.load is not None]
    said = f"a busy loop was given {middle:.0%} of a core at the median and {least:.0%} at the least"
    if loads:
        said += f"; load average {min(loads):.1f} to {max(loads):.1f}"
    busy = least < _BUSY_SHARE or (bool(loads) and loads[0] > 1)
    return ("**UNDER LOAD**: " if busy else "Idle machine: ") + said + "."


def _waited(row: Row) -> bool:
    runs = row.ours
    return runs is not None and bool(runs.wall) and statistics.median(runs.wall) > _WAITED * runs.median


def cells(row: Row) -> tuple[str, ...]:
    """Return a row as it is shown."""
    ours, theirs = row.ours, row.theirs
    unit = ours.unit if ours else ""
    wall = (
        f"{figure(statistics.median(ours.wall), 's')}{' !' if _waited(row) else ''}"
        if ours and ours.wall
        else ""
    )
    return (
        row.what,
        figure(ours.median, unit) if ours else "–",
        figure(row.worst, unit) if ours and row.worst is not None and len(ours.figures) > 1 else "",
        wall,
        row.against,
        _median(theirs),
        times(row.ratio),
        times(row.worst_ratio) if ours and len(ours.figures) > 1 else "",
        target(row.target),
        _met(row),
        row.note,
    )


def _median(runs: Runs | None) -> str:
    return figure(runs.median, runs.unit) if runs else "–"


def _met(row: Row) -> str:
    if row.met is None:
        return "–"
    if row.met and not row.met_at_worst:
        return "at the median"
    return "yes" if row.met else "NO"


def figure(value: float, unit: str = "s") -> str:
    """Show a figure in its unit; seconds as the unit that reads best."""
    if unit != "s":
        return f"{digits(value)} {unit}".rstrip()
    for least, name, each in ((10, "s", 1), (0.001, "ms", 1e3)):
        if value >= least:
            return f"{digits(value * each)} {name}"
    return f"{digits(value * 1e6)} µs"


def digits(value: float) -> str:
    """Show three digits of a number, all of them where it has more before the point."""
    if not value or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:#.3g}".rstrip(".")


def times(ratio: float | None) -> str:
    return "–" if ratio is None else f"{digits(ratio)}×"


def target(asked: Target | None) -> str:
    if asked is None:
        return "–"
    sign = "≤" if asked.kind == "at most" else "≥"
    return f"{sign} {asked.bound:g}×{' faster' if asked.kind == 'faster' else ''}"


def text(rows: Sequence[Row]) -> str:
    """Return the table for a terminal."""
    lines = [HEADINGS, *map(cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    aligned = [[name in _NUMBERS and place != 0 for place, name in enumerate(HEADINGS)]] * len(lines)
    return "\n".join(
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, rights, strict=True)
        ).rstrip()
        for line, rights in zip(lines, aligned, strict=True)
    )


def markdown(rows: Sequence[Row], moments: Sequence[Moment] = ()) -> str:
    """Return the head and the table as Markdown."""
    rule = "|".join("---:" if name in _NUMBERS else "---" for name in HEADINGS)
    lines = [f"| {' | '.join(HEADINGS)} |", f"|{rule}|"]
    lines += [f"| {' | '.join(cell.replace('|', '/') for cell in cells(row))} |" for row in rows]
    missed = sum(row.met is False for row in rows)
    measured = sum(row.met is not None for row in rows)
    worst = sum(row.met_at_worst is True for row in rows)
    summary = f"{measured - missed} of {measured} targets met at the median. At the worst run: {worst}."
    return "\n\n".join(["# Benchmarks", *head(moments, rows), summary, "\n".join(lines)]) + "\n"


def write(path: Path, rows: Sequence[Row], moments: Sequence[Moment] = ()) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(markdown(rows, moments), encoding="utf-8")
