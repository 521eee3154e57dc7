"""Where every row of a file has gone: rows in the file = new + changed + same + asked + left out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from nhipcau.common.cell_text import text_of
from nhipcau.exchange.formats.column_mapping import SheetReading, TablePlace, Understanding
from nhipcau.exchange.formats.sheet_table import Table
from nhipcau.exchange.mapping.answer_rows import RowProblem
from nhipcau.exchange.preview.import_plan import ImportPlan, PlanRow, State

if TYPE_CHECKING:
    from nhipcau.workbook import SheetData, Source

STATES: Final[tuple[State, ...]] = ("new", "changed", "same", "needs_you", "left_out")
_SHOWN_LETTERS: Final = 60


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows of a file, and how many people they speak of: fewer where somebody answered twice."""

    rows: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class RowSum:
    """The rows of one reading by what becomes of them."""

    by_state: Mapping[State, Tally]

    @property
    def rows(self) -> int:
        return sum(tally.rows for tally in self.by_state.values())

    def of(self, state: State) -> Tally:
        return self.by_state.get(state, Tally())

    @property
    def parts(self) -> tuple[tuple[State, Tally], ...]:
        """Return what is not nothing, in the order of reading."""
        return tuple((state, tally) for state in STATES if (tally := self.of(state)).rows)


NO_ROWS: Final = RowSum({})


def sum_of(parts: Iterable[tuple[State, Tally]]) -> RowSum:
    """Return the sum of parts, several of one state among them."""
    found: dict[State, Tally] = {}
    for state, tally in parts:
        before = found.get(state, Tally())
        found[state] = Tally(before.rows + tally.rows, before.people + tally.people)
    return RowSum(found)


def row_sum(plan: ImportPlan, left: Sequence[PlanRow] = ()) -> RowSum:
    """Return the sum of a plan and of the rows that were left out before it (`left_rows`)."""
    return sum_of((row.state, tally_of(row)) for row in chain(plan.rows, left))


def tally_of(row: PlanRow) -> Tally:
    """Return how many rows speak of one person; what is no person counts as it stands."""
    rows = len(row.row_numbers)
    return Tally(rows, 1 if row.id >= 0 else rows)


def left_rows(understanding: Understanding, sources: "Sequence[Source]") -> tuple[PlanRow, ...]:
    """Return the rows that are no people, each with its reason; of a sheet that is not used, all in one.

    Their ids are below zero: nothing can be decided about them.
    """
    return tuple(row for rows in left_by_sheet(understanding, sources).values() for row in rows)


def left_by_sheet(
    understanding: Understanding, sources: "Sequence[Source]"
) -> dict[TablePlace, list[PlanRow]]:
    """Return the rows that are no people by the table they stand in."""
    found: dict[TablePlace, list[PlanRow]] = {}
    number = 0
    for sheet in understanding.sheets:
        table = understanding.table_of(sheet)
        if table is not None:
            left = _of_sheet(sheet, table, _raw(sheet, sources)) if sheet.used else _unused(sheet, table)
            for row in left:
                number -= 1
                found.setdefault(sheet.place, []).append(row._replace(id=number))
    return found


def _raw(sheet: SheetReading, sources: "Sequence[Source]") -> "SheetData | None":
    return next((one for one in sources[sheet.source].sheets if one.name == sheet.sheet), None)


def _of_sheet(sheet: SheetReading, table: Table, raw: "SheetData | None") -> Iterator[PlanRow]:
    for one in table.left_out:
        cells = _cells(raw, one.row, table)
        shown = " · ".join(text for cell in cells if (text := text_of(cell)))[:_SHOWN_LETTERS]
        yield _left(sheet, (one.row,), shown, RowProblem(f"exchange.left_out.{one.reason}"))


def _cells(raw: "SheetData | None", number: int, table: Table) -> Sequence[object]:
    """Return what stands in a row, of a table turned round in a column."""
    if raw is None:
        return ()
    if table.area.turned:
        return [row[number - 1] for row in raw.rows if len(row) >= number]
    row = raw.rows[number - 1] if number <= len(raw.rows) else ()
    return row[table.area.left : table.area.right]


def _unused(sheet: SheetReading, table: Table) -> Iterator[PlanRow]:
    """Yield what stands on a sheet from which no people are read; its first row may be a heading or not."""
    numbers = sorted({*table.numbers, *(one.row for one in table.left_out)})
    if sheet.why == "no_headings" and table.header_row:
        numbers.insert(0, table.header_row)
    if numbers:
        why = RowProblem("exchange.left_out.sheet_unused")
        if sheet.why:
            reason = RowProblem(f"inbox.sheet.why.{sheet.why}")
            why = RowProblem("exchange.left_out.sheet", values={"reason": reason})
        yield _left(sheet, tuple(numbers), sheet.sheet, why)


def _left(sheet: SheetReading, numbers: tuple[int, ...], shown: str, why: RowProblem) -> PlanRow:
    return PlanRow(
        id=-1, state="left_out", name=shown, email="", role="", file_name=sheet.file_name, sheet=sheet.sheet,
        row_numbers=numbers, notes=(why,),
    )  # fmt: skip
