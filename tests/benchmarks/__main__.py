"""Measure: `python -m tests.benchmarks [ROOM …]` in the project folder; the rooms are in `ROOMS`, all by default.

`--against REVISION` measures importing also against an earlier revision of the program.
Prints a table of ratios. Nothing here is a test: a ratio that misses its target is said, not failed.
"""

import argparse
import importlib
import os
import sys

from tests.benchmarks.importing import AGAINST
from tests.benchmarks.measure import Row

ROOMS = (
    "pairing",
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


def main() -> int:
    sys.path.insert(0, "desktop")
    rows: list[Row] = []
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("rooms", nargs="*", metavar="ROOM", default=ROOMS)
    parser.add_argument("--against", default="", metavar="REVISION")
    asked = parser.parse_args()
    os.environ[AGAINST] = asked.against
    for name in asked.rooms or ROOMS:
        print(f"measuring {name} …", flush=True)
        rows += importlib.import_module(f"tests.benchmarks.{name}").run()
    headings = ("what", "ours", "against", "theirs", "ratio", "target", "note")
    lines = [
        (row.what, row.ours, row.against, row.theirs, f"{row.ratio:.2f}x", row.target, row.note)
        for row in rows
    ]
    widths = [max(len(line[column]) for line in [headings, *lines]) for column in range(len(headings))]
    for line in [headings, *lines]:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
