"""The preview of a homecoming as a workbook, to show to somebody before anything is taken in."""

from nhipcau.common.words import Words
from nhipcau.exchange.round_trip.batch import Batch
from nhipcau.exchange.round_trip.homecoming import said
from nhipcau.exchange.round_trip.saying import outcome_of, state_in_words
from nhipcau.workbook import ColumnSpec, Plain, SheetSpec


def plan_sheets(batch: Batch, words: Words) -> list[SheetSpec]:
    """Return one sheet with every cell that somebody has touched, and one with what could not be read."""
    names = ("kind", "who", "field", "sent", "ours", "theirs", "state", "result")
    columns = [ColumnSpec(words(f"homecoming.plan.{name}"), 24, "wrapped") for name in names]
    rows: list[list[Plain]] = []
    for one in (one for plan in batch.plans for one in plan.kinds):
        for row in one.merged.rows:
            who = one.name_of(row.key)
            if row.state in ("added", "removed", "gone"):
                done = outcome_of(one.kind.code, row, words)
                state = state_in_words(one.kind.code, row.state, words)
                rows.append([one.kind.title, who, "", "", "", "", state, done])
            for cell in row.cells:
                column = one.kind.field(cell.field)
                values = [said(column, value) for value in (cell.sent, cell.ours, cell.theirs)]
                state = words(f"homecoming.cell.{cell.state}")
                rows.append([one.kind.title, who, column.heading, *values, state, said(column, cell.result)])
    unread: list[list[Plain]] = [
        [problem.sheet, problem.address, problem.name, words(problem.problem.code, **problem.problem.values)]
        for plan in batch.plans
        for problem in plan.problems
    ]
    wanted = ("sheet", "cell", "who", "why")
    about = words("homecoming.plan.title", file=batch.file_names)
    return [
        SheetSpec(words("homecoming.plan.changes"), columns, rows, intro=[about]),
        SheetSpec(
            words("homecoming.plan.unread"),
            [ColumnSpec(words(f"homecoming.plan.{name}"), 30, "wrapped") for name in wanted],
            unread,
        ),
    ]
