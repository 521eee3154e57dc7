"""Carrying a homecoming out: exactly what its preview showed, inside the caller's step."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from sqlmodel import Session

from nhipcau.common.errors import Problem, Rejected
from nhipcau.exchange.round_trip.carrying_out.organisation import write_level, write_skill, write_wording
from nhipcau.exchange.round_trip.carrying_out.pairs import write_pair, write_together
from nhipcau.exchange.round_trip.carrying_out.people import write_participants, write_programme
from nhipcau.exchange.round_trip.carrying_out.row_writing import RowToWrite, Write, row_to_write
from nhipcau.exchange.round_trip.carrying_out.settings import (
    write_constraint,
    write_criterion,
    write_rule,
    write_share,
)
from nhipcau.exchange.round_trip.carrying_out.surveys import write_answers
from nhipcau.exchange.round_trip.merge.homecoming import Homecoming, KindMerge
from nhipcau.exchange.round_trip.merge.merging import RowMerge
from nhipcau.exchange.round_trip.sheets.sheet_kind import (
    CONSTRAINTS,
    CRITERIA,
    GOALS,
    LEVELS,
    PAIRS,
    PARTICIPANTS,
    PROGRAMME,
    PULSES,
    RULES,
    SESSIONS,
    SHARES,
    SKILLS,
    WORDINGS,
)

_WRITERS: Final[Mapping[str, Write]] = {
    PROGRAMME: write_programme,
    PAIRS: write_pair,
    GOALS: write_together,
    SESSIONS: write_together,
    PULSES: write_together,
    CONSTRAINTS: write_constraint,
    CRITERIA: write_criterion,
    RULES: write_rule,
    SHARES: write_share,
    LEVELS: write_level,
    SKILLS: write_skill,
    WORDINGS: write_wording,
    "survey": write_answers,
}
"""How a row is written, by the first part of its kind's code: `survey` of `survey:<wave>`. Not people: see `_tried`."""
_MAY_COME_RIGHT: Final = frozenset(
    {
        "homecoming.problem.person_unknown",
        "homecoming.problem.skill_unknown",
        "homecoming.problem.lock_taken",
        "participants.problem.email_taken",
        "participants.problem.manager_circle",
        "skills.problem.name_taken",
    }
)
"""Troubles that another row of the same workbook may take away: somebody it brings, a place it makes free."""


@dataclass(frozen=True, slots=True)
class RowRefusal:
    """A row that cannot be written as it came, and why; the others are written."""

    kind: str
    key: str
    name: str
    problems: tuple[Problem, ...]
    plan: int = 0
    """The place of its file among those that came home together."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows were written, and which were not."""

    written: int
    refused: tuple[RowRefusal, ...]


def carry_out(db: Session, plan: Homecoming, reason: str) -> Outcome:
    """Write what the plan shows. `reason` is kept with those who are withdrawn because their row was removed.

    Rows come in the order of the sheets; those that wait for others are tried again while that helps.
    """
    waiting = [(one, row) for one in plan.kinds for row in one.merged.changed]
    written = 0
    refused: list[RowRefusal] = []
    while waiting:
        later: list[tuple[KindMerge, RowMerge]] = []
        not_now: list[RowRefusal] = []
        for one, row, problems in _tried(db, plan.programme_id, waiting, reason):
            if not problems:
                written += 1
                continue
            refusal = RowRefusal(one.kind.code, row.key, one.name_of(row.key), problems)
            if all(problem.code in _MAY_COME_RIGHT for problem in problems):
                later.append((one, row))
                not_now.append(refusal)
            else:
                refused.append(refusal)
        if len(later) == len(waiting):
            refused += not_now
            break
        waiting = later
    return Outcome(written, tuple(refused))


def _tried(
    db: Session, programme_id: int, waiting: Iterable[tuple[KindMerge, RowMerge]], reason: str
) -> Iterator[tuple[KindMerge, RowMerge, tuple[Problem, ...]]]:
    """Write rows in their order; yield of each why not, with nothing of it written, or nothing."""
    for _, of_kind in groupby(waiting, key=lambda each: id(each[0])):
        rows = list(of_kind)
        to_write = [row_to_write(programme_id, one, row, reason) for one, row in rows]
        if rows[0][0].kind.code == PARTICIPANTS:
            problems = write_participants(db, programme_id, to_write)
        else:
            problems = [_problems(db, row) for row in to_write]
        yield from ((one, row, of_row) for (one, row), of_row in zip(rows, problems, strict=True))


def _problems(db: Session, row: RowToWrite) -> tuple[Problem, ...]:
    """Write one row; return why not, with nothing of it written."""
    writer = _WRITERS[row.one.kind.code.partition(":")[0]]
    try:
        with db.begin_nested():
            writer(db, row)
    except Rejected as refusal:
        return refusal.problems
    return ()
