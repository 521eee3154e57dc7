"""Carrying a homecoming out: exactly what its preview showed, inside the caller's step."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlmodel import Session

from nhipcau.common.errors import Problem
from nhipcau.exchange.round_trip.apply.row_writing import row_to_write
from nhipcau.exchange.round_trip.merge.three_way_merge import RowMerge
from nhipcau.exchange.round_trip.merge.workbook_merge import Homecoming, KindMerge


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
            if all(problem.code in one.kind.declared.waits_for for problem in problems):
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
        kind = rows[0][0].kind
        problems = kind.declared.write(
            db, programme_id, [row_to_write(one, row, reason) for one, row in rows]
        )
        yield from ((one, row, of_row) for (one, row), of_row in zip(rows, problems, strict=True))
