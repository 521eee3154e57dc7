"""What became of each mutant: a file that a stopped run goes on from, and the sum."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.mutation.listed import Key
from tests.mutation.mutant import Mutant
from tests.mutation.trying import Result


class Results:
    """One line of JSON for each mutant, written at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        self._known = {tuple(row["key"]): Result(**row["result"]) for row in rows}

    def get(self, key: Key, occurrence: int) -> Result | None:
        return self._known.get((*key, occurrence))

    def add(self, mutant: Mutant, occurrence: int, result: Result, seconds: float) -> None:
        """Keep what became of a mutant; `occurrence` tells it from others that look the same."""
        values = {name: getattr(result, name) for name in Result.__slots__}
        row = {
            "key": [*mutant.key, occurrence],
            "line": mutant.lines[0],
            "result": values,
            "seconds": round(seconds, 2),
        }
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def told(mutant: Mutant, result: Result, reason: str | None) -> str:
    """Return the line about one mutant."""
    outcome = "may live" if reason is not None and result.lives else result.outcome
    tests = f" [{result.ran} of {result.covering} tests]" if outcome == "survived" else ""
    return f"{outcome:<12}{mutant}{tests}"


def summed(found: Sequence[tuple[Mutant, Result]], known: Mapping[Key, str]) -> list[str]:
    """Return the closing lines. One that never ends differs for all to see: it counts as killed."""
    counts = Counter(
        "may live"
        if mutant.key in known and result.outcome in ("survived", "not covered")
        else result.outcome
        for mutant, result in found
    )
    told_apart = counts["killed"] + counts["timed out"]
    whole = len(found)
    names = ("killed", "timed out", "survived", "not covered", "may live")
    lines = [f"{whole} mutants: " + ", ".join(f"{counts[name]} {name}" for name in names)]
    if whole:
        open_ones = whole - counts["may live"]
        lines.append(
            f"killed: {told_apart / whole:.1%} of all"
            + (f", {told_apart / open_ones:.1%} of those not listed as allowed to live" if open_ones else "")
        )
    return lines
