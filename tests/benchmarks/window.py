"""How long one turn of the window's thread takes: all pages and the common actions, at 2,000 and 20,000 people.

In CPU of that thread, so that other work on the machine does not count; the worst of five sittings, beside the median.
The memory held after all pages were visited is told too.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Final

from tests.benchmarks.measure import Row, shown
from tests.benchmarks.window_file import organisation

ROOT = Path(__file__).resolve().parents[2]
LONGEST: Final = {2_000: 0.1, 20_000: 0.2}
RUNS: Final = 5
MEMORY: Final = 450


def sitting(path: Path) -> dict[str, tuple[float, float]]:
    """Sit at the window once in a fresh process; return of each thing done its longest turn and all its turns."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(shutil.copy(path, name))
        environment = os.environ | {
            "PYTHONPATH": f"{ROOT / 'desktop'}{os.pathsep}{ROOT}",
            "NHIPCAU_HOME": str(Path(name) / "home"),
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }
        command = [sys.executable, "-m", "tests.benchmarks.window_visit", str(file)]
        ran = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return {what: (longest, whole) for what, (longest, whole) in json.loads(ran.stdout).items()}


def measured(people: int, runs: int = RUNS) -> dict[str, list[tuple[float, float]]]:
    """Return of each thing done what every sitting measured."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "organisation.nhipcau"
        organisation(path, people)
        for _ in range(runs):
            for what, turns in sitting(path).items():
                found[what].append(turns)
    return found


def _memory_row(what: str, people: int, held: list[tuple[float, float]]) -> Row:
    most = max(megabytes for megabytes, _ in held)
    return Row(
        f"{what}, all pages visited, {people:,} people", f"{most:.0f} MB", "the most it may hold", f"{MEMORY} MB",
        most / MEMORY, "<= 1x" if "without" in what else "", f"median {statistics.median(m for m, _ in held):.0f} MB",
    )  # fmt: skip


def _row(what: str, people: int, turns: list[tuple[float, float]]) -> Row:
    limit = LONGEST[people]
    longest = [one for one, _ in turns]
    whole = statistics.median(every for _, every in turns)
    return Row(
        f"{what}, {people:,} people", shown(max(longest)), "the longest turn allowed", shown(limit),
        max(longest) / limit, "<= 1x", f"median {shown(statistics.median(longest))}, all turns {shown(whole)}",
    )  # fmt: skip


def run() -> list[Row]:
    rows = []
    for people in LONGEST:
        for what, turns in measured(people).items():
            rows.append((_memory_row if what.startswith("memory") else _row)(what, people, turns))
    return rows
