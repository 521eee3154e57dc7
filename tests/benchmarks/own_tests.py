"""How long one waits for the program's own tests, the fast ones and all, on every core there is."""

import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks import budgets
from tests.benchmarks.measure import Row, Runs, Target, limit, not_measured

ROOT = Path(__file__).resolve().parents[2]
FAST, ALL = "not slow and not nightly", "not nightly"
AT_MOST = 3_600


def run() -> list[Row]:
    return [
        _row("the fast tests", FAST, budgets.FAST_TESTS_SECONDS, budgets.FAST_TESTS),
        _row("all tests", ALL, budgets.ALL_TESTS_SECONDS, budgets.ALL_TESTS),
    ]


def _row(what: str, which: str, seconds: float, target: Target) -> Row:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal", "-m", which]
    began = time.perf_counter()
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=AT_MOST)
    except subprocess.TimeoutExpired:
        return not_measured(what, "", target, "they took more than an hour")
    taken = Runs((time.perf_counter() - began,), "s of waiting")
    said = (done.stdout.strip() or done.stderr.strip() or "?").splitlines()[-1].strip("= ")
    if done.returncode:
        return not_measured(what, "", target, said[:100])
    return Row(what, taken, "", limit(seconds, taken.unit), target, said[:100])
