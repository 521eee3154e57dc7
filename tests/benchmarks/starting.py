"""Start to the first painted window, and until a file of 100 people is shown, against a bare QMainWindow.

It is a start like any other: preferences were saved before, and name the file that was open last. Counted in
instructions where `perf stat` or valgrind works, since those do not depend on what else the machine does.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import budgets
from tests.benchmarks.measure import Row, Runs, measured

TIMES = 3
ROOT = Path(__file__).resolve().parents[2]
BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""
OURS = """
import sys
sys.argv = ["nhipcau"]
from nhipcau.shell.startup.start import run
raise SystemExit(run(None, leave_after={after!r}))
"""


PEOPLE = 100


def _fill(home: Path) -> None:
    """Leave behind what an earlier session does: a file with people in a programme, and preferences that name it."""
    from tests.benchmarks.workbooks import programme_of

    from nhipcau.common.preferences import Preferences, save

    database, programme_id = programme_of(home, PEOPLE)
    database.close()
    preferences = Preferences(last_programme=programme_id)
    preferences.remember_file(database.path)
    assert save(preferences, home / "preferences.toml")


def _run(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def _environment(home: str) -> dict[str, str]:
    platform = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return inherited | {
        "PYTHONPATH": str(ROOT / "desktop"),
        "NHIPCAU_HOME": home,
        "QT_QPA_PLATFORM": platform,
        "PYTHONHASHSEED": "0",
    }


def _instructions(code: str, environment: dict[str, str]) -> float | None:
    """Return the instructions of one run in millions, or None where they cannot be counted."""
    counters = (
        ("perf", ["stat", "-x", ",", "-e", "instructions:u"], r"^(\d+),.*instructions"),
        ("valgrind", ["--tool=callgrind", f"--callgrind-out-file={os.devnull}"], r"Collected : (\d+)"),
    )
    for name, options, pattern in counters:
        tool = shutil.which(name)
        if tool is None:
            continue
        counted = subprocess.run(
            [tool, *options, *_run(code)], env=environment, capture_output=True, text=True, check=False
        )
        found = re.search(pattern, counted.stderr, re.MULTILINE)
        if found:
            return int(found[1]) / 1e6
    return None


def _measure(code: str, environment: dict[str, str]) -> Runs:
    """Return a few runs; one before them leaves compiled modules behind."""

    def once() -> None:
        subprocess.run(_run(code), env=environment, check=True, capture_output=True)

    once()
    counts = [_instructions(code, environment) for _ in range(TIMES)]
    counted = tuple(count for count in counts if count is not None)
    return Runs(counted, "M instructions") if counted else measured(once, warm=False)


def _peak_memory(code: str, environment: dict[str, str]) -> int:
    """Return the most memory one run holds in MB, or 0 where the system does not tell."""
    wrapped = code.replace("raise SystemExit(", "code = (")
    report = "\nfrom tests.benchmarks.measure import peak_memory; print('peak', peak_memory())"
    paths = {"PYTHONPATH": f"{ROOT / 'desktop'}{os.pathsep}{ROOT}"}
    result = subprocess.run(
        _run(wrapped + report), env=environment | paths, capture_output=True, text=True, check=False
    )
    found = re.search(r"^peak (\d+)$", result.stdout, re.MULTILINE)
    return int(found[1]) if found else 0


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as home:
        environment = _environment(home)
        _fill(Path(home))
        bare, bare_memory = _measure(BARE, environment), _peak_memory(BARE, environment)
        rows = []
        for after, what, target in (
            ("paint", "start to first paint", budgets.FIRST_PAINT),
            ("data", f"start until {PEOPLE} people are there", budgets.PEOPLE_SHOWN),
        ):
            code = OURS.format(after=after)
            memory = Runs((_peak_memory(code, environment),), "MB")
            rows += [
                Row(what, _measure(code, environment), "bare QMainWindow", bare, target),
                Row(f"{what}: memory", memory, "bare QMainWindow", Runs((bare_memory,), "MB")),
            ]
        return rows
