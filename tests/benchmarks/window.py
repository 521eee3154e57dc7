"""How long one turn of the window's thread takes: all pages and the common actions, at 2,000 and 20,000 people.

In CPU of that thread, so that other work on the machine does not count: of each of five sittings the longest turn.
The memory held before a plan is made, while it is in sight and after its page was left is told too.
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

from tests.benchmarks import budgets
from tests.benchmarks.measure import Row, Runs, limit
from tests.benchmarks.table import figure
from tests.benchmarks.window_file import organisation
from tests.benchmarks.window_visit import IN_SIGHT, LEFT, WITHOUT, Turns

ROOT = Path(__file__).resolve().parents[2]
RUNS: Final = 5
TURNS: Final = {2_000: budgets.TURNS_2000, 20_000: budgets.TURNS_20000}
LARGEST: Final = max(TURNS)
WHOLE: Final = {
    "sessions, first": (budgets.SESSIONS_VISIT, budgets.VISIT),
    "a note edited, sessions shown": (budgets.SESSIONS_EDIT, budgets.EDIT),
    "a session logged, sessions shown": (budgets.SESSIONS_EDIT, budgets.LOGGED),
}
"""What may take so many seconds of all turns together, at the smallest number of people."""


def sitting(path: Path) -> dict[str, Turns]:
    """Sit at the window once in a fresh process; return what its turns took of each thing done."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(shutil.copy(path, name))
        environment = os.environ | {
            "PYTHONPATH": f"{ROOT / 'desktop'}{os.pathsep}{ROOT}",
            "NHIPCAU_HOME": str(Path(name) / "home"),
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }
        command = [sys.executable, "-m", "tests.benchmarks.window_visit", str(file)]
        ran = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
        if ran.returncode:
            raise ChildProcessError((ran.stderr.strip().splitlines() or ["?"])[-1])
    return {what: Turns(*figures) for what, figures in json.loads(ran.stdout).items()}


def sittings(people: int, runs: int = RUNS) -> dict[str, list[Turns]]:
    """Return of each thing done what every sitting measured."""
    found: dict[str, list[Turns]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "organisation.nhipcau"
        organisation(path, people)
        for _ in range(runs):
            for what, turns in sitting(path).items():
                found[what].append(turns)
    return found


def _memory_row(what: str, people: int, held: list[Turns]) -> Row:
    """Hold what is held against the limit; with a plan in sight its scores may be added, two bytes a pair."""
    scores = 2 * (people // 2) ** 2 >> 20 if what == IN_SIGHT else 0
    targets = {WITHOUT: budgets.MEMORY, IN_SIGHT: budgets.MEMORY_PLAN, LEFT: budgets.MEMORY_LEFT}
    return Row(
        f"{what}, all pages visited, {people:,} people", Runs(tuple(one.longest for one in held), "MB"),
        "the most it may hold", limit(budgets.MEGABYTES_HELD + scores, "MB"),
        targets[what] if people == LARGEST else None,
        f"of these {scores} MB for the scores" if scores else "",
    )  # fmt: skip


def _row(what: str, people: int, turns: list[Turns]) -> Row:
    longest = Runs(tuple(one.longest for one in turns), wall=tuple(one.wall for one in turns))
    whole = statistics.median(one.whole for one in turns)
    return Row(
        f"{what}, {people:,} people", longest, "the longest turn allowed", limit(budgets.LONGEST_TURN[people]),
        TURNS[people],
        f"all turns {figure(whole)}",
    )  # fmt: skip


def run() -> list[Row]:
    rows = []
    for people in TURNS:
        for what, turns in sittings(people).items():
            rows.append((_memory_row if what.startswith("memory") else _row)(what, people, turns))
            if what in WHOLE and people == min(TURNS):
                rows.append(_whole_row(what, people, turns))
    return rows


def _whole_row(what: str, people: int, turns: list[Turns]) -> Row:
    seconds, target = WHOLE[what]
    whole = Runs(tuple(one.whole for one in turns))
    return Row(f"{what}, {people:,} people: all turns", whole, "allowed in all", limit(seconds), target)
