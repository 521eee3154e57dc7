"""Measure: `python -m tests.benchmarks [ROOM …]` in the project folder; the rooms are in `ROOMS`, all by default.

`--write FILE` also writes the table as Markdown, after every room again, so that what was measured is kept.
`--against REVISION` measures importing also against an earlier revision of the program.
Nothing here is a test: a ratio that misses its target is said, not failed, and so is a room that fails.
"""

import argparse
import importlib
import os
import sys
import time
from pathlib import Path

from tests.benchmarks import table
from tests.benchmarks.importing import AGAINST
from tests.benchmarks.measure import Row, not_measured

ROOMS = (
    "pairing",
    "pairing_peers",
    "groups",
    "quotas",
    "all_rules",
    "importing",
    "workbooks",
    "data_file",
    "writing",
    "waiting",
    "looks",
    "starting",
    "columns",
    "reading",
    "window",
    "lists",
)


def main(arguments: list[str] | None = None) -> int:
    sys.path.insert(0, "desktop")
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("rooms", nargs="*", metavar="ROOM", default=ROOMS)
    parser.add_argument("--against", default="", metavar="REVISION")
    parser.add_argument("--write", type=Path, metavar="FILE")
    asked = parser.parse_args(arguments)
    os.environ[AGAINST] = asked.against
    rows: list[Row] = []
    moments = [table.moment()]
    for name in asked.rooms or ROOMS:
        print(f"measuring {name} …", flush=True)
        began = time.perf_counter()
        rows += _rows(name)
        moments.append(table.moment())
        print(f"  {time.perf_counter() - began:.0f} s", flush=True)
        if asked.write:
            table.write(asked.write, rows, moments)
    print("\n".join(("", *table.head(moments, rows), "", table.text(rows))))
    return 0


def _rows(room: str) -> list[Row]:
    """Measure one room; one that breaks is a line of the table, so that the others are measured."""
    try:
        rows: list[Row] = importlib.import_module(f"tests.benchmarks.{room}").run()
    except Exception as error:  # noqa: BLE001 - whatever a room fails with belongs in the table
        return [not_measured(f"room {room}", "", None, f"{type(error).__name__}: {error}")]
    return rows


if __name__ == "__main__":
    raise SystemExit(main())
