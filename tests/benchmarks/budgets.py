"""Every budget of the program in one place: what is asked, of which row of which room; the rooms take it from here.

A budget is a ratio: against something that does the same work, or, `at_most(1)`, against a fixed figure below.
What no room measures is kept by a test, named at the end.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

from tests.benchmarks.measure import Row, Target, at_least, at_most, faster, not_measured


@dataclass(frozen=True, slots=True)
class Budget:
    """What is asked of the rows of a room whose name has this pattern."""

    room: str
    row: str
    target: Target

    def is_held_by(self, row: Row) -> bool:
        return row.target is self.target and fnmatchcase(row.what, self.row)


BUDGETS: Final[list[Budget]] = []


def _of(room: str, row: str, target: Target) -> Target:
    BUDGETS.append(Budget(room, row, target))
    return target


def without_row(room: str, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield a line for every budget of a room that none of its rows holds."""
    made = list(rows)
    for budget in BUDGETS:
        if budget.room == room and not any(map(budget.is_held_by, made)):
            yield not_measured(budget.row, "", budget.target, "the room has no such row")


# Opening the program, its files going in and out

FIRST_PAINT: Final = _of("starting", "start to first paint", at_most(1.8))
PEOPLE_SHOWN: Final = _of("starting", "start until 100 people are there", at_most(5.5))
PREVIEW: Final = _of("importing", "10,000 answers to preview", at_most(4))
KNOWN_WORK: Final = _of("importing", "10,000 answers to preview, all known: work", at_most(4))
KNOWN_WAIT: Final = _of("importing", "10,000 answers to preview, all known: wait", at_most(4))
READING: Final = _of("workbooks", "read * rows x *", at_most(2))
SENDING: Final = _of("workbooks", "send a programme of 10,000 people", at_most(4))
STYLED: Final = _of("workbooks", "write * rows x *", at_most(1.2))
MERGING: Final = _of("workbooks", "merge preview of 10,000 rows", at_most(2))

# Writing and reading the file

SECONDS_APPLIED: Final = 5.0
MEGABYTES_LEFT: Final = 2.0
STEP: Final = _of("data_file", "one step", at_most(5))
LOOK: Final = _of("data_file", "a look at the file before a step", at_most(0.01))
STATEMENT: Final = _of("writing", "a step of one statement", at_most(2))
BULK: Final = _of("writing", "a step of 10,000 rows in bulk", at_most(2))
SESSION: Final = _of("writing", "a step of one row through the session", at_most(5))
ADDED: Final = _of("writing", "a step of a service: a person added", at_most(5))
CHANGED: Final = _of("writing", "a step of a service: a person changed", at_most(5))
APPLIED: Final = _of("writing", "10,000 rows of a workbook", at_most(3))
APPLIED_SOON: Final = _of("writing", "10,000 rows of a workbook, in seconds", at_most(1))
MANAGERS: Final = _of("writing", "10,000 changed managers", at_most(1.3))
REMOVED: Final = _of("writing", "10,000 removed rows", at_most(1.3))
TAKEN_IN: Final = _of("writing", "10,000 answers taken in", at_most(1.5))
FILE_SIZE: Final = _of("writing", "file of 100 people after 2,000 steps, *", at_most(1))
PARTICIPANTS: Final = _of("lists", "list of 100,000 participants", at_most(1.6))
SESSION_LOG: Final = _of("lists", "log of 100,000 sessions, *", at_most(1.6))

# The window

LONGEST_TURN: Final = {2_000: 0.1, 20_000: 0.2}
"""Seconds of processor time a turn of the window's thread may take, by the number of people."""
SESSIONS_VISIT, SESSIONS_EDIT = 0.1, 0.05
MEGABYTES_HELD: Final = 450
TURNS_2000: Final = _of("window", "*, 2,000 people", at_most(1))
TURNS_20000: Final = _of("window", "*, 20,000 people", at_most(1))
VISIT: Final = _of("window", "sessions, first, 2,000 people: all turns", at_most(1))
EDIT: Final = _of("window", "a note edited, sessions shown, 2,000 people: all turns", at_most(1))
LOGGED: Final = _of("window", "a session logged, sessions shown, 2,000 people: all turns", at_most(1))
MEMORY: Final = _of("window", "memory without a plan, *, 20,000 people", at_most(1))
MEMORY_PLAN: Final = _of("window", "memory with a plan in sight, *, 20,000 people", at_most(1))
MEMORY_LEFT: Final = _of("window", "memory after the plan was left, *, 20,000 people", at_most(1))
STILL: Final = _of("waiting", "window still, *", at_most(1))
DRESSED: Final = _of("looks", "window still, * another *", at_most(0.25))
DRESSING_STILL: Final = _of("looks", "window still, * another *", at_most(1))

