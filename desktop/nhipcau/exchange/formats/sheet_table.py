"""A table of a sheet: its rows, its columns with every answer counted."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from operator import is_
from typing import Any

from nhipcau.common.cell_text import are_clean, text_of
from nhipcau.exchange.formats.cell_values import date_parts
from nhipcau.exchange.formats.sheet_area import Area, LeftOut, Reason
from nhipcau.exchange.formats.vocabulary import starts
from nhipcau.workbook import CellError
from nhipcau.workbook.columns import column_letters


@dataclass(frozen=True)
class ColumnData:
    """One column under its heading."""

    index: int
    heading: str
    """Its heading on one line; for a line of a question, `question [line]`."""
    cells: tuple[Any, ...]
    written: str | None = None
    """The heading as the file writes it, where that is another."""

    @cached_property
    def text_by_cell(self) -> dict[Any, str]:
        """Every distinct cell as text; errors and words that mean nothing (`anonymous`) as blank."""
        blanks = frozenset(starts("blank"))
        found: dict[Any, str] = dict.fromkeys(self.cells, "")
        texts = [cell for cell in found if cell is not None]
        if are_clean(texts) and blanks.isdisjoint(map(str.casefold, texts)):
            found.update(zip(texts, texts, strict=True))  # nearly every column of a form
            return found
        for cell in found:
            text = "" if cell is None or isinstance(cell, CellError) else text_of(cell)
            found[cell] = "" if len(text) < 24 and text.casefold() in blanks else text
        return found

    @cached_property
    def counts(self) -> Counter[str]:
        """Every answer and how often it is given, in order of appearance."""
        by_cell = self.text_by_cell
        cells = Counter(self.cells)
        for blank in (None, ""):
            cells.pop(blank, None)
        if all(map(is_, cells, map(by_cell.__getitem__, cells))):
            return cells  # each is its own text
        counts: Counter[str] = Counter()
        for cell, count in cells.items():
            if by_cell[cell]:
                counts[by_cell[cell]] += count
        return counts

    @cached_property
    def dates(self) -> tuple[str, ...]:
        """Every answer that is written as a date; a glance at the first ones spares other columns."""
        first = list(islice(self.counts, 20))
        if not any(date_parts(text) for text in first):
            return ()
        return tuple(text for text in self.counts if date_parts(text))

    @property
    def filled(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under the headings, with their numbers in the spreadsheet."""

    area: Area
    numbers: tuple[int, ...]
    columns: tuple[ColumnData, ...]
    hidden: frozenset[int] = frozenset()
    """Numbers of the rows that a filter or somebody's hand has hidden."""
    left_out: tuple[LeftOut, ...] = ()
    """Rows that are no people."""
    doubtful: frozenset[int] = frozenset()
    """Numbers of the rows that hold one text, which may be a name or a title."""

    @property
    def header_row(self) -> int:
        """Return the row of the headings, from 1; 0 where there is none."""
        return self.area.header_row

    def cell_name(self, index: int, place: int) -> str:
        """Return the name of a cell on the sheet, such as `D12`, by its column and the place of its row."""
        if self.area.turned:
            return f"{column_letters(self.numbers[place] - 1)}{index + 1}"
        return f"{column_letters(index)}{self.numbers[place]}"

    def without(self, places: Collection[int], reason: Reason) -> "Table":
        """Return a copy without some rows, which are accounted for."""
        kept = [place for place in range(len(self.numbers)) if place not in places]
        gone = (LeftOut(self.numbers[place], reason) for place in places)
        return replace(
            self,
            numbers=tuple(self.numbers[place] for place in kept),
            columns=tuple(
                replace(column, cells=tuple(column.cells[place] for place in kept)) for column in self.columns
            ),
            left_out=tuple(sorted((*self.left_out, *gone))),
        )


def column_of_cell(cell: str, *, turned: bool = False) -> int:
    """Return the place of the column that a cell's name such as `D12` tells; of a sheet turned round, its row."""
    if turned:
        return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0) - 1
    number = 0
    for letter in cell.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number - 1
