"""Measure one room in a process of its own: `python -m tests.benchmarks.one_room ROOM FILE` writes its rows as JSON.

So no room finds what another has left behind, and one that takes its process with it leaves the others measured.
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.benchmarks import budgets
from tests.benchmarks.measure import Row, Runs, Target, not_measured

ROOT = Path(__file__).resolve().parents[2]


def rows_of(room: str) -> list[Row]:
    """Measure a room in a process of its own; one that breaks is a line of the table."""
    environment = os.environ | {
        "PYTHONPATH": f"{ROOT / 'desktop'}{os.pathsep}{ROOT}",
        "OPENBLAS_NUM_THREADS": "1",  # as the program has it: numpy may be loaded before it could say so
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "rows.json"
        command = [sys.executable, "-m", "tests.benchmarks.one_room", room, str(written)]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, check=False
        )
        if not done.returncode:
            return [row_from(known) for known in json.loads(written.read_text(encoding="utf-8"))]
    said = (done.stderr.strip().splitlines() or ["?"])[-1]
    return [not_measured(f"room {room}", "", None, f"its process ended with {done.returncode}: {said[:100]}")]


def row_from(known: Mapping[str, Any]) -> Row:
    """Return the row that was written with `asdict`."""
    ours, theirs, target = (known[name] for name in ("ours", "theirs", "target"))
    return Row(
        known["what"],
        _runs(ours),
        known["against"],
        _runs(theirs),
        None if target is None else Target(**target),
        known["note"],
    )


def _runs(known: Mapping[str, Any] | None) -> Runs | None:
    return None if known is None else Runs(tuple(known["figures"]), known["unit"], tuple(known["wall"]))


def measured_here(room: str) -> list[Row]:
    """Measure a room, and name every budget of it that no row holds."""
    try:
        rows: list[Row] = importlib.import_module(f"tests.benchmarks.{room}").run()
    except Exception as error:  # noqa: BLE001 - whatever a room fails with belongs in the table
        rows = [not_measured(f"room {room}", "", None, f"{type(error).__name__}: {error}")]
    return [*rows, *budgets.without_row(room, rows)]


def main(arguments: Sequence[str]) -> int:
    room, path = arguments
    rows = [asdict(row) for row in measured_here(room)]
    Path(path).write_text(json.dumps(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
