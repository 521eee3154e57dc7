"""A sheet as a table: where its headings are, its rows, its columns with every answer counted."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from nhipcau.exchange.headings import heading_of, is_known
from nhipcau.exchange.values import date_parts, text_of
from nhipcau.exchange.vocabulary import key_of, phrases, starts
from nhipcau.mail.addresses import says_address
from nhipcau.workbook import CellError

if TYPE_CHECKING:
    from nhipcau.workbook import SheetData

_LOOKED_AT: Final = 20


@dataclass(frozen=True)
class ColumnData:
    """One column under its heading."""

    index: int
    heading: str
    cells: tuple[Any, ...]

    @cached_property
    def text_by_cell(self) -> dict[Any, str]:
        """Every distinct cell as text; errors and words that mean nothing (`anonymous`) as blank."""
        blanks = frozenset(starts("blank"))
        found: dict[Any, str] = {}
        for cell in dict.fromkeys(self.cells):
            text = "" if cell is None or isinstance(cell, CellError) else text_of(cell)
            found[cell] = "" if len(text) < 24 and text.casefold() in blanks else text
        return found

    @cached_property
    def counts(self) -> Counter[str]:
        """Every answer and how often it is given, in order of appearance."""
        by_cell = self.text_by_cell
        counts: Counter[str] = Counter()
        for cell, count in Counter(self.cells).items():
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


class LeftOut(NamedTuple):
    """A row that is no person."""

    row: int
    reason: Literal["headings", "total"]
    """Headings again, or a sum."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under the headings, with their numbers in the spreadsheet."""

    header_row: int
    numbers: tuple[int, ...]
    columns: tuple[ColumnData, ...]
    hidden: frozenset[int] = frozenset()
    """Numbers of the rows that a filter or somebody's hand has hidden."""
    left_out: tuple[LeftOut, ...] = ()
    """Rows that are no people."""


def table_at(sheet: "SheetData", header_row: int) -> Table:
    """Return the table whose headings stand in this row (1 is the first). Blank rows and totals are left out."""
    headings = sheet.rows[header_row - 1]
    body: list[tuple[int, Sequence[Any]]] = []
    left_out: list[LeftOut] = []
    for number, row in enumerate(sheet.rows[header_row:], header_row + 1):
        if not any(cell is not None and cell != "" for cell in row):
            continue
        if row[: len(headings)] == headings:
            left_out.append(LeftOut(number, "headings"))
        else:
            body.append((number, row))
    while body and _is_footer(body[-1][1]):
        left_out.append(LeftOut(body.pop()[0], "total"))
    width = max((len(row) for row in (headings, *(row for _, row in body))), default=0)
    padded = [row if len(row) == width else (*row, *[None] * (width - len(row))) for _, row in body]
    cells = tuple(zip(*padded, strict=True)) if padded else ((),) * width
    columns = tuple(
        ColumnData(
            index, " ".join(text_of(headings[index]).split()) if index < len(headings) else "", cells[index]
        )
        for index in range(width)
    )
    return Table(
        header_row,
        tuple(number for number, _ in body),
        tuple(column for column in columns if column.heading or column.counts),
        sheet.hidden_rows,
        tuple(sorted(left_out)),
    )


def _is_footer(row: Sequence[Any]) -> bool:
    """Say whether a last line is no person but a sum: `Tổng cộng: 50`."""
    filled = [text_of(cell) for cell in row if cell is not None and cell != ""]
    words = key_of(filled[0]).split() if filled else []
    return len(filled) <= 3 and any(
        " ".join(words[:length]) in phrases("footers") for length in range(1, min(len(words), 2) + 1)
    )


def find_header(sheet: "SheetData") -> int | None:
    """Return the number of the row that looks most like headings; None when there is no table."""
    best, best_score = None, 1.9
    for number, row in enumerate(sheet.rows[:_LOOKED_AT], 1):
        score = _header_score(row)
        if score > best_score:
            best, best_score = number, score
    return best


def _header_score(row: Sequence[Any]) -> float:
    """Known headings count most; what looks like data counts against; a title alone in its row does not reach."""
    filled = [cell for cell in row if cell is not None and cell != ""]
    texts = [cell for cell in filled if isinstance(cell, str)]
    if not texts or len(texts) * 2 < len(filled):
        return 0.0
    known = sum(is_known(text) for text in texts if len(text) <= 300)
    data = sum(1 for text in texts if says_address(text) or date_parts(text)) + len(filled) - len(texts)
    distinct = len({key_of(text) for text in texts if len(text) <= 300})
    if known == 0 and distinct < 2:
        return 0.0
    return 3.0 * known + 0.5 * distinct - 3.0 * data - (1.0 if len(filled) == 1 else 0.0)


def fingerprint(columns: Sequence[ColumnData]) -> str:
    """Return the digest of a form: its headings, order aside."""
    keys = sorted({key_of(heading_of(column.heading).text) for column in columns if column.heading})
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:32]
