"""The preview of a homecoming as a workbook, to show to somebody before anything is taken in."""

from collections.abc import Iterator, Sequence

from nhipcau.common.words import Words
from nhipcau.exchange.round_trip.apply.workbook_changes import Outcome
from nhipcau.exchange.round_trip.merge.change_text import form_text, outcome_of, state_in_words, told
from nhipcau.exchange.round_trip.merge.three_way_merge import RowMerge
from nhipcau.exchange.round_trip.merge.workbook_merge import Homecoming, KindMerge
from nhipcau.exchange.round_trip.returned_batch import Batch
from nhipcau.workbook import ColumnSpec, Plain, SheetSpec


def plan_sheets(batch: Batch, outcome: Outcome, words: Words) -> list[SheetSpec]:
    """Return one sheet with every cell that somebody has touched, and one with what is not taken, and why."""
    about = words("homecoming.plan.title", file=batch.file_names)
    names = ("file", "kind", "who", "field", "sent", "ours", "theirs", "state", "result")
    refused = ("file", "sheet", "cell", "who", "why")
    return [
        SheetSpec(
            words("homecoming.plan.changes"), _columns(names, words), _changes(batch, words), intro=[about]
        ),
        SheetSpec(
            words("homecoming.plan.unread"), _columns(refused, words), _not_taken(batch, outcome, words)
        ),
    ]


def _columns(names: Sequence[str], words: Words) -> list[ColumnSpec]:
    return [
        ColumnSpec(words(f"homecoming.plan.{name}"), 48 if name == "why" else 24, "wrapped") for name in names
    ]


def _rows(batch: Batch) -> Iterator[tuple[int, Homecoming, KindMerge, RowMerge]]:
    for number, plan in enumerate(batch.plans):
        for one in plan.kinds:
            for row in one.merged.rows:
                yield number, plan, one, row


def _changes(batch: Batch, words: Words) -> list[list[Plain]]:
    rows: list[list[Plain]] = []
    for _, plan, one, row in _rows(batch):
        about: list[Plain] = [plan.file_name, one.kind.title, one.name_of(row.key)]
        if row.state in ("added", "removed", "gone"):
            done = outcome_of(one.kind.declared, row, words)
            rows.append([*about, "", "", "", "", state_in_words(one.kind.declared, row.state, words), done])
        for cell in row.cells:
            column = one.kind.field(cell.field)
            values = [told(column, value) for value in (cell.sent, cell.ours, cell.theirs)]
            state = words(f"homecoming.cell.{cell.state}")
            rows.append([*about, column.heading, *values, state, told(column, cell.result)])
    for wave in batch.anonymous:
        for form in wave.forms:
            file, title = batch.plans[form.plan].file_name, wave.titles[words.language]
            rows.append([file, title, form.name, "", "", "", "", "", form_text(form.state, words)])
    return rows


def _not_taken(batch: Batch, outcome: Outcome, words: Words) -> list[list[Plain]]:
    """Return the files, cells and rows that are left out."""
    rows: list[list[Plain]] = [
        [name, "", "", "", words(trouble.code, **trouble.values)] for name, trouble in batch.failures
    ]
    rows += [
        [plan.file_name, each.sheet, each.address, each.name, words(each.problem.code, **each.problem.values)]
        for plan in batch.plans
        for each in plan.problems
    ]
    refusals = {(each.plan, each.kind, each.key): each for each in outcome.refused}
    for number, plan, one, row in _rows(batch):
        refusal = refusals.get((number, one.kind.code, row.key))
        if refusal is not None:
            why = " ".join(words(problem.code, **problem.values) for problem in refusal.problems)
            place = one.returned.places.get(row.key)
            rows.append([plan.file_name, one.returned.sheet, place, one.name_of(row.key), why])
    return rows
