"""The address a coordinator types where a file gives none that is plainly meant."""

from dataclasses import replace
from typing import Final

from nhipcau.exchange.formats.column_mapping import Understanding
from nhipcau.exchange.formats.sheet_table import column_of_cell
from nhipcau.exchange.mapping.answer_rows import RowProblem
from nhipcau.exchange.preview.import_plan import PlanRow

DOUBTED: Final = frozenset(f"exchange.problem.email_{kind}" for kind in ("wrong", "doubtful", "several"))


def with_address(
    understanding: Understanding, row: PlanRow, problem: RowProblem, address: str
) -> Understanding:
    """Return the understanding in which what the cell says stands for this address; an empty one is none at all."""
    written = str(problem.values.get("value", ""))
    sheets = []
    for sheet in understanding.sheets:
        here = (sheet.file_name, sheet.sheet) == (row.file_name, row.sheet)
        columns = tuple(
            replace(column, value_map={**column.value_map, written: address})
            if here and column.index == column_of_cell(problem.cell, turned=sheet.turned)
            else column
            for column in sheet.columns
        )
        sheets.append(replace(sheet, columns=columns))
    return replace(understanding, sheets=tuple(sheets))