# Pairing

FRAME, WORST_FRAME = 1 / 30, 0.05
LARGE_MEGABYTES: Final = 600
RESTART: Final = 1.0
FROM_ROWS: Final = {
    50: _of("pairing", "pairing 50x50: rows to *", at_most(20)),
    500: _of("pairing", "pairing 500x500: rows to *", at_most(2.5)),
    2000: _of("pairing", "pairing 2000x2000: rows to *", at_most(1.2)),
}
"""How many times the bare solver may be taken from rows, by the number of people a side."""
SAME_SCORES: Final = _of("pairing", "*: same scores to proof", at_most(2))
PROVED: Final = _of("pairing", "pairing *: proved", at_least(1))
SLIDER: Final = _of("pairing", "*: a weight moved to proved fairest plan", at_most(1))
SLIDER_WORST: Final = _of("pairing", "*: a weight moved to proved fairest plan, worst move", at_most(1))
CONTESTED: Final = _of("pairing", "everyone wants the same, *: scores to proof", at_most(2))
LARGE: Final = _of("pairing", "pairing 10,000x10,000: rows to proved plan", at_most(12))
LARGE_MEMORY: Final = _of("pairing", "pairing 10,000x10,000: most memory held", at_most(1))
LARGE_KEPT: Final = _of("pairing", "pairing 10,000x10,000: memory kept *", at_most(1.25))
LARGE_AGAIN: Final = _of("pairing", "pairing 10,000x10,000: decided again *", at_most(1))
MENTOR_MATCH: Final = _of("pairing_peers", "mentor-match 500x500, 3 rounds: *", faster(600))
FLOW_DECIDING: Final = _of("pairing_peers", "OR-Tools 500x500: same scores to plan", faster(2))
FLOW_FROM_ROWS: Final = _of("pairing_peers", "OR-Tools 500x500: rows to plan", faster(20))
STABLE: Final = _of("pairing_peers", "matching 500x500: rows to plan", faster(1))

# Several rules together

MINUTE: Final = 60.0
PROVED_WITHIN: Final = {(50, 3): 5.0}
"""Seconds in which so many a side with so many quotas are proved."""
GAP: Final = 0.5
"""Percent of what is possible by which a plan that is not proved may be short."""
GROUPS_TIME: Final = _of("groups", "groups, *: deciding", at_most(3))
GROUPS_MATCHED: Final = _of("groups", "groups, *: people matched against scipy's", at_least(1))
GROUPS_MINUTE: Final = _of("groups", "groups, 2000 a side, *: deciding", at_most(1))
GROUPS_LARGE: Final = _of("groups", "groups, 2000 a side, *: people matched against *", at_least(0.995))
QUOTAS_TIME: Final = _of("quotas", "quotas, *: deciding", at_most(1))
QUOTAS_GAP: Final = _of("quotas", "quotas, *: short of what is possible", at_most(1))
QUOTAS_PROVED: Final = _of("quotas", "quotas, 50 a side, 3 of them, *: proved", at_least(1))
CLAIMS: Final = _of("all_rules", "*: what is claimed holds", at_least(1))

# How right the reading of lists is

HEADINGS: Final = _of("columns", "headings * read right", at_least(0.97))
SURE: Final = _of("columns", "columns * sure are right", at_least(0.97))
KEPT_BACK: Final = _of("reading", "kept back columns * sure are right", at_least(0.97))
KNOWN_AGAIN: Final = _of("reading", "people met twice are known again", at_least(1))

# The tests themselves

FAST_TESTS_SECONDS, ALL_TESTS_SECONDS = 60.0, 480.0
FAST_TESTS: Final = _of("own_tests", "the fast tests", at_most(1))
ALL_TESTS: Final = _of("own_tests", "all tests", at_most(1))

KEPT_BY_TESTS: Final = {
    "a file has at most 500 lines": ("tests/architecture/test_house.py", "a file has at most 500 lines"),
    "a class has at most 15 public methods": (
        "tests/architecture/test_house.py",
        "a class has at most 15 public methods",
    ),
    "a function has at most 40 statements": ("pyproject.toml", "max-statements = 40"),
    "complexity is at most 8": ("pyproject.toml", "mccabe.max-complexity = 8"),
}
