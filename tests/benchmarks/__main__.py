"""Measure: `python -m tests.benchmarks [ROOM …]` in the project folder; the rooms are in `ROOMS`, all by default.

`--write FILE` also writes the table as Markdown, after every room again, so that what was measured is kept.
`--against REVISION` measures importing also against an earlier revision of the program.
Nothing here is a test: a ratio that misses its target is said, not failed, and so is a room that fails.
"""

import argparse
import os
import time
from pathlib import Path

from tests.benchmarks import table
from tests.benchmarks.importing import AGAINST
from tests.benchmarks.measure import Row
from tests.benchmarks.one_room import rows_of

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
    "own_tests",
)


def main(arguments: list[str] | None = None) -> int:
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
        rows += rows_of(name)
        moments.append(table.moment())
        print(f"  {time.perf_counter() - began:.0f} s", flush=True)
        if asked.write:
            table.write(asked.write, rows, moments)
    print("\n".join(("", *table.head(moments, rows), "", table.text(rows))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
