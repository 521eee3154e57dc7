"""Score pairs one by one in plain Python, as the peers do: what they need before they can decide."""

import gc
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def timed(work: Callable[[], object], times: int, *, warm: bool = True) -> list[float]:
    """Return the seconds of processor time of several runs; a first one that loads and warms is not counted."""
    taken = []
    for _ in range(times + warm):
        gc.collect()
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return taken[warm:]


def read(path: str) -> tuple[list[Row], list[Row]]:
    """Return mentees and mentors with what they chose as sets."""
    rows: list[Row] = json.loads(Path(path).read_text(encoding="utf-8"))
    for row in rows:
        for name in ("languages", "ways", "interests", "hours", "managers"):
            row[name] = set(row[name])
    return [row for row in rows if not row["mentor"]], [row for row in rows if row["mentor"]]


def scored(mentees: list[Row], mentors: list[Row]) -> list[dict[int, int]]:
    """Return for each mentee the score with every mentor the rules allow."""
    return [
        {column: score(mentee, mentor) for column, mentor in enumerate(mentors) if allowed(mentee, mentor)}
        for mentee in mentees
    ]


def allowed(mentee: Row, mentor: Row) -> bool:
    common = mentee["ways"] & mentor["ways"]
    return (
        1 <= mentor["level"] - mentee["level"] <= 6
        and bool(mentee["languages"] & mentor["languages"])
        and bool(mentee["hours"] & mentor["hours"])
        and ("online" in common or ("in_person" in common and mentee["place"] == mentor["place"]))
        and mentor["person"] not in mentee["managers"]
        and mentee["person"] not in mentor["managers"]
    )


def score(mentee: Row, mentor: Row) -> int:
    goals, strengths = mentee["goals"], mentor["strengths"]
    wanted = sum(goals.values())
    met = sum(amount * strengths.get(goal, 0) for goal, amount in goals.items())
    shared = len(mentee["interests"] & mentor["interests"])
    hours = min(len(mentee["hours"] & mentor["hours"]), 3)
    gap = mentor["level"] - mentee["level"]
    points: int = (
        (2500 * met // (4 * wanted) if wanted else 0)
        + (500 * shared // len(mentee["interests"]) if mentee["interests"] else 0)
        + 500 * (mentee["place"] == mentor["place"])
        + 1500 * (mentee["department"] != mentor["department"])
        + 500 * (mentee["style"] == mentor["style"])
        + (0, 900, 1200, 1500)[hours]
        + (1500 if 2 <= gap <= 3 else 1000)
    )
    return points
